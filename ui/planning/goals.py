"""Goals as rows: a page of them, how many fall due in which month, and what may be added up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kg.export.build_folder import Record
from kg.text.numerals import numbered
from qa.build import Build
from ui.planning.doubts import doubt_said
from ui.planning.wanted import Wanted

_SUMS = 12  # sums shown
SIGNS = {"=": "", ">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "~": "约"}
# how the grid may be sorted; what has no day or number comes last
SORTS = {
    "text": "rowid",
    "name": "name {0}, rowid",
    "amount": "measure_unit = '', measure_unit, amount {0}, rowid",
    "commitment": "commitment = '', commitment {0}, rowid",
    "due": "due = '', due {0}, rowid",
}
_COLUMNS = (
    "kind, task, document, name, comparator, printed, commitment, beneficiary, due, assumed, "
    'start, "end"'
)


@dataclass(frozen=True, slots=True)
class Party:
    """A unit in a task: its role, its name as the graph has it, its IRI."""

    role: str
    name: str
    id: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A target, benefit or time limit.

    Attributes:
        kind: its class, as a local name.
        task: IRI; "" for a goal of the document itself.
        title: of the task.
        document: key.
        name: what is measured, granted or said.
        sign: ≥ ≤ ＞ ＜ 约, or "" for an exact number.
        printed: the number and its unit.
        commitment: 确保, 力争, or "".
        beneficiary: of a benefit, or "".
        due: ISO, or "".
        assumed: whether that day is the assumed end of the year.
        start: of its characters.
        end: of them.
        parties: of the task, in text order.
        doubt: why a person should look at it, in Chinese and English; empty where nothing says so.
    """

    kind: str
    task: str
    title: str
    document: str
    name: str
    sign: str
    printed: str
    commitment: str
    beneficiary: str
    due: str
    assumed: bool
    start: int
    end: int
    parties: tuple[Party, ...]
    doubt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """How many goals fall due in a month, 2023-12, and how many of these days are assumed."""

    month: str
    goals: int
    assumed: int


@dataclass(frozen=True, slots=True)
class Total:
    """Targets whose name, measure unit and year agree, added up.

    Attributes:
        name: of the metric.
        year: they are due in, or "".
        goals: how many.
        sign: ≥ where one of them is a least number.
        said: the sum with its unit.
    """

    name: str
    year: str
    goals: int
    sign: str
    said: str


def count(build: Build, wanted: Wanted) -> int:
    """Return how many goals are wanted."""
    sql, values = wanted.goals()
    return int(build.tables.rows(f"SELECT count(*) FROM goals WHERE {sql}", *values)[0][0])


def page(build: Build, wanted: Wanted, sort: str, first: int, most: int) -> list[Goal]:
    """Return some of the wanted goals.

    Args:
        build: what is served.
        wanted: the filter.
        sort: a key of SORTS, with - in front of it for the other way round.
        first: how many are left out before them.
        most: how many.
    """
    order = SORTS.get(sort.removeprefix("-"), SORTS["text"])
    sql, values = wanted.goals()
    rows = build.tables.rows(
        f"SELECT {_COLUMNS} FROM goals WHERE {sql} "
        f"ORDER BY {order.format('DESC' if sort.startswith('-') else '')} LIMIT ? OFFSET ?",
        *values,
        most,
        first,
    )
    return [_goal(build, row) for row in rows]


def of_tasks(build: Build, tasks: Iterable[str]) -> dict[str, list[Goal]]:
    """Return the goals of some tasks, in text order, by task."""
    found: dict[str, list[Goal]] = {}
    query = (
        f"SELECT {_COLUMNS} FROM goals WHERE task IN (SELECT value FROM json_each(?)) "
        "ORDER BY rowid"
    )
    for row in build.tables.rows(query, json.dumps(list(tasks))):
        goal = _goal(build, row)
        found.setdefault(goal.task, []).append(goal)
    return found


def _goal(build: Build, row: tuple[Any, ...]) -> Goal:
    kind, task, document, name, comparator, printed, commitment, beneficiary, due, *rest = row
    assumed, start, end = rest
    record = build.tasks[task] if task else None
    return Goal(
        kind,
        task,
        task_title(record) if record else "",
        document,
        name,
        SIGNS.get(comparator, comparator) if printed else "",
        printed,
        commitment,
        beneficiary,
        due,
        bool(assumed),
        start,
        end,
        parties(record) if record else (),
        _doubt(record, start) if record and kind == "Target" else (),
    )


def _doubt(record: Record, start: int) -> tuple[str, ...]:
    """Return why the target that begins at a character is doubtful."""
    return next((doubt_said(t) for t in record["targets"] if t["start"] == start), ())


def task_title(record: Mapping[str, Any]) -> str:
    """Return how a task is called: （一）搭建创新平台."""
    text = record["text"]
    begun = text[:30] + "…" * (len(text) > 30)
    return numbered(record["ordinal"] or "", record["title"] or begun)


def parties(record: Record) -> tuple[Party, ...]:
    """Return the units of a task, in text order."""
    return tuple(
        Party(unit["role"], unit["name"], unit["id"] or "")
        for unit in record["units"]
        if not unit["unnamed"]
    )


def months(build: Build, wanted: Wanted) -> list[Month]:
    """Return the months in which wanted goals fall due, of all years, in order."""
    sql, values = wanted.goals()
    return [
        Month(*row)
        for row in build.tables.rows(
            "SELECT substr(due, 1, 7) AS month, count(*), sum(assumed) FROM goals "
            f"WHERE {sql} AND due <> '' GROUP BY month ORDER BY month",
            *values,
        )
    ]


def totals(build: Build, wanted: Wanted) -> list[Total]:
    """Return the wanted targets that may be added up, the most frequent first.

    Only counts add up (新增企业 5家): neither levels nor rates, nor what must stay below a number.
    """
    sql, values = wanted.goals()
    rows = build.tables.rows(
        "SELECT name, substr(due, 1, 4) AS year, measure_unit, count(*), "
        "max(comparator IN ('>', '>=')), json_group_array(amount) FROM goals "
        f"WHERE {sql} AND kind = 'Target' AND measured = 'count' "
        "AND comparator IN ('=', '>=', '>', '~') "
        f"GROUP BY name, year, measure_unit HAVING count(*) > 1 "
        f"ORDER BY count(*) DESC, name, year LIMIT {_SUMS}",
        *values,
    )
    return [
        Total(name, year, goals, "≥" * least, said_amount(_sum(amounts), unit))
        for name, year, unit, goals, least, amounts in rows
    ]


def _sum(amounts: str) -> Decimal:
    return sum((Decimal(str(amount)) for amount in json.loads(amounts)), Decimal(0))


def said_amount(amount: Decimal, unit: str) -> str:
    """Return a number with its unit, large ones in 万 and 亿: 65亿元."""
    for size, word in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if abs(amount) >= size:
            return f"{(amount / size).normalize():f}{word}{unit}"
    return f"{amount.normalize():f}{unit}"
