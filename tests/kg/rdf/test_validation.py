"""The quality gate: shapes, and every span against its text."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD
from small_document import IRIS, SMALL, dataset_of, linked

from kg.extraction.mentions import DocumentFacts
from kg.rdf.dataset import add_document, add_own_things
from kg.rdf.serialise import named_graph, union
from kg.rdf.store import in_memory, triples_of
from kg.rdf.validation import Shapes, check_spans, read_shapes
from kg.rdf.vocabulary import ZT
from qa.build import Build

SHAPES = read_shapes()


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


def test_a_violation_names_its_task_and_span() -> None:
    document = linked(SMALL)
    facts, graph = document.facts, Graph()
    add_document(graph, document)
    add_own_things(graph, document, IRIS)
    first = SHAPES.check(graph)
    assert [f for f in first if f.severity == "Violation"] == []
    mention = next(m for m in facts.tasks[1].mentions if m.text == "市财政局")
    node = IRIS.mention(facts.key, "assignment", mention.span)
    graph.remove((node, ZT.unit, None))
    graph.set((node, ZT.role, ZT.basis))
    task, span = IRIS.task(facts.key, "2"), IRIS.span(facts.key, mention.span)
    found = [f for f in SHAPES.check(graph) if f not in first]
    assert {(f.severity, f.node) for f in found} == {("Violation", str(node))}
    assert sorted(f.where for f in found) == [
        (str(task), str(span)),
        (str(task), str(span), str(ZT.basis)),
    ]


DAY = Literal("2024-12-31", datatype=XSD.date)
# what is wrong with a graph: for each constraint that the shapes use, and for each of its parts
WRONG: list[tuple[URIRef, URIRef | Literal | None]] = [
    (ZT.start, None),
    (ZT.number, Literal("x", datatype=XSD.integer)),
    (ZT.start, Literal("0")),
    (ZT.start, Literal(-1)),
    (ZT.start, Literal(10**6)),
    (ZT.end, Literal("7", datatype=XSD.decimal)),
    (ZT.exact, Literal("")),
    (ZT.exact, Literal("长过所引的字" * 9)),
    (ZT.inText, ZT.lead),
    (ZT.quotedFrom, None),
    (ZT.quotedFrom, ZT.lead),
    (ZT.number, Literal("1")),
    (ZT.leadUnit, None),
    (ZT.unit, Literal("市财政局")),
    (ZT.role, ZT.basis),
    (ZT.relation, Literal("implements")),
    (ZT.ofTask, None),
    (ZT.ofDocument, None),
    (ZT.sha256, Literal("not a sum")),
    (ZT.wenhao, Literal("东政发2024 5")),
    (ZT.isStub, None),
    (ZT.amount, Literal("5")),
    (ZT.amount, Literal("五", datatype=XSD.decimal)),
    (ZT.comparator, Literal("≥")),
    (SKOS.prefLabel, None),
    (SKOS.prefLabel, Literal("又一个", lang="zh")),
    (DCTERMS.title, None),
    (RDF.type, ZT.Task),
]


@pytest.mark.parametrize("double", [False, True], ids=["instead", "beside"])
@pytest.mark.parametrize(("predicate", "value"), WRONG)
def test_only_nodes_that_may_break_a_shape_are_asked_and_no_finding_is_lost(
    predicate: URIRef, value: URIRef | Literal | None, double: bool
) -> None:
    graph = union(dataset_of(SMALL))
    for subject, old in sorted(graph.subject_objects(predicate)):
        if not double:
            graph.remove((subject, predicate, old))
        if value is not None:
            graph.add((subject, predicate, value))
    found = SHAPES.check(graph)
    assert found == SHAPES.check_nodes(graph)
    suspects = SHAPES.suspects(in_memory(triples_of(named_graph(graph, IRIS.graph("x")))))
    assert {finding.node for finding in found} <= suspects


@pytest.mark.parametrize(
    ("given", "added"),
    [
        ({}, {}),
        ({}, {ZT.ofDocument: ZT.lead}),
        ({}, {ZT.assumedDue: DAY, ZT.limitText: Literal("年内", lang="zh")}),
        ({}, {ZT.assumedDue: DAY, ZT.due: DAY}),
        ({ZT.ofTask}, {}),
    ],
    ids=["right", "of two", "assumed and printed", "one day twice", "of none"],
)
def test_alternatives_are_asked_by_queries(
    given: set[URIRef], added: dict[URIRef, URIRef | Literal]
) -> None:
    graph = union(dataset_of(SMALL))
    for target in list(graph.subjects(RDF.type, ZT.Target)):
        for predicate in (*given, *added):
            graph.remove((target, predicate, None))
        for predicate, value in added.items():
            graph.add((target, predicate, value))
    suspects = SHAPES.suspects(in_memory(triples_of(named_graph(graph, IRIS.graph("x")))))
    wrong = {f.node for f in SHAPES.check_nodes(graph) if "/target/" in f.node}
    assert {node for node in suspects if "/target/" in node} == wrong
    assert bool(wrong) == bool(given or added)


def test_a_constraint_no_query_is_written_for_is_left_to_pyshacl() -> None:
    shapes = Shapes(Graph().parse(data=UNKNOWN, format="turtle"))
    graph = union(dataset_of(SMALL))
    assert {f.message for f in shapes.check(graph)} == {"no odd number", "one of"}
    assert shapes.check(graph) == shapes.check_nodes(graph)


UNKNOWN = """
@prefix zt: <https://w3id.org/zhengtu/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
[] a sh:NodeShape ; sh:targetClass zt:Task ;
    sh:property [ sh:path zt:number ; sh:hasValue 2 ; sh:message "no odd number" ] ;
    sh:property [ sh:path ( zt:quotedFrom zt:start ) ; sh:maxInclusive 1 ; sh:message "one of" ] .
"""


def test_a_shape_for_the_values_of_a_property_is_heard() -> None:
    shapes = """
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix zt: <https://w3id.org/zhengtu/ontology#> .
        zt:DueShape a sh:NodeShape ; sh:targetClass zt:Task ; sh:property [
            sh:path zt:due ; sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] ) ] ."""
    graph = Graph()
    for name, due in (("a", Literal("x")), ("b", Literal("2024", datatype=XSD.gYear))):
        graph.add((URIRef(f"urn:x-{name}"), RDF.type, ZT.Task))
        graph.add((URIRef(f"urn:x-{name}"), ZT.due, due))
    found = Shapes(Graph().parse(data=shapes, format="turtle")).check(graph)
    assert [finding.node for finding in found] == ["urn:x-a"]
