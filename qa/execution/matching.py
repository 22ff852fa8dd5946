"""Which number of each side is meant: no number stands for two sides, and units agree if they can.

幼儿园和中小学新增学位加起来: 900个 of one, 6300个 of the other, not 6300个 of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.evidence.rows import Number
from qa.execution.results import Found, Item


def matched(sides: Sequence[Found]) -> tuple[Found, ...]:
    """Return the sides of a comparison, each with the number that is meant first; else empty.

    Args:
        sides: each with what it found, best first.
    """
    # a side that has no choice chooses first
    order = sorted(range(len(sides)), key=lambda i: (len(sides[i].items) > 1, -_best(sides[i])))
    chosen: dict[int, Item] = {}
    for i in order:
        free = [item for item in sides[i].items if item.iri not in _iris(chosen)]
        if free:
            chosen[i] = free[0]
    unit = _common([_unit(item) for item in chosen.values()])
    for i in order:
        if i in chosen and _unit(chosen[i]) != unit:
            others = _iris(chosen) - {chosen[i].iri}
            alike = (x for x in sides[i].items if _unit(x) == unit and x.iri not in others)
            chosen[i] = next(alike, chosen[i])
    return tuple(_first(side, chosen.get(i)) for i, side in enumerate(sides))


def _first(side: Found, item: Item | None) -> Found:
    if item is None:
        return replace(side, items=())
    return replace(side, items=(item, *(other for other in side.items if other != item)))


def _best(side: Found) -> float:
    return side.items[0].score if side.items else 0.0


def _iris(chosen: dict[int, Item]) -> set[str]:
    return {item.iri for item in chosen.values()}


def _unit(item: Item) -> str:
    return next((row.unit for row in item.rows if isinstance(row, Number)), "")


def _common(units: list[str]) -> str:
    """Return the unit of most sides; of as many, the first."""
    return max(dict.fromkeys(units), key=units.count, default="")
