"""Policies: a table of (text, titles with 文号 and relation)."""

from __future__ import annotations

import pytest
from one_task import found

from kg.extraction.policies import policies


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "落实《甲市规划》（甲政发〔2022〕1号）和《乙方案》",
            [("甲市规划", "甲政发〔2022〕1号", "implements"), ("乙方案", None, "implements")],
        ),
        ("根据《关于印发〈丙办法〉的通知》", [("关于印发〈丙办法〉的通知", None, "basedOn")]),
        ("编制《丁规划》", [("丁规划", None, "toBeIssued")]),
        ("参见《戊报告》", [("戊报告", None, "mentions")]),
        ("推动《己计划》落地见效", [("己计划", None, "implements")]),
    ],
)
def test_policies(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert [(p.title, p.wenhao, p.relation) for p in found(text, policies)] == expected


def test_a_trigger_has_its_places() -> None:
    text = "推动《己计划》落地见效"
    (policy,) = found(text, policies)
    assert policy.verb == "推动…落地见效"
    assert [text[span.start : span.end] for span in policy.triggers] == ["推动", "落地见效"]
