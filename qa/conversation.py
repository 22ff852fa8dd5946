"""A conversation: what the turns before asked and found. Data only; qa/turns goes on from it.

Of what was told one after the other, each number and each unit's tasks are kept by themselves, so
that 前一个, 这两个 and 三个加起来 can mean them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa.evidence.rows import Number
from qa.execution.results import Compared, Found, Item, Result
from qa.mentions import QuestionMention
from qa.query.tree import Top
from qa.query.vocabulary import Kind
from qa.reading.clause import NUMBERS, Clause
from qa.reading.composing.said_subjects import PLACES

_BEST_ALONE = ("target", "benefit", "limit", "sentence")
_KEPT = 8  # things told that may be pointed at
TurnKind = Literal["number", "owner", "other"]


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that was told: a number, the tasks of one unit, or anything else.

    Attributes:
        kind: which of them.
        clause: what asked for it.
        items: what was told; of a number the one.
    """

    kind: TurnKind
    clause: Clause
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is kept between the turns of one session.

    Attributes:
        clause: the last clause that asked something, completed; None at the beginning.
        items: what was found last, by kind, in the order in which it was told.
        results: what the last question's trees found.
        shown: how many things of the first result have been told, where 还有呢 went on; 0 before.
        places: of which the same was asked, one after the other: 湘潭 and 江西 in 江西呢.
        turns: what was told, one after the other; the last few.
        asked: the parts of the last question, as they were put.
        first: the first of them, completed.
        said: the last question in words, with what a turn put in place of a name of it.
    """

    clause: Clause | None = None
    items: tuple[Item, ...] = ()
    results: tuple[Result, ...] = ()
    shown: int = 0
    places: tuple[QuestionMention, ...] = ()
    turns: tuple[Turn, ...] = ()
    asked: tuple[Clause, ...] = ()
    first: Clause | None = None
    said: str = ""

    @property
    def numbers(self) -> tuple[Turn, ...]:
        """The numbers told just before, one after the other."""
        return self._run("number")

    @property
    def owners(self) -> tuple[Turn, ...]:
        """The units whose tasks were told just before, one after the other."""
        return self._run("owner")

    def last(self, kind: TurnKind, count: int) -> tuple[Turn, ...]:
        """Return the last so many of a kind, whatever was told between; () if they are fewer."""
        found = [turn for turn in self.turns if turn.kind == kind]
        return tuple(found[-count:]) if len(found) >= count else ()

    @property
    def all_places(self) -> tuple[QuestionMention, ...]:
        """The places of which anything was told, each once, in the order of the last telling."""
        named = (mention for turn in self.turns for mention in turn.clause.named(*PLACES))
        last = self.clause.named(*PLACES) if self.clause else ()
        found: dict[str, QuestionMention] = {}
        for mention in (*named, *last):
            found.pop(mention.text, None)
            found[mention.text] = mention
        return tuple(found.values())

    def _run(self, kind: TurnKind) -> tuple[Turn, ...]:
        others = [i for i, turn in enumerate(self.turns) if turn.kind != kind]
        return self.turns[others[-1] + 1 if others else 0 :]

    def after(self, parts: Sequence[tuple[Clause, Sequence[Result]]]) -> Conversation:
        """Return the conversation after a turn; what found nothing leaves it as it was.

        Args:
            parts: each clause of the turn with what its trees found.
        """
        if not parts:
            return self
        results = [result for _, of_part in parts for result in of_part]
        found = [item for result in dict.fromkeys(results) for item in told_of(result)]
        last = parts[-1][0]
        turns = self.turns
        for clause, of_part in parts:
            turns = (*turns, *_told(clause, of_part))[-_KEPT:]
        places = self._places_with(last)
        if not found:
            return replace(self, clause=last, places=places)
        units = [] if of_kind("unit", found) else of_kind("unit", self.items)
        items = (*with_tasks(found), *units)  # 它还管什么 may mean a unit told earlier
        return Conversation(last, items, tuple(results), 0, places, turns)

    def _places_with(self, clause: Clause) -> tuple[QuestionMention, ...]:
        """Return the places of a clause, with those of which the same was asked before it."""
        own = clause.named(*PLACES)
        if self.clause is None or self.clause.topic != clause.topic:
            return own
        texts = {mention.text for mention in own}
        return (*(m for m in self.places if m.text not in texts), *own)


def _told(clause: Clause, results: Sequence[Result]) -> Iterator[Turn]:
    """Yield what a clause was told; what only reckons with what was told before adds nothing."""
    if clause.recalls:
        return
    for result in results:
        items = told_of(result)
        if isinstance(result, Compared):
            yield from _sides(clause, result)
        elif result.groups and result.find.kind in NUMBERS:
            for _, inner in result.groups:
                yield Turn("number", clause, told_of(inner)[:1])
        elif items and result.find.kind in NUMBERS:
            for item in items:
                yield Turn("number", clause, (item,))
        elif items:
            yield from _of_tasks(clause, result, items)


def _of_tasks(clause: Clause, result: Found, items: tuple[Item, ...]) -> Iterator[Turn]:
    """Yield what was told of tasks, or of other things: what each costs, those of one unit."""
    costs = [item for item in items if any(isinstance(row, Number) for row in item.rows)]
    if result.find.kind == "task" and costs:
        for item in costs:
            yield Turn("number", clause, (item,))
        return
    one = len(clause.named("Unit")) == 1
    one = one or (result.count is not None and len(clause.named(*PLACES)) == 1)
    yield Turn("owner" if one and result.find.kind == "task" else "other", clause, items)


def _sides(clause: Clause, result: Compared) -> Iterator[Turn]:
    """Yield the numbers, or the units' tasks, that were compared."""
    each = clause.sides if len(clause.sides) == len(result.sides) else ()
    for i, side in enumerate(result.sides):
        own, items = each[i] if each else clause, told_of(side)
        owner: TurnKind = "owner" if own.named("Unit") else "other"
        if items:
            yield Turn(owner if result.compare.by is None else "number", own, items)


def of_kind(kind: Kind, items: Sequence[Item]) -> list[Item]:
    """Return the things of a kind."""
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
