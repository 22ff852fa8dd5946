"""Serialisations of RDF; equal graphs give equal bytes."""

from __future__ import annotations

import json

from rdflib import Dataset, Graph

from kg.rdf.vocabulary import PREFIXES, bind_prefixes


def nquads(dataset: Dataset) -> str:
    """Return a dataset as N-Quads, one line for each quad, sorted."""
    lines = dataset.serialize(format="nquads").splitlines()
    return "".join(f"{line}\n" for line in sorted({line for line in lines if line.strip()}))


def union(dataset: Dataset) -> Graph:
    """Return all named graphs of a dataset as one graph."""
    graph = bind_prefixes(Graph())
    for subject, predicate, value, _ in dataset.quads((None, None, None, None)):
        graph.add((subject, predicate, value))
    return graph


def turtle(graph: Graph) -> str:
    """Return a graph as Turtle."""
    return bind_prefixes(graph).serialize(format="turtle")


def json_ld(graph: Graph) -> str:
    """Return a graph as JSON-LD that carries its own context, so that nothing is fetched."""
    content = json.loads(graph.serialize(format="json-ld", context=PREFIXES, auto_compact=False))
    nodes = content.get("@graph", [])
    nodes.sort(key=lambda node: node.get("@id", ""))
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
