"""Days as people and spreadsheets write them in a cell."""

from __future__ import annotations

import re
from datetime import date

# 2026-11-30 · 2026/11/3 · 2026.11.30 · 2026年11月30日, and a time behind it
_DAY = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<part>[-/.])|年)(?P<month>[0-9]{1,2})(?:(?P=part)|月)"
    r"(?P<day>[0-9]{1,2})日?(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)


def day_of(cell: str) -> str:
    """Return the day in a cell as ISO writes it; the order of day and month is never guessed.

    Raises:
        ValueError: it is none.

    >>> day_of("2026/11/3"), day_of("2026年11月30日")
    ('2026-11-03', '2026-11-30')
    """
    found = _DAY.fullmatch(cell.strip())
    if not found:
        raise ValueError(f"{cell!r} is no day")
    return date(*(int(found[part]) for part in ("year", "month", "day"))).isoformat()
