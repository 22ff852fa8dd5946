"""Spans: where something stands in a stored text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


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

    A pattern looks inside it with `pattern.search(*range)`; what stands around it stays in sight
    of look-behinds.
    """

    text: str
    start: int
    end: int

    @property
    def content(self) -> str:
        """The characters themselves."""
        return self.text[self.start : self.end]
