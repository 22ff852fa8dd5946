"""Hidden characters: every position stays."""

from __future__ import annotations

from kg.text.hiding.veil import veiled
from kg.text.span import Span


def test_spans_and_names() -> None:
    text = "责任人：张三、欧阳 建国。李大明说张三好。"
    hidden = veiled(text, [Span(4, 6), Span(7, 12), Span(-3, 0), Span(90, 95)], ["李大明"])
    assert hidden == "责任人：某某、某某 某某。某某某说张三好。"
    assert len(hidden) == len(text)
