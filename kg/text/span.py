"""Spans: where something stands in a stored text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range [start, end) of code points in Document.text."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Tell whether this span lies inside another."""
        return other.start <= self.start and self.end <= other.end
