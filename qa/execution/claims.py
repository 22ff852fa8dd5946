"""Whether what was found is as a question claims: its number, its date, the units that do it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qa.evidence.rows import Limit, Number
from qa.execution.conditions.attributes import falls_so
from qa.execution.linking import RunFind, linked
from qa.execution.reckoning.measuring import amount_of, asked_in_unit, compares
from qa.execution.relations import ROLES
from qa.execution.results import Found, Item
from qa.execution.scope import Scope
from qa.query.tree import Condition, Due, Measured, Related
from qa.query.vocabulary import Comparator

_NEAR = 0.15  # of the best score: things that may as well be meant
_MOST = 4  # of them
# 3%以上 may be more than 5%, and does not say so
_LEAST: tuple[Comparator, ...] = (">=", ">")
_MOST_OF: tuple[Comparator, ...] = ("<=", "<")


def confirmed(found: Found, claim: Condition, scope: Scope, run: RunFind) -> Found:
    """Return what was found with whether a claim holds of it, what decides that first.

    Args:
        found: things, the likeliest first.
        claim: of which it is asked whether it holds.
        scope: what is looked at.
        run: runs an inner tree.
    """
    told = [(item, _holds(item, claim, scope, run)) for item in _near(found.items)]
    known = [(item, holds) for item, holds in told if holds is not None]
    if not known:
        return found
    first, holds = next((pair for pair in known if pair[1]), known[0])
    rest = tuple(item for item in found.items if item is not first)
    return replace(found, items=(first, *rest), holds=holds)


def _near(items: tuple[Item, ...]) -> Iterable[Item]:
    best = items[0].score if items else 0.0
    return [item for item in items[:_MOST] if item.score >= best - _NEAR]


def _holds(item: Item, claim: Condition, scope: Scope, run: RunFind) -> bool | None:
    match claim:
        case Measured():
            number = next((row for row in item.rows if isinstance(row, Number)), None)
            return None if number is None else _measures(number, claim)
        case Due():
            dated = [row for row in item.rows if isinstance(row, Limit | Number)]
            return falls_so(item, claim, scope) if dated else None
        case Related(relation, to, only) if to is not None and relation in ROLES:
            operand = linked(to, scope, run)
            rows = scope.rows.assignments([item.iri])
            if not rows:
                return None
            units = {row.unit for row in rows if row.role in ROLES[relation]}
            named = [set(group) for group in operand.groups or (operand.iris,)]
            every = {unit for group in named for unit in group}
            return all(units & group for group in named) and not (only and units - every)
    return None


def _measures(number: Number, claim: Measured) -> bool | None:
    """Tell whether a number is what is claimed; None where they are of different things."""
    amount = amount_of(number)
    claimed = asked_in_unit(claim, amount)
    if claimed is None:
        return None
    same = amount.number == claimed
    sign: Comparator = claim.comparator
    if sign == "=":
        return same
    if sign in _LEAST and number.comparator in _MOST_OF:
        return False
    if sign in _MOST_OF and number.comparator in _LEAST:
        return False
    return compares(amount, claim) or (same and number.comparator == sign)
