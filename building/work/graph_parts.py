"""The graph of a document, made, checked and drawn part by part.

A table of thousands of rows would else be held as terms of rdflib, as lines and as a database at
once, half a megabyte a row. A part is some tasks and paragraphs; beside what the document says of
itself and of the things it names, it holds all that a shape asks of a node, or an edge needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from building.work.pieces import Pieces, merged
from building.work.workers import Workshop
from kg.entities.linking import LinkedDocument
from kg.extraction.mentions import TaskFacts
from kg.network.drawing import Drawing
from kg.rdf.dataset import add_items, add_itself, add_own_things, items_of
from kg.rdf.serialise import named_graph
from kg.rdf.store import in_memory, triples_of
from kg.rdf.validation import Finding, check_spans
from kg.structure.document import Paragraph

STORE = "SimpleMemory"  # of rdflib: knows no contexts, so adding takes half the time
_ITEMS = 250  # of a part
Item = Paragraph | TaskFacts


@dataclass(frozen=True, slots=True)
class GraphParts:
    """What is made of the graph of a document.

    Attributes:
        quads: its sorted lines.
        head: classes and plain values of the document itself.
        findings: what the shapes and the check of spans find, sorted.
        drawing: what is drawn of it and of the things it names.
    """

    quads: Pieces
    head: tuple[tuple[Node, Node, Node], ...]
    findings: tuple[Finding, ...]
    drawing: Drawing


def graph_parts(document: LinkedDocument, workshop: Workshop) -> GraphParts:
    """Make the graph of a document."""
    return _Maker(document, workshop).made()


class _Maker:
    """Makes the parts of the graph of one document."""

    def __init__(self, document: LinkedDocument, workshop: Workshop) -> None:
        self.document, self.shop = document, workshop
        self.itself, self.things = Graph(STORE), Graph(STORE)
        add_itself(self.itself, document)
        add_own_things(self.things, document, workshop.iris)
        self.name = workshop.iris.facts_graph(document.facts.key)
        own = named_graph(self.things, workshop.iris.graph("entities"))
        self.beside = [*map(triples_of, (own, workshop.drawn))]
        self.findings: set[Finding] = set()
        self.drawings: list[Drawing] = []

    def made(self) -> GraphParts:
        quads = merged([self._part(items) for items in _some(items_of(self.document))])
        node = self.shop.iris.document(self.document.facts.key)
        return GraphParts(
            quads,
            tuple(_plain(self.itself, node)),
            tuple(sorted(self.findings)),
            Drawing.joined(self.drawings),
        )

    def _part(self, items: Sequence[Item]) -> Pieces:
        """Return the lines of a part, once it was checked and drawn."""
        graph, shapes = Graph(STORE), self.shop.shapes
        for triple in self.itself:
            graph.add(triple)
        add_items(graph, self.document, items)
        quads = self.shop.public.stated_lines(named_graph(graph, self.name))
        part = in_memory(triples_of(quads), *self.beside)
        self.findings.update(check_spans(graph, [self.document.facts], self.shop.iris))
        if suspects := shapes.suspects(part):
            self.findings.update(shapes.check_nodes(graph + self.things, suspects))
        self.drawings.append(Drawing.of(part))
        return Pieces.of_lines(quads.splitlines(keepends=True))


def _some(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield items in parts; one at least."""
    for start in range(0, max(len(items), 1), _ITEMS):
        yield items[start : start + _ITEMS]


def _plain(graph: Graph, document: URIRef) -> Iterator[tuple[Node, Node, Node]]:
    """Yield the classes and plain values of a document."""
    for predicate, value in graph.predicate_objects(document):
        if predicate == RDF.type or isinstance(value, Literal):
            yield document, predicate, value
