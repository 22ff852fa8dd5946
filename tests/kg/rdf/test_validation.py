"""The quality gate: shapes, and every span against its text."""

from __future__ import annotations

from rdflib.namespace import RDF
from small_document import IRIS, SMALL, dataset_of, linked

from kg.extraction.mentions import DocumentFacts
from kg.rdf.serialise import union
from kg.rdf.validation import check_spans, read_shapes
from kg.rdf.vocabulary import ZT
from qa.build import Build


def test_all_spans_of_the_first_document_hold(build: Build, first_facts: DocumentFacts) -> None:
    assert list(check_spans(build.graph, [first_facts], IRIS)) == []


def test_a_wrong_span_is_found() -> None:
    graph = union(dataset_of(SMALL))
    other = linked(SMALL.replace("培育企业", "扶持企业"))
    assert list(check_spans(graph, [other.facts], IRIS))
    span = next(graph.subjects(RDF.type, ZT.TextSpan))
    graph.remove((span, ZT.exact, None))
    found = read_shapes().check(graph)
    assert any(f.severity == "Violation" and f.node == str(span) for f in found)


def test_shapes_find_no_violation_but_tasks_without_lead(build: Build) -> None:
    assert build.report["violations"] == []
    assert len([f for f in build.report["findings"] if "lead unit" in f["message"]]) == 3
