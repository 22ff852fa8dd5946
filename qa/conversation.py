"""A conversation: what a turn goes on from, and what the turns before found.

那它归谁管 · 水务局呢 · 其中哪些有数字指标 · 我说的是工信局 · 第二家单位还管什么
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.text.numerals import to_int
from qa.execution.results import Compared, Item, Result
from qa.mentions import QuestionMention
from qa.query.tree import Comparison, Kind, Top
from qa.reading.clause import NUMBERS, Clause
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
    sum_of_those,
    with_place,
)
from qa.reading.kinds import COMPARING
from qa.reading.said_conditions import PLACES

_LONGEST_FRAGMENT = 14  # characters of a turn that only changes a part of the one before
# 水务局呢 · 换成北京呢 · 那湘潭
_FRAGMENT = re.compile(r"^(?:那么?|换成|换|再看看|还有)?.{1,12}?(?:呢|怎么样)?[？?。]?$")
# 我说的是工信局 · 我问的是三明
_CORRECTION = re.compile(r"^(?:不是?，?|不对，?)?我(?:说|问|指)的?是")
_BEST_ALONE = ("target", "benefit", "limit", "sentence")
_COMPARED = 2  # numbers told last that are compared, where it is not said how many
_KEPT = 6  # of the clauses that asked for numbers, or for tasks of a unit
# 这三个|加起来 · 三个地方|谁免得多
_SO_MANY_OF = re.compile(
    r"(?:这|那)?(?P<n>[两俩二三四五六])(?:个(?:地方|市|县|区|单位|部门|局|数字?|指标|产业)?|家(?:单位)?|者|地|项|样)"
)
_SEVERAL = 2  # tasks that can be counted
# 私人房东的呢 asks the same of another kind of thing
_OF_THE_SAME = re.compile("的呢?[？?。]?$")
_CHANGED = ("Unit", "Jurisdiction", "Year")


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is kept between the turns of one session.

    Attributes:
        clause: the last clause that asked something, completed; None at the beginning.
        items: what was found last, by kind, in the order in which it was told.
        results: what the last question's trees found.
        shown: how many things of the first result have been told, where 还有呢 went on; 0 before.
        places: of which the same was asked, one after the other: 湘潭 and 江西 in 江西呢.
        numbers: the clauses that asked for the last numbers, one after the other.
        owners: the clauses that asked for the tasks of one unit, one after the other.
    """

    clause: Clause | None = None
    items: tuple[Item, ...] = ()
    results: tuple[Result, ...] = ()
    shown: int = 0
    places: tuple[QuestionMention, ...] = ()
    numbers: tuple[Clause, ...] = ()
    owners: tuple[Clause, ...] = ()

    def after(self, clauses: Sequence[Clause], results: Sequence[Result]) -> Conversation:
        """Return the conversation after a turn; what found nothing leaves it as it was."""
        found = [item for result in results for item in told_of(result)]
        if not clauses:
            return self
        places = self._places_with(clauses[-1])
        if not found:
            return replace(self, clause=clauses[-1], places=places)
        units = [] if _of_kind("unit", found) else _of_kind("unit", self.items)
        items = (*with_tasks(found), *units)  # 它还管什么 may mean a unit told earlier
        last = clauses[-1]
        numbers = _one_after_another(self.numbers, last, found[0].kind in NUMBERS)
        of_one = found[0].kind == "task" and len(last.named("Unit")) == 1
        owners = _one_after_another(self.owners, last, of_one)
        return Conversation(last, items, tuple(results), 0, places, numbers, owners)

    def _places_with(self, clause: Clause) -> tuple[QuestionMention, ...]:
        """Return the places of a clause, with those of which the same was asked before it."""
        own = clause.named(*PLACES)
        if self.clause is None or self.clause.topic != clause.topic:
            return own
        texts = {mention.text for mention in own}
        return (*(m for m in self.places if m.text not in texts), *own)


def _one_after_another(
    before: tuple[Clause, ...], clause: Clause, alike: bool
) -> tuple[Clause, ...]:
    """Return the clauses that asked alike with one more; what reckons with them leaves them."""
    if clause.sides:
        return before
    return (*before, clause)[-_KEPT:] if alike else ()


def continued(clause: Clause, conversation: Conversation) -> Clause:
    """Return a clause with what it takes from the turn before; itself where it starts anew."""
    before = conversation.clause
    if before is None:  # 它 is the document, where nothing was told yet
        return replace(clause, cues=tuple(cue for cue in clause.cues if cue.name != "last"))
    if is_complete(clause):
        return in_its_place(clause, before)
    several = _of_several(clause, conversation) or _added_up(clause, conversation)
    if several is not None:
        return several
    if _CORRECTION.match(clause.text) or is_fragment(clause):
        return _with_unit_asked(clause, before)
    if means_the_unit(clause, before):
        return completed(clause, before)
    if asks_of_unit(clause) and _of_kind("unit", conversation.items):
        return of_that_unit(clause)
    if compares_those(clause) and len(conversation.numbers) > 1:  # 相差多少
        extreme = clause.has("op", "max", "min")  # 最低的是哪个 is asked of all that were told
        return _of_numbers(clause, conversation.numbers[0 if extreme else -_COMPARED :])
    if compares_those(clause) and len(conversation.places) > 1:
        return replace(completed(clause, before), mentions=conversation.places)
    if clause.has("last"):
        return with_place(clause, before, told={item.kind for item in conversation.items})
    if conversation.items and asks_of_those(clause, before):
        return _of_those(clause, before, conversation.items)
    return completed(clause, before)


def _with_unit_asked(clause: Clause, before: Clause) -> Clause:
    """Return the clause before with what a fragment or a correction puts there.

    A unit alone asks for its tasks, where nothing else was asked of units: 那应急局呢, after
    其中跟农村有关的呢; 我说的是市场监管局, after 这是谁的任务.
    """
    tasks = Cue("ask", "task", 0, 0, "")
    if not clause.named("Unit"):
        return changed_by(clause, before)
    if _CORRECTION.match(clause.text) and before.has("ask", "unit"):
        return replace(clause.without_topic(), cues=(tasks,))
    changed = changed_by(clause, before)
    asks = changed.has("ask") or changed.has("hint") or changed.has("count")
    return changed if asks else replace(changed, cues=(*changed.cues, tasks))


def _of_numbers(clause: Clause, numbers: Sequence[Clause]) -> Clause:
    """Return a clause that compares the numbers asked for last: 相差多少."""
    kinds: tuple[Comparison, ...] = ("sum", "difference", "same", "which", "order")
    asks = tuple(op for op in kinds if clause.has("op", op))
    if clause.has("op", "max", "min"):
        asks = ("order",)
    return replace(clause.without_topic(), sides=tuple(numbers), reckons=asks or ("all",))


def _added_up(clause: Clause, conversation: Conversation) -> Clause | None:
    """Return a clause that adds up the numbers told last; None where it asks for no sum of them."""
    numbers = next((item.kind for item in conversation.items if item.kind in ADDED), None)
    if numbers is None or conversation.clause is None or not adds_up_those(clause):
        return None
    return sum_of_those(clause, conversation.clause, numbers)


def _of_several(clause: Clause, conversation: Conversation) -> Clause | None:
    """Return a clause that reckons with so many of what the last turns asked for, one by one.

    这两个单位谁牵头的多 · 三个加起来多少; None where it says no number, or fewer were told.
    """
    said = _SO_MANY_OF.search(clause.text)
    if said is None or not clause.has("op") or clause.named("Unit", *PLACES):
        return None
    count = to_int(said["n"].replace("俩", "两")) or 0
    owners, numbers = conversation.owners[-count:], conversation.numbers[-count:]
    bare = replace(clause, cues=tuple(c for c in clause.cues if c.name in ("op", "role")))
    if count == len(owners) and clause.has("op", "which", "difference", "max", "order"):
        roles = tuple(c for c in bare.cues if c.name == "role")
        sides = tuple(replace(o, cues=roles or o.cues) for o in owners)
        return replace(bare.without_topic(), sides=sides, reckons=("which", "difference"))
    told = [item for item in conversation.items if item.kind in NUMBERS]
    if count == len(numbers) and len(told) < count:
        return _of_numbers(bare, numbers)
    places = conversation.places[-count:]
    if count == len(places) and conversation.clause is not None:
        cues = tuple(c for c in clause.cues if c.name == "op" or c.value == "benefit")
        alike = replace(clause.without_topic(), cues=cues)
        return replace(completed(alike, conversation.clause), mentions=places)
    return None


def _of_those(clause: Clause, before: Clause, items: Sequence[Item]) -> Clause:
    """Return a clause that asks of the tasks told before; nobody counts one: 一共几条."""
    tasks = [item for item in items if item.kind == "task"]
    if clause.has("count", "task") and len(tasks) < _SEVERAL:
        return clause
    return of_those_tasks(clause, before)


def is_fragment(clause: Clause) -> bool:
    """Tell whether a turn only names something to put in place of what was asked before."""
    text = clause.text.strip()
    asks = clause.has("ask", "unit", "task", "target", "project", "policy", "limit")
    asks = asks or clause.asks_number or clause.has("count")
    short = len(text) <= _LONGEST_FRAGMENT and _FRAGMENT.match(text) is not None
    ends = text.rstrip("？?。").endswith("呢") or text.startswith(("换", "那"))
    names = bool(clause.mentions or clause.topic or clause.section or clause.ordinals)
    return short and ends and names and not asks and not clause.has("last")


def changed_by(clause: Clause, before: Clause) -> Clause:
    """Return the clause before with the names, or the topic, that a fragment puts there."""
    if clause.named("Unit") and before.has("last"):  # 那应急局呢, after 其中跟农村有关的呢
        cues = tuple(cue for cue in before.cues if cue.name != "last")
        before = replace(before.without_topic(), cues=cues)
    if clause.nth and before.has("last", "unit"):  # 第一家呢, after 第二家单位还管什么
        return replace(before, nth=clause.nth)
    mentions = before.mentions
    for kind in _CHANGED:
        new = clause.named(kind)
        if new:
            mentions = (*(m for m in mentions if m.kind != kind), *new)
    things = [m for m in clause.mentions if m.kind not in _CHANGED]
    words = before
    if things or (clause.topic and not clause.named(*_CHANGED)):
        words = clause
        if clause.topic and _OF_THE_SAME.search(clause.text):
            words = clause.with_more(before.topic, "")
            before = before.without("op", *COMPARING)
        mentions = (*(m for m in mentions if m.kind in _CHANGED), *things)
    role = tuple(cue for cue in clause.cues if cue.name == "role")
    cues = (*(c for c in before.cues if not (role and c.name == "role")), *role)
    topic, bare, works = words.topic, words.bare, words.works
    changed = replace(before, mentions=mentions, topic=topic, bare=bare, works=works)
    return replace(changed, cues=cues, ordinals=clause.ordinals, section=clause.section)


def _of_kind(kind: Kind, items: Sequence[Item]) -> list[Item]:
    return [item for item in items if item.kind == kind]


def told_of(result: Result) -> tuple[Item, ...]:
    """Return what of a result was told as the answer; the best alone where others only come near.

    Of a largest one, those that are it.
    """
    if isinstance(result, Compared):
        return tuple(item for side in result.sides for item in told_of(side))
    if result.groups:
        return tuple(item for _, inner in result.groups for item in told_of(inner))
    if result.find.kind in _BEST_ALONE and result.total is None:
        return result.items[:1]
    if isinstance(result.find.over, Top) and result.measured:
        best = result.measured[0]
        pairs = zip(result.items, result.measured, strict=True)
        return tuple(item for item, amount in pairs if amount == best)
    return result.items


def with_tasks(found: Sequence[Item]) -> tuple[Item, ...]:
    """Return what was found, and the tasks it is of, which 它 and 这项 may mean as well."""
    tasks = dict.fromkeys(task for item in found for task in item.tasks)
    known = {item.iri for item in found if item.kind == "task"}  # a sentence has its task's IRI
    return (*found, *(Item("task", task, task) for task in tasks if task not in known))
