"""Decimal numbers of headings, told from figures."""

from __future__ import annotations

import pytest

from kg.structure.lines.decimal_numbers import decimal_numbers

# (lines of a view, the parts that are headings: style and last number)
CASES: list[tuple[str, list[tuple[str, int]]]] = [
    (
        "1稳住工业\n1.1培育企业。做事。\n1.2建设园区。做事。\n2办好实事\n2.1改造小区。做事。",
        [("decimal1", 1), ("decimal2", 1), ("decimal2", 2), ("decimal1", 2), ("decimal2", 1)],
    ),
    (
        "1.1总则\n1.1.1目的\n1.1.2依据\n1.2范围\n2.1组织",
        [("decimal2", 1), ("decimal3", 1), ("decimal3", 2), ("decimal2", 2), ("decimal2", 1)],
    ),
    # a heading of two halves
    (
        "1理清家底，编好规划\n1.1入户调查。做事。\n1.2编制规划。做事。\n2抓住重点，加快建设\n2.1修路。",
        [("decimal1", 1), ("decimal2", 1), ("decimal2", 2), ("decimal1", 2), ("decimal2", 1)],
    ),
    # figures that a line begins with
    ("完成造林\n1.1万亩。\n3.2亿元。", []),
    ("1.1总则\n1.2范围\n3.5万亩造林。", [("decimal2", 1), ("decimal2", 2)]),
    # days and years are no sections
    ("5月\n1.1总则\n1.2范围", [("decimal2", 1), ("decimal2", 2)]),
]


@pytest.mark.parametrize("text, expected", CASES)
def test_decimal_numbers(text: str, expected: list[tuple[str, int]]) -> None:
    found = decimal_numbers(text)
    assert [(number.style, number.number) for number in found.values()] == expected
