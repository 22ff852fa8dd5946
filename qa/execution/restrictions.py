"""Conditions that only leave things out: nobody else, not, both, at least so many.

Where nothing meets them, and something would without them, that nothing does is the answer.
"""

from __future__ import annotations

from dataclasses import replace

from qa.query.tree import AllOf, AnyOf, Condition, Due, Find, Is, List, Measured, Not, Related


def without_restrictions(find: Find) -> Find | None:
    """Return a tree without what only leaves things out; None where it has nothing of the kind."""
    if find.kind == "unit" and not any(_leaves_out(condition) for condition in find.where):
        return None
    where = tuple(c for condition in find.where if (c := _loosened(condition)) is not None)
    return None if where == find.where else replace(find, where=where, over=List())


def _leaves_out(condition: Condition) -> bool:
    return isinstance(condition, Not) and isinstance(condition.condition, Is)


def _loosened(condition: Condition) -> Condition | None:
    match condition:
        case Not() | Measured() | Due():
            return None
        case Related(relation, AllOf(operands), _):
            return Related(relation, AnyOf(operands))
        case Related(relation, to, True):
            return Related(relation, to)
    return condition
