"""Blocks: headings of every style, on lines of their own and inside running lines."""

from __future__ import annotations

import pytest

from kg.structure.blocks import blocks
from kg.structure.lines.decimal_numbers import decimal_numbers

Found = tuple[str | None, int, str]


def found(text: str) -> list[Found]:
    return [
        (b.style, b.number, text[b.content : b.end]) for b in blocks(text, decimal_numbers(text))
    ]


@pytest.mark.parametrize(
    "line, expected",
    [
        ("第三章监督管理", ("chapter", 3, "监督管理")),
        ("第一部分总体要求", ("chapter", 1, "总体要求")),
        ("第十二条为了绿化", ("article", 12, "为了绿化")),
        ("一、总体要求", ("han", 1, "总体要求")),
        ("（二十一）搭建平台", ("han_bracket", 21, "搭建平台")),
        ("12.支持银行", ("arabic", 12, "支持银行")),
        ("（3）修闸", ("arabic_bracket", 3, "修闸")),
        ("3）修闸", ("arabic_bracket", 3, "修闸")),
        ("2024）修闸", (None, 0, "2024）修闸")),
        ("③植树", ("circled", 3, "植树")),
        ("##一、总体要求", ("han", 1, "总体要求")),
        ("现将有关事项通知如下：", (None, 0, "现将有关事项通知如下：")),
        ("1.5亿元", (None, 0, "1.5亿元")),
        ("第十二条、第十三条", (None, 0, "第十二条、第十三条")),
    ],
)
def test_one_line(line: str, expected: Found) -> None:
    assert found(line) == [expected]


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("一、甲（一）乙乙。做事。（二）丙丙。做事。", [1, 1, 2]),
        ("扶持企业1.支持银行2.支持保险", [0, 1, 2]),  # goes on with the numbering
        ("扶持企业1.支持银行7.支持保险", [0, 1]),  # does not
        ("甲\n\n乙", [0, 0]),
        ("#\n", []),
        ("", []),
    ],
)
def test_headings_inside_a_line(text: str, numbers: list[int]) -> None:
    assert [block.number for block in blocks(text, decimal_numbers(text))] == numbers
