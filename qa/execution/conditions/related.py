"""Conditions by relation: the tasks of units, policies and things."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.evidence.rows import Row
from qa.execution.conditions.about import reach_about
from qa.execution.conditions.attributes import item_says_number, reach_has
from qa.execution.ground import Ground, Reached, Tasks
from qa.execution.linking import Linked, linked
from qa.execution.reckoning.quantities import says_time
from qa.execution.relations import POLICY_RELATIONS, ROLES, rows_of, says_lead
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.mentions import NAMESAKES
from qa.query.tree import About, Has, Name, Related

_FORM = re.compile("(?:股份|集团|有限|责任|公司)+$")  # of a firm: 西曼克|有限公司
_CORE = 3  # characters of a firm's name that tell it from other words
_THINGS = ("project", "campaign", "honour", "place", "enterprise")


def reach_related(related: Related, ground: Ground) -> Tasks | None:
    """Return the tasks that have a relation to what is meant."""
    if related.to is None:
        return None
    if related.relation == "person" and isinstance(related.to, Name):
        named = (r for r in ground.scope.rows.persons() if r.name == related.to.text)
        return _by_task(named, ground.scope)
    other = linked(related.to, ground.scope, ground.run)
    if _is_widespread(other, ground):
        name = ground.scope.build.label(other.iris[0]) or ""
        return reach_about(About(name), ground)
    if other.groups:
        groups = [_of(related, iris, other, ground) for iris in other.groups]
        first, *rest = groups
        of_all = {task: at for task, at in first.items() if all(task in g for g in rest)}
        return _only(related, other, of_all, ground)
    return _only(related, other, _of(related, other.iris, other, ground), ground)


def _is_widespread(other: Linked, ground: Ground) -> bool:
    """Tell whether a name means no thing of one place: a kindergarten in each of 1,200 counties.

    The tasks nearest to its words are meant, unless it is asked where they are.
    """
    asks_where = ground.kind in ("jurisdiction", "document")
    own = ground.scope.build.own(other.iris, ground.scope.documents)
    return other.kind in _THINGS and not asks_where and len(own) > NAMESAKES


def _of(related: Related, named: tuple[str, ...], other: Linked, ground: Ground) -> Tasks:
    """Return the tasks that have a relation to some things."""
    rows, scope = ground.scope.rows, ground.scope
    if other.kind == "task":
        return {iri: Reached() for iri in named}
    iris = scope.build.own(named, scope.documents)
    if other.kind in ("unit", "policy") and ground.among is None:
        scope.require_narrow(iris)
    if other.kind in ("unit", "enterprise") and related.relation in ROLES:
        roles, wanted = ROLES[related.relation], set(iris)
        few = ground.among if len(iris) > NAMESAKES else None
        found = rows.assignments(few, units=iris if few is None else None)
        return _by_task((r for r in found if r.role in roles and r.unit in wanted), scope)
    if other.kind == "policy":
        relations = POLICY_RELATIONS.get(related.relation, POLICY_RELATIONS["policy"])
        cited = (r for r in rows.citations(policies=iris) if r.relation in relations)
        return _by_task(cited, scope)
    if other.kind in _THINGS:
        own = _by_task(rows.named_things(things=iris), scope)
        return {**_called(other, ground), **own} if other.kind == "enterprise" else own
    return {task: Reached() for task in other.tasks}


def _called(firm: Linked, ground: Ground) -> Tasks:
    """Return the tasks that name a firm by its core alone: 西曼克机器人二期项目."""
    cores = (_FORM.sub("", ground.scope.build.label(iri) or "") for iri in firm.iris)
    found = (reach_has(Has("noun", core), ground) for core in cores if len(core) >= _CORE)
    return {task: at for tasks in found for task, at in (tasks or {}).items()}


def _by_task(rows: Iterable[Row], scope: Scope) -> Tasks:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if not scope.is_task(row.task) or scope.holds(row.quote.document):
            found.setdefault(row.task, []).append(row)
    return {task: Reached(1.0, tuple(of)) for task, of in found.items()}


def _only(related: Related, other: Linked, tasks: Tasks, ground: Ground) -> Tasks:
    """Return the tasks in which nobody else has the relation, where that was asked."""
    if not related.only or related.relation not in ROLES:
        return tasks
    roles, wanted = ROLES[related.relation], set(other.iris)
    everyone = ground.scope.rows.assignments(tasks)
    others = {a.task for a in everyone if a.role in roles and a.unit not in wanted}
    return {task: at for task, at in tasks.items() if task not in others}


def keep_related(related: Related, item: Item, ground: Ground) -> bool:
    """Tell whether a thing has a relation at all, where no other side is said."""
    if related.relation == "target" and item.kind == "sentence":
        return item_says_number(item, "", ground)
    if related.relation == "limit" and item.kind == "sentence":
        return any(says_time(ground.scope.words_at(row.quote)) for row in item.rows)
    if related.to is not None or item.kind == "policy":
        return True  # reached by it, or found by it
    if related.relation in ROLES and item.kind == "unit":
        return True
    if related.relation == "lead" and not says_lead(item.iri, ground.scope):
        return False
    return bool(rows_of(related.relation, item.tasks or (item.iri,), ground.scope))
