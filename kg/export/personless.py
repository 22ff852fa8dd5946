"""A build as it is shown without persons: who is in charge of a task is left out of it.

Names are hidden where an attribution holds them, full names of three characters and more
wherever they stand, with whatever is called after them; a name of two characters may be a word, and
stays in running text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from kg.export.build_folder import BuildFolder, Record
from kg.export.build_tables import TaskRecords
from kg.export.manifest import read_manifest
from kg.rdf.vocabulary import OA, ZT
from kg.text.hiding.veil import in_strings, veiled
from kg.text.span import Span

# <https://w3id.org/zhengtu/doc/汶政办字-2023-29/text#char=12,20> · <…/paragraph/p12>
_SPAN = re.compile(r"/doc/(?P<key>[^/]+)/(?:text#char=|paragraph/p)(?P<start>\d+)(?:,\d+)?$")
_NOBODY: Record = {"names": [], "spans": []}


@dataclass(frozen=True, slots=True)
class _Persons:
    """Who is named in a build.

    Attributes:
        spans: where, by the key of the document.
        names: full names, longest first.
        named_in: what names persons in each task that names some, by its IRI.
    """

    spans: Mapping[str, Sequence[Span]]
    names: tuple[str, ...]
    named_in: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Personless:
    """What hides the persons of a build in its records, its quads and its texts.

    Attributes:
        whole: the build as it is.
    """

    whole: BuildFolder

    @property
    def is_needed(self) -> bool:
        """Whether the build names any person."""
        return bool(self._persons.spans)

    def entry(self, entry: Record) -> Record:
        """Return a document of tasks.json, with its tasks, without persons."""
        tasks = [self.task(task) for task in entry["tasks"]]
        shown = self.record({**entry, "document": {}, "tasks": []})
        return {**shown, "document": self.document(entry["document"]), "tasks": tasks}

    def document(self, record: Record) -> Record:
        """Return the record of a document without persons."""
        return self.record({**record, "persons": _NOBODY})

    def task(self, record: Record) -> Record:
        """Return the record of a task without persons."""
        shown: Record = _without({**record, "persons": []}, self._names_in(record["id"]))
        return shown

    def record(self, record: Record) -> Record:
        """Return any other record without the names of persons."""
        shown: Record = _without(record, self._persons.names)
        return shown

    def values(self, row: list[Any]) -> list[Any]:
        """Return the values of a row of a table without the names of persons."""
        shown: list[Any] = _without(row, self._persons.names)
        return shown

    def text(self, key: str) -> str:
        """Return a stored text in which persons are hidden."""
        spans = self._persons.spans.get(key, ())
        return veiled(self.whole.text(key), spans, self._persons.names)

    def lines(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield lines of N-Quads without persons; all others are left as they are."""
        if not self.is_needed:
            yield from lines
            return
        hidden, changed = self._patterns
        for line in lines:
            if not hidden.search(line):
                yield self._line(line) if changed.search(line) else line

    def _names_in(self, thing: str) -> tuple[str, ...]:
        """Return what is hidden in the texts of a thing."""
        return (*self._persons.names, *self._persons.named_in.get(thing, ()))

    @cached_property
    def _persons(self) -> _Persons:
        found: dict[str, list[Span]] = {}
        names: set[str] = set()
        named_in = {}
        tasks = TaskRecords(self.whole.tables)
        for (record,) in self.whole.tables.each("SELECT record FROM documents ORDER BY rowid"):
            document = json.loads(record)
            key, persons = document["key"], document["persons"]
            if not persons["spans"]:
                continue
            text, spans = self.whole.text(key), _spans(persons["spans"])
            found[key] = spans
            names |= {"".join(text[s.start : s.end].split()) for s in _spans(persons["names"])}
            for task in tasks.of_document(key):
                inside = [s for s in spans if task["start"] <= s.start and s.end <= task["end"]]
                if inside:
                    named_in[task["id"]] = [text[span.start : span.end] for span in inside]
        return _Persons(found, tuple(sorted(names, key=lambda n: (-len(n), n))), named_in)

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What tells a line that is left out, and one whose text may change."""
        base = re.escape(read_manifest(self.whole.folder)["base_iri"])
        names = "|".join(map(re.escape, self._persons.names)) or "(?!)"
        spans = "|".join(
            re.escape(f"doc/{key}/text#char={span.start},{span.end}>")
            for key, found in self._persons.spans.items()
            for span in found
        )
        # <https://w3id.org/zhengtu/person/汶上县/张三> · <…/doc/…/text#char=12,14>
        hidden = re.compile(
            rf"<{base}(?:(?:person|post)/|doc/[^/>]+/person-assignment/|{spans})|<[^>]*(?:{names})"
        )
        exact = f"(?:{re.escape(ZT.exact)}|{re.escape(OA.exact)})"  # in our term and the public one
        tasks = "|".join(map(re.escape, self._persons.named_in)) or "(?!)"
        # <…/doc/…/text#char=10,90> <…#exact> "…" · "欧阳建国工作室"
        changed = rf"^<{base}doc/[^/>]+/(?:text#\S+ <{exact}>|paragraph/)|^<(?:{tasks})>|{names}"
        return hidden, re.compile(changed)

    def _line(self, line: str) -> str:
        """Return a line of N-Quads with the names in its text hidden."""
        (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
        said, subject = quad.object, str(quad.subject.value)
        if not isinstance(said, ox.Literal):
            return line
        where = _SPAN.search(subject)
        here = self._persons.spans.get(where["key"], ()) if where else ()
        at = int(where["start"]) if where else 0
        spans = [Span(span.start - at, span.end - at) for span in here]
        text = ox.Literal(
            veiled(said.value, spans, self._names_in(subject)),
            language=said.language,
            datatype=None if said.language else said.datatype,
        )
        shown = ox.Quad(quad.subject, quad.predicate, text, quad.graph_name)
        return (ox.serialize([shown], format=ox.RdfFormat.N_QUADS) or b"").decode()


def _spans(places: Iterable[Sequence[int]]) -> list[Span]:
    """Return spans from their ends as a record has them."""
    return [Span(start, end) for start, end in places]


def _without(record: Any, names: Sequence[str]) -> Any:
    """Return a record in whose texts some names are hidden."""
    return in_strings(record, lambda text: veiled(text, (), names)) if names else record
