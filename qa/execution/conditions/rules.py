"""Conditions: which tasks each of them leads to, and which results it keeps.

A condition acts in one or both of two ways, and its row in `CONDITIONS` says how:
- it *reaches* tasks: those about some words, those of a unit, those that name a policy;
- it *keeps* or drops a thing that was found: by its stage, its value, its date, its name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qa.evidence.rows import Sentence
from qa.execution.conditions.about import keep_about, reach_about
from qa.execution.conditions.attributes import (
    keep_due,
    keep_has,
    keep_measured,
    reach_due,
    reach_has,
)
from qa.execution.conditions.related import keep_related, reach_related
from qa.execution.ground import Ground, Reached, Tasks
from qa.execution.linking import Linked, RunFind, linked
from qa.execution.numbering import tasks_numbered
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.mentions import NAMESAKES
from qa.query.tree import (
    About,
    AnyOf,
    Condition,
    Due,
    Earlier,
    Either,
    Find,
    Has,
    Is,
    Measured,
    Not,
    Numbered,
    Related,
    Within,
)

_WITH_NUMBERS = ("sentence", "target", "benefit")


def reached(condition: Condition, ground: Ground) -> Tasks | None:
    """Return the tasks a condition leads to; None where it leads to no tasks of its own."""
    return CONDITIONS[type(condition)].reach(condition, ground)


def all_reached(conditions: Sequence[Condition], ground: Ground) -> list[Tasks]:
    """Return the tasks that each condition leads to, of those that lead to any.

    Dates, and names of what hundreds of counties have, are looked at last: among the tasks of all
    others.
    """
    found: dict[int, Tasks] = {}
    order = sorted(enumerate(conditions), key=lambda entry: _reaches_many(entry[1]))
    for i, condition in order:
        among = common(list(found.values())) if found and _reaches_many(condition) else None
        tasks = reached(condition, replace(ground, among=among))
        if tasks is not None:
            found[i] = tasks
    return [found[i] for i in sorted(found)]


def _reaches_many(condition: Condition) -> bool:
    if isinstance(condition, Due):
        return True
    operand = condition.to if isinstance(condition, Related) else None
    return isinstance(operand, AnyOf) and len(operand.operands) > NAMESAKES


def common(parts: list[Tasks]) -> Tasks | None:
    """Return the tasks that all conditions lead to, in the order of the first that ranks them."""
    if not parts:
        return None
    ranked = max(parts, key=lambda tasks: len({at.score for at in tasks.values()}))
    return {
        task: Reached(
            min(part[task].score for part in parts),
            tuple(dict.fromkeys(row for part in parts for row in part[task].rows)),
        )
        for task in ranked
        if all(task in part for part in parts)
    }


def keeps(condition: Condition, item: Item, ground: Ground) -> bool:
    """Tell whether a thing that was found meets a condition."""
    return CONDITIONS[type(condition)].keep(condition, item, ground)


def _keep_is(condition: Is, item: Item, ground: Ground) -> bool:
    return item.iri in linked(condition.operand, ground.scope, ground.run).iris


def _reach_within(within: Within, ground: Ground) -> Tasks | None:
    """Earlier tasks, or those of a section; documents and places narrow the scope before."""
    other = linked(within.operand, ground.scope, ground.run)
    if isinstance(within.operand, Earlier) and other.kind in _WITH_NUMBERS:
        told = ground.scope.told(other.kind)
        return {task: Reached() for item in told for task in item.tasks}
    if other.kind == "task" or (isinstance(within.operand, Earlier) and not other.iris):
        return {iri: Reached() for iri in other.iris}  # of nothing told there are none
    if other.kind == "section":
        records = ground.scope.build.tasks
        wanted = set(other.iris)
        parts = ("section", "plan")
        inside = (t for t in ground.scope.tasks() if any(records[t][p] in wanted for p in parts))
        return {task: Reached() for task in inside}
    if other.kind in ("target", "project", "unit"):
        return {task: Reached() for task in other.tasks} or None
    return None


def _keep_within(within: Within, item: Item, ground: Ground) -> bool:
    """A number must stand in a sentence that was told, where those are meant: 三个加一起呢."""
    operand, scope = within.operand, ground.scope
    if not isinstance(operand, Earlier) or operand.kind not in _WITH_NUMBERS:
        return True
    rows = [row for one in scope.told(operand.kind) for row in one.rows]
    told = [row.quote if isinstance(row, Sentence) else scope.around(row).quote for row in rows]
    return any(quote.holds(row.quote) for quote in told for row in item.rows)


def _reach_numbered(numbered: Numbered, ground: Ground) -> Tasks | None:
    if ground.kind == "section":
        return None  # sections have an order of their own
    return {task: Reached() for task in tasks_numbered(numbered.ordinal, ground.scope)}


def _keep_not(condition: Not, item: Item, ground: Ground) -> bool:
    inner = condition.condition
    tasks = reached(inner, ground)
    if tasks is None:
        return not keeps(inner, item, ground)
    return not ({item.iri, *item.tasks} & set(tasks))


def _reach_either(either: Either, ground: Ground) -> Tasks | None:
    parts = [reached(condition, ground) for condition in either.conditions]
    known = [part for part in parts if part is not None]
    return None if len(known) < len(parts) else {t: at for part in known for t, at in part.items()}


def _keep_either(either: Either, item: Item, ground: Ground) -> bool:
    return any(keeps(condition, item, ground) for condition in either.conditions)


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of condition acts."""

    reach: Callable[[Any, Ground], Tasks | None] = lambda *_: None
    keep: Callable[[Any, Item, Ground], bool] = lambda *_: True


CONDITIONS: dict[type, Rule] = {
    About: Rule(reach_about, keep_about),
    Related: Rule(reach_related, keep_related),
    Is: Rule(keep=_keep_is),
    Within: Rule(_reach_within, _keep_within),
    Numbered: Rule(_reach_numbered),
    Has: Rule(reach_has, keep_has),
    Measured: Rule(keep=keep_measured),
    Due: Rule(reach_due, keep_due),
    Not: Rule(keep=_keep_not),
    Either: Rule(_reach_either, _keep_either),
}


def narrowed(find: Find, scope: Scope, run: RunFind) -> Scope:
    """Return the scope of a tree: the documents that its places and documents name."""
    for condition in find.where:
        if isinstance(condition, Within):
            keys = _documents_of(linked(condition.operand, scope, run), scope)
            scope = scope if keys is None else scope.among(keys)
    return scope


def _documents_in(place: str, scope: Scope) -> list[str]:
    """Return the documents of a place; of what lies in it where it has none: 陕西, not 洋县."""
    chains = {key: scope.build.documents[key]["jurisdiction"] for key in scope.keys}
    own = [key for key, chain in chains.items() if chain[-1:] == [place]]
    return own or [key for key, chain in chains.items() if place in chain]


def _documents_of(other: Linked, scope: Scope) -> list[str] | None:
    documents = scope.build.documents
    if other.kind == "jurisdiction":
        found = {key for name in other.iris for key in _documents_in(name, scope)}
        return [key for key in scope.keys if key in found]
    if other.kind in ("document", "policy"):
        return [key for key in scope.keys if documents[key]["id"] in other.iris]
    return None
