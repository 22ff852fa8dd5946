"""The ledger (督查台账): tasks with their units, goals, days and how far they have come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.build import Build
from ui.planning import goals
from ui.planning.goals import Goal, Party
from ui.planning.progress import Entry
from ui.planning.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of the ledger.

    Attributes:
        task: IRI.
        number: of the task in its document.
        title: as the document numbers and calls it.
        text: of the task, verbatim.
        section: heading it stands below, or "".
        document: key.
        source: 文号 or title of the document.
        start: of the task's characters.
        end: of them.
        parties: its units, in text order.
        goals: its targets, benefits and time limits, in text order.
        quotes: the words of each goal.
        entry: the last that was entered of it, None if nothing was.
    """

    task: str
    number: int
    title: str
    text: str
    section: str
    document: str
    source: str
    start: int
    end: int
    parties: tuple[Party, ...]
    goals: tuple[Goal, ...]
    quotes: tuple[str, ...]
    entry: Entry | None

    def names(self, *roles: str) -> str:
        """Return the units that have one of some roles, 、 between them."""
        return "、".join(party.name for party in self.parties if party.role in roles)

    @property
    def days(self) -> tuple[tuple[str, bool], ...]:
        """The days its goals are due, each with whether it is assumed, the first day first."""
        return tuple(sorted({(goal.due, goal.assumed) for goal in self.goals if goal.due}))


def count(build: Build, wanted: Wanted) -> int:
    """Return how many tasks are wanted."""
    sql, values = wanted.tasks()
    return int(build.tables.rows(f"SELECT count(*) FROM tasks WHERE {sql}", *values)[0][0])


def tasks(build: Build, wanted: Wanted, first: int = 0, most: int = -1) -> list[str]:
    """Return some of the wanted tasks, in document order; by default all."""
    sql, values = wanted.tasks()
    query = f"SELECT id FROM tasks WHERE {sql} ORDER BY rowid LIMIT ? OFFSET ?"
    return [task for (task,) in build.tables.rows(query, *values, most, first)]


def duties(build: Build, wanted: Sequence[str], entered: dict[str, Entry]) -> list[Duty]:
    """Return the rows of some tasks.

    Args:
        build: what is served.
        wanted: IRIs of the tasks.
        entered: the last that was entered, by task.
    """
    of_tasks = goals.of_tasks(build, wanted)
    return [_duty(build, task, tuple(of_tasks.get(task, ())), entered.get(task)) for task in wanted]


def _duty(build: Build, task: str, own: tuple[Goal, ...], entry: Entry | None) -> Duty:
    record, key = build.tasks[task], build.tasks.document_of(task)
    document, text = build.documents[key], build.text(key)
    return Duty(
        task,
        record["number"],
        goals.task_title(record),
        record["text"],
        record["section"] or "",
        key,
        document["wenhao"] or document["title"] or document["file"],
        record["start"],
        record["end"],
        goals.parties(record),
        own,
        tuple(text[goal.start : goal.end] for goal in own),
        entry,
    )
