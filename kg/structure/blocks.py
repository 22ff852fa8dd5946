"""Cut a text into blocks: headings with their number, and lines that continue them.

A block is one line of the view, or a piece of it where headings stand inside a running line
(texts that lost their line breaks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import kg.structure.heading_patterns as patterns
from kg.text.numerals import to_int

# Where, inside a line, a heading can begin at all; the styles then decide.
_CANDIDATE = re.compile(
    rf"(?<=[{re.escape(patterns.SENTENCE_END)}])"
    r"(?=[（一二三四五六七八九十\d①-⑳第])"
)


@dataclass(frozen=True, slots=True)
class Block:
    """One line or piece of a line, as positions in the view's text.

    Attributes:
        start: first position, at the number when there is one.
        end: one past the last, the line break excluded.
        style: heading style of patterns.HEADINGS, None for a line without a number.
        number: the printed number, 0 without one.
        content: position after the number.
        own_line: the block opens a line of the text.
    """

    start: int
    end: int
    style: str | None
    number: int
    content: int
    own_line: bool


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a view's text, in order; empty lines yield nothing."""
    previous: dict[str, int] = {}
    for start, end in _lines(text):
        for piece_start, piece_end in _pieces(text, start, end, previous):
            block = _block(text, piece_start, piece_end, own_line=piece_start == start)
            if block.style:
                previous[block.style] = block.number
            yield block


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        start = match.start()
        heading = patterns.MARKDOWN_HEADING.match(match[0])
        if heading:
            start += heading.end()
        if start < match.end():
            yield start, match.end()


def _pieces(text: str, start: int, end: int, previous: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Cut one line where a further heading begins inside it."""
    cuts = [start]
    for match in _CANDIDATE.finditer(text, start + 1, end):
        if _heading_at(text, match.start(), end):
            cuts.append(match.start())
    for style, pattern in patterns.BARE.items():
        last = previous.get(style, 0)
        for match in pattern.finditer(text, start + 1, end):
            number = to_int(match["n"])
            if number in (1, last + 1) and match.start() not in cuts:
                cuts.append(match.start())
            last = number or last
    cuts.sort()
    yield from zip(cuts, [*cuts[1:], end], strict=True)


def _heading_at(text: str, start: int, end: int) -> tuple[str, re.Match[str]] | None:
    for style, pattern in patterns.HEADINGS.items():
        match = pattern.match(text, start, end)
        if match and match.end() < end and text[match.end()] not in "、，。；）项款条":
            return style, match
    return None


def _block(text: str, start: int, end: int, *, own_line: bool) -> Block:
    found = _heading_at(text, start, end)
    number = to_int(found[1]["n"]) if found else None
    if found is None or number is None:
        return Block(start, end, None, 0, start, own_line)
    return Block(start, end, found[0], number, found[1].end(), own_line)
