"""What the graph says in public terms: line by line the same as term by term."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF
from small_document import IRIS, SMALL, linked

from kg.rdf.dataset import add_document, add_own_things
from kg.rdf.public_terms import PublicTerms, public_terms
from kg.rdf.serialise import named_graph
from settings import ONTOLOGY

NAME = URIRef("urn:g")
TERMS = public_terms(Graph().parse(ONTOLOGY))


def same(graph: Graph, terms: PublicTerms = TERMS) -> bytes:
    """Return what a graph says in public terms too, said both ways."""
    found = terms.stated_lines(named_graph(graph, NAME))
    assert found == named_graph(terms.stated(graph), NAME)
    return found


def test_a_document_says_the_same_line_by_line() -> None:
    document, graph = linked(SMALL), Graph()
    add_document(graph, document)
    add_own_things(graph, document, IRIS)
    assert b"<http://www.w3.org/ns/oa#TextPositionSelector>" in same(graph)


def test_spaces_in_literals_and_classes_that_are_no_types() -> None:
    a, b, p, c, above = (URIRef(f"urn:{name}") for name in ("a", "b", "p", "c", "above"))
    terms = PublicTerms(classes={c: (above,)}, properties={p: (above, b)})
    graph = Graph()
    for triple in ((a, RDF.type, c), (a, p, c), (a, p, Literal("一 <urn:p> 二\n")), (b, b, c)):
        graph.add(triple)
    assert same(graph, terms).count(b"\n") == 4 + 1 + 4
    assert same(Graph(), terms) == b""
