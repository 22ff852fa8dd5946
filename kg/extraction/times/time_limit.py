"""Time limits, and what a time without a year is read by. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Moment:
    """What a time without a year is read by.

    Attributes:
        year: that the document plans, or None.
        day: on which it was issued, or None.
    """

    year: int | None = None
    day: date | None = None

    @classmethod
    def of(cls, year: int | None, issued: str | None) -> Moment:
        """Return the moment of a document from its year and its ISO date, as far as printed."""
        try:
            return cls(year, date.fromisoformat(issued or ""))
        except ValueError:
            return cls(year)


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A time limit; positions in the text it was read from.

    Attributes:
        start: where it begins.
        end: one past it.
        kind: date, range, recurring, standing or relative.
        begins: its first day (ISO), of a range.
        due: the last day meant (ISO), or None where the text does not say the year.
        every: ISO 8601 duration, where it recurs: P1M.
        after: the event it counts from: 项目竣工.
        is_whole_year: it says over which year something counts, rather than by when: 全年.
    """

    start: int
    end: int
    kind: str
    begins: str | None = None
    due: str | None = None
    every: str | None = None
    after: str | None = None
    is_whole_year: bool = False
