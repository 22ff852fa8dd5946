"""Stored text and its matching view."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.span import Span
from kg.text.view import View, normalise

TEXTS = st.text(
    st.sampled_from("一二（）()，,:：12３％後 　\n第条汶上县局“”《》。;a\u200b"), max_size=80
)


@pytest.mark.parametrize(
    "stored, expected",
    [
        ("\ufeff一、总体", "一、总体"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("e\u0301", "\u00e9"),  # NFC
        ("１００％ 後　(A)", "１００％ 後　(A)"),  # nothing else is touched
    ],
)
def test_normalise(stored: str, expected: str) -> None:
    assert normalise(stored) == expected


@pytest.mark.parametrize(
    "stored, seen",
    [
        ("第 1 0 条", "第10条"),
        ("１００家(含)", "100家（含）"),
        ("責任單位:縣財政局;縣民政局", "责任单位：县财政局；县民政局"),
        ("1,000元,10:30", "1,000元，10:30"),
        ("㎡①", "㎡①"),
        ("⼯业、⻔⻋、⾞間", "工业、门车、车间"),
    ],
)
def test_view(stored: str, seen: str) -> None:
    assert View.of(stored).text == seen


@given(TEXTS)
def test_view_leads_back_to_the_stored_text(text: str) -> None:
    view = View.of(text)
    for position, character in enumerate(view.text):
        span = view.span(position, position + 1)
        assert View.of(text[span.start : span.end]).text[:1] in {character, *",，:："}


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_view_within_a_span(text: str, a: int, b: int) -> None:
    span = Span(min(a, b, len(text)), min(max(a, b), len(text)))
    inner = View.of(text).within(span)
    assert all(span.start <= offset <= span.end for offset in inner.offsets)


@given(st.text(max_size=200))
def test_normalise_is_stable(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once or once.startswith("\ufeff")
    assert unicodedata.is_normalized("NFC", once)
