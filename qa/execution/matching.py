"""Which number of each side is meant: no number stands for two sides, and units agree if they can.

幼儿园和中小学新增学位加起来: 900个 of one, 6300个 of the other, not 6300个 of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from embeddings.lexical import tokens
from qa.evidence.rows import Number
from qa.execution.finders.found import topic_words
from qa.execution.results import Found, Item

_AGREE = 0.5  # of a score: how much it counts for that the units of all sides agree
_LIKE = 1.2  # how much it counts for that numbers asked for alike are called alike
_LATER = 0.3  # how much less each next number of a side counts
_TRIED, _FEW_SIDES = 5, 4  # numbers of a side, and sides, that are tried together


def matched(sides: Sequence[Found], *, alike: bool = True) -> tuple[Found, ...]:
    """Return the sides of a comparison, each with the number that is meant first; else empty.

    Args:
        sides: each with what it found, best first.
        alike: whether their units should agree, where they can.
    """
    chosen = _best_together(sides, _AGREE if alike else 0.0)
    unit = _common([_unit(item) for item in chosen.values()])
    for i in sorted(chosen, key=lambda i: -_best(sides[i])):
        if alike and _unit(chosen[i]) != unit:
            others = _keys(chosen) - {_key(chosen[i])}
            same = (x for x in sides[i].items if _unit(x) == unit and _key(x) not in others)
            chosen[i] = next(same, chosen[i])
    return tuple(_first(side, chosen.get(i)) for i, side in enumerate(sides))


def _best_together(sides: Sequence[Found], agree: float) -> dict[int, Item]:
    """Return a number for each side, all different, that together fit best: 城镇 and 农村收入.

    Only the best of each side are tried; of many sides, each takes its best that is left.

    Args:
        sides: each with what it found.
        agree: how much it counts for that their units agree.
    """
    few = [side.items[:_TRIED] for side in sides]
    same = len(sides) > 1 and len({topic_words(side.find) for side in sides}) == 1

    def fit(way: Sequence[Item]) -> float:
        units = {_unit(item) for item in way}
        ranks = sum(items.index(item) for items, item in zip(few, way, strict=True))
        said = sum(item.score for item in way) - _LATER * ranks
        if same:  # of several places
            said += _LIKE * sum(_likeness(way[0].name, item.name) for item in way[1:])
        return said + (agree if len(units) == 1 else 0.0)

    if len(sides) <= _FEW_SIDES and all(few):
        ways = (way for way in product(*few) if len({_key(item) for item in way}) == len(way))
        best = max(ways, key=fit, default=None)
        if best is not None:
            return dict(enumerate(best))
    chosen: dict[int, Item] = {}
    for i in sorted(range(len(sides)), key=lambda i: -_best(sides[i])):
        free = [item for item in sides[i].items if _key(item) not in _keys(chosen)]
        if free:
            chosen[i] = free[0]
    return chosen


def _likeness(one: str, other: str) -> float:
    """Return the share of the words of the shorter name that the other holds as well."""
    words, others = set(tokens(one)), set(tokens(other))
    return len(words & others) / (min(len(words), len(others)) or 1)


def _first(side: Found, item: Item | None) -> Found:
    if item is None:
        return replace(side, items=())
    return replace(side, items=(item, *(other for other in side.items if other != item)))


def _best(side: Found) -> float:
    return side.items[0].score if side.items else 0.0


def _keys(chosen: dict[int, Item]) -> set[str]:
    return {_key(item) for item in chosen.values()}


def _key(item: Item) -> str:
    """Return what tells a number from others; those that were read have only their task's IRI."""
    return f"{item.iri} {item.name}"


def _unit(item: Item) -> str:
    return next((row.unit for row in item.rows if isinstance(row, Number)), "")


def _common(units: list[str]) -> str:
    """Return the unit of most sides; of as many, the first."""
    return max(dict.fromkeys(units), key=units.count, default="")
