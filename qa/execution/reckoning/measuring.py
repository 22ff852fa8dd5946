"""Measures of what was found: a value, a duration, a date, how many of a relation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from kg.text.numerals import multiplier
from qa.evidence.rows import Assignment, Benefit, Number
from qa.execution.benefits import months_of
from qa.execution.relations import ROLES
from qa.execution.results import Amount, Item
from qa.execution.scope import Scope
from qa.query.tree import CountOf, Measure, Measured

_MONTHS = {"天": Decimal(1) / 30, "日": Decimal(1) / 30, "月": Decimal(1), "个月": Decimal(1)}
_MONTHS |= {"季度": Decimal(3), "年": Decimal(12)}
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": lambda one, other: one == other,
    ">=": lambda one, other: one >= other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    "<": lambda one, other: one < other,
    "~": lambda one, other: abs(one - other) <= abs(other) / 10,
}
_MULTIPLES = "万亿千"


def measure_of(measure: Measure, item: Item, scope: Scope) -> Amount | None:
    """Return a measure of a thing; None where it has none.

    Args:
        measure: which.
        item: the thing, with its rows.
        scope: where more of its rows are.
    """
    if isinstance(measure, CountOf):
        return Amount(Decimal(_count(measure, item, scope)), "")
    numbers = [row for row in item.rows if isinstance(row, Number)]
    if measure == "value":
        found = numbers[:1] or _costs(item, scope)
        return amount_of(found[0]) if found else None
    if measure == "duration":
        months = months_of(row.duration for row in item.rows if isinstance(row, Benefit))
        if months is not None:
            return Amount(months, "个月")
        lasting = next((n for n in numbers if n.unit in _MONTHS), None)
        return None if lasting is None else _months(lasting)
    days = _days(item, numbers, scope)
    return Amount(Decimal(min(days).replace("-", "")), "日期") if days else None


def _days(item: Item, numbers: Sequence[Number], scope: Scope) -> list[str]:
    """Return the printed dates of a thing: of a document, of a task, of a number."""
    if item.kind == "document":
        return scope.own_words(item.iri, "date")
    if item.kind == "task":
        return [date for _, _, date in scope.build.tasks.dated(None, [item.iri])]
    return [row.due for row in numbers if row.due]


def _costs(item: Item, scope: Scope) -> list[Number]:
    """Return what a project or a task costs by the row of a table that it has."""
    if item.kind not in ("project", "task"):
        return []
    tasks = item.tasks or (item.iri,)
    return [cost for task in tasks if scope.is_task(task) for cost in scope.costs(task)]


def amount_of(number: Number) -> Amount:
    """Return what a number says, with its unit and comparator."""
    return Amount(number.amount, number.unit, number.comparator)


def _months(number: Number) -> Amount:
    """Return a duration in months; a quarter is three of them."""
    return Amount(number.amount * _MONTHS[number.unit], "个月", number.comparator)


def _count(measure: CountOf, item: Item, scope: Scope) -> int:
    """Count what a relation leads to: units of a task, tasks of a unit."""
    relation = measure.relation
    roles = ROLES.get(relation, ROLES["unit"])
    if item.kind == "task" and relation in ROLES:
        return len({a.unit for a in scope.rows.assignments([item.iri]) if a.role in roles})
    if item.kind in ("unit", "enterprise"):
        own = [row for row in item.rows if isinstance(row, Assignment) and row.role in roles]
        if relation == "section":
            return len({scope.build.tasks[row.task]["section"] for row in own} - {None, ""})
        return len({row.task for row in own})
    if item.kind == "section":
        records = scope.build.tasks
        return sum(records[task]["section"] == item.iri for task in scope.tasks())
    if item.kind == "document":
        key = scope.build.documents_by_id[item.iri]
        return len(scope.among([key]).tasks())
    if item.kind == "task" and relation == "target":
        return len(scope.rows.numbers([item.iri]))
    return len(item.tasks)


def compares(amount: Amount, measured: Measured) -> bool:
    """Tell whether an amount meets a condition; in another unit it does not."""
    number = asked_in_unit(measured, amount)
    return number is not None and _COMPARE[measured.comparator](amount.number, number)


def asked_in_unit(measured: Measured, amount: Amount) -> Decimal | None:
    """Return the number of a condition in the unit of an amount; None where it has another."""
    number, unit = _multiplied(Decimal(str(measured.number)), measured.unit or "")
    return None if unit and amount.unit and unit not in (amount.unit, "个") else number


def _multiplied(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return a number and its unit without 万 or 亿: 3 亿元 is 300,000,000 元."""
    for word in _MULTIPLES:
        if unit.startswith(word) and unit not in ("千瓦", "千米", "千克"):
            return number * multiplier(word), unit.removeprefix(word)
    return number, unit
