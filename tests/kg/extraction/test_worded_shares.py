"""Shares in words of number are targets in percent, counts behind what is made are counts."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.extraction.targets import find_targets
from kg.text.span import Span
from kg.text.stored_text import StoredText


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("接种率不低于九成。", [("接种率", ">=", "90", "level")]),
        ("民间投资占比提高到一半以上。", [("民间投资占比", ">=", "50", "level")]),
        ("覆盖率达到百分之九十。", [("覆盖率", ">=", "90", "level")]),
        ("占比达到三分之一以上。", [("占比", ">=", "33.33", "level")]),
        ("能耗下降一成半。", [("能耗降幅", "=", "15", "increase")]),
        ("带宽翻一番。", [("带宽增幅", "=", "100", "increase")]),
        ("交易额翻两番。", [("交易额增幅", "=", "300", "increase")]),
        ("化肥使用量零增长。", [("化肥使用量增速", "=", "0", "increase")]),
        ("规模不低于5000万元。", [("规模", ">=", "5000", "level")]),
        ("三成立项，成果丰硕，半成品零库存。", []),
        ("对全县47座水库开展排查。", []),
    ],
)
def test_shares(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = find_targets(StoredText(text), Span(0, len(text)), KNOWLEDGE.lexicon)
    assert [(t.metric, t.comparator, str(t.value), t.kind) for t in found] == expected
    assert all(text[t.span.start : t.span.end] == t.text for t in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年6月底前打通断头路三条。", [("打通断头路", "3", "条")]),
        ("培育省级工业互联网平台八个，做强产业。", [("培育省级工业互联网平台", "8", "个")]),
        ("盘活闲置农房一百二十栋以上。", [("盘活闲置农房", "120", "栋")]),
        (
            "新增公共充电桩600根、新建零工驿站两个。",
            [("新增公共充电桩", "600", "根"), ("新建零工驿站", "2", "个")],
        ),
        ("推广绿色防控技术260万亩次。", [("推广绿色防控技术", "260", "亩次")]),
        ("在每个镇建设养老机构一处。", []),
        ("推进第三批、第四批，做到四个坚持，建设示范村一批。", []),
        ("坚持问题导向，聚焦重点领域三条；建设人才公寓二期、改造水厂三期。", []),
    ],
)
def test_counts(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = find_targets(StoredText(text), Span(0, len(text)), KNOWLEDGE.lexicon)
    assert [(t.metric, str(t.value), t.unit) for t in found] == expected
    assert all(text[t.span.start : t.span.end] == t.text for t in found)
