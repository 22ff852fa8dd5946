"""The files of a build that hold the graph and the records, written document after document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import networkx as nx
from rdflib import Graph, URIRef

from building.cache import Cache
from building.collection import Collection
from building.document_work import Works
from building.serving_files import Layout
from kg.entities.iri import IriMinter
from kg.export.manifest import write_json
from kg.knowledge.knowledge import Knowledge
from kg.network.drawing import positions, unit_positions
from kg.network.unit_measures import unit_network
from kg.rdf.concept_scheme import whole_scheme
from kg.rdf.dataset import add_provenance, shared_graphs
from kg.rdf.serialise import TURTLE_HEADER, named_graph, turtle, turtle_body
from kg.rdf.validation import Finding
from kg.text.digest import digest, files_digest
from settings import ONTOLOGY, VERSION

Shared = dict[str, bytes]


def shared_quads(collection: Collection, iris: IriMinter, knowledge: Knowledge) -> Shared:
    """Return the named graphs that documents share as N-Quads, by name."""
    graphs = shared_graphs(collection.documents, iris, knowledge.thesaurus)
    provenance = graphs[iris.graph("provenance")] = Graph()
    add_provenance(provenance, iris, VERSION, collection.facts)
    graphs[iris.graph("ontology")] = Graph().parse(ONTOLOGY)
    return {str(name): named_graph(graphs[name], URIRef(name)) for name in sorted(graphs)}


def write_works(folder: Path, works: Works, shared: Shared) -> tuple[list[Any], set[Finding]]:
    """Write graph.nq, graph.ttl and tasks.json; return entries of the report, and findings.

    One document is held at a time. Graphs stand in the order of their names: those of documents
    (…/doc/KEY/graph) before those they share (…/graph/NAME).
    """
    entries: list[Any] = []
    findings: set[Finding] = set()
    with ExitStack() as files:
        quads, triples = (
            files.enter_context((folder / name).open("wb")) for name in ("graph.nq", "graph.ttl")
        )
        tasks = files.enter_context((folder / "tasks.json").open("wb"))
        triples.write(TURTLE_HEADER)

        def records() -> Iterator[str]:
            for work in works:
                quads.write(work.quads)
                triples.write(turtle_body(work.quads))
                entries.append(work.entry)
                findings.update(work.findings)
                yield work.record

        tasks.writelines(_listed(records()))
        for name in sorted(shared):
            quads.write(shared[name])
            triples.write(turtle_body(shared[name]))
    return entries, findings


def _listed(records: Iterable[str]) -> Iterator[bytes]:
    """Yield tasks.json, of which the records are the documents."""
    before = '{\n "documents": [\n  '
    for record in records:
        indented = record.replace("\n", "\n  ")
        yield f"{before}{indented}".encode()
        before = ",\n  "
    yield b"\n ]\n}\n"


def write_texts(folder: Path, collection: Collection) -> None:
    """Write the stored texts."""
    (folder / "text").mkdir()
    for facts in collection.facts:
        path = folder / "text" / f"{facts.key}.txt"
        path.write_text(facts.document.text, encoding="utf-8", newline="\n")


def write_thesaurus(folder: Path, iris: IriMinter, knowledge: Knowledge, cache: Cache) -> None:
    """Write thesaurus.ttl: the whole concept scheme."""
    data = knowledge.data
    tables = [*data.tables("topics"), "topics_alignment.csv"]
    key = digest("scheme", iris.base, files_digest(map(data.path, tables)))
    content = cache.json(key, lambda: turtle(whole_scheme(knowledge, iris)))
    (folder / "thesaurus.ttl").write_text(content, encoding="utf-8")


def write_layout(folder: Path, network: nx.MultiDiGraph[str], cache: Cache) -> Layout:
    """Write layout.json: positions of all nodes, and of the units by themselves; return them."""
    layout = {
        "nodes": positions(nx.Graph(network), cache.json),
        "units": unit_positions(unit_network(network), cache.json),
    }
    write_json(folder / "layout.json", layout)
    return layout
