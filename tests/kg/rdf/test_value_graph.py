"""Values as concepts: one indicator of two places and years is one node."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE
from rdflib import URIRef
from rdflib.namespace import RDF, SKOS
from small_document import dataset_of, linked

from building.work.facts_cache import from_bytes, to_bytes
from kg.rdf.serialise import union
from kg.rdf.validation import read_shapes
from kg.rdf.value_graph import COMMITMENTS, COMPARATORS, STAGES
from kg.rdf.vocabulary import ZT

CONCEPT = "https://w3id.org/zhengtu/concept/"
PLAN = """{place}2024年重点任务
（一）壮大财力。全市{metric}达到{value}亿元以上，确保新建公路8千米。（牵头单位：市财政局）
"""


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("一般公共预算收入", ("一般公共预算收入", "")),
        ("全市一般公共预算收入", ("一般公共预算收入", "")),
        ("GDP", ("地区生产总值", "")),
        ("生产总值增长率", ("地区生产总值增速", "地区生产总值")),
        ("增长", ("增长", "")),
        ("新建公路", ("新建公路", "")),
    ],
)
def test_an_indicator_has_one_name(metric: str, expected: tuple[str, str]) -> None:
    assert KNOWLEDGE.values.indicator(metric) == expected


def test_metrics_of_two_places_join() -> None:
    texts = [
        PLAN.format(place="济南市", metric="GDP", value=9000),
        PLAN.format(place="青岛市", metric="地区生产总值", value=8000),
    ]
    graph = union(dataset_of(*texts))
    found = set(graph.subjects(ZT.indicator, URIRef(f"{CONCEPT}indicator/地区生产总值")))
    assert {str(graph.value(target, ZT.amount)) for target in found} == {
        "900000000000",
        "800000000000",
    }
    for target in found:
        assert graph.value(target, ZT.comparatorConcept) == ZT.atLeast
        assert graph.value(target, ZT.measureUnitConcept) == URIRef(f"{CONCEPT}measure-unit/元")


def test_measure_units_have_codes() -> None:
    graph = union(dataset_of(PLAN.format(place="济南市", metric="GDP", value=9000)))
    unit = URIRef(f"{CONCEPT}measure-unit/公里")
    assert str(graph.value(unit, SKOS.notation)) == "km"
    assert graph.value(unit, SKOS.exactMatch) == URIRef("http://qudt.org/vocab/unit/KiloM")
    target = graph.value(None, ZT.measureUnitConcept, unit)
    assert str(graph.value(target, ZT.measureUnit)) == "千米"  # the printed value stays
    assert graph.value(target, ZT.commitmentConcept) == ZT.ensure


def test_headline_goals_have_indicators_and_units_too() -> None:
    text = (
        "济南市2024年重点任务\n一、总体目标\n到2024年底，建成湿地公园20个。\n二、重点任务\n"
        "（一）兴修水利。（牵头单位：市水务局）\n"
    )
    graph = union(dataset_of(text))
    (goal,) = graph.subjects(RDF.type, ZT.Target)
    for predicate in (ZT.indicator, ZT.measureUnitConcept):
        assert (graph.value(goal, predicate), RDF.type, SKOS.Concept) in graph


def test_closed_lists_are_concepts_of_the_ontology() -> None:
    for concepts in (COMPARATORS, COMMITMENTS, STAGES):
        assert len(set(concepts.values())) == len(concepts)


def test_what_a_project_costs_and_where_it_is() -> None:
    text = (
        "济南市2024年重点任务\n（一）兴修水利。加快建设东塘水库，位于清河镇，总投资1.5亿元。"
        "（牵头单位：市水务局）\n"
    )
    document = linked(text)
    assert from_bytes(to_bytes(document.facts)) == document.facts
    graph = union(dataset_of(text))
    project = URIRef("https://w3id.org/zhengtu/project/济南市/东塘水库")
    investment = graph.value(project, ZT.investment)
    assert str(graph.value(investment, ZT.amount)) == "150000000"
    mention = graph.value(None, ZT.refersTo, project)
    assert str(graph.value(mention, ZT.location)) == "清河镇"
    assert not [f for f in read_shapes().check(graph) if f.severity == "Violation"]
