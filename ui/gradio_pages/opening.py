"""What stands on the question page before a question: examples, what is loaded, ways into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa.build import Build
from qa.sample_questions import sample_questions
from ui.planning.goals import Month, months
from ui.planning.unit_names import told_apart
from ui.planning.wanted import Wanted
from ui.site import Site

_LISTED = 6
_COUNTS = (  # page, message, what is counted
    ("documents", "opening_count_documents", "documents"),
    ("ledger", "opening_count_tasks", "tasks"),
    ("together", "opening_count_units", "units"),
    ("targets", "opening_count_goals", "goals"),
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the page opens with, of one build in one language.

    Attributes:
        examples: questions; what is loaded answers each.
        counts: (page, message, number).
        documents: (key, title, year or ""), the newest first.
        units: (IRI, name, number of tasks), those with most tasks.
        months: in which something falls due, in order.
    """

    examples: tuple[str, ...]
    counts: tuple[tuple[str, str, int], ...]
    documents: tuple[tuple[str, str, str], ...]
    units: tuple[tuple[str, str, int], ...]
    months: tuple[Month, ...]

    def due(self, today: date) -> tuple[bool, tuple[Month, ...]]:
        """Return whether something is still due, and the next months of it; else the last ones."""
        coming = tuple(month for month in self.months if month.month >= f"{today:%Y-%m}")
        return bool(coming), coming[:_LISTED] or self.months[-_LISTED:]


def opening_of(site: Site, build: Build, language: str) -> Opening:
    """Return what the page opens with; found once for each build that is served."""
    made = site.kept(build)
    key = f"opening {language}"
    if key not in made:
        made[key] = _opening(build, language)
    found = made[key]
    assert isinstance(found, Opening)
    return found


def _opening(build: Build, language: str) -> Opening:
    return Opening(
        sample_questions(build, language),
        tuple((page, key, _count(build, what)) for page, key, what in _COUNTS),
        _documents(build),
        _units(build),
        tuple(months(build, Wanted())),
    )


def _count(build: Build, what: str) -> int:
    if what == "documents":
        return len(build.documents)
    return int(build.tables.rows(f"SELECT count(*) FROM {what}")[0][0])


def _documents(build: Build) -> tuple[tuple[str, str, str], ...]:
    dated = sorted(build.documents.items(), key=lambda item: item[1]["date"] or "", reverse=True)
    return tuple(
        (key, record["title"] or record["file"], str(record["year"] or ""))
        for key, record in dated[:_LISTED]
    )


def _units(build: Build) -> tuple[tuple[str, str, int], ...]:
    rows = build.tables.rows(
        "SELECT id, label, tasks FROM units ORDER BY tasks DESC, rowid LIMIT ?", _LISTED
    )
    names = told_apart(build, [(unit, name) for unit, name, _ in rows])
    return tuple((unit, names[unit], tasks) for unit, _, tasks in rows)
