"""Serialisations: each leads back to the same graph."""

from __future__ import annotations

from rdflib import Dataset, Graph
from rdflib.compare import to_isomorphic
from small_document import SMALL, dataset_of

from kg.rdf.serialise import json_ld, nquads, turtle, union


def test_serialisations_lead_back_to_the_same_graph() -> None:
    dataset = dataset_of(SMALL)
    graph = union(dataset)
    for text, form in ((turtle(graph), "turtle"), (json_ld(graph), "json-ld")):
        assert to_isomorphic(Graph().parse(data=text, format=form)) == to_isomorphic(graph)
    again = Dataset()
    again.parse(data=nquads(dataset), format="nquads")
    assert nquads(again) == nquads(dataset)
