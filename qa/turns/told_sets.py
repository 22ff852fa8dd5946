"""Things of several turns together: 这三件分别谁牵头 · 三条都有的是哪个单位 · 前一家还管别的吗.

What was told turn by turn is a list, of tasks and of the units that do them; a turn may ask of all
of it, of what its members have in common, or of one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.text.numerals import to_int
from qa.conversation import Conversation, of_kind
from qa.execution.results import Item
from qa.reading.clause import Clause
from qa.reading.composing.said_subjects import PLACES
from qa.reading.cues import Cue
from qa.reading.going_on import TOLD, completed

_ALL = ("each", "all", "total", "sum")  # which ask of every one, and compare nothing
_DATES = ("earliest", "latest")
_ALIKE = 3  # things told whose units are compared, where no number is said
_MOST = 6  # things that are asked of together
# 这三件 · 三项 · 两条; not 两个单位
_SO_MANY = re.compile(
    r"[这那]?(?P<n>[两俩二三四五六])(?:件事?|条|项(?:任务|工作)?|样|点|个(?:任务|指标|项目|目标|数)?)"
    r"(?!部门|单位|局|地方|市|县|区|月|季度)"
)
_SO_MANY_UNITS = re.compile(
    r"[这那]?(?P<n>[两俩二三四五六])(?:家|个)(?:责任|牵头|主责|配合)?(?:单位|部门|局)"
)
_OF_UNITS = re.compile("单位|部门|局|家")
_COMMON = re.compile(
    "(?:都|全|均)(?:有份?|在|参与|管|涉及|牵头|沾|负责|出现|占)|共同|重复|重合|交叉"
)
TWO_PLACES = re.compile(
    "[这那]?(?:两[边地市县省]|两个(?:地方|城市|[市县省区])|两家(?!单位|部门|企业)|双方)(?:之?间)?"
)
_EDGES = re.compile("^[ ,，的]+|[ ,，的]+$")
_WITHIN_LISTS = ("former", "latter", "first", "last", "nth")


def told_tasks(conversation: Conversation, count: int) -> tuple[str, ...]:
    """Return the tasks of so many things that were told last; () if fewer were.

    Two numbers of one task are two things; its number and who leads it are one.

    Args:
        conversation: what was told.
        count: how many things.
    """
    last = [item for item in conversation.items if item.kind == "task"]
    if len(last) == count:
        return tuple(item.iri for item in last)
    return _told_in_turn(conversation, count, units=False) or _told_in_turn(
        conversation, count, units=True
    )


def _told_in_turn(conversation: Conversation, count: int, *, units: bool) -> tuple[str, ...]:
    """Return the tasks of so many things told last; with those of which but the units were told."""
    things: list[tuple[str, bool]] = []
    for turn in reversed(conversation.turns):
        own = tuple(dict.fromkeys(task for item in turn.items for task in _tasks_of(item)))
        if (turn.items[0].kind == "unit" and not units) or len(own) != 1:
            continue  # of a list told at once it is not said which are meant
        number = turn.kind == "number"
        if not things or things[-1][0] != own[0] or (number and things[-1][1]):
            things.append((own[0], number))
        if len(things) == count:
            return tuple(dict.fromkeys(task for task, _ in reversed(things)))
    return ()


def _tasks_of(item: Item) -> tuple[str, ...]:
    return (item.iri,) if item.kind == "task" else item.tasks[:1]


def _count(clause: Clause) -> int | None:
    said = _SO_MANY.search(clause.text)
    return to_int(said["n"]) if said else None


def _dates_told(clause: Clause, conversation: Conversation) -> int | None:
    """Return how many dates were told in a row, where it is asked which is first: 哪个最早."""
    if not clause.has("op", *_DATES) or clause.has("ask", "document"):
        return None
    count = 0
    for turn in reversed(conversation.turns):
        if turn.items[0].kind not in ("limit", "unit"):
            break
        count += turn.items[0].kind == "limit"
    return count if count > 1 else None


def asked_of_all(
    clause: Clause, conversation: Conversation
) -> tuple[Clause, tuple[Item, ...]] | None:
    """Return a clause that asks of so many things told turn by turn, with their tasks."""
    count = _count(clause) or _dates_told(clause, conversation)
    if clause.has("op", "same") and _means_units(clause):
        return _same_units(clause, conversation, count)
    asks = clause.has("ask", "unit", "limit") or clause.has("cell", "place")
    asks = asks or clause.has("op", *_DATES)
    compares = any(op not in (*_ALL, *_DATES) for op in clause.values("op"))
    if count is None or not asks or compares or clause.topic or clause.named("Unit", *PLACES):
        return None
    tasks = told_tasks(conversation, count)
    if not tasks:
        return None
    items = tuple(Item("task", task, task) for task in tasks)
    if clause.has("ask", "unit") and _COMMON.search(clause.text):
        return _in_common(clause, conversation, len(items)), items
    left = (c for c in clause.cues if c.name not in ("last", "op", "count") or c.value in _DATES)
    cues = (*left, TOLD)
    return replace(clause, cues=cues, measure="", sides=(), pointer=None, counted=None), items


def _means_units(clause: Clause) -> bool:
    """Tell whether a clause asks of units and names nothing itself: 牵头部门|一样吗."""
    asks = clause.has("ask", "unit") or clause.has("hint", "unit") or clause.has("role")
    return asks and not clause.says_more and not clause.named("Unit", *PLACES)


def _same_units(
    clause: Clause, conversation: Conversation, count: int | None
) -> tuple[Clause, tuple[Item, ...]] | None:
    """Return a clause that asks whether the tasks told turn by turn are of the same units.

    Of so many as it says; else of as many as were told, the last ones at most.
    """
    sizes = (count,) if count else range(_ALIKE, 1, -1)
    tasks = next((t for n in sizes if len(t := told_tasks(conversation, n)) > 1), ())
    if not tasks:
        return None
    who = Cue("ask", "unit")
    roles = tuple(c for c in clause.cues if c.name == "role" and c.value != "unit")
    sides = tuple(
        Clause(clause.text, (), (TOLD, who, *roles), (), "", nth=nth)
        for nth in range(1, len(tasks) + 1)
    )
    bare = replace(clause.without_topic(), cues=(who, *roles), measure="", pointer=None)
    asked = replace(bare, sides=sides, reckons=("same",), recalls=True)
    return asked, tuple(Item("task", task, task) for task in tasks)


def _in_common(clause: Clause, conversation: Conversation, count: int) -> Clause:
    """Return a clause that asks which units all of so many told tasks have."""
    who = Cue("ask", "unit")
    before = conversation.clause.cues if conversation.clause else ()
    roles = tuple(c for c in clause.cues if c.name == "role") or tuple(
        c for c in before if c.name == "role"
    )
    bare = replace(clause.without_topic(), cues=(who, *roles), measure="", pointer=None)
    sides = tuple(
        Clause(clause.text, (), (TOLD, who, *roles), (), "", nth=nth) for nth in range(1, count + 1)
    )
    return replace(bare, sides=sides, reckons=("overlap",), recalls=True)


def asked_of_places(clause: Clause, conversation: Conversation) -> Clause | None:
    """Return a clause that compares the two places told of last: 那人才呢，两边差多少."""
    said = TWO_PLACES.search(clause.text)
    places = conversation.all_places[-2:]
    compares = clause.has("op", "difference", "which", "same", "max", "min", "order", "each")
    if said is None or not compares or len(places) < len("两边") or clause.named("Unit", *PLACES):
        return None
    topic = _EDGES.sub("", clause.topic.replace(said[0], ""))
    named = replace(clause, mentions=(*clause.mentions, *places), sides=(), reckons=())
    if topic:
        return replace(named, topic=topic, bare=topic, works=topic, pointer=None)
    before = conversation.clause  # 两边差多少 asks of what was asked of both
    return before and replace(completed(named.without_topic(), before), mentions=places)


def asked_of_unit(
    clause: Clause, conversation: Conversation
) -> tuple[Clause, tuple[Item, ...]] | None:
    """Return a clause that asks what else some of the units told do: 前一家还管别的吗."""
    pointer = clause.pointer
    does = clause.has("role") and (clause.has("ask") or clause.has("more"))
    if pointer is None or pointer.which not in _WITHIN_LISTS or not does:
        return None
    if not _OF_UNITS.search(clause.text) or clause.named("Unit", *PLACES):
        return None
    meant = next((m for told in _units(clause, conversation) if (m := pointer.of(told))), ())
    if not meant:
        return None
    tasks = dict.fromkeys(
        task for turn in conversation.turns for item in turn.items for task in item.tasks
    )
    items = (*meant, *(Item("task", task, task) for task in tasks))
    roles = tuple(c for c in clause.cues if c.name == "role" and c.start >= pointer.end)
    cues = (Cue("ask", "task"), Cue("last", "unit"), Cue("more", "more"), *roles)
    bare = replace(clause.without_topic(), cues=cues, measure="", nth=None, pointer=None)
    return replace(bare, sides=(), ordinals=(), counted=None, recalls=True), items


def _units(clause: Clause, conversation: Conversation) -> Iterator[Sequence[Item]]:
    """Yield the units that may be meant: so many told at once, the first of each turn, the last."""
    said = _SO_MANY_UNITS.search(clause.text)
    count = to_int(said["n"]) if said else None
    last = of_kind("unit", conversation.items)
    if count is None or len(last) == count:
        yield last
    firsts = [
        of_kind("unit", turn.items)[0] for turn in conversation.turns if of_kind("unit", turn.items)
    ]
    yield tuple({unit.iri: unit for unit in firsts}.values())[-(count or _MOST) :]
    yield last
