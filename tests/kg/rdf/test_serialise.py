"""Serialisations: each leads back to the same graph, and to the same terms in every reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import to_isomorphic
from rdflib.namespace import XSD
from small_document import SMALL, dataset_of

from kg.rdf.literals import decimal_literal
from kg.rdf.serialise import TURTLE_HEADER, json_ld, named_graph, nquads, turtle, turtle_body, union

NODE, NAME = URIRef("https://w3id.org/zhengtu/a"), URIRef("https://w3id.org/zhengtu/graph/x")
VALUES = (
    *(decimal_literal(Decimal(v)) for v in ("30", "30.0", "4.50", "0.05", "1E+3", "-2.10")),
    *(Literal(v) for v in (30, 0, True, "30", "30.0")),
    Literal("2023", datatype=XSD.gYear),
    Literal("2024-02-29", datatype=XSD.date),
    Literal("水网", lang="zh"),
)
# what a file may hold inside a line: form feed, vertical tab, separators, next line, paragraphs
CONTROLS = [*"\f\v\x1c\x1d\x1e\x85\u2028\u2029\r\n\t\x00\x1f\x7f", "\r\n", '"', "\\n", "\ufeff"]


def graph_of(*values: Literal) -> Graph:
    graph = Graph()
    for number, value in enumerate(values):
        graph.add((NODE, URIRef(f"{NODE}/{number}"), value))
    return graph


def oxigraph(quads: Iterator[ox.Quad]) -> set[tuple[str, str]]:
    return {(str(q.predicate), str(q.object)) for q in quads}


def by_oxigraph(graph: Graph) -> set[tuple[str, str]]:
    return oxigraph(ox.parse(turtle(graph), format=ox.RdfFormat.TURTLE))


def by_oxigraph_lines(graph: Graph) -> set[tuple[str, str]]:
    return oxigraph(ox.parse(named_graph(graph, NAME), format=ox.RdfFormat.N_QUADS))


def by_an_oxigraph_store(graph: Graph) -> set[tuple[str, str]]:
    store = ox.Store()
    store.bulk_load(named_graph(graph, NAME), format=ox.RdfFormat.N_QUADS)
    return oxigraph(iter(store))


def by_rdflib(text: str | bytes, form: str) -> set[tuple[str, str]]:
    found = Dataset()
    found.parse(data=text, format=form)
    terms = {(p, o) for _, p, o, _ in found.quads((None, None, None, None))}
    return {(p.n3(), o.n3().replace(f"^^<{XSD.string}>", "")) for p, o in terms}


READERS: list[Callable[[Graph], set[tuple[str, str]]]] = [
    by_oxigraph,
    by_oxigraph_lines,
    by_an_oxigraph_store,
    lambda graph: by_rdflib(turtle(graph), "turtle"),
    lambda graph: by_rdflib(named_graph(graph, NAME), "nquads"),
    lambda graph: by_rdflib(json_ld(graph), "json-ld"),
]


@pytest.mark.parametrize("read", READERS)
def test_a_literal_is_the_same_term_in_every_file_and_reader(
    read: Callable[[Graph], set[tuple[str, str]]],
) -> None:
    graph = graph_of(*VALUES)
    assert read(graph) == {(p.n3(), o.n3()) for _, p, o in graph}


def test_serialisations_lead_back_to_the_same_graph() -> None:
    dataset = dataset_of(SMALL)
    graph = union(dataset)
    for text, form in ((turtle(graph), "turtle"), (json_ld(graph), "json-ld")):
        assert to_isomorphic(Graph().parse(data=text, format=form)) == to_isomorphic(graph)
    again = Dataset()
    again.parse(data=nquads(dataset), format="nquads")
    assert nquads(again) == nquads(dataset)


def test_graph_after_graph_is_the_turtle_of_the_union() -> None:
    dataset = dataset_of(SMALL)
    parts = [turtle_body(named_graph(g, URIRef(str(g.identifier)))) for g in dataset.graphs()]
    written = TURTLE_HEADER + b"".join(parts)
    assert to_isomorphic(Graph().parse(data=written)) == to_isomorphic(union(dataset))
    assert written.count(b"@prefix") == TURTLE_HEADER.count(b"@prefix")


@pytest.mark.parametrize("control", CONTROLS)
def test_no_character_of_a_text_cuts_a_line(control: str) -> None:
    graph = graph_of(Literal(f"整治{control}河道"))
    lines = named_graph(graph, NAME)
    assert lines.count(b"\n") == 1
    (quad,) = ox.parse(lines, format=ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal) and quad.object.value == f"整治{control}河道"
    (again,) = Graph().parse(data=turtle(graph)).objects()
    assert str(again) == f"整治{control}河道"
    found = Dataset()
    found.parse(data=lines, format="nquads")
    assert [str(o) for _, _, o, _ in found.quads((None, None, None, None))] == [str(again)]
