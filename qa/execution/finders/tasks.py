"""Tasks, with cells of their rows, and their time limits."""

from __future__ import annotations

from collections.abc import Sequence

from qa.evidence.cells import fields_of
from qa.evidence.rows import Row
from qa.execution.finders.found import AS_NEAR, nearest, so_many, tasks_only
from qa.execution.ground import Reached, Tasks
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.query.tree import Find
from qa.query.vocabulary import Field


def find_tasks(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return tasks, nearest first where meaning found them."""
    if tasks is None and find.where:
        scope.require_narrow()
    reached = {t: Reached() for t in scope.tasks()} if tasks is None else tasks
    fields = fields_of(find.show)
    if fields:
        return _with_cells(fields, reached, scope)
    names = scope.task_names(reached)
    items = tuple(
        Item("task", task, names[task], at.rows, at.score)
        for task, at in reached.items()
        if task in names
    )
    return nearest(items, so_many(find))


def _with_cells(fields: Sequence[Field], reached: Tasks, scope: Scope) -> tuple[Item, ...]:
    """Return the tasks that are meant, with the cells of their rows that are asked for."""
    best = max((at.score for at in reached.values()), default=0.0)
    near = [t for t, at in reached.items() if at.score >= AS_NEAR * best and scope.is_task(t)]
    rows: dict[str, tuple[Row, ...]] = {
        t: tuple(cell for field in fields for cell in scope.cells(t, field)) for t in near
    }
    if "investment" in fields:  # so that it can be added up and compared
        rows = {t: (*cells, *scope.costs(t)) if cells else () for t, cells in rows.items()}
    return tuple(
        Item("task", task, scope.task_name(task), cells, reached[task].score)
        for task, cells in rows.items()
        if cells
    )


def find_limits(_: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return the time limits of the tasks that are meant, and of their targets."""
    if tasks:
        best = max(at.score for at in tasks.values())
        tasks = {task: at for task, at in tasks.items() if at.score >= AS_NEAR * best}
    wanted = tasks_only(tasks, scope)
    limits = [Item("limit", row.task, row.text, (row,)) for row in scope.rows.limits(wanted)]
    dated = [n for n in scope.rows.numbers(wanted) if n.limit]
    return (*limits, *(Item("limit", n.target, n.limit, (n,)) for n in dated))
