"""What several finders need: values of conditions, one item for each thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from qa.evidence.rows import Row
from qa.execution.ground import Tasks
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.query.tree import Condition, Earlier, Find, Has, Related, Within
from qa.query.vocabulary import Attribute, Kind

MANY = 5_000  # tasks whose facts are read at once, where few documents are loaded
AS_NEAR = 0.9  # of the best task that names a policy, or has a row: others that count


def nearest(items: tuple[Item, ...], so_many: int | None) -> tuple[Item, ...]:
    """Return as many of the things that meaning found as are asked for, in their order."""
    if not so_many or len(items) <= so_many:
        return items
    least = sorted((item.score for item in items), reverse=True)[so_many - 1]
    return tuple(item for item in items if item.score >= least)[:so_many]


def so_many(find: Find) -> int | None:
    """Return how many things are asked for (哪两个项目); None for all, or if it is no number."""
    many = value_of(find, "so_many")
    return int(many) if re.fullmatch(r"[0-9]{1,4}", many) else None


def value_of(find: Find, attribute: Attribute) -> str:
    """Return the value that an attribute must have; "" where a tree says none."""
    has = (c for c in find.where if isinstance(c, Has) and c.attribute == attribute)
    return next((c.value for c in has), "")


def leads_to_tasks(condition: Condition) -> bool:
    """Tell whether a condition says of which tasks: of a unit, of a thing, those told before."""
    if isinstance(condition, Within):
        return isinstance(condition.operand, Earlier) and condition.operand.kind == "task"
    return isinstance(condition, Related) and condition.to is not None


def topic_words(find: Find) -> str:
    """Return the words a tree is about; "" where it says none."""
    return find.about.words if find.about else ""


def tasks_only(tasks: Tasks | None, scope: Scope) -> list[str] | None:
    """Return the tasks among what was reached; all of the scope, or None for the whole build."""
    if tasks is None or len(tasks) > MANY:
        scope.require_narrow()
    if tasks is not None:
        return [task for task in tasks if scope.is_task(task)]
    return None if scope.documents is None else list(scope.tasks())


def grouped(
    kind: Kind, found: Iterable[tuple[str, str, Row]], tasks: Tasks | None
) -> tuple[Item, ...]:
    """Return one item for each thing, with all rows that name it, in the order first met."""
    items: dict[str, Item] = {}
    for iri, name, row in found:
        score = tasks[row.task].score if tasks and row.task in tasks else 1.0
        item = items.get(iri, Item(kind, iri, name, (), score))
        items[iri] = replace(item, rows=(*item.rows, row), score=max(item.score, score))
    return tuple(items.values())


Finder = Callable[[Find, Tasks | None, Scope], tuple[Item, ...]]
