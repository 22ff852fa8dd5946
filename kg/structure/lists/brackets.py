"""Brackets of a text, each with what it holds; one that is not closed ends with its line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.knowledge.lexicon import Lexicon
from kg.text.span import Range

_LONGEST_BRACKET = 400  # characters
_BRACKETS = {"（": "）", "〔": "〕", "[": "]", "【": "】"}
# （|牵头单位：…
_OPENING = re.compile(r"[（〔\[【]")
_CLOSING = re.compile(r"[）〕\]】]")


class Candidate(NamedTuple):
    """A bracket or labelled line, and what it says without the bracket."""

    start: int
    end: int
    inner: Range


def brackets(texts: Iterable[str], lexicon: Lexicon) -> list[list[Candidate]]:
    """Return the brackets of each text, in order."""
    return [list(_brackets(text, lexicon)) for text in texts]


def _brackets(text: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield brackets; the first of a line that is not closed ends with its line."""
    closings = [match.start() for match in _CLOSING.finditer(text)]
    last = max((m.start() for m in lexicon.attributions.no_attribution.finditer(text)), default=-1)
    unclosed = 0  # end of the line of the bracket that was last found unclosed
    for match in _OPENING.finditer(text):
        start = match.start()
        following = bisect_left(closings, start)
        near = following < len(closings) and closings[following] < start + _LONGEST_BRACKET
        end = _closing(text, start) if near else None
        if end is not None:
            yield Candidate(start, end, Range(text, start + 1, end - 1))
        elif start >= unclosed and last < start:
            stop = text.find("\n", start)
            unclosed = len(text) if stop < 0 else stop
            yield Candidate(start, unclosed, Range(text, start + 1, unclosed))


def _closing(text: str, start: int) -> int | None:
    """Return one past the bracket that closes the one at start, if it is near."""
    depth: list[str] = []
    for position in range(start, min(len(text), start + _LONGEST_BRACKET)):
        character = text[position]
        if character in _BRACKETS:
            depth.append(_BRACKETS[character])
        elif depth and character == depth[-1]:
            depth.pop()
            if not depth:
                return position + 1
    return None
