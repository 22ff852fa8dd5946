"""Investment and place of a project, where its sentence says so."""

from __future__ import annotations

import pytest
from one_task import found

from kg.extraction.mentions import Investment, Location
from kg.extraction.projects import projects


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进东塘水库项目建设，总投资12亿元。", (["总投资12亿元"], [])),
        (
            "加快建设东塘水库，位于清河镇，计划总投资约1.5亿元。",
            (["计划总投资约1.5亿元"], ["清河镇"]),
        ),
        ("加快建设东塘水库。总投资12亿元。", ([], [])),
        ("推进北新水厂、城东水厂项目建设，总投资12亿元。", ([], [])),
        ("推进东塘水库项目建设，年度投资3亿元。", ([], [])),
        ("推进东塘水库项目建设，梳理重点项目116个、总投资950亿元。", ([], [])),
    ],
)
def test_details(text: str, expected: tuple[list[str], list[str]]) -> None:
    mentions = found(text, projects)
    assert mentions
    costs = [m.investment for m in mentions if m.investment]
    places = [m.location for m in mentions if m.location]
    assert ([c.text for c in costs], [p.text for p in places]) == expected
    for detail in (*costs, *places):
        assert isinstance(detail, Investment | Location)
        assert text[detail.span.start : detail.span.end] == detail.text


def test_the_value_counts_its_multiplier() -> None:
    (mention,) = found("推进东塘水库项目建设，总投资1.5亿元。", projects)
    assert mention.investment and mention.investment.value == 150_000_000
