"""Units and persons of tasks."""

from __future__ import annotations

from dataclasses import replace

from embeddings.lexical import simplify
from qa.execution.finders.found import grouped, nearest, so_many, tasks_only
from qa.execution.ground import Tasks
from qa.execution.relations import ROLES
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.query.tree import Find, Related

_DOES = "管抓"  # say that a unit is told by what it does
_UNIT_ORDER = {"lead": 0, "responsible": 1, "assist": 2}


def find_units(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return the units of tasks, in the roles asked for; those that lead come first."""
    asked = [c.relation for c in find.where if isinstance(c, Related) and c.relation in ROLES]
    roles = {role for relation in asked or ["unit"] for role in ROLES[relation]}
    about = find.about
    called = _called(about.words, scope) if about else ()
    if called:  # 管交通的部门: its name says so
        scope.require_narrow(called)
        tasks = None
    wanted = None if called and scope.documents is None else tasks_only(tasks, scope)
    rows = scope.rows.assignments(wanted, units=called or None)
    mine = [row for row in rows if row.role in roles and scope.holds(row.quote.document)]
    if tasks is not None:
        rank = {task: at.score for task, at in tasks.items()}
        mine.sort(key=lambda row: (-rank.get(row.task, 0.0), _UNIT_ORDER.get(row.role, 3)))
    return grouped("unit", ((row.unit, row.name, row) for row in mine), tasks)


def _called(words: str, scope: Scope) -> tuple[str, ...]:
    """Return the units whose names hold what they are told by: 交通 in 管交通."""
    what = simplify(words).lstrip(_DOES)
    if len(what) < 2:
        return ()
    if scope.documents is None:
        return scope.build.stored_network.units_named(what)
    rows = scope.rows.assignments(list(scope.tasks()))
    return tuple(dict.fromkeys(row.unit for row in rows if what in row.name))


def find_persons(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return who is in charge of tasks; nobody where persons are not shown."""
    if not scope.build.persons:
        return ()
    rows = scope.rows.persons(tasks_only(tasks, scope))
    mine = [row for row in rows if scope.holds(row.quote.document)]
    found = grouped("person", ((row.person, row.name, row) for row in mine), tasks)
    meant = nearest(found, so_many(find))
    if len(meant) == len(found) or not tasks:
        return found
    least = min(item.score for item in meant)  # of each only the tasks that are as near
    near = {task for task, at in tasks.items() if at.score >= least}
    return tuple(
        replace(item, rows=tuple(row for row in item.rows if row.task in near)) for item in meant
    )
