"""The files of a build that hold the graph, the records and the drawing, document after document.

One document is held at a time; of it stays what must be merged with the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
from rdflib import Graph

from building.work.cache import Cache
from building.work.document_work import DocumentWork, DrawJob, WorkJob
from building.work.workers import Workers, Workshop
from embeddings.passages import Passage
from kg.entities.entity import Entity
from kg.entities.iri import IriMinter
from kg.entities.linking import merge
from kg.export.manifest import write_json
from kg.knowledge.knowledge import Knowledge
from kg.network.drawing import (
    LARGEST_WHOLE,
    Drawing,
    Positions,
    by_document,
    in_circle,
    positions,
    unit_positions,
)
from kg.rdf.concept_scheme import add_scheme, whole_scheme
from kg.rdf.dataset import add_provenance
from kg.rdf.entity_graph import add_names
from kg.rdf.serialise import TURTLE_HEADER, named_graph, turtle, turtle_body
from kg.rdf.store import in_memory
from kg.rdf.validation import Finding
from kg.text.digest import digest, files_digest
from settings import VERSION


@dataclass(slots=True)
class Merged:
    """What documents share, gathered while they are written one by one.

    Attributes:
        entries: of the report.
        findings: of the shapes and the check of spans.
        said: what documents say of things, but for their names; lines of N-Quads.
        named: things under every name they have in some document, in the order of documents.
        concepts: labels of the concepts that documents name.
        passages: what can be searched of each document.
        partners: units that share tasks.
        small: the whole drawing while it is small, else None.
        shared: the named graphs of all this as N-Quads, by name.
    """

    entries: list[dict[str, Any]] = field(default_factory=list)
    findings: set[Finding] = field(default_factory=set)
    said: set[bytes] = field(default_factory=set)
    named: dict[Entity, None] = field(default_factory=dict)
    concepts: set[str] = field(default_factory=set)
    passages: list[tuple[Passage, ...]] = field(default_factory=list)
    partners: nx.Graph[str] = field(default_factory=lambda: nx.Graph())
    small: nx.Graph[str] | None = field(default_factory=lambda: nx.Graph())
    shared: dict[str, bytes] = field(default_factory=dict)

    def add(self, work: DocumentWork) -> None:
        """Add what one document gives."""
        self.entries.append(work.entry)
        self.findings.update(work.findings)
        self.said.update(work.said.splitlines(keepends=True))
        self.named |= dict.fromkeys(work.named)
        self.concepts.update(work.concepts)
        self.passages.append(work.passages)
        self.draw(work.drawing)

    def draw(self, drawing: Drawing) -> None:
        """Add what is drawn of one document, or of what documents share."""
        self.partners.add_edges_from(drawing.partners)
        if self.small is not None:
            self.small.update(drawing.graph)
            if len(self.small) > LARGEST_WHOLE:
                self.small = None

    def entities(self) -> tuple[Entity, ...]:
        """Return the things that documents name, one for each IRI."""
        return merge(self.named)


def write_works(folder: Path, works: Iterable[DocumentWork], shop: Workshop) -> Merged:
    """Write graph.nq, graph.ttl, tasks.json and text/; return what was merged.

    Graphs stand in the order of their names: those of documents (…/doc/KEY/graph) before those
    they share (…/graph/NAME).
    """
    merged = Merged()
    (folder / "text").mkdir()
    with ExitStack() as files:
        quads, triples, tasks = (
            files.enter_context((folder / name).open("wb"))
            for name in ("graph.nq", "graph.ttl", "tasks.json")
        )
        triples.write(TURTLE_HEADER)

        def write(graph: bytes) -> None:
            quads.write(graph)
            triples.write(turtle_body(graph))

        def records() -> Iterator[str]:
            for work in works:
                write(work.quads)
                path = folder / "text" / f"{work.entry['key']}.txt"
                path.write_text(work.text, encoding="utf-8", newline="\n")
                merged.add(work)
                yield work.record

        tasks.writelines(_listed(records()))
        merged.shared = _shared_quads(merged, shop)
        for graph in merged.shared.values():
            write(graph)
    return merged


def _listed(records: Iterable[str]) -> Iterator[bytes]:
    """Yield tasks.json, of which the records are the documents."""
    before = '{\n "documents": [\n  '
    for record in records:
        indented = record.replace("\n", "\n  ")
        yield f"{before}{indented}".encode()
        before = ",\n  "
    yield b"\n ]\n}\n"


def _shared_quads(merged: Merged, shop: Workshop) -> dict[str, bytes]:
    """Return the named graphs that documents share as N-Quads, by name."""
    iris, knowledge, stated = shop.iris, shop.knowledge, shop.public.stated
    keys = [entry["key"] for entry in merged.entries]
    topics, provenance = Graph(), Graph()
    add_scheme(topics, knowledge.thesaurus, iris, merged.concepts)
    add_provenance(provenance, iris, VERSION, keys)
    graphs = {"topics": topics, "provenance": provenance, "ontology": shop.ontology}
    found = {
        iris.graph(name): named_graph(stated(graph), iris.graph(name))
        for name, graph in graphs.items()
    }
    found[iris.graph("entities")] = _entity_quads(merged, shop, keys)
    return {str(name): found[name] for name in sorted(found)}


def _entity_quads(merged: Merged, shop: Workshop, keys: Iterable[str]) -> bytes:
    """Return the graph of things; what a document is, its own graph says."""
    iris = shop.iris
    loaded = {str(iris.document(key)) for key in keys}
    names = Graph()
    add_names(names, merged.entities(), loaded)
    things = named_graph(shop.public.stated(names), iris.graph("entities"))
    lines = set(things.splitlines(keepends=True))
    subjects = {f"<{iri}>".encode() for iri in loaded}
    lines.update(line for line in merged.said if line.partition(b" ")[0] not in subjects)
    return b"".join(sorted(lines))


def write_thesaurus(folder: Path, iris: IriMinter, knowledge: Knowledge, cache: Cache) -> None:
    """Write thesaurus.ttl: the whole concept scheme."""
    data = knowledge.data
    tables = [*data.tables("topics"), "topics_alignment.csv"]
    key = digest("scheme", iris.base, files_digest(map(data.path, tables)))
    content = cache.json(key, lambda: turtle(whole_scheme(knowledge, iris)))
    (folder / "thesaurus.ttl").write_text(content, encoding="utf-8")


def write_layout(folder: Path, merged: Merged, works: Iterable[WorkJob], workers: Workers) -> None:
    """Write layout.json: positions of all nodes, and of the units by themselves."""
    shop = workers.workshop
    rest = Drawing.of(in_memory(*merged.shared.values(), shop.drawn))
    merged.draw(rest)
    units = unit_positions(merged.partners, shop.cache.json)
    path = folder / "layout.json"
    if merged.small is not None:
        nodes = positions(merged.small, shop.cache.json)
        write_json(path, {"nodes": nodes, "units": units})
        return
    jobs = [DrawJob(j.file, str(shop.iris.document(j.member.key)), j.key) for j in works]
    workers.run("drawing", jobs)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{\n "nodes": {\n')
        file.writelines(_lines(_placed(jobs, rest, shop.cache)))
        file.write('\n },\n "units": {\n')
        file.writelines(_lines([units]))
        file.write("\n }\n}\n")


def _placed(jobs: Sequence[DrawJob], rest: Drawing, cache: Cache) -> Iterator[Positions]:
    """Yield the positions of the nodes of each document, and at last of those that none names."""
    documents = [job.document for job in jobs]
    left = set(rest.nodes)
    for found in by_document(((job.document, job.found(cache)) for job in jobs), documents):
        left -= found.keys()
        yield found
    graph = rest.graph.subgraph(left)
    yield in_circle(positions(graph, cache.json), len(documents), len(documents) + 1)


def _lines(chunks: Iterable[Positions]) -> Iterator[str]:
    """Yield positions as the inside of a JSON object, a line a node."""
    before = ""
    for chunk in chunks:
        for node, point in chunk.items():
            yield f"{before}  {json.dumps(node, ensure_ascii=False)}: {json.dumps(point)}"
            before = ",\n"
