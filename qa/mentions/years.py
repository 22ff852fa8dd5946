"""Years of a question: 2025年, 25年, 今年, the last year of a five-year plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.mentions.mention import QuestionMention

_YEAR = re.compile(
    r"(?<!\d)(20\d\d|二[〇○零]二[〇○零一二三四五六七八九])(?:年|(?![\d]))|(?<!\d)([12]\d)年|(十[四五]五)(?:末|期末|规划期末)|(?<!比)(今年|本年|明年|后年|去年|上年|前年|大前年)"
)
_QUOTED = re.compile("“[^“”]*\\d{4}年?[—\\-–~至到]\\d{4}[^“”]*”")  # the title of a plan
_PERIODS = {"十四五": "2025", "十五五": "2030"}  # last years of five-year plans
_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_RELATIVE = {
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "后年": 2,
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "大前年": -3,
}


def years(plain: str) -> Iterator[QuestionMention]:
    """Yield the years of a question; their node is the year, or its distance from this year.

    Years of a title in quotation marks are only words: 说“2026—2027年”的那份.
    """
    quoted = [match.span() for match in _QUOTED.finditer(plain)]
    for match in _YEAR.finditer(plain):
        if any(start < match.start() < end for start, end in quoted):
            continue
        spoken = _PERIODS.get(match[3] or "", "") or str(_RELATIVE.get(match[4] or "", ""))
        printed = "".join(_DIGITS.get(character, character) for character in match[1] or "")
        value = printed or (f"20{match[2]}" if match[2] else spoken)
        yield QuestionMention("Year", match[0], match.start(), match.end(), (value,))
