"""Who issues a document: signatures, the title, a decree's head, the labels of a page's head."""

from __future__ import annotations

from kg.knowledge.lexicon import Lexicon
from kg.structure.document_title import FoundValue, Titles
from kg.structure.heading_patterns import LINE
from kg.structure.heads.head_values import HeadPart, HeadParts, labelled
from kg.structure.heads.imprint import read_imprint
from kg.structure.metadata_patterns import DATE_LINE, DECREE
from kg.structure.organisation_names import parted_lists
from kg.text.span import Range
from kg.text.view import View

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
    closings = [_signatures(view, part, lexicon) for part in (parts.closing, parts.tail)]
    signed = next(filter(None, closings), [])
    if named := _issuers_in(view, head, titles.cover, lexicon):
        return _in_full(named, signed)
    labels = (labelled(part, "issuer", lexicon) for part in (head, parts.tail))
    given = next(filter(None, labels), None)
    given = given or read_imprint(view, head, lexicon).get("issuer")
    return signed or ([given] if given else [])


def _in_full(named: list[FoundValue], signed: list[FoundValue]) -> list[FoundValue]:
    """Return who a title names, as they sign: 区政府办公室, signed 甲市乙区政府办公室."""
    same = len(named) == len(signed) and all(
        name.value != full.value and full.value.endswith(name.value)
        for name, full in zip(named, signed, strict=True)
    )
    return signed if same else named


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
    signed = (Range(part.text, *line.span("line")) for line in lines[first:dated])
    names = parted_lists([_signed(view, part, line) for line in signed], lexicon)
    return [part.value(*name) for name in names]


def _may_sign(line: str, lexicon: Lexicon) -> bool:
    short = len(line) <= _LONGEST_SIGNATURE and "：" not in line
    return short and lexicon.attributions.organisation.match(line) is not None


def _signed(view: View, part: HeadPart, line: Range) -> tuple[list[int], Range]:
    """Return where spaces part the names of a line that signs, and the line."""
    gaps = view.gaps(line.start + part.offset, line.end + part.offset)
    return [at - part.offset for at in gaps], line


def _issuers_in(
    view: View, head: HeadPart, cover: FoundValue | None, lexicon: Lexicon
) -> list[FoundValue]:
    """Read the issuers that a title begins with, each on its line or parted by a space."""
    words = lexicon.documents
    if cover is None or not words.issuer_end.search(cover.value):
        return []
    end = words.issuer_end.search(head.text, cover.start, cover.end)
    lines = LINE.finditer(head.text[cover.start : end.start() if end else cover.start])
    parted = [
        _signed(view, head, Range(head.text, cover.start + s, cover.start + e))
        for s, e in (line.span("line") for line in lines)
    ]
    names = [Range(head.text, *name) for name in parted_lists(parted, lexicon)]
    organisation = lexicon.attributions.organisation
    named = [n for n in names if organisation.match(n.content) and n.content[0] not in "《“"]
    return [head.value(name.start, name.end) for name in named] if named == names else []
