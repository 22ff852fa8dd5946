"""The values a document has once: its number, title and date, and who approved it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.knowledge.document_lexicon import DocumentLexicon
from kg.knowledge.lexicon import Lexicon
from kg.structure.document_title import FoundValue, Titles
from kg.structure.heading_patterns import LINE
from kg.structure.metadata_patterns import DATE_LINE, DECREE, LABELLED, WENHAO
from kg.text.numerals import to_iso_date
from kg.text.span import Range

# 2024-03-05 · 2024/3/5
_NUMERIC_DATE = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
# 2026年1月30日, and nothing else on its line
_ALONE = re.compile(r"(?m)^(?P<date>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)$")
# 《…》（国发〔2022〕18号): what is before a 文号 that a sentence cites
_CITING = re.compile("[《。，]")


@dataclass(frozen=True, slots=True)
class HeadPart:
    """A part of the view's text that holds metadata, and where it begins there."""

    text: str
    offset: int

    def value(self, start: int, end: int, value: str | None = None) -> FoundValue:
        """Return what is at a range of this part, at its place in the whole text."""
        printed = self.text[start:end].replace("\n", "")
        return FoundValue(value or printed, start + self.offset, end + self.offset)


@dataclass(frozen=True, slots=True)
class HeadParts:
    """The parts of a view's text that hold metadata.

    Attributes:
        head: what comes before the first heading.
        letter: of it, what comes before the title of the plan that a notice brings.
        closing: what closes the text before its annexes.
        tail: what comes after the last item.
    """

    head: HeadPart
    letter: HeadPart
    closing: HeadPart
    tail: HeadPart


def single_values(parts: HeadParts, titles: Titles, lexicon: Lexicon) -> dict[str, FoundValue]:
    """Return the values that a document has once, by the name of their field."""
    cover, letter, tail = titles.cover, parts.letter, parts.tail
    brought = titles.covered or titles.named
    found = {
        "title": brought or cover,
        "notice_title": cover if brought else None,
        "wenhao": decree_number(parts.head)
        or _wenhao(parts.head, cover, lexicon.documents)
        or labelled(parts.head, "wenhao", lexicon.documents),
        "approved_by": _approval(letter, lexicon.documents),
        "date": _date(letter)
        or _date(parts.closing)
        or _date(tail)
        or labelled(parts.head, "date", lexicon.documents),
        "disclosure": _disclosure(parts, lexicon.documents),
        "preamble": _preamble(parts.head, titles.covered or cover),
    }
    if date := found["date"]:
        found["date"] = replace(date, value=iso_date(date.value))
    return {name: value for name, value in found.items() if value}


def number_letters(prefix: str, words: DocumentLexicon) -> str | None:
    """Return the letters of a 文号 without what ran into them; None where no issuer has such."""
    match = words.number_letters.match(prefix)
    return (match["letters"] or match["abbreviated"]) if match else None


def refused_numbers(text: str, words: DocumentLexicon) -> Iterator[Range]:
    """Yield what looks like a 文号 in the view's text, but has letters of no issuer."""
    for match in WENHAO.finditer(text):
        if number_letters(match["prefix"], words) is None:
            yield Range(text, *match.span())


def decree_number(head: HeadPart) -> FoundValue | None:
    """Read the number of a decree: 国务院令第707号."""
    match = DECREE.search(head.text)
    if match is None:
        return None
    value = f"{match['issuer']}令第{match['number']}号"
    return head.value(match.start("issuer"), match.end(), value)


def labelled(head: HeadPart, field: str, words: DocumentLexicon) -> FoundValue | None:
    """Read a value that a page's head gives: 成文日期：2024年3月5日."""
    for match in LABELLED.finditer(head.text):
        if words.head_labels.get(match["label"]) == field:
            return head.value(*match.span("value"))
    return None


def _wenhao(head: HeadPart, cover: FoundValue | None, words: DocumentLexicon) -> FoundValue | None:
    """Read the 文号; in a line it shares with the title it is before that or behind it."""
    first, last = (cover.start, cover.end) if cover else (0, 0)
    for line in LINE.finditer(head.text):
        begin, end = line.span("line")
        pieces = ((begin, first), (last, end)) if begin < last < end else ((begin, end),)
        for lead, limit in pieces:
            match = WENHAO.search(head.text, lead, max(lead, limit))
            if match is None or _CITING.search(head.text[lead : match.start()]):
                continue
            letters = number_letters(match["prefix"], words)
            if letters:
                value = f"{letters}〔{match['year']}〕{match['number']}号"
                return head.value(match.end("prefix") - len(letters), match.end(), value)
    return None


def _date(part: HeadPart) -> FoundValue | None:
    """Read the date of adoption: the last date outside sentences."""
    dates = list(DATE_LINE.finditer(part.text))
    return part.value(*dates[-1].span("date")) if dates else None


def lone_date(text: str) -> FoundValue | None:
    """Read the only date that stands alone on its line: that below the remarks of a first sheet."""
    dates = list(_ALONE.finditer(text))
    if len({date["date"] for date in dates}) != 1:
        return None
    return FoundValue(iso_date(dates[0]["date"]), *dates[0].span("date"))


def iso_date(printed: str) -> str:
    """Return a date as 2024-03-05, however it is printed."""
    match = _NUMERIC_DATE.match(printed)
    if match is None:
        return to_iso_date(printed) or printed
    year, month, day = map(int, match.groups())
    return f"{year}-{month:02}-{day:02}"


def _approval(letter: HeadPart, words: DocumentLexicon) -> FoundValue | None:
    """Read who approved the document; the name may be broken over lines."""
    places = [i for i, character in enumerate(letter.text) if character != "\n"]
    match = words.approval.search(letter.text.replace("\n", ""))
    if match is None:
        return None
    start, end = match.span("organisation")
    place = places[start], places[end - 1] + 1
    return FoundValue(match["organisation"], *place, pieces=(place,))


def _disclosure(parts: HeadParts, words: DocumentLexicon) -> FoundValue | None:
    """Read whether the document may be published, from what is around its items."""
    for part in (parts.head, parts.tail):
        match = words.disclosure.search(part.text)
        if match:
            return part.value(*match.span("text"))
    return None


def _preamble(head: HeadPart, title: FoundValue | None) -> FoundValue | None:
    """Return what is between the title and the first heading."""
    end = len(head.text)
    if title is None or title.end >= end:
        return None
    return FoundValue("", title.end, end, pieces=((title.end, end),))
