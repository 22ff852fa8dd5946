"""Quantities: the numbers of a text with a multiplier and a unit, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.knowledge.target_lexicon import TargetLexicon
from kg.text.numerals import MULTIPLIERS, to_int
from kg.text.span import Range

# 力争营收突破65亿元，同比增长8%
_SENTENCE = re.compile(r"[^。；！？]+")
# 力争营收突破65亿元
_CLAUSE = re.compile(r"[^，：（）]+")
# “200亿级” · 《甲市2023年规划》 · （含5%） · （二期）
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|（含[^（）]*）|（[^（）]*期）")
# 示范村（社区）12个
_ASIDE = re.compile(r"（[^（）\d]{1,6}）(?=\d)")
# 6, ６
_DIGIT = re.compile(r"\d")
_BLANK = "＿"
_HAN = "一二两三四五六七八九十"
# 九|成|以上 · 三|分之|一 · 百分之九十 · 一半 · 翻|一番: shares in words, each a percentage
_WORDED = re.compile(
    rf"(?P<tenths>[{_HAN}])成(?P<half>半)?(?=以上|以下|左右|以内|[，。；、）]|$)"
    rf"|(?P<whole>[{_HAN}百千\d]+)分之(?P<part>[{_HAN}百零\d.]+)"
    rf"|(?P<halves>一半|半数)"
    rf"|(?<=翻)(?P<times>[{_HAN}]?)番"
    rf"|(?<=增长)(?P<nought>零)"
)
_MAYBE_WORDED = re.compile(r"[成半番零]|分之")
# 零增长 is read as 增长零: its number is behind what grows, as that of any other is
_NO_GROWTH = ("零增长", "增长零")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; positions in the text it was read from.

    Attributes:
        start: first digit.
        end: one past the unit.
        value: as written, the lower bound of a range.
        upper: upper bound of a range, or None.
        multiplier: 10⁴ for 万, 10⁸ for 亿.
        measure_unit: without multiplier, e.g. 元.
        printed_unit: as written, e.g. 亿元.
    """

    start: int
    end: int
    value: Decimal
    upper: Decimal | None
    multiplier: int
    measure_unit: str
    printed_unit: str


@dataclass(frozen=True, slots=True)
class QuantityClause:
    """A clause with its quantities; positions in its sentence."""

    content: Range
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with numbers.

    Attributes:
        text: its characters, with the digits of names and whole asides blanked out.
        start: where it begins in its text.
        subject: what it is about, where it opens with it (高端装备产业), else "".
        clauses: those with quantities.
    """

    text: str
    start: int
    subject: str
    clauses: tuple[QuantityClause, ...]


def read_sentences(texts: Sequence[str], words: TargetLexicon) -> list[list[Sentence]]:
    """Return the sentences of each text that have quantities."""
    return [list(_sentences(text, words)) for text in texts]


def _sentences(text: str, words: TargetLexicon) -> Iterator[Sentence]:
    for match in _SENTENCE.finditer(text):
        worded = _MAYBE_WORDED.search(match[0]) or words.counted.search(match[0])
        if worded or _DIGIT.search(match[0]):
            content = _without_quoted(match[0]).replace(*_NO_GROWTH)
            clauses = tuple(_clauses(content, words))
            if clauses:
                yield Sentence(content, match.start(), _subject(content, words), clauses)


def _without_quoted(text: str) -> str:
    text = _QUOTED.sub(lambda quoted: _DIGIT.sub(_BLANK, quoted[0]), text)
    return _ASIDE.sub(lambda aside: _BLANK * len(aside[0]), text)


def _subject(text: str, words: TargetLexicon) -> str:
    match = words.subject.match(text)
    if match is None or words.create.match(text) or words.commitment.match(text):
        return ""
    return match[0]


def _clauses(text: str, words: TargetLexicon) -> Iterator[QuantityClause]:
    normal = text.replace("％", "%")
    for match in _CLAUSE.finditer(text):
        place = Range(normal, *match.span())
        read = (*_quantities(place, words.quantity), *_shares(place), *_counts(place, words))
        found = tuple(sorted(read, key=_start))
        if found:
            yield QuantityClause(Range(text, *match.span()), found)


def _quantities(content: Range, pattern: re.Pattern[str]) -> Iterator[Quantity]:
    for match in pattern.finditer(*content):
        times = match["multiplier"] or ""
        yield Quantity(
            start=match.start(),
            end=match.end(),
            value=_decimal(match["low"]),
            upper=_decimal(match["high"]) if match["high"] else None,
            multiplier=MULTIPLIERS[times],
            measure_unit=match["unit"],
            printed_unit=times + match["unit"],
        )


def _start(quantity: Quantity) -> int:
    return quantity.start


def _shares(content: Range) -> Iterator[Quantity]:
    """Yield the shares that are said in words, as percentages: 三分之一, 九成, 一半, 翻一番."""
    for match in _WORDED.finditer(*content):
        value = _percentage(match)
        if value is not None:
            start, end = match.span()
            yield Quantity(start, end, value, None, 1, "%", match[0])


def _counts(content: Range, words: TargetLexicon) -> Iterator[Quantity]:
    """Yield counts in words behind what is made: 打通断头路|三条, 盘活农房|一百二十栋."""
    for match in words.counted.finditer(*content):
        value = to_int(match["low"])
        if value is not None and words.counting.search(*content[:2], match.start()):
            unit = match["unit"]
            yield Quantity(*match.span(), Decimal(value), None, 1, unit, unit)


def _percentage(match: re.Match[str]) -> Decimal | None:
    if match["halves"]:
        return Decimal(50)
    if match["nought"]:
        return Decimal(0)
    if match["tenths"]:
        return Decimal(10 * (to_int(match["tenths"]) or 0) + (5 if match["half"] else 0))
    if match["whole"]:
        whole, part = _number(match["whole"]), _number(match["part"])
        return _rounded(100 * part / whole) if whole and part is not None else None
    return Decimal(100 * (2 ** (to_int(match["times"] or "一") or 0) - 1))


def _rounded(value: Decimal) -> Decimal:
    return value.to_integral_value() if value == int(value) else round(value, 2)


def _number(text: str) -> Decimal | None:
    if text.replace(".", "", 1).isdigit() and text.isascii():
        return Decimal(text)
    value = 100 if text == "百" else 1000 if text == "千" else to_int(text)
    return None if value is None else Decimal(value)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
