"""The imprint under a title: a line that holds nothing but issuer, 文号 and date, two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kg.knowledge.lexicon import Lexicon
from kg.structure.document_title import FoundValue
from kg.structure.heading_patterns import LINE
from kg.structure.heads.head_values import HeadPart, iso_date
from kg.structure.metadata_patterns import WENHAO
from kg.text.span import Bounds
from kg.text.view import View

# 甲政发〔2025〕3号 in 甲政发〔2025〕3号|甲县人民政府 and in （甲县人民政府甲政发〔2025〕3号）
_PIECE = re.compile(r"[^|｜\n>（）]+")
_DATE = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})")


def read_imprint(view: View, head: HeadPart, lexicon: Lexicon) -> dict[str, FoundValue]:
    """Return `wenhao`, `issuer` and `date`, as far as one line holds them.

    （甲县人民政府 甲政发〔2025〕3号 2025年1月27日） is parted by spaces, others by |. A line
    without a 文号 holds nothing else: 编制单位：甲县发改局 2026年1月20日.

    Args:
        view: the whole text, which knows where spaces were.
        head: what comes before the first heading.
        lexicon: how organisations are called.
    """
    for line, pieces in _parted_lines(view, head):
        numbered = WENHAO.search(line) is not None
        found = dict(_fields(pieces, head, lexicon))
        if len(found) > 1 and ("wenhao" in found if numbered else len(found) == len(pieces)):
            return found
    return {}


def signed_date(view: View, head: HeadPart, lexicon: Lexicon) -> FoundValue | None:
    """Return the date behind an issuer, with spaces at its ends, on a line that holds more.

    A letter that a web page put on one line: 甲市人民政府 2020年2月9日 甲市十条措施 为深入…
    """
    organisation = lexicon.attributions.organisation
    for _, pieces in _parted_lines(view, head):
        for issuer, (begin, end) in pairwise(pieces):
            text = head.text[begin:end]
            if _DATE.fullmatch(text) and organisation.fullmatch(head.text, *issuer):
                return FoundValue(iso_date(text), begin + head.offset, end + head.offset)
    return None


def _parted_lines(view: View, head: HeadPart) -> Iterator[tuple[str, list[Bounds]]]:
    """Yield lines with a 文号 or a date, each with what spaces, bars and brackets part in it."""
    gaps = [at - head.offset for at in view.gaps(head.offset, head.offset + len(head.text))]
    for line in LINE.finditer(head.text):
        if WENHAO.search(line["line"]) or _DATE.search(line["line"]):
            yield line["line"], list(_pieces(head.text, line.span("line"), gaps))


def _fields(
    pieces: Iterable[Bounds], head: HeadPart, lexicon: Lexicon
) -> Iterator[tuple[str, FoundValue]]:
    """Yield the field that each piece of a line is, where it is one."""
    for begin, end in pieces:
        label, colon, _ = head.text[begin:end].partition("：")
        labelled = colon and lexicon.documents.head_labels.get(label) == "issuer"
        start = begin + len(label) + 1 if labelled else begin
        text, at = head.text[start:end], (start + head.offset, end + head.offset)
        if WENHAO.fullmatch(text):
            yield "wenhao", FoundValue(text, *at)
        elif _DATE.fullmatch(text):
            yield "date", FoundValue(iso_date(text), *at)
        elif lexicon.attributions.organisation.fullmatch(text):
            yield "issuer", FoundValue(text, *at)


def _pieces(text: str, line: Bounds, gaps: Iterable[int]) -> Iterator[Bounds]:
    """Yield what spaces, bars and brackets part in a line."""
    for piece in _PIECE.finditer(text, *line):
        start, end = piece.span()
        yield from pairwise([start, *(at for at in gaps if start < at < end), end])
