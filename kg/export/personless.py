"""A build as it is shown without persons: who is in charge of a task is left out of it.

Names are hidden where an attribution holds them, full names of three characters and more
wherever they stand, with whatever is called after them; a name of two characters may be a word, and
stays in running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from kg.export.build_folder import BuildFolder, Record
from kg.export.manifest import read_manifest
from kg.extraction.persons import FULL_NAME
from kg.rdf.vocabulary import OA, ZT
from kg.text.span import Span
from kg.text.veil import veiled

# <https://w3id.org/zhengtu/doc/汶政办字-2023-29/text#char=12,20>
_SPAN = re.compile(r"/doc/(?P<key>[^/]+)/text#char=(?P<start>\d+),\d+$")


@dataclass(frozen=True)
class Personless:
    """What hides the persons of a build in its records, its quads and its texts.

    Attributes:
        whole: the build as it is.
    """

    whole: BuildFolder

    def entry(self, entry: Record) -> Record:
        """Return a document of tasks.json, with its tasks, without persons."""
        tasks = [self.task(task) for task in entry["tasks"]]
        document: Record = _without({**entry, "tasks": []}, self.names)
        return {**document, "tasks": tasks}

    def task(self, record: Record) -> Record:
        """Return the record of a task without persons."""
        shown: Record = _without({**record, "persons": []}, self.names)
        return shown

    def record(self, record: Record) -> Record:
        """Return any other record without the names of persons."""
        shown: Record = _without(record, self.names)
        return shown

    def text(self, key: str) -> str:
        """Return a stored text in which persons are hidden."""
        return veiled(self.whole.text(key), self._spans.get(key, ()), self.names)

    def lines(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield lines of N-Quads without persons; all others are left as they are."""
        if not self._spans:
            yield from lines
            return
        hidden, changed = self._patterns
        for line in lines:
            if not hidden.search(line):
                yield self._line(line) if changed.search(line) else line

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Full names of persons, longest first."""
        return self._found[1]

    @property
    def is_needed(self) -> bool:
        """Whether the build names any person."""
        return bool(self._spans)

    @property
    def _spans(self) -> Mapping[str, Sequence[Span]]:
        """Where persons are named, by the key of the document; none where nobody is."""
        return self._found[0]

    @cached_property
    def _found(self) -> tuple[Mapping[str, Sequence[Span]], tuple[str, ...]]:
        spans: dict[str, list[Span]] = {}
        names = set()
        for entry in self.whole.entries():
            persons = [person for task in entry["tasks"] for person in task.get("persons", ())]
            if persons:
                spans[entry["document"]["key"]] = [Span(p["start"], p["end"]) for p in persons]
            names |= {p["canonical"] for p in persons if p["class"] == "Person"}
        full = (name for name in names if len(name) >= FULL_NAME)
        return spans, tuple(sorted(full, key=lambda n: (-len(n), n)))

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What tells a line that is left out, and one whose text may change."""
        base = re.escape(read_manifest(self.whole.folder)["base_iri"])
        names = "|".join(map(re.escape, self.names)) or "(?!)"
        spans = "|".join(
            re.escape(f"doc/{key}/text#char={span.start},{span.end}>")
            for key, found in self._spans.items()
            for span in found
        )
        # <https://w3id.org/zhengtu/person/汶上县/张三> · <…/doc/…/text#char=12,14>
        hidden = re.compile(
            rf"<{base}(?:(?:person|post)/|doc/[^/>]+/person-assignment/|{spans})|<[^>]*(?:{names})"
        )
        exact = f"(?:{re.escape(ZT.exact)}|{re.escape(OA.exact)})"  # in our term and the public one
        # <…/doc/…/text#char=10,90> <…#exact> "…" · "欧阳建国工作室"
        return hidden, re.compile(rf"^<{base}doc/[^/>]+/text#\S+ <{exact}>|{names}")

    def _line(self, line: str) -> str:
        """Return a line of N-Quads with the names in its text hidden."""
        (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
        said = quad.object
        if not isinstance(said, ox.Literal):
            return line
        where = _SPAN.search(str(quad.subject.value))
        at, here = (int(where["start"]), self._spans.get(where["key"], ())) if where else (0, ())
        spans = [Span(span.start - at, span.end - at) for span in here]
        text = ox.Literal(
            veiled(said.value, spans, self.names),
            language=said.language,
            datatype=None if said.language else said.datatype,
        )
        shown = ox.Quad(quad.subject, quad.predicate, text, quad.graph_name)
        return (ox.serialize([shown], format=ox.RdfFormat.N_QUADS) or b"").decode()


def _without(record: Any, names: Sequence[str]) -> Any:
    """Return a record in whose texts some names are hidden."""
    if isinstance(record, str):
        return veiled(record, (), names) if names else record
    if isinstance(record, list):
        return [_without(part, names) for part in record]
    if isinstance(record, dict):
        return {key: _without(part, names) for key, part in record.items()}
    return record
