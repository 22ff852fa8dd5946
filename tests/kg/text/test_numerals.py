"""Chinese numerals and dates."""

from __future__ import annotations

import pytest

from kg.text.numerals import to_int, to_iso_date


@pytest.mark.parametrize(
    "numeral, number",
    [
        ("七十八", 78),
        ("十", 10),
        ("一百零一", 101),
        ("66", 66),
        ("③", 3),
        ("两", 2),
        ("俩", 2),
        ("甲", None),
    ],
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
