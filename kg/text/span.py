"""Spans: ranges of characters, of the stored text and of any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Bounds = tuple[int, int]  # start and end, half open, in a text that is clear from the context


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range [start, end) of code points in Document.text."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Tell whether this span lies inside another."""
        return other.start <= self.start and self.end <= other.end


class Range(NamedTuple):
    """Characters [start, end) of a text that is looked at, and that text.

    A pattern looks inside it with `pattern.search(*range)`; its look-behinds still see what is
    before the range.
    """

    text: str
    start: int
    end: int

    @property
    def content(self) -> str:
        """The characters themselves."""
        return self.text[self.start : self.end]
