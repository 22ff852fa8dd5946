"""Statements: how numbers and targets are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rdflib import XSD, Literal, URIRef
from small_document import dataset_of, linked

from kg.extraction.mentions import TargetMention
from kg.rdf.literals import decimal_literal
from kg.rdf.serialise import union
from kg.rdf.statements import target_label
from kg.rdf.validation import read_shapes
from kg.rdf.vocabulary import ZT

PLAN = "东河市2024年重点任务\n（一）兴业。新增规上工业企业{}。（牵头单位：市科技局）\n"


@pytest.mark.parametrize(
    "value, written", [("5", "5"), ("4.50", "4.5"), ("0", "0"), ("1E+3", "1000"), ("30", "30")]
)
def test_decimals_have_one_form(value: str, written: str) -> None:
    assert str(decimal_literal(Decimal(value))) == written


@pytest.mark.parametrize("printed, label", [("35家", "= 35家"), ("35家以上", "≥ 35家")])
def test_targets_read_as_a_sentence(printed: str, label: str) -> None:
    (task,) = linked(PLAN.format(printed)).facts.tasks
    (target,) = (m for m in task.mentions if isinstance(m, TargetMention))
    assert target_label(target) == f"新增规上工业企业 {label}"


DUE = """东河市2024年重点任务
一、兴业
（一）培育企业。新增企业5家。（牵头单位：市科技局）
（二）修路。9月底前修路6公里。（牵头单位：市交通局）
（三）植树。植树7万亩。（牵头单位：市林业局；完成时限：11月底）
（四）治水。整治河湖。（牵头单位：市水务局；完成时限：2024年6月至8月）
（五）巡查。巡查河湖。（牵头单位：市水务局；完成时限：每季度）
"""


@pytest.mark.parametrize(
    "pattern, found",
    [
        ('?x zt:due ?due FILTER(?due < "2024-10-01"^^xsd:date)', 3),  # 9月底 twice, and 8月
        ('?x a zt:Target ; zt:due ?due FILTER(?due > "2024-10-01"^^xsd:date)', 1),
        ('?x zt:assumedDue ?due FILTER(?due > "2024-12-01"^^xsd:date)', 1),
        ("?x zt:due ?due ; zt:assumedDue ?other", 0),
        ('?x zt:limitKind "range" ; zt:begins "2024-06-01"^^xsd:date', 1),
        ('?x zt:every "P3M"', 1),
    ],
)
def test_days_can_be_compared_and_assumed_ones_are_apart(pattern: str, found: int) -> None:
    graph = union(dataset_of(DUE))
    assert len(graph.query(f"SELECT ?x WHERE {{ {pattern} }}")) == found


def test_a_target_with_a_printed_and_an_assumed_limit_is_a_violation() -> None:
    graph = union(dataset_of(DUE))
    assert not [f for f in read_shapes().check(graph) if f.severity == "Violation"]
    (target, *_) = [s for s in graph.subjects(ZT.assumedDue) if isinstance(s, URIRef)]
    graph.add((target, ZT.due, Literal("2024-12-31", datatype=XSD.date)))
    assert [f.node for f in read_shapes().check(graph) if f.severity == "Violation"] == [
        str(target)
    ]
