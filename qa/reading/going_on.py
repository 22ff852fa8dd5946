"""What a clause goes on from: the topic, the place, the unit or the tasks of the one before it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from qa.query.vocabulary import Kind
from qa.reading.clause import Clause
from qa.reading.composing.said_subjects import PLACES
from qa.reading.cues import Cue

# 其中哪个单位牵头的任务最多 · 那取消了哪些任务呢
_POINTS_BACK = re.compile("^那(?!些)|其中|它|他们|这[些几里]|那[些几里]|上述|以上|前面|呢[？?。]?$")
_IT = ("它", "他们", "它们")
_BY_ITSELF = ("自己", "本身", "自身")  # 哪几项是自己单独扛的
_BESIDES = re.compile("还|另外|此外|其他|其它|别的")
# 谁负责 asks of one thing; 哪些单位参与 of all of them
_WHO = ("谁", "哪个部门", "哪个单位", "哪个局", "哪家", "哪个科室")
TOLD = Cue("last", "task")  # of what goes on in the tasks told, without a word for it
ADDED: tuple[Kind, ...] = ("sentence", "target", "benefit")  # what holds numbers to be added
# 哪个单位牵头的任务最多 names what it counts; 谁牵头最多 goes on from what was told
_TASKS = re.compile("任务|工作|事项")
# 哪条里写的 · 这写在第几条
_WHERE_SAID = re.compile(
    "[这那]?(?:个|些|都)?(?:写|说|讲|提|规定|出|来自)?(?:是|在|自)?(?:哪一?|第几)[条项](?:里面?|中)?"
    "(?:写|说|讲|提|规定|要求)?(?:到|明)?(?:的|了)?[？?。]?"
)
_EVERYWHERE = re.compile("全[县市区省州旗]|(?:全部|所有)的?(?:单位|部门|任务|文件)")
_TABLE = re.compile("(?<!报)表[上里中]|清单[上里中]")
# 三个加一起呢 names nothing but how many
_HOW_MANY = re.compile("[这那]?[一二三四五六七八九十两几\\d]+[个项样家处条件]?")


def completed(clause: Clause, before: Clause | None) -> Clause:
    """Return a clause with what it goes on from: 分别归谁 has no topic of its own.

    A place that was said holds for what follows it; the rest only where nothing is named anew.

    Args:
        clause: the clause.
        before: the one before it, completed itself.
    """
    if before is None:
        return clause
    if means_the_unit(clause, before):
        return _of_the_unit(clause, before)
    if not stands_alone(clause):
        return _continued(clause, before)
    return in_its_place(clause, before)


def means_the_unit(clause: Clause, before: Clause) -> bool:
    """Tell whether a clause asks of the unit named just before it.

    开发区牵头几项，哪项是它单干的 · 其中单独牵头的有几条
    """
    if clause.named("Unit") or not before.named("Unit"):
        return False
    refers = any(cue.name == "last" and cue.text in _IT for cue in clause.cues)
    refers = refers or (clause.has("last", "task") and clause.has("only"))  # 其中独自牵头的
    asks = clause.has("ask", "task") or clause.has("count", "task") or clause.has("only")
    asks = asks or (clause.has("hint", "task") and clause.has("role"))  # 它还参与了哪几条
    alone = clause.topic in ("", *_BY_ITSELF)
    return (refers and asks) or (clause.has("only") and alone)


def _of_the_unit(clause: Clause, before: Clause) -> Clause:
    """Return a clause that asks of the unit of the one before, in the same role if it says none."""
    roles = () if clause.has("role") else tuple(c for c in before.cues if c.name == "role")
    cues = (*(cue for cue in clause.cues if cue.name != "last"), *roles)
    named = (*clause.mentions, *before.named("Unit", *PLACES))
    others = clause.has("role", "unit") and _BESIDES.search(clause.text)
    if others and before.has("role", "lead"):  # 它还|参与: in those that it does not lead
        cues = (*cues, Cue("more", "more"))
    bare = clause.without_topic() if clause.topic in _BY_ITSELF else clause
    return replace(bare, cues=cues, mentions=named, recalls=True)


def of_that_unit(clause: Clause) -> Clause:
    """Return a clause in which 它 is the unit that was told, not a task: 它还牵头什么."""
    cues = tuple(
        replace(cue, value="unit") if cue.name == "last" and cue.text in _IT else cue
        for cue in clause.cues
    )
    return replace(clause, cues=cues, nth=clause.nth or 1)


def asks_of_unit(clause: Clause) -> bool:
    """Tell whether a clause asks what 它 does, so that it is a unit: 它还牵头什么."""
    refers = any(c.name == "last" and c.value == "task" and c.text in _IT for c in clause.cues)
    does = clause.has("ask", "task") or (clause.has("count", "task") and clause.has("role"))
    does = does or clause.has("only")
    return refers and does and not clause.topic and not clause.named("Unit")


def with_place(clause: Clause, before: Clause, *, told: Collection[Kind]) -> Clause:
    """Return a clause that refers to something told, where that was: 给他们买什么保险.

    他们 are no unit where none was told, but those whom the one before spoke of.

    Args:
        clause: the clause.
        before: the one before it.
        told: the kinds of things that were told.
    """
    where = before.named(*PLACES)
    if len(where) == 1 and not clause.named(*PLACES):
        clause = replace(clause, mentions=(*clause.mentions, *where))
    if clause.has("shares") and before.things and not before.named("Unit"):
        return clause.without("ask", "unit")  # 跟它一起做示范镇的还有谁: towns, no units
    people = any(c.name == "last" and c.text in _IT and c.value == "unit" for c in clause.cues)
    if not people or "unit" in told or not before.topic:
        return clause
    cues = tuple(cue for cue in clause.cues if cue.name != "last")
    clause = replace(clause, cues=cues, likely=None)
    return clause if clause.says_more else clause.with_more(before.topic, "")


def compares_those(clause: Clause) -> bool:
    """Tell whether a clause compares the places of which the same was asked: 哪个更划算."""
    compares = clause.has("op", "which", "difference", "same", "max", "min")
    return compares and not stands_alone(clause) and not clause.named(*PLACES)


def adds_up_those(clause: Clause) -> bool:
    """Tell whether a clause asks for the sum of the numbers told before it: 三个加一起呢."""
    own = _HOW_MANY.sub("", clause.topic).strip()
    return clause.has("op", "sum") and not own and not clause.mentions and not clause.ordinals


def sum_of_those(clause: Clause, before: Clause, kind: Kind) -> Clause:
    """Return a clause that adds up numbers told before, in the measure that was asked for.

    Args:
        clause: the clause.
        before: the one before it.
        kind: of what was told: a sentence, or targets.
    """
    cues = (Cue("op", "sum"), Cue("ask", "target"), Cue("last", kind))
    measure = clause.measure or before.measure
    return replace(clause.without_topic(), cues=cues, measure=measure, recalls=True)


def asks_of_those(clause: Clause, before: Clause) -> bool:
    """Tell whether a clause asks who does, or how many are, what was told just before.

    牵头任务最多的是哪家，一共多少条 · 粮食种多少亩，各归谁; not 国资委担了哪些，哪些是牵头.
    """
    if stands_alone(clause):
        return False
    counts = clause.has("count", "task") or _all_of_them(clause) or clause.has("cell")
    outright = clause.has("ask", "unit") or counts or _which_numbers(clause)
    outright = outright or clause.has("with", "target") or bool(_WHERE_SAID.fullmatch(clause.text))
    outright = outright or (clause.has("ask", "limit") and not clause.has("show"))
    roles = clause.has("hint", "unit") or clause.has("role")
    return outright or (roles and not before.named("Unit"))


def goes_into(clause: Clause) -> bool:
    """Tell whether a part of a question may ask more of the tasks told just before it.

    It has a topic of its own and asks for numbers, things or what is done; who does something else
    is asked of other tasks.
    """
    named = clause.named("Unit", "Jurisdiction", "PolicyDocument") or clause.ordinals
    if named or clause.section or clause.has("last") or not clause.topic:
        return False
    return not clause.has("ask", "unit", "task", "policy", "document")


def points_nowhere(clause: Clause) -> bool:
    """Tell whether a first turn asks who does something, and does not say what: 那它归谁管."""
    whole = replace(clause, cues=tuple(cue for cue in clause.cues if cue.name != "last"))
    one = any(c.name == "ask" and c.value == "unit" and c.text in _WHO for c in clause.cues)
    other = any(clause.has(name) for name in ("op", "with", "show", "whole", "self", "rel"))
    return one and not other and not stands_alone(whole)


def is_complete(clause: Clause) -> bool:
    """Tell whether a turn says all it asks though it names nothing: no task told narrows it.

    2024年和2023年相比新增了哪些任务 · 哪个单位牵头的任务最多 · 哪些任务没有牵头单位; not 谁负责,
    nor what points back: 其中哪个单位牵头的任务最多.
    """
    if clause.has("cell") and _TABLE.search(clause.text):
        return True  # 表上这几个项目加起来多少万
    if clause.has("last") or _POINTS_BACK.search(clause.text):
        return False
    if clause.has("show") and clause.named(*PLACES):
        return True  # 三明政策管多久
    years = {mention.nodes for mention in clause.named("Year")}
    if clause.has("change") and (clause.has("since") or len(years) > 1):
        return clause.has("ask", "task", "target")
    if _EVERYWHERE.search(clause.text):
        return clause.has("ask") or clause.has("count")
    if clause.has("ask", "task"):
        return clause.has("without") and not _all_of_them(clause)
    if clause.has("ask", "section") and clause.has("op", "max", "min", "widest"):
        return True
    of_units = clause.has("ask", "unit") or clause.has("hint", "unit")
    return of_units and clause.has("op", "max", "min") and bool(_TASKS.search(clause.text))


def in_its_place(clause: Clause, before: Clause) -> Clause:
    """Return a clause that is whole by itself, in the place that was said before it."""
    where = () if clause.named(*PLACES) else before.named(*PLACES)
    return replace(clause, mentions=(*clause.mentions, *where))


def _which_numbers(clause: Clause) -> bool:
    """Tell whether a clause asks which numbers there are: 养老有哪些任务，有哪些数字."""
    return any(
        (cue.name, cue.value) == ("ask", "target") and cue.text.startswith(("哪些", "什么"))
        for cue in clause.cues
    )


def _all_of_them(clause: Clause) -> bool:
    """Tell whether a clause asks which those are that were counted: 民政局挑头几件事，都是啥."""
    return any(
        (cue.name, cue.value) == ("ask", "task") and cue.text.startswith(("都", "分别"))
        for cue in clause.cues
    )


def of_those_tasks(clause: Clause, before: Clause | None = None) -> Clause:
    """Return a clause that asks of the tasks told just before: 粮食种多少亩，各归谁.

    Who has a part in them beside the unit that was named is none but the others: 跟谁搭档.
    """
    others = before if before and clause.has("shares") and before.named("Unit") else None
    return replace(clause, cues=(*clause.cues, TOLD), excepted=others or clause.excepted)


def of_that_policy(clause: Clause) -> Clause:
    """Return a clause that asks of the policies told just before: 依据哪个文件，文号是多少."""
    return clause.with_cue("last", "policy")


def stands_alone(clause: Clause) -> bool:
    """Tell whether a clause names or speaks of something itself."""
    own = clause.topic or clause.ordinals or clause.section or clause.has("last")
    own = own or clause.has("whole", "document")
    own = own or (clause.due is not None and clause.has("more"))  # 还有同样9月底完成的吗
    return bool(own) or any(m.kind not in ("Year", *PLACES) for m in clause.mentions)


def _continued(clause: Clause, before: Clause) -> Clause:
    """Return a clause with the names and the topic of the one before it.

    哪些地方减免房租，减几个月 asks for each of them.
    """
    each = (Cue("op", "each"),) if before.has("ask", "jurisdiction") else ()
    return replace(
        clause,
        cues=(*clause.cues, *each),
        mentions=clause.mentions or before.mentions,
        topic=before.topic,
        bare=before.bare,
        works=before.works,
        literals=clause.literals or before.literals,
        ordinals=before.ordinals,
        section=before.section,
    )
