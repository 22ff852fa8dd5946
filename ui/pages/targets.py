"""指标: every target, benefit and time limit in one grid, filtered, sorted and added up.

The filter is ui.planning.wanted's; ?sort= is a key of goals.SORTS, ?page= counts from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ui.planning import goals
from ui.planning.choices import chips, choices
from ui.planning.wanted import GOALS, kept, wanted
from ui.site import Asked, Shown

ROWS = 100  # of a page; with twice as many it would weigh more than 150 KB
_BARS = 24  # months the strip has room for; where there are more, it shows years
_TALL = 40  # units of height of the longest bar of the strip


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of the strip, or a year; heights are 0 to 40.

    Attributes:
        label: 2023-12, or 2023.
        first: its first month.
        last: its last one.
        goals: that fall due in it.
        height: of the bar.
        printed: height of the part whose day is printed.
        is_chosen: whether the grid shows it alone.
    """

    label: str
    first: str
    last: str
    goals: int
    height: int
    printed: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Quoted:
    """A goal with the words that say it."""

    goal: goals.Goal
    words: str


def view(asked: Asked) -> Shown:
    """Return the page."""
    want, build = wanted(asked), asked.build
    count = goals.count(build, want)
    pages = max(1, -(-count // ROWS))
    page = min(max(1, asked.number("page", 1)), pages)
    sort = asked.value("sort", "text")
    rows = goals.page(build, want, sort, ROWS * (page - 1), ROWS)
    return Shown(
        "targets.html",
        asked.say("page_targets"),
        {
            "wanted": want,
            "choices": choices(asked, want),
            "chips": chips(asked, want),
            "kinds": GOALS,
            "kept": lambda **changes: kept(asked, **changes),
            "rows": [Quoted(g, build.text(g.document)[g.start : g.end]) for g in rows],
            "count": count,
            "sort": sort,
            "page": page,
            "pages": pages,
            "strip": _strip(goals.months(build, want), [asked.value("after"), asked.value("due")]),
            "totals": goals.totals(build, want),
            "otherwise": 0 if rows else goals.count(build, replace(want, after="", due="")),
        },
    )


def _strip(months: Sequence[goals.Month], shown: Sequence[str]) -> list[Bar]:
    """Return the bars of some months; shown are the first and the last one of the filter."""
    by_year = len(months) > _BARS
    spans = [
        (month.month[:4], f"{month.month[:4]}-01", f"{month.month[:4]}-12")
        if by_year
        else (month.month, month.month, month.month)
        for month in months
    ]
    found: dict[tuple[str, str, str], list[goals.Month]] = {}
    for span, month in zip(spans, months, strict=True):
        found.setdefault(span, []).append(month)
    counts = {
        span: (sum(m.goals for m in own), sum(m.assumed for m in own))
        for span, own in found.items()
    }
    most = max((count for count, _ in counts.values()), default=1)
    return [
        Bar(
            *span,
            count,
            max(2, _TALL * count // most),
            _TALL * (count - assumed) // most,
            [span[1], span[2]] == shown,
        )
        for span, (count, assumed) in counts.items()
    ]
