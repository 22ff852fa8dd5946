"""A clause with the sides it compares or reckons with, each a clause itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.query.vocabulary import Comparison
from qa.reading.clause import Clause
from qa.reading.operands import Reckoned, Way, closes_list, ends_list, frames, listed, said_of_all
from qa.reading.pointers import Pointer

_TWO = 2
_OVER_LISTS = ("sum", "total", "order")
_OF_UNITS: tuple[Comparison, ...] = ("which", "difference")
ClauseOf = Callable[[int, int], Clause]


def with_sides(clause: Clause, ways: Sequence[Way], part: ClauseOf) -> Clause:
    """Return a clause with its sides, if it reckons with several things; else itself.

    Args:
        clause: the clause.
        ways: of asking to reckon.
        part: makes a clause of characters [start, end) of the clause.
    """
    reckoned = _reckoned(clause, ways)
    if reckoned is None or len(reckoned.sides) < 2:
        return clause
    shared = part(*reckoned.shared).topic if reckoned.shared else ""
    if reckoned.framed:
        shared = f"{part(*reckoned.framed).topic} {shared}".strip()
    measure = "" if {"ratio", "average"} & set(reckoned.asks) else clause.measure
    roles = tuple(cue for cue in clause.cues if cue.name == "role")
    sides = [
        part(*span).with_more(shared, measure) if span[0] < span[1] else _told_last(part(*span))
        for span in reckoned.sides
    ]
    if not all(side.topic or side.mentions or side.pointer for side in sides):
        return clause
    if len(sides) == _TWO and any(side.named("Jurisdiction") for side in sides):
        sides = [_of_place(side, other) for side, other in zip(sides, sides[::-1], strict=True)]
    said = tuple(replace(side, cues=(*side.cues, *roles)) for side in sides)
    return replace(clause, sides=said, reckons=reckoned.asks)


def _of_place(side: Clause, other: Clause) -> Clause:
    """Return a side that is a place alone with what the other is of: 杭州人才目标是|南充|的几倍."""
    alone = side.named("Jurisdiction") and not side.topic and not side.pointer
    return side.with_more(other.topic, "") if alone and other.topic else side


def _told_last(nowhere: Clause) -> Clause:
    """Return a side that is what was told last, without a word for it: |比南充多多少."""
    return replace(nowhere, pointer=Pointer(0, 0, "it"))


def _reckoned(clause: Clause, ways: Sequence[Way]) -> Reckoned | None:
    found = next((r for way in ways if (r := way.find(clause.text))), None)
    if found is not None:
        return found
    units = clause.named("Unit")
    if len(units) > 1 and clause.has("op", "which", "difference") and not clause.says_more:
        return Reckoned(_OF_UNITS, tuple((unit.start, unit.end) for unit in units))
    over = [cue for cue in clause.cues if cue.name == "op" and cue.value in _OVER_LISTS]
    if not over:
        return _each(clause) or _extreme(clause)
    asks: Comparison = "order" if clause.has("op", "order") else "sum"
    every = (asks, *_apart(clause))
    end = next((cue.start for cue in over if cue.value != "total"), over[0].start)
    members = tuple(listed(clause.text, end, [(m.start, m.end) for m in clause.mentions]))
    if units:
        return None  # 宣传部与文旅局同时牵头的，共计几项
    return Reckoned(every, members, said_of_all(clause.text, members, end))


def _each(clause: Clause) -> Reckoned | None:
    """Return the things of each of which the same number is asked: 装备、化工产业各多少营收."""
    each = next((c for c in clause.cues if (c.name, c.value) == ("op", "each")), None)
    number = clause.asks_number or clause.likely == "target"
    if each is None or not number or clause.named("Unit", "Jurisdiction"):
        return None
    names = [(m.start, m.end) for m in clause.mentions]
    end = ends_list(clause.text, each.start)
    members = tuple(listed(clause.text, end, names))
    if len(members) < 2:
        return None
    asks: tuple[Comparison, ...] = ("all", *_apart(clause))
    shared = said_of_all(clause.text, members, len(clause.text))
    return Reckoned(asks, members, shared, frames(clause.text, members))


def _extreme(clause: Clause) -> Reckoned | None:
    """Return the members of a list of which the largest is asked: 装备、化工、服装三个里哪个最高.

    All of them are put in order, so that none is left out and the smallest is told as well.
    """
    extreme = next((c for c in clause.cues if c.name == "op" and c.value in ("max", "min")), None)
    if extreme is None or clause.named("Unit", "Jurisdiction"):
        return None
    end = closes_list(clause.text, extreme.start)
    if end is None:
        return None
    members = tuple(listed(clause.text, end, [(m.start, m.end) for m in clause.mentions]))
    if len(members) < 2:
        return None
    asks: tuple[Comparison, ...] = ("order", *_apart(clause))
    return Reckoned(asks, members, said_of_all(clause.text, members, extreme.start))


def _apart(clause: Clause) -> tuple[Comparison, ...]:
    """Return that the difference is asked for as well, if it is: 哪个最高，比最低的高多少."""
    return ("difference",) if clause.has("op", "difference") else ()
