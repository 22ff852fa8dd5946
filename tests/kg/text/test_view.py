"""Stored text and its matching view."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import DocumentError
from kg.text.files import decode, read_text
from kg.text.numerals import to_int, to_iso_date
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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    text = "汶上县人民政府办公室\n关于印发任务的通知\n" * 20
    assert normalise(decode(text.encode(encoding), "x.txt")) == text


@pytest.mark.parametrize(
    "data, part",
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"%PDF-1.7 ...", "PDF cannot be read"),
        (b"\xd0\xcf\x11\xe0...", "save it as .docx"),
        (b"PK\x03\x04...", "zip"),
        (bytes(range(256)) * 20, "neither UTF-8"),
    ],
)
def test_unreadable_files_say_why(tmp_path: Path, data: bytes, part: str) -> None:
    path = tmp_path / "文件.txt"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=part):
        read_text(path)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        read_text(tmp_path / "无.txt")


@pytest.mark.parametrize(
    "numeral, number",
    [("七十八", 78), ("十", 10), ("一百零一", 101), ("66", 66), ("③", 3), ("两", 2), ("甲", None)],
)
def test_numerals(numeral: str, number: int | None) -> None:
    assert to_int(numeral) == number


@pytest.mark.parametrize(
    "text, date",
    [
        ("2023年7月17日", "2023-07-17"),
        ("二○二三年七月十七日", "2023-07-17"),
        ("二〇二〇年十二月", "2020-12"),
        ("2019年底前", "2019"),
        ("七月", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert to_iso_date(text) == date
