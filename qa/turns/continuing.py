"""What a turn takes from the turns before it: a topic, a place, a unit, what was asked of them.

那它归谁管 · 水务局呢 · 其中哪些有数字指标 · 我说的是工信局 · 第二家单位还管什么
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.conversation import Conversation, of_kind
from qa.execution.results import Item
from qa.reading.clause import Clause
from qa.reading.composing.said_subjects import PLACES
from qa.reading.cues import Cue
from qa.reading.going_on import (
    ADDED,
    adds_up_those,
    asks_of_those,
    asks_of_unit,
    compares_those,
    completed,
    in_its_place,
    is_complete,
    means_the_unit,
    of_that_unit,
    of_those_tasks,
    stands_alone,
    sum_of_those,
    with_place,
)
from qa.turns.fragments import changed_by, with_noun_told
from qa.turns.pointing import Pointed, pointed, unpointed

_LONGEST_FRAGMENT = 14  # characters of a turn that only changes a part of the one before
# 水务局呢 · 换成北京呢 · 那湘潭
_FRAGMENT = re.compile(r"^(?:那么?|换成|换|再看看|还有)?.{1,12}?(?:呢|怎么样)?[？?。]?$")
ALSO = re.compile(
    "也(?:是|一样|如此|同样)(?:这样|那样)?(?:吗|吧|么|嘛|不)[？?。]?$"
)  # 12345平台也是吗
_WORD = 4  # characters of a turn that is but a word
_EXTREMES = ("max", "min")
_SEVERAL = 2  # tasks that can be counted, parts of a question
_FEW = 3  # tasks told of which it is asked whether a unit does them


def continued(clause: Clause, conversation: Conversation) -> Pointed:
    """Return a clause with what it takes from the turn before, and what of it it means.

    Itself, where it starts anew.
    """
    before = conversation.clause
    if before is None:  # 它 is the document, where nothing was told yet
        cues = tuple(cue for cue in clause.cues if cue.name != "last")
        return Pointed(replace(unpointed(clause), cues=cues), conversation.items)
    clause = with_noun_told(clause, [turn.clause for turn in reversed(conversation.turns)])
    meant = None if is_complete(clause) else pointed(clause, conversation)
    if meant is not None:
        return meant
    return Pointed(_taken(unpointed(clause), before, conversation), conversation.items)


def _taken(clause: Clause, before: Clause, conversation: Conversation) -> Clause:
    """Return a clause with what it takes from the one before."""
    own = clause.has("show") and not clause.says_more
    own = own and not of_kind("policy", conversation.items) and not clause.has("last")
    if is_complete(clause) or own:
        return in_its_place(clause, before)  # 有效期到哪天, of the document of the place
    more = _added_up(clause, conversation) or _more_of_told(clause, before, conversation)
    if more is not None:
        return more
    other = _other_extreme(clause, conversation)
    if other is not None:
        return other
    if means_the_unit(clause, before):
        return completed(clause, before)
    if asks_of_unit(clause) and of_kind("unit", conversation.items):
        return of_that_unit(clause)
    if _corrects(clause) or is_fragment(clause):
        return _with_unit_asked(clause, _asked_before(clause, conversation) or before)
    if compares_those(clause) and len(conversation.places) > 1:
        return replace(completed(clause, before), mentions=conversation.places)
    if clause.has("last"):
        told = {item.kind for item in conversation.items}
        return with_place(_of_that_section(clause, conversation), before, told=told)
    if conversation.items and asks_of_those(clause, before) and not _elsewhere(clause, before):
        return _of_those(clause, before, conversation.items)
    return completed(clause, before)


def _other_extreme(clause: Clause, conversation: Conversation) -> Clause | None:
    """Return what was asked of the most, asked of the least: 最少的呢, after 哪个花钱最多."""
    own = tuple(cue for cue in clause.cues if cue.name == "op" and cue.value in _EXTREMES)
    names = clause.says_more or clause.mentions or clause.measure or clause.pointer
    if not own or names or any(clause.has(name) for name in ("cell", "role", "last")):
        return None
    asked = (turn.clause for turn in reversed(conversation.turns))
    before = next((c for c in asked if c.has("op", *_EXTREMES) and not c.recalls), None)
    if before is None or before.has("op", own[0].value):
        return None
    cues = tuple(c for c in before.cues if c.name != "op" or c.value not in _EXTREMES)
    return replace(before, text=clause.text, cues=(*cues, *own))


def _more_of_told(clause: Clause, before: Clause, conversation: Conversation) -> Clause | None:
    """Return a clause that asks of what was told whether a unit does it, or its number."""
    if _asks_whether_theirs(clause) and of_kind("task", conversation.items)[_FEW:] == []:
        return of_those_tasks(clause)
    if clause.asks_number and clause.names_only_a_measure and not clause.mentions:
        return _of_those(clause.without_topic(), before, conversation.items)  # 增幅定多少
    return None


def _elsewhere(clause: Clause, before: Clause) -> bool:
    """Tell whether a clause is of another place than the one before: 换成南充呢，到哪年."""
    own = {mention.text for mention in clause.named(*PLACES)}
    return bool(own - {mention.text for mention in before.named(*PLACES)})


def number_first(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """Return the parts of a turn with how many before by when: 南充呢，到哪年、多少个.

    A number says its date; a date alone does not say of which number it is.
    """
    if len(clauses) != _SEVERAL or any(clause.topic or clause.ordinals for clause in clauses):
        return clauses
    when, many = clauses
    asks = when.has("ask", "limit") and many.asks_number and not many.mentions
    if not asks or when.asks_number:
        return clauses
    return replace(many, mentions=when.mentions), replace(when, mentions=())


def _of_that_section(clause: Clause, conversation: Conversation) -> Clause:
    """Return a clause in which 它 is the section, if one was told: 它里面水源保护归谁."""
    if [item.kind for item in conversation.items[:1]] != ["section"]:
        return clause
    cues = (replace(c, value="section") if c.name == "last" else c for c in clause.cues)
    return replace(clause, cues=tuple(cues))


def _asks_whether_theirs(clause: Clause) -> bool:
    """Tell whether a clause asks only whether a unit does what was told: 教育厅参与吗."""
    asks = clause.has("whether") and clause.has("role") and bool(clause.named("Unit"))
    other = clause.topic or clause.has("last") or clause.has("count") or clause.measure
    return asks and not other and set(clause.values("ask")) <= {"what"}


def _dates_asked(clauses: Sequence[Clause], conversation: Conversation) -> Sequence[Clause]:
    """Return a fragment with by when, where that was spoken of and nothing was asked outright.

    哪项是9月底做完的 · 第二个涉及哪些领域 · 12345呢
    """
    last = conversation.asked[-1] if conversation.asked else None
    if last is None or len(clauses) != 1 or not is_fragment(clauses[0]) or clauses[0].mentions:
        return clauses
    open_ = not (last.has("ask", "unit", "limit", "target") or last.asks_number or last.due)
    dated = any(t.clause.due or t.clause.has("ask", "limit") for t in conversation.turns)
    if not (open_ and dated) or clauses[0].pointer:
        return clauses
    return (clauses[0], Clause("", (), (Cue("ask", "limit"),), (), ""))


def repeated(clauses: Sequence[Clause], conversation: Conversation) -> Sequence[Clause]:
    """Return all parts of the question before, where a turn asks the same of something else.

    老旧小区改造投多少钱，归谁管 · 高标准农田呢
    """
    asked = conversation.asked
    if len(clauses) != 1 or len(asked) < _SEVERAL or not is_fragment(clauses[0]):
        return _dates_asked(clauses, conversation)
    if clauses[0].named("Unit") or clauses[0].pointer or not stands_alone(asked[0]):
        return clauses
    return (clauses[0], *asked[1:])


def asks_more_of_it(clauses: Sequence[Clause], conversation: Conversation) -> bool:
    """Tell whether a turn asks but who or when of what was told: 谁牵头, after 什么时候做完."""
    last = conversation.asked[-1]
    return all(
        (clause.has("ask", "unit", "limit") or (clause.has("role") and is_fragment(clause)))
        and not (stands_alone(clause) or clause.mentions or clause.pointer or clause.has("op"))
        and not last.has("count", "op")
        for clause in clauses
    )


def asked_otherwise(clause: Clause, conversation: Conversation) -> Iterator[Clause]:
    """Yield what a fragment or a correction may ask, where what was asked before does not fit it.

    固定资产投资的呢, after GDP增速目标是多少: no GDP. 我问的是绿化面积, after 口袋公园几处.
    """
    base = _asked_before(clause, conversation)
    if base is not None and clause.topic and (is_fragment(clause) or _corrects(clause)):
        changed = changed_by(clause, base, more=False)
        yield changed
        if changed.measure:
            yield replace(changed, measure="")
    before = conversation.clause
    if before is not None and not stands_alone(clause) and _elsewhere(clause, before):
        topics = dict.fromkeys(turn.clause.topic for turn in reversed(conversation.turns))
        for topic in topics:  # 南充呢, after 其中卓越级的有多少: of what they are part of
            yield replace(clause.without_topic(), likely=None).with_more(topic, before.measure)


def with_what_was_told(
    clause: Clause, meant: Clause, conversation: Conversation
) -> Iterator[Clause]:
    """Yield what else a turn may mean: with what was spoken of before it, or of what was told.

    Args:
        clause: the turn.
        meant: with what it was taken to go on from.
        conversation: what was asked and told before it.
    """
    before = conversation.clause
    if before is None or clause.named("Unit") or clause.ordinals or clause.section:
        return
    if before.topic and before.topic not in meant.topic:
        own = tuple(cue for cue in meant.cues if cue.name != "last")
        how = before.cues if before.asks_how else ()  # 租金怎么减 · 湘潭最好吧，它全年免吗
        yield replace(meant, cues=(*own, *how)).with_more(before.topic, "")
    tasks = of_kind("task", conversation.items)
    if tasks and tasks[_FEW:] == [] and not clause.named(*PLACES):
        yield of_those_tasks(meant)


def _corrects(clause: Clause) -> bool:
    """Tell whether a clause puts something else in place of what was asked: 我说的是湘潭."""
    asks = clause.has("ask") or clause.has("count") or clause.asks_number
    return clause.has("correct") and not asks


def _asked_before(clause: Clause, conversation: Conversation) -> Clause | None:
    """Return what a fragment is put into: the first of several parts, but not for a unit."""
    several = len(conversation.asked) >= _SEVERAL and not clause.named("Unit")
    return conversation.first if several else conversation.clause


def _with_unit_asked(clause: Clause, before: Clause) -> Clause:
    """Return the clause before with what a fragment or a correction puts there.

    A unit alone asks for its tasks, where nothing else was asked of units: 那应急局呢, after
    其中跟农村有关的呢; 我说的是市场监管局, after 这是谁的任务.
    """
    tasks = Cue("ask", "task")
    if not clause.named("Unit"):
        return changed_by(clause, before)
    if clause.has("correct") and before.has("ask", "unit"):
        return replace(clause.without_topic(), cues=(tasks,))
    if clause.has("correct") and clause.has("role") and not before.named("Unit"):
        asked = clause.without_topic()  # 我说错了，想问税务局牵头的
        return in_its_place(replace(asked, cues=(*asked.cues, tasks)), before)
    changed = changed_by(clause, before)
    asks = changed.has("ask") or changed.has("hint") or changed.has("count")
    return changed if asks else replace(changed, cues=(*changed.cues, tasks))


def _added_up(clause: Clause, conversation: Conversation) -> Clause | None:
    """Return a clause that adds up the numbers told last; None where it asks for no sum of them."""
    numbers = next((item.kind for item in conversation.items if item.kind in ADDED), None)
    if numbers is None or conversation.clause is None or not adds_up_those(clause):
        return None
    return sum_of_those(clause, conversation.clause, numbers)


def _of_those(clause: Clause, before: Clause, items: Sequence[Item]) -> Clause:
    """Return a clause that asks of the tasks told before; nobody counts one: 一共几条."""
    tasks = [item for item in items if item.kind == "task"]
    if clause.has("count", "task") and len(tasks) < _SEVERAL:
        return clause
    if clause.has("cell") and clause.has("op", "max", "min", "sum") and len(tasks) < _SEVERAL:
        return in_its_place(clause, before)  # 那投钱最少的呢, after one of them: of all rows
    return of_those_tasks(clause, before)


def is_fragment(clause: Clause) -> bool:
    """Tell whether a turn only names something to put in place of what was asked before."""
    text = clause.text.strip()
    asks = clause.has("ask", "unit", "task", "target", "project", "policy", "limit")
    asks = asks or clause.asks_number or clause.has("count") or clause.has("show")
    short = len(text) <= _LONGEST_FRAGMENT
    short = short and (_FRAGMENT.match(text) is not None or ALSO.search(text) is not None)
    bare = text.rstrip("？?。")
    ends = bare.endswith("呢") or (bare == clause.topic and len(bare) <= _WORD)  # 纺织？
    ends = ends or text.startswith(("换", "那")) or ALSO.search(bare) is not None
    names = bool(clause.mentions or clause.topic or clause.section or clause.ordinals)
    names = names or (clause.has("role") and not clause.has("hint", "unit"))  # 配合的呢
    return short and ends and names and not asks and not clause.has("last")
