"""Statements: how numbers and targets are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from small_document import linked

from kg.extraction.mentions import TargetMention
from kg.rdf.statements import decimal_literal, target_label

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
