"""Targets and benefits by how much of what is asked they say."""

from __future__ import annotations

from qa.execution.benefits import benefits_about
from qa.execution.finders.found import MANY, leads_to_tasks, value_of
from qa.execution.ground import Tasks
from qa.execution.ranking.numbers import NumberAsked, nearest_numbers, numbers_of
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.query.tree import Find, Within


def find_numbers(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return targets: those that say most of what is asked about, else those of the tasks."""
    about = find.about
    if about is not None:
        others = [c for c in find.where if leads_to_tasks(c)]
        measure = value_of(find, "measure_unit")
        asked = NumberAsked(about.words, measure, scope)
        return nearest_numbers(asked, tasks if others and tasks else None)
    if tasks is None or len(tasks) > MANY:
        scope.require_narrow()
    found = numbers_of(list(scope.tasks() if tasks is None else tasks), scope)
    return tuple(Item("target", n.target or n.task, n.metric, (n,)) for n in found)


def find_benefits(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return what tasks grant, and what sentences say somebody gets."""
    about = find.about
    measure = value_of(find, "measure_unit")
    if about is None:
        return ()
    told = any(leads_to_tasks(c) for c in find.where if isinstance(c, Within))
    return benefits_about(about.words, measure, scope, tasks if told else None)
