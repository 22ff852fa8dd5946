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
_TALL = 40  # units of height of the longest bar of the strip


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of the strip; heights are 0 to 40.

    Attributes:
        month: 2023-12.
        goals: that fall due in it.
        height: of the bar.
        printed: height of the part whose day is printed.
        is_chosen: whether the grid shows this month alone.
    """

    month: str
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
            "strip": _strip(goals.months(build, want), asked.value("due")),
            "totals": goals.totals(build, want),
            "otherwise": 0 if rows else goals.count(build, replace(want, after="", due="")),
        },
    )


def _strip(months: Sequence[goals.Month], due: str) -> list[Bar]:
    most = max((month.goals for month in months), default=1)
    return [
        Bar(
            month.month,
            month.goals,
            max(2, _TALL * month.goals // most),
            _TALL * (month.goals - month.assumed) // most,
            month.month == due,
        )
        for month in months
    ]
