"""Hidden characters: every position stays."""

from __future__ import annotations

import pytest

from kg.text.span import Span
from kg.text.veil import veiled, without_telephones


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张三 13800000000", "张三 ***********"),
        ("（0537-7200000）", "（****-*******）"),
        ("联系电话：7200000", "联系电话：*******"),
        ("手机：138 0000 0000", "手机：*** **** ****"),
        ("（0537）7200000转801", "（****）*******转***"),
        ("１３８00000000", "***********"),
        ("sha256 9f13800000000c", "sha256 9f13800000000c"),
        ("增加值138000000000元", "增加值138000000000元"),
        ("开辟服务专线（联系电话：0731—58225116）", "开辟服务专线（联系电话：0731—58225116）"),
        ("投诉电话：0537-7200000。张三7200001", "投诉电话：0537-7200000。张三7200001"),
        ("咨询电话：13800000000", "咨询电话：***********"),
        ("服务热线12345，2024年1月", "服务热线12345，2024年1月"),
    ],
)
def test_telephones(text: str, expected: str) -> None:
    assert without_telephones(text) == expected


def test_spans_and_names() -> None:
    text = "责任人：张三、欧阳 建国。李大明说张三好。"
    hidden = veiled(text, [Span(4, 6), Span(7, 12), Span(-3, 0), Span(90, 95)], ["李大明"])
    assert hidden == "责任人：某某、某某 某某。某某某说张三好。"
    assert len(hidden) == len(text)
