"""Serialisations of RDF through pyoxigraph; equal graphs give equal bytes.

rdflib's own Turtle writer takes thirty times as long, and writes the decimal "30" as 30.0, which
is another term: pyoxigraph writes every literal as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from kg.rdf.vocabulary import PREFIXES, bind_prefixes

Triple = tuple[Node, Node, Node]
Term = ox.NamedNode | ox.BlankNode | ox.Literal
TURTLE_HEADER = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items()).encode()


def named_graph(graph: Iterable[Triple], name: URIRef) -> bytes:
    """Return triples as one named graph in N-Quads, one line for each quad, sorted."""
    graph_name = ox.NamedNode(name)
    quads = (ox.Quad(*triple, graph_name) for triple in _triples(graph))
    return b"".join(_lines(ox.serialize(quads, format=ox.RdfFormat.N_QUADS)))


def nquads(dataset: Dataset) -> bytes:
    """Return a dataset as N-Quads: its named graphs by their names, each one sorted."""
    graphs = {URIRef(str(graph.identifier)): graph for graph in dataset.graphs() if len(graph)}
    return b"".join(named_graph(graphs[name], name) for name in sorted(graphs))


def turtle(graph: Graph) -> str:
    """Return a graph as Turtle, sorted by subject."""
    triples = (ox.Triple(*triple) for triple in _triples(graph))
    lines = b"".join(_lines(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)))
    return (TURTLE_HEADER + turtle_body(lines)).decode()


def turtle_body(lines: bytes) -> bytes:
    """Return sorted N-Quads or N-Triples as Turtle without the prefixes of its header.

    So a file of many graphs is written one graph after the other, under one header.
    """
    quads = ox.parse(lines, format=ox.RdfFormat.N_QUADS)
    written = ox.serialize(
        (quad.triple for quad in quads), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES
    )
    return (written or b"").split(b"\n", len(PREFIXES))[-1]  # a prefix a line, in any order


def union(dataset: Dataset) -> Graph:
    """Return all named graphs of a dataset as one graph."""
    graph = bind_prefixes(Graph())
    for subject, predicate, value, _ in dataset.quads((None, None, None, None)):
        graph.add((subject, predicate, value))
    return graph


def json_ld(graph: Graph) -> str:
    """Return a graph as JSON-LD that carries its own context, so that nothing is fetched."""
    whole = Graph()
    whole += graph  # at once: rdflib's writer asks for every node, which a server answers slowly
    content = json.loads(whole.serialize(format="json-ld", context=PREFIXES, auto_compact=False))
    nodes = content.get("@graph", [])
    nodes.sort(key=lambda node: node.get("@id", ""))
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _lines(written: bytes | None) -> list[bytes]:
    """Return lines sorted; in bytes only a line feed ends one, as a literal never holds it."""
    return sorted((written or b"").splitlines(keepends=True))


def _triples(graph: Iterable[Triple]) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, Term]]:
    """Yield the triples of a graph in the terms of pyoxigraph."""
    known: dict[Node, Term] = {}

    def term(node: Node) -> Term:
        if isinstance(node, Literal):  # most are met once, and rdflib takes long to hash them
            return _term(node)
        found = known.get(node)
        if found is None:
            found = known[node] = _term(node)
        return found

    for subject, predicate, value in graph:
        yield term(subject), term(predicate), term(value)  # type: ignore[misc]


def _term(node: Node) -> Term:
    if isinstance(node, Literal):
        datatype = None if node.language else node.datatype
        return ox.Literal(
            str(node),
            language=node.language,
            datatype=ox.NamedNode(datatype) if datatype else None,
        )
    return ox.BlankNode(node) if isinstance(node, BNode) else ox.NamedNode(str(node))
