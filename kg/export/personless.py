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
from itertools import groupby
from typing import Any

import networkx as nx
import pyoxigraph as ox
from rdflib import Graph

from kg.export.build_folder import BuildFolder, Record
from kg.export.manifest import read_manifest
from kg.network.traversal import build_network
from kg.rdf.serialise import TURTLE_HEADER, turtle_body
from kg.rdf.vocabulary import OA, ZT, bind_prefixes
from kg.text.span import Span
from kg.text.veil import in_strings, veiled

# <https://w3id.org/zhengtu/doc/汶政办字-2023-29/text#char=12,20> · <…/paragraph/p12>
_SPAN = re.compile(r"/doc/(?P<key>[^/]+)/(?:text#char=|paragraph/p)(?P<start>\d+)(?:,\d+)?$")


@dataclass(frozen=True)
class Personless(BuildFolder):
    """A build folder shown without persons.

    Attributes:
        whole: the build as it is.
    """

    whole: BuildFolder

    @cached_property
    def records(self) -> Record:
        """The content of tasks.json without persons."""
        return {"documents": [self._entry(entry) for entry in self.whole.records["documents"]]}

    @cached_property
    def graph(self) -> Graph:
        """The union graph without persons."""
        if not self._spans:
            return self.whole.graph
        graph = bind_prefixes(Graph(store="Oxigraph"))
        return graph.parse(data=self.file("graph.ttl"), format="turtle")

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The networkx view without persons."""
        return build_network(self.graph) if self._spans else self.whole.network

    def file(self, name: str) -> str:
        """Return the content of a file of the build, without persons."""
        if not self._spans:
            return self.whole.file(name)
        if name == "tasks.json":
            return json.dumps(self.records, ensure_ascii=False, indent=1) + "\n"
        if name == "graph.nq":
            return self._quads.decode()
        if name == "graph.ttl":
            return (TURTLE_HEADER + b"".join(self._turtle())).decode()
        return self.whole.file(name)

    def text(self, key: str) -> str:
        """Return a stored text in which persons are hidden."""
        return veiled(self.whole.text(key), self._spans.get(key, ()), self._names)

    @cached_property
    def _spans(self) -> Mapping[str, Sequence[Span]]:
        """Where persons are named, by the key of the document; none where nobody is."""
        found = {key: _spans(persons["spans"]) for key, persons in self._persons()}
        return {key: spans for key, spans in found.items() if spans}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """Full names of persons, longest first."""
        names = {
            "".join(self.whole.text(key)[span.start : span.end].split())
            for key, persons in self._persons()
            for span in _spans(persons["names"])
        }
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    def _persons(self) -> Iterator[tuple[str, Record]]:
        for entry in self.whole.records["documents"]:
            yield entry["document"]["key"], entry["document"]["persons"]

    def task(self, record: Record) -> Record:
        """Return the record of a task without persons."""
        names = (*self._names, *self._named_in.get(record["id"], ()))
        shown: Record = _without({**record, "persons": []}, names)
        return shown

    @cached_property
    def _named_in(self) -> Mapping[str, Sequence[str]]:
        """What names persons in each task that names some, by its IRI."""
        found: dict[str, list[str]] = {}
        for entry in self.whole.records["documents"]:
            spans = self._spans.get(entry["document"]["key"], ())
            text = self.whole.text(entry["document"]["key"]) if spans else ""
            for task in entry["tasks"] if spans else ():
                inside = [s for s in spans if task["start"] <= s.start and s.end <= task["end"]]
                if inside:
                    found[task["id"]] = [text[span.start : span.end] for span in inside]
        return found

    def _entry(self, entry: Record) -> Record:
        tasks = [self.task(task) for task in entry["tasks"]]
        document = {**entry["document"], "persons": {"names": [], "spans": []}}
        shown: Record = _without({**entry, "document": document, "tasks": []}, self._names)
        return {**shown, "tasks": tasks}

    @cached_property
    def _quads(self) -> bytes:
        """The graph as N-Quads without persons, line for line as it is in the build."""
        base = re.escape(read_manifest(self.folder)["base_iri"])
        names = "|".join(map(re.escape, self._names)) or "(?!)"
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
        tasks = "|".join(map(re.escape, self._named_in)) or "(?!)"
        changed = re.compile(
            rf"^<{base}doc/[^/>]+/(?:text#\S+ <{exact}>|paragraph/)|^<(?:{tasks})>|{names}"
        )
        with (self.folder / "graph.nq").open(encoding="utf-8", newline="\n") as lines:
            kept = (line for line in lines if not hidden.search(line))
            return "".join(self._line(x) if changed.search(x) else x for x in kept).encode()

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
            veiled(said.value, spans, (*self._names, *self._named_in.get(quad.subject.value, ()))),
            language=said.language,
            datatype=None if said.language else said.datatype,
        )
        shown = ox.Quad(quad.subject, quad.predicate, text, quad.graph_name)
        return (ox.serialize([shown], format=ox.RdfFormat.N_QUADS) or b"").decode()

    def _turtle(self) -> Iterator[bytes]:
        lines = self._quads.splitlines(keepends=True)
        for _, same in groupby(lines, lambda line: line.rsplit(b" ", 2)[1]):
            yield turtle_body(b"".join(same))


def _spans(places: Iterable[Sequence[int]]) -> list[Span]:
    """Return spans from their ends as a record has them."""
    return [Span(start, end) for start, end in places]


def _without(record: Any, names: Sequence[str]) -> Any:
    """Return a record in whose texts some names are hidden."""
    return in_strings(record, lambda text: veiled(text, (), names))
