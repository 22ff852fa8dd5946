"""What a clause goes on from: the topic, the place, the unit or the tasks of the one before it."""

from __future__ import annotations

from dataclasses import replace

from qa.reading.clause import Clause
from qa.reading.cues import Cue
from qa.reading.said_conditions import PLACES

_IT = ("它", "他们", "它们")


def completed(clause: Clause, before: Clause | None) -> Clause:
    """Return a clause with what it goes on from: 分别归谁 has no topic of its own.

    A place that was said holds for what follows it; the rest only where nothing is named anew.

    Args:
        clause: the clause.
        before: the one before it, completed itself.
    """
    if before is None:
        return clause
    if _means_the_unit(clause, before):
        clause = replace(clause, cues=tuple(c for c in clause.cues if c.name != "last"))
        return replace(clause, mentions=(*clause.mentions, *before.named("Unit", *PLACES)))
    if not stands_alone(clause):
        return _continued(clause, before)
    where = () if clause.named(*PLACES) else before.named(*PLACES)
    return replace(clause, mentions=(*clause.mentions, *where))


def _means_the_unit(clause: Clause, before: Clause) -> bool:
    """Tell whether 它 is the unit named just before: 开发区牵头几项，哪项是它单干的."""
    refers = any(cue.name == "last" and cue.text in _IT for cue in clause.cues)
    asks = clause.has("ask", "task") or clause.has("count", "task") or clause.has("only")
    return refers and asks and bool(before.named("Unit")) and not clause.named("Unit")


def asks_of_those(clause: Clause, before: Clause) -> bool:
    """Tell whether a clause asks who does, or how many are, what was told just before.

    牵头任务最多的是哪家，一共多少条 · 粮食种多少亩，各归谁; not 国资委担了哪些，哪些是牵头.
    """
    if stands_alone(clause):
        return False
    outright = clause.has("ask", "unit") or clause.has("count", "task") or _which_numbers(clause)
    roles = clause.has("hint", "unit") or clause.has("role")
    return outright or (roles and not before.named("Unit"))


def _which_numbers(clause: Clause) -> bool:
    """Tell whether a clause asks which numbers there are: 养老有哪些任务，有哪些数字."""
    return any(
        (cue.name, cue.value) == ("ask", "target") and cue.text.startswith(("哪些", "什么"))
        for cue in clause.cues
    )


def of_those_tasks(clause: Clause) -> Clause:
    """Return a clause that asks of the tasks told just before: 粮食种多少亩，各归谁."""
    return replace(clause, cues=(*clause.cues, Cue("last", "task", 0, 0, "")))


def of_that_policy(clause: Clause) -> Clause:
    """Return a clause that asks of the policies told just before: 依据哪个文件，文号是多少."""
    return replace(clause, cues=(*clause.cues, Cue("last", "policy", 0, 0, "")))


def stands_alone(clause: Clause) -> bool:
    """Tell whether a clause names or speaks of something itself."""
    own = clause.topic or clause.ordinals or clause.has("last") or clause.has("whole", "document")
    return bool(own) or any(m.kind not in ("Year", *PLACES) for m in clause.mentions)


def _continued(clause: Clause, before: Clause) -> Clause:
    """Return a clause with the names and the topic of the one before it.

    哪些地方减免房租，减几个月 asks for each of them.
    """
    each = (Cue("op", "each", 0, 0, ""),) if before.has("ask", "jurisdiction") else ()
    return replace(
        clause,
        cues=(*clause.cues, *each),
        mentions=clause.mentions or before.mentions,
        topic=before.topic,
        bare=before.bare,
        works=before.works,
        literals=clause.literals or before.literals,
        ordinals=before.ordinals,
    )
