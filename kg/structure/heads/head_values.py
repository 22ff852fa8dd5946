"""The values a document has once: its number, title and date, and who approved it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.knowledge.document_lexicon import DocumentLexicon
from kg.knowledge.lexicon import Lexicon
from kg.structure.document_title import FoundValue, Titles
from kg.structure.heading_patterns import LINE
from kg.structure.metadata_patterns import DATE_LINE, DECREE, WENHAO
from kg.text.numerals import to_iso_date
from kg.text.span import Bounds, Range

# 2024-03-05 · 2024年3月5日 · 2024-02-18 10:22 without its space
_ANY_DATE = re.compile(
    r"(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|-\d\d-\d\d|/\d\d?/\d\d?(?!\d)|[-.]\d{1,2}[-.]\d{1,2}(?!\d))"
)
# （2024年2月20日） · （2024年2月20日县人大常委会通过): a line under a title
_BRACKETED = re.compile(r"(?m)^（(?P<date>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)[^（）\n]{0,40}）$")
# 清溪县人民政府办公室 2024年5月20日|印发
_PRINTED = re.compile(r"(?P<date>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)印发\n?$")
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
    cover, letter = titles.cover, parts.letter
    brought = titles.covered or titles.named
    found = {
        "title": brought or cover,
        "notice_title": cover if brought else None,
        "wenhao": decree_number(parts.head)
        or _wenhao(parts.head, cover, lexicon.documents)
        or labelled(parts.head, "wenhao", lexicon),
        "approved_by": _approval(letter, lexicon.documents),
        "date": _adopted(parts, lexicon),
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


def labelled(head: HeadPart, field: str, lexicon: Lexicon) -> FoundValue | None:
    """Read a value that a page's head or a table's foot gives: 成文日期：2024年3月5日."""
    for match in lexicon.documents.head_field.finditer(head.text):
        if lexicon.documents.head_labels.get(match["label"]) == field:
            start, end = match.span("value")
            value = _of_field(Range(head.text, start, end), field, lexicon)
            if value:
                return head.value(*value)
    return None


def _of_field(value: Range, field: str, lexicon: Lexicon) -> Bounds | None:
    """Return what of a labelled value is a value of its field; None where nothing is."""
    text, start, end = value
    if field in ("date", "published"):
        date = _ANY_DATE.match(*value)
        return date.span() if date else None
    if field == "wenhao":
        number = WENHAO.match(*value)
        return number.span() if number else None
    if field == "issuer" and not lexicon.attributions.organisation.match(text[start:end]):
        return None
    return (start, end) if start < end else None


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


def _adopted(parts: HeadParts, lexicon: Lexicon) -> FoundValue | None:
    """Read the day a document was adopted, else printed or published: the best that is said."""
    return (
        _date(parts.letter)
        or _first(_BRACKETED, parts.head)
        or _date(parts.closing)
        or _date(parts.tail)
        or labelled(parts.head, "date", lexicon)
        or labelled(parts.tail, "date", lexicon)
        or _first(_PRINTED, parts.tail)
        or labelled(parts.head, "published", lexicon)
    )


def _first(pattern: re.Pattern[str], part: HeadPart) -> FoundValue | None:
    match = pattern.search(part.text)
    return part.value(*match.span("date")) if match else None


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
