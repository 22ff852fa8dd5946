"""What stands on the question page before a question: examples, what is loaded, ways into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.build import Build
from qa.sample_questions import sample_questions
from ui.planning.goals import Month, months
from ui.planning.unit_names import told_apart
from ui.planning.wanted import Condition, Wanted
from ui.site import Asked

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


def opening_of(asked: Asked) -> Opening:
    """Return what the page opens with; found once for each build, language and chosen place."""
    made = asked.site.kept(asked.build)
    key = f"opening {asked.language} {asked.document or asked.place}"
    if key not in made:
        made[key] = _opening(asked.build, asked.language, asked.scope)
    found = made[key]
    assert isinstance(found, Opening)
    return found


def _opening(build: Build, language: str, scope: frozenset[str] | None) -> Opening:
    want = Wanted(documents=scope)
    units = _units(build, want)
    counts = {
        "documents": len(build.documents if scope is None else scope),
        "tasks": _count(build, "tasks", want.tasks()),
        "units": len(units) if scope is not None else _count(build, "units", ("1", ())),
        "goals": _count(build, "goals", want.goals()),
    }
    return Opening(
        sample_questions(build, language, documents=scope),
        tuple((page, key, counts[what]) for page, key, what in _COUNTS),
        _documents(build, scope),
        _told_apart(build, units[:_LISTED]),
        tuple(months(build, want)),
    )


def _count(build: Build, table: str, condition: Condition) -> int:
    sql, values = condition
    return int(build.tables.rows(f"SELECT count(*) FROM {table} WHERE {sql}", *values)[0][0])


def _documents(build: Build, scope: frozenset[str] | None) -> tuple[tuple[str, str, str], ...]:
    own = [(key, d) for key, d in build.documents.items() if scope is None or key in scope]
    dated = sorted(own, key=lambda item: item[1]["date"] or "", reverse=True)
    return tuple(
        (key, record["title"] or record["file"], str(record["year"] or ""))
        for key, record in dated[:_LISTED]
    )


def _units(build: Build, want: Wanted) -> list[tuple[str, str, int]]:
    """Return units, those with most wanted tasks first: (IRI, name, tasks); of some documents all."""
    if want.documents is None:
        return build.tables.rows(_FIRST_UNITS, _LISTED)
    sql, values = want.tasks()
    return build.tables.rows(_OF_TASKS.format(sql), *values)


_FIRST_UNITS = "SELECT id, label, tasks FROM units ORDER BY tasks DESC, rowid LIMIT ?"
_OF_TASKS = """
SELECT units.id, units.label, count(DISTINCT steps.other) AS own FROM units
JOIN nodes AS unit ON unit.id = units.id JOIN steps ON steps.node = unit.rowid AND NOT outgoing
JOIN nodes AS task ON task.rowid = steps.other
WHERE task.id IN (SELECT id FROM tasks WHERE {}) GROUP BY units.id ORDER BY own DESC, units.rowid
"""


def _told_apart(
    build: Build, rows: Sequence[tuple[str, str, int]]
) -> tuple[tuple[str, str, int], ...]:
    names = told_apart(build, [(unit, name) for unit, name, _ in rows])
    return tuple((unit, names[unit], tasks) for unit, _, tasks in rows)
