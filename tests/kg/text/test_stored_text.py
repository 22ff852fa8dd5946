"""The ways between a stored text and its view."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.text.span import Range, Span
from kg.text.stored_text import StoredText, stored_spans

TEXTS = st.text(st.sampled_from("一甲（）:12　 \n後\u200b"), max_size=40)


def test_spans_of_ranges() -> None:
    stored = StoredText("第 1 条\n 為了 \n")
    assert stored.view.text == "第1条\n为了\n"
    assert stored_spans(stored.view, [(0, 3), (3, 6), (2, 2)]) == [
        Span(0, 5),
        Span(5, 9),
        Span(4, 4),
    ]
    assert stored.trimmed_spans([(0, 4), (3, 7)]) == [Span(0, 5), Span(7, 9)]
    assert [stored.slice(span) for span in stored.trimmed_spans([(3, 7)])] == ["為了"]


def test_what_is_read_at_spans_and_where_spaces_are() -> None:
    stored = StoredText("县经信局 县统计局\n— 3 —\n负责", (Span(9, 16),))
    assert stored.readings([Span(0, 4), Span(5, 18)]) == ["县经信局", "县统计局负责"]
    assert stored.gaps([(0, 8), (0, 4)]) == [(4,), ()]


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_many_spans_are_those_made_one_by_one(text: str, one: int, other: int) -> None:
    stored = StoredText(text)
    last = len(stored.view.text)
    start, end = sorted((min(one, last), min(other, last)))
    assert stored_spans(stored.view, [(start, end)]) == [stored.view.span(start, end)]
    (span,) = stored.trimmed_spans([(start, end)])
    assert stored.slice(span) == stored.slice(stored.view.span(start, end)).strip()


@given(TEXTS)
def test_lines_of_offsets(text: str) -> None:
    lines = StoredText(text).lines_of(range(len(text) + 1))
    assert lines == [text.count("\n", 0, offset) + 1 for offset in range(len(text) + 1)]


def test_a_range_is_three_arguments() -> None:
    assert Range("市水利局", 1, 3).content == "水利"
    assert "市水利局".find(*("水", 1, 3)) == 1
