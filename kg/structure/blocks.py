"""Cut a text into blocks: headings with their number, and lines that continue them.

A block is one line of the view, or a piece of it where headings are inside a running line
(texts that lost their line breaks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import kg.structure.heading_patterns as patterns
from kg.structure.lines.decimal_numbers import DecimalNumber
from kg.text.numerals import to_int
from kg.text.span import Bounds, Range

# 做事。|（二）植树: where, inside a line, a heading can begin at all; the styles then decide
_CANDIDATE = re.compile(
    rf"(?<=[{re.escape(patterns.SENTENCE_END)}])"
    r"(?=[（一二三四五六七八九十\d①-⑳第])"
)
_NO_HEADING_BEFORE = "、，。；）项款条"


@dataclass(frozen=True, slots=True)
class Block:
    """One line or piece of a line, as positions in the view's text.

    Attributes:
        start: first position, at the number when there is one.
        end: one past the last, the line break excluded.
        style: heading style of patterns.HEADINGS, None for a line without a number.
        number: the printed number, 0 without one.
        content: position after the number.
    """

    start: int
    end: int
    style: str | None
    number: int
    content: int


def blocks(text: str, decimals: Mapping[int, DecimalNumber]) -> tuple[Block, ...]:
    """Return the blocks of a view's text, in order; empty lines give none.

    Args:
        text: of a view.
        decimals: its decimal numbers, by where each begins.
    """
    found: list[Block] = []
    previous: dict[str, int] = {}
    for line in patterns.LINE.finditer(text):
        for start, end in _pieces(Range(text, *line.span("line")), previous):
            decimal = decimals.get(start)
            if decimal:
                block = Block(start, end, decimal.style, decimal.number, decimal.content)
            else:
                block = _block(Range(text, start, end))
            if block.style:
                previous[block.style] = block.number
            found.append(block)
    return tuple(found)


def _pieces(line: Range, previous: dict[str, int]) -> Iterator[Bounds]:
    """Cut one line where a further heading begins inside it."""
    text, start, end = line
    candidates = (match.start() for match in _CANDIDATE.finditer(text, start + 1, end))
    cuts = [start, *(at for at in candidates if _heading(Range(text, at, end)))]
    for style, pattern in patterns.BARE.items():
        last = previous.get(style, 0)
        for match in pattern.finditer(text, start + 1, end):
            number = to_int(match["n"])
            if number in (1, last + 1) and match.start() not in cuts:
                cuts.append(match.start())
            last = number or last
    cuts.sort()
    return zip(cuts, [*cuts[1:], end], strict=True)


def _heading(piece: Range) -> tuple[str, re.Match[str]] | None:
    """Return the style and the number a piece begins with."""
    for style, pattern in patterns.HEADINGS.items():
        match = pattern.match(*piece)
        if match and match.end() < piece.end and piece.text[match.end()] not in _NO_HEADING_BEFORE:
            return style, match
    return None


def _block(piece: Range) -> Block:
    found = _heading(piece)
    number = to_int(found[1]["n"]) if found else None
    if found is None or number is None:
        return Block(piece.start, piece.end, None, 0, piece.start)
    return Block(piece.start, piece.end, found[0], number, found[1].end())
