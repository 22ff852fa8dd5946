"""What a clause asks to be done over what is found: counted, added, the largest of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.query.tree import Count, CountOf, Each, Exists, List, Measure, Operation, Sum, Top
from qa.query.vocabulary import Comparison, Extreme, Kind
from qa.reading.clause import NUMBERS, Clause
from qa.reading.composing.said_subjects import PLACES, role_of

# 哪个免得更久 · 照顾的时间最长 · 哪个更划算
_LASTING = re.compile("久|时间|期限|个月|长|划算|合算|实惠")
# 最长|几个月 asks for a bound, not for the longest of several
_BOUND = re.compile(r"[^,，。]{0,6}?(?:多少|几|多久|多长|什么时候)")
# of which the most tasks are asked for: 哪个板块的任务最多
_HOLDING: tuple[Kind, ...] = ("section", "document")


def compared_by(kind: Kind, clause: Clause) -> Measure | None:
    """Return what of each side is compared: how long something lasts, its value, how many."""
    if kind == "benefit" and _LASTING.search(clause.text):
        return "duration"
    return "value" if kind in NUMBERS else None


def dates_asked(clause: Clause) -> Iterator[Operation]:
    """Yield that the first or the last document is asked for, or both: 哪个最早，哪个最晚."""
    if clause.has("op", "earliest"):
        yield Top("min", "due")
    if clause.has("op", "latest"):
        yield Top("max", "due")


def operation(kind: Kind, clause: Clause) -> Operation:
    """Return what is done over the things of a kind."""
    if kind == "document" and clause.has("show"):
        return List()  # 定了没有 is told by what it says
    if _counts(kind, clause):
        parts: tuple[Kind, ...] = ("section", "document")
        each = next((part for part in parts if clause.has("each", part)), None)
        return Each(each, Count()) if each else Count()
    costs = kind == "task" and clause.has("cell", "investment")
    if clause.has("op", "sum", *(("total",) if costs else ())) and (kind in NUMBERS or costs):
        return Sum("value")
    if kind == "unit" and clause.has("op", "widest"):
        return Top("max", CountOf("section"))
    widest = kind in _HOLDING and clause.has("op", "widest")  # 哪部分最多
    if clause.has("op", "order") or widest:
        return Top("max", _measured(kind, clause))
    top = _extreme(kind, clause)
    places = len(clause.named(*PLACES))
    apart = clause.has("op", "each") and not places and not clause.has("last")
    several = places > 1 or apart
    if kind in NUMBERS and (clause.has("ask", "jurisdiction") or several):
        return Each("jurisdiction", top or List())
    if top is not None:
        return top
    if clause.has("op", "exists"):
        return Exists()
    return List()


def _counts(kind: Kind, clause: Clause) -> bool:
    """Tell whether a clause counts what it finds; rows of a table where it says so of projects."""
    if kind == "task" and clause.has("cell"):
        return clause.has("count", "project") or kind in clause.values("count")
    return kind in clause.values("count") or (kind == "task" and clause.counts_tasks)


def _extreme(kind: Kind, clause: Clause) -> Top | None:
    """Return that the largest or smallest is asked for, if it is: not 最长几个月."""
    if kind == "sentence":
        return None  # it is quoted as it stands
    for cue in clause.cues:
        if cue.name != "op" or cue.value not in ("max", "min"):
            continue
        bound = cue.text.endswith("多少") or _BOUND.match(clause.text, cue.end)
        if not (kind in NUMBERS and bound):
            extreme: Extreme = "max" if cue.value == "max" else "min"
            return Top(extreme, _measured(kind, clause))
    return None


def _measured(kind: Kind, clause: Clause) -> Measure:
    if kind == "unit":
        return CountOf(role_of(clause))
    if kind == "task" and clause.has("cell", "investment"):
        return "value"
    if kind in _HOLDING:
        return CountOf("section" if kind == "section" else "document")
    return CountOf("unit") if kind == "task" else compared_by(kind, clause) or "value"


def comparisons(clause: Clause) -> tuple[Comparison, ...]:
    """Return what is asked of the sides of a comparison; all of them by itself."""
    known: tuple[Comparison, ...] = ("which", "difference", "same")
    return tuple(ask for ask in known if clause.has("op", ask)) or ("all",)
