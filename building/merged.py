"""What documents share, gathered from the work on each, one held at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
from pyoxigraph import Store
from rdflib import Graph

from building.work.stored_work import DocumentWork
from building.work.workers import Workshop
from embeddings.passages import Passage
from kg.entities.entity import Entity
from kg.entities.linking import merge
from kg.network.drawing import LARGEST_WHOLE, Drawing
from kg.rdf.concept_scheme import add_scheme
from kg.rdf.dataset import add_precision, add_provenance
from kg.rdf.entity_graph import add_names
from kg.rdf.serialise import named_graph
from kg.rdf.store import in_memory, triples_of
from kg.rdf.validation import Finding
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
        heads: what the graph of each document says of the document itself; N-Quads.
        partners: units that share tasks.
        small: the whole drawing while it is small, else None.
        shared: the named graphs of all this as N-Quads, by name.
        graphs: bytes and sha256 of all named graphs, in the order of graph.nq.
    """

    entries: list[dict[str, Any]] = field(default_factory=list)
    findings: set[Finding] = field(default_factory=set)
    said: set[bytes] = field(default_factory=set)
    named: dict[Entity, None] = field(default_factory=dict)
    concepts: set[str] = field(default_factory=set)
    passages: list[tuple[Passage, ...]] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    partners: nx.Graph[str] = field(default_factory=lambda: nx.Graph())
    small: nx.Graph[str] | None = field(default_factory=lambda: nx.Graph())
    shared: dict[str, bytes] = field(default_factory=dict)
    graphs: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, work: DocumentWork) -> None:
        """Add what one document gives."""
        self.entries.append(work.entry)
        self.findings.update(work.findings)
        self.said.update(work.said.splitlines(keepends=True))
        self.named |= dict.fromkeys(work.named)
        self.concepts.update(work.concepts)
        self.passages.append(work.passages)
        self.heads.append(work.head)
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

    def graph(self) -> Store:
        """Return what documents share, and what each says of itself, as one graph in memory."""
        return in_memory(*map(triples_of, (*self.shared.values(), *self.heads)))


def shared_quads(merged: Merged, shop: Workshop) -> dict[str, bytes]:
    """Return the named graphs that documents share as N-Quads, by name."""
    iris, knowledge, stated = shop.iris, shop.knowledge, shop.public.stated
    keys = [entry["key"] for entry in merged.entries]
    topics, provenance = Graph(), Graph()
    add_scheme(topics, knowledge.thesaurus, iris, merged.concepts)
    add_provenance(provenance, iris, VERSION, keys)
    add_precision(provenance, iris, knowledge.precision)
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
    things = shop.public.stated_lines(named_graph(names, iris.graph("entities")))
    lines = set(things.splitlines(keepends=True))
    subjects = {f"<{iri}>".encode() for iri in loaded}
    lines.update(line for line in merged.said if line.partition(b" ")[0] not in subjects)
    return b"".join(sorted(lines))
