"""Who issues a document: signatures, the title, a decree's head, the labels of a page's head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.knowledge.document_lexicon import DocumentLexicon
from kg.knowledge.lexicon import Lexicon
from kg.structure.document_title import FoundValue, Titles
from kg.structure.heading_patterns import LINE
from kg.structure.metadata_patterns import DATE_LINE, DECREE, LABELLED
from kg.structure.organisation_names import parted_at
from kg.text.span import Bounds, Range
from kg.text.view import View

_LONGEST_SIGNATURE = 40  # characters
_MOST_SIGNATURES = 8


@dataclass(frozen=True, slots=True)
class HeadPart:
    """A part of the view's text that holds metadata, and where it begins there."""

    text: str
    offset: int

    def value(self, start: int, end: int, value: str | None = None) -> FoundValue:
        """Return what is at a range of this part, at its place in the whole text."""
        printed = self.text[start:end].replace("\n", "")
        return FoundValue(value or printed, start + self.offset, end + self.offset)


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


def read_issuers(
    view: View, parts: tuple[HeadPart, HeadPart, HeadPart], titles: Titles, lexicon: Lexicon
) -> list[FoundValue]:
    """Read who issues a document: a decree's head, the signatures, the title, a page's head.

    Args:
        view: the whole text.
        parts: the letter, the head and the tail of the text.
        titles: found before.
        lexicon: how organisations are called, and the labels of a page's head.
    """
    letter, head, tail = parts
    if decree := DECREE.search(head.text):
        return [head.value(*decree.span("issuer"))]
    if signed := _signatures(view, letter, lexicon):
        return signed
    if named := _issuer_in(head, titles.cover, lexicon):
        return [named]
    given = labelled(head, "issuer", lexicon.documents)
    return _signatures(view, tail, lexicon) or ([given] if given else [])


def _signatures(view: View, part: HeadPart, lexicon: Lexicon) -> list[FoundValue]:
    """Read who signs: the lines above the date."""
    lines = list(LINE.finditer(part.text))
    dated = next(
        (
            at
            for at in range(1, len(lines))
            if DATE_LINE.match(lines[at]["line"]) and _may_sign(lines[at - 1]["line"], lexicon)
        ),
        0,
    )
    first = dated
    while (
        first and dated - first < _MOST_SIGNATURES and _may_sign(lines[first - 1]["line"], lexicon)
    ):
        first -= 1
    names = [name for line in lines[first:dated] for name in _signed(view, part, line, lexicon)]
    return [part.value(*name) for name in names]


def _may_sign(line: str, lexicon: Lexicon) -> bool:
    short = len(line) <= _LONGEST_SIGNATURE
    return short and lexicon.attributions.organisation.match(line) is not None


def _signed(view: View, part: HeadPart, line: re.Match[str], lexicon: Lexicon) -> Iterator[Bounds]:
    """Yield the names of a line that signs, parted by spaces."""
    start, end = line.span("line")
    offsets = view.offsets[start + part.offset : end + part.offset]
    gaps = [start + at for at in range(1, end - start) if offsets[at] > offsets[at - 1] + 1]
    yield from parted_at(gaps, Range(part.text, start, end), lexicon)


def _issuer_in(head: HeadPart, cover: FoundValue | None, lexicon: Lexicon) -> FoundValue | None:
    """Read the issuer that a title begins with; its place is on the title's first line."""
    if cover is None or "关于" not in cover.value:
        return None
    name = lexicon.documents.issuer_end.split(cover.value, maxsplit=1)[0]
    if not lexicon.attributions.organisation.match(name):
        return None
    line_end = head.text.find("\n", cover.start, cover.start + len(name))
    end = cover.start + len(name) if line_end < 0 else line_end
    return head.value(cover.start, end, name)
