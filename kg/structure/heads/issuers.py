"""Who issues a document: signatures, the title, a decree's head, the labels of a page's head."""

from __future__ import annotations

import re

from kg.knowledge.lexicon import Lexicon
from kg.structure.document_title import FoundValue, Titles
from kg.structure.heading_patterns import LINE
from kg.structure.heads.head_values import HeadPart, HeadParts, labelled
from kg.structure.metadata_patterns import DATE_LINE, DECREE, WENHAO
from kg.structure.organisation_names import parted_lists
from kg.text.span import Range
from kg.text.view import View

# 甲政发〔2025〕3号|甲县人民政府
_PIECE = re.compile(r"[^|｜\n>]+")
_LONGEST_SIGNATURE = 40  # characters
_MOST_SIGNATURES = 8


def read_issuers(
    view: View, parts: HeadParts, titles: Titles, lexicon: Lexicon
) -> list[FoundValue]:
    """Read who issues a document: a decree's head, the signatures, the title, a page's head.

    Args:
        view: the whole text.
        parts: what stands around the items of the text.
        titles: found before.
        lexicon: how organisations are called, and the labels of a page's head.
    """
    head = parts.head
    if decree := DECREE.search(head.text):
        return [head.value(*decree.span("issuer"))]
    if signed := _signatures(view, parts.letter, lexicon):
        return signed
    if named := _issuer_in(head, titles.cover, lexicon):
        return [named]
    given = labelled(head, "issuer", lexicon.documents)
    given = given or _beside_number(head, lexicon)
    closings = (_signatures(view, part, lexicon) for part in (parts.closing, parts.tail))
    return next(filter(None, closings), [given] if given else [])


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
    names = parted_lists([_signed(view, part, line) for line in lines[first:dated]], lexicon)
    return [part.value(*name) for name in names]


def _may_sign(line: str, lexicon: Lexicon) -> bool:
    short = len(line) <= _LONGEST_SIGNATURE and "：" not in line
    return short and lexicon.attributions.organisation.match(line) is not None


def _signed(view: View, part: HeadPart, line: re.Match[str]) -> tuple[list[int], Range]:
    """Return where spaces part the names of a line that signs, and the line."""
    start, end = line.span("line")
    offsets = view.offsets[start + part.offset : end + part.offset]
    gaps = [start + at for at in range(1, end - start) if offsets[at] > offsets[at - 1] + 1]
    return gaps, Range(part.text, start, end)


def _beside_number(head: HeadPart, lexicon: Lexicon) -> FoundValue | None:
    """Read the issuer on a line with the 文号: 甲政发〔2025〕3号 | 甲县人民政府 | 2025年1月27日."""
    for line in LINE.finditer(head.text):
        pieces = [piece for piece in _PIECE.finditer(head.text, *line.span("line"))]
        if len(pieces) > 1 and any(WENHAO.fullmatch(piece[0]) for piece in pieces):
            for piece in pieces:
                if lexicon.attributions.organisation.fullmatch(piece[0]):
                    return head.value(*piece.span())
    return None


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
