"""Run a query: reach tasks by its conditions, read things from them, keep those that fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from qa.evidence.rows import Benefit
from qa.execution.benefits import told_together, whole_months
from qa.execution.claims import confirmed
from qa.execution.conditions.rules import all_reached, common, keeps, narrowed
from qa.execution.finders.registry import FINDERS
from qa.execution.ground import Ground
from qa.execution.linking import linked
from qa.execution.matching import matched
from qa.execution.paths import connected
from qa.execution.reckoning.measuring import measure_of
from qa.execution.reckoning.operations import group_amount, operated, summed
from qa.execution.results import Amount, Compared, Found, Item, Result, Unlinked
from qa.execution.scope import Scope
from qa.query.tree import (
    Compare,
    Condition,
    Each,
    Earlier,
    Find,
    Holds,
    Is,
    PathTo,
    Related,
    Since,
    Tree,
    Within,
)
from qa.query.vocabulary import Comparison

_COUNTING = frozenset("人名家户处所座项")  # 15000人 are as many as 15000个岗位


def execute(tree: Tree, scope: Scope) -> Result:
    """Return what a tree finds.

    Args:
        tree: of a reading.
        scope: the opened build, and which of its documents are asked about.
    """
    return _compared(tree, scope) if isinstance(tree, Compare) else found(tree, scope)


def found(find: Find, scope: Scope) -> Found:
    """Return what one tree finds, with its operation done."""
    if isinstance(find.over, PathTo):
        return connected(find, find.over, scope, partial(items_of, inner=True))
    if isinstance(find.over, Since):
        return _changed(find, find.over, scope)
    places = isinstance(find.over, Each) and find.over.kind in ("jurisdiction", "document")
    parts = _scopes_by_document(find, scope) if places else [scope]
    items = tuple(item for part in parts for item in items_of(find, part))
    result = Found(find, items, unlinked=tuple(_unlinked(find.where, scope)))
    if isinstance(find.over, Holds):
        run = partial(items_of, inner=True)
        return confirmed(result, find.over.condition, scope, run)
    return operated(find.over, result, scope)


def _changed(find: Find, since: Since, scope: Scope) -> Found:
    """Return what changed, of the tasks that the conditions of a tree lead to."""
    from qa.execution.changes import changed  # compares texts, which few questions ask for

    run = partial(items_of, inner=True)
    scope = narrowed(find, scope, run)
    ground = Ground(scope, run, "task", False)
    tasks = common(all_reached(find.where, ground))
    return changed(find, since, scope, lambda task: tasks is None or task in tasks)


def items_of(find: Find, scope: Scope, *, inner: bool = False) -> tuple[Item, ...]:
    """Return the things a tree finds.

    Args:
        find: the tree.
        scope: where.
        inner: whether it stands inside another tree, which needs what is meant, not all that is
            near.
    """
    run = partial(items_of, inner=True)
    scope = narrowed(find, scope, run)
    ground = Ground(scope, run, find.kind, inner)
    tasks = common(all_reached(find.where, ground))
    recalled = _recalled(find, scope)
    items = FINDERS[find.kind](find, tasks, scope) if recalled is None else recalled
    return tuple(item for item in items if all(keeps(c, item, ground) for c in find.where))


def _recalled(find: Find, scope: Scope) -> tuple[Item, ...] | None:
    """Return what was told before, as it was told, where a tree means one of it: 前者."""
    for condition in find.where:
        match condition:
            case Is(Earlier(kind, int()) as earlier) if kind == find.kind:
                return earlier.of(scope.told(kind))
    return None


def scope_of(find: Find, scope: Scope) -> Scope:
    """Return where a tree looks: the documents that its places and documents name."""
    return narrowed(find, scope, partial(items_of, inner=True))


def _scopes_by_document(find: Find, scope: Scope) -> list[Scope]:
    """Return a scope for each document, so that each is searched by itself."""
    whole = scope_of(find, scope)
    if find.where:
        whole.require_narrow()
    return [whole.among([key]) for key in whole.keys]


def _unlinked(conditions: Iterable[Condition], scope: Scope) -> Iterable[Unlinked]:
    """Yield the names of a tree that name nothing in the build."""
    run = partial(items_of, inner=True)
    for condition in conditions:
        match condition:
            case Related(to=operand) if operand is not None:
                yield from linked(operand, scope, run).unlinked
            case Is(operand) | Within(operand):
                yield from linked(operand, scope, run).unlinked


def _compared(compare: Compare, scope: Scope) -> Compared:
    sides = tuple(found(side, scope) for side in compare.trees)
    if compare.by == "value":
        alike = "all" not in compare.ask
        together = matched(sides, alike=alike)
        if any(side.is_empty for side in together) and not alike:
            pairs = zip(sides, together, strict=True)
            own = tuple(_by_own_words(o, scope) if t.is_empty else o for o, t in pairs)
            together = matched(own, alike=alike)
        sides = together
    amounts = _whole_months(sides, compare)
    amounts = amounts or tuple(_measured(side, compare, scope) for side in sides)
    known = [(amount.number, i) for i, amount in enumerate(amounts) if amount is not None]
    alike = _of_one_unit(amounts)
    whole = alike and len(known) == len(sides)
    shared = {item.iri for item in sides[0].items}
    for side in sides[1:]:
        shared &= {item.iri for item in side.items}
    asked = compare.ask
    return Compared(
        compare,
        sides,
        amounts,
        difference=_difference(amounts, asked) if whole else None,
        total=summed([a for a in amounts if a]) if "sum" in asked and whole else None,
        ratio=_ratio(amounts, asked),
        largest=_largest(known) if whole else None,
        shared=tuple(item for item in sides[0].items if item.iri in shared),
    )


def _by_own_words(side: Found, scope: Scope) -> Found:
    """Return what a side finds by its own words, without what is said of all sides.

    文化|规上企业: the document says 规模以上文化企业.
    """
    about = side.find.about
    if about is None or " " not in about.words:
        return side
    own = replace(about, words=about.words.split(" ")[0])
    where = tuple(own if condition == about else condition for condition in side.find.where)
    return found(replace(side.find, where=where), scope)


def _largest(known: Sequence[tuple[Decimal, int]]) -> int | None:
    """Return which side has the largest measure; None where several have it."""
    most = max((number for number, _ in known), default=None)
    best = [i for number, i in known if number == most]
    return best[0] if len(best) == 1 and len(known) > 1 else None


def _of_one_unit(amounts: Iterable[Amount | None]) -> bool:
    """Tell whether amounts can be compared: in one unit, or in 个 and what else counts: 人."""
    units = {amount.unit for amount in amounts if amount is not None}
    return len(units) == 1 or (len(units - {"个"}) == 1 and units - {"个"} <= _COUNTING)


def _whole_months(sides: Sequence[Found], compare: Compare) -> tuple[Amount | None, ...]:
    """Return how many whole months sides grant, where all grant shares of months: half a rent."""
    if compare.by != "value" or any(side.find.kind != "benefit" for side in sides):
        return ()
    rows = [[row for item in told_together(side.items) for row in item.rows] for side in sides]
    granted = [whole_months([r for r in own if isinstance(r, Benefit)]) for own in rows]
    if any(months is None for months in granted):
        return ()
    return tuple(Amount(months, "个月") for months in granted if months is not None)


def _measured(side: Found, compare: Compare, scope: Scope) -> Amount | None:
    if compare.by is None:
        return Amount(Decimal(len(side.items)), "")
    if compare.by == "duration":
        return group_amount(compare.by, side, scope)
    return measure_of(compare.by, side.items[0], scope) if side.items else None


def _difference(amounts: tuple[Amount | None, ...], asked: tuple[Comparison, ...]) -> Amount | None:
    """Return by how much the first two differ; the largest and the smallest, put in order."""
    first, second = amounts[0], amounts[1]
    known = [amount for amount in amounts if amount is not None]
    if "order" in asked and len(known) > 1:
        first, second = (of(known, key=lambda a: a.number) for of in (max, min))
    if first is None or second is None:
        return None
    return Amount(abs(first.number - second.number), first.unit)


def _ratio(amounts: tuple[Amount | None, ...], asked: tuple[Comparison, ...]) -> Amount | None:
    """Return the first amount by the second, if asked: how many times, or so much for each."""
    first, second = amounts[0], amounts[1]
    if first is None or second is None or not second.number:
        return None
    if "average" in asked and first.unit != second.unit:
        return Amount(first.number / second.number, first.unit)
    if "ratio" in asked and first.unit == second.unit:
        return Amount(first.number / second.number, "")
    return None
