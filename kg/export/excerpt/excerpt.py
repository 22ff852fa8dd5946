"""What is taken away: the one source that every format reads.

Persons are left out here, and what is not asked for, so no format can forget to; documents come
one at a time, so the size of a build does not matter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pyoxigraph import Store

from kg.comparison.comparison import RenamedUnits
from kg.export.build_folder import BuildFolder, Record
from kg.export.excerpt.naming import Naming
from kg.export.excerpt.narrowing import Only
from kg.export.excerpt.publication import Publication
from kg.export.manifest import read_manifest
from kg.export.personless import Personless

Watch = Callable[[Iterable[Any], int], Iterable[Any]]


def unwatched(items: Iterable[Any], _: int) -> Iterable[Any]:
    """Pass items on; a command line shows a bar instead."""
    return items


@dataclass(frozen=True)
class Excerpt:
    """What is taken away of a build.

    Attributes:
        build: the folder.
        only: the place, year or unit that is wanted.
        persons: whether persons are shown.
        watch: passes on documents, of which there are so many, while a user sees the progress.
        publication: who publishes it and when, and where its documents come from.
        renamed: which units took the place of which, for comparing years.
        ready: its tidy tables, where several formats are made of them one after the other.
    """

    build: BuildFolder
    only: Only = field(default_factory=Only)
    persons: bool = False
    watch: Watch = unwatched
    publication: Publication = field(default_factory=Publication)
    renamed: RenamedUnits = field(default_factory=RenamedUnits)
    ready: object = field(default=None, repr=False)

    @cached_property
    def manifest(self) -> Record:
        """What the build says of itself."""
        return read_manifest(self.build.folder)

    @cached_property
    def hidden(self) -> Personless | None:
        """What hides persons; None where they are shown."""
        return None if self.persons else Personless(self.build)

    @property
    def is_all(self) -> bool:
        """Whether everything is taken as the build holds it."""
        return self.only.is_whole and not (self.hidden and self.hidden.is_needed)

    @cached_property
    def documents(self) -> Mapping[str, Record]:
        """The document records that are taken, by IRI, in the order of the build."""
        found = {}
        for (text,) in self.build.tables.rows("SELECT record FROM documents ORDER BY rowid"):
            record = json.loads(text)
            if self.only.keeps_document(record) and self._has_task(record):
                found[record["id"]] = self.hidden.document(record) if self.hidden else record
        return found

    def _has_task(self, document: Record) -> bool:
        if not self.only.units:
            return True
        query = "SELECT record FROM tasks WHERE document = ?"
        rows = self.build.tables.rows(query, document["key"])
        return any(self.only.keeps_task(json.loads(record)) for (record,) in rows)

    def entries(self) -> Iterator[Record]:
        """Yield the documents of tasks.json that are taken, with the tasks that are."""
        for entry in self.watch(self.build.entries(), len(self.documents)):
            if entry["document"]["id"] in self.documents:
                shown = self.hidden.entry(entry) if self.hidden else entry
                tasks = [task for task in shown["tasks"] if self.only.keeps_task(task)]
                yield {**shown, "tasks": tasks}

    def graphs(self) -> Iterator[tuple[str, Iterator[str]]]:
        """Yield the named graphs that are taken, name and sorted lines of N-Quads.

        Those of documents come first, and of what all share there is what they name.
        """
        naming = Naming(self.build) if not self.only.is_whole else None
        for name, lines in self.watch(self.build.quads(), len(self.documents)):
            if (document := name.removesuffix("/graph")) != name:
                if document in self.documents:
                    shown = [*self._document_lines(lines)]
                    if naming:
                        naming.add(shown)
                    yield name, iter(shown)
            else:
                yield name, self._shared_lines(lines, naming)

    def stores(self) -> Iterator[tuple[Record, Store]]:
        """Yield each document with a graph of it: all it says, and what it names."""
        naming = Naming(self.build)
        for name, lines in self.watch(self.build.quads(), len(self.documents)):
            document = self.documents.get(name.removesuffix("/graph"))
            if document is not None:
                shown = [*self._document_lines(lines)]
                yield document, naming.store(shown, self._shown)

    def text(self, document: Record) -> str:
        """Return the stored text of a document."""
        key = document["key"]
        return self.hidden.text(key) if self.hidden else self.build.text(key)

    def _document_lines(self, lines: Iterable[str]) -> Iterable[str]:
        return self.only.lines([*self._shown(lines)])

    def _shared_lines(self, lines: Iterable[str], naming: Naming | None) -> Iterator[str]:
        return self._shown(naming.kept(lines) if naming else lines)

    def _shown(self, lines: Iterable[str]) -> Iterator[str]:
        return self.hidden.lines(lines) if self.hidden else iter(lines)
