"""Conditions that only leave things out: nobody else, not, both, at least so many.

Where nothing meets them, and something would without them, that nothing does is the answer.
"""

from __future__ import annotations

from dataclasses import replace

from qa.query.tree import (
    AllOf,
    AnyOf,
    Condition,
    Due,
    Earlier,
    Find,
    Is,
    List,
    Measured,
    Not,
    Related,
    Within,
)
from qa.query.vocabulary import Relation


def without_restrictions(find: Find) -> Find | None:
    """Return a tree without what only leaves things out; None where it has nothing of the kind."""
    if find.kind == "unit" and lacks_role(find):
        return replace(find, where=tuple(map(_any_role, find.where)))
    if find.kind == "unit" and not any(_leaves_out(condition) for condition in find.where):
        return None
    said = find.where
    if find.kind == "task" and any(isinstance(c, Related) for c in find.where):
        # 其中县财政局参与的呢
        find = replace(find, where=tuple(c for c in find.where if not _of_those(c)))
    where = tuple(c for condition in find.where if (c := _loosened(condition)) is not None)
    return None if where == said else replace(find, where=where, over=List())


def lacks_role(find: Find) -> Relation | None:
    """Return the role of which a tree asks who has it in tasks told, if it does: 配合单位呢."""
    said = (c for c in find.where if isinstance(c, Related) and c != _any_role(c))
    return next((condition.relation for condition in said), None)


def _any_role(condition: Condition) -> Condition:
    match condition:
        case Related("assist" | "responsible", Find(where=(*_, Within(Earlier("task")))) as tasks):
            return Related("unit", tasks)
    return condition


def _of_those(condition: Condition) -> bool:
    return isinstance(condition, Within) and isinstance(condition.operand, Earlier)


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
