"""Answer a question as queries: read it, run what it may mean, say what the evidence says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from qa.answer import Statement
from qa.answers.convincing import Judge
from qa.answers.phrases import phrase
from qa.answers.speaker import Said, Speaker
from qa.answers.wording import said
from qa.build import Build
from qa.context import Context
from qa.conversation import Conversation, continued
from qa.execution.execute import execute
from qa.execution.results import Found, Result
from qa.execution.scope import Scope
from qa.lettering import lettered
from qa.query.tree import About, Asks, Find, Reading, SmallTalk, Talk, Tree
from qa.reading.clause import Clause
from qa.reading.compose import completed, readings_of
from qa.reading.cues import Cue
from qa.reading.said_conditions import places_of

_SMALL_TALK: tuple[SmallTalk, ...] = ("greeting", "thanks", "program")
START = Conversation()


@dataclass(frozen=True, slots=True)
class Answered:
    """What a question got.

    Attributes:
        reading: how it was read.
        results: what its trees found.
        said: in words; None where nothing answers.
        conversation: what the next turn may go on from.
    """

    reading: Reading
    results: tuple[Result, ...] = ()
    said: Said | None = None
    conversation: Conversation = START


@dataclass(frozen=True)
class Answerer:
    """What answers questions of one build."""

    build: Build

    def answer(
        self,
        context: Context,
        documents: Collection[str] | None = None,
        conversation: Conversation = START,
    ) -> Answered:
        """Return what a question gets.

        Args:
            context: the question.
            documents: keys of the only documents it is asked of.
            conversation: what the turns before asked and found.
        """
        question = context.question
        clauses = self.build.splitter.clauses(question.plain, question.mentions)
        talk = _small_talk(clauses)
        if talk is not None:
            return Answered(Talk(talk), said=Said(phrase(question.language, talk)))
        only = None if documents is None else frozenset(documents)
        scope = Scope(self.build, only, conversation.items)
        speaker = Speaker(context, scope)
        chosen: list[tuple[Tree, Result]] = []
        before: Clause | None = None
        for clause in clauses:
            first = before is None
            before = continued(clause, conversation) if first else completed(clause, before)
            judge = Judge(before, scope, question.language)
            readings = readings_in(before, context, alone=len(clauses) == 1)
            found = next(_convincing(readings, judge, alone=not chosen), ())
            chosen += [pair for pair in found if pair[0] not in {tree for tree, _ in chosen}]
        parts = [said(result, speaker) for _, result in chosen]
        return Answered(
            Asks(tuple(tree for tree, _ in chosen)),
            tuple(result for _, result in chosen),
            _joined(parts) if parts else None,
            conversation.after([before] if before else [], [result for _, result in chosen]),
        )


def readings_in(clause: Clause, context: Context, *, alone: bool) -> tuple[Asks, ...]:
    """Return what a clause may ask for; for a number first, where no cue but examples say so.

    Args:
        clause: the clause.
        context: the question it is of.
        alone: whether it is the whole question, as the examples are.
    """
    readings = (*readings_of(clause), *_quoting(clause))
    asks = any(value != "what" for value in clause.values("ask"))
    if not alone or asks or clause.has("count") or clause.measure:
        return readings
    masked = lettered(context.question.plain, context.question.mentions)
    if context.build.questions.examples.kind(masked) != "value":
        return readings
    cues = (*clause.cues, Cue("ask", "target", 0, 0, ""))
    return (*readings_of(replace(clause, cues=cues)), *readings)


def _quoting(clause: Clause) -> tuple[Asks, ...]:
    """Return the reading that only quotes what speaks of the topic, whatever was asked of it."""
    if not clause.topic or clause.measure or clause.named("Unit"):
        return ()
    return (Asks((Find("sentence", (*places_of(clause), About(clause.topic))),)),)


def _convincing(
    readings: Iterable[Asks], judge: Judge, *, alone: bool
) -> Iterator[list[tuple[Tree, Result]]]:
    """Yield what readings find that says what was asked; a quotation only where it is all."""
    for reading in readings:
        results = [(tree, execute(tree, judge.scope)) for tree in reading.trees]
        kept = [(tree, judge.convinced(result)) for tree, result in results]
        told = [(tree, result) for tree, result in kept if result is not None]
        if told and (alone or not _is_quotation(told[0][1])):
            yield told


def _is_quotation(result: Result) -> bool:
    return isinstance(result, Found) and result.find.kind == "sentence"


def _small_talk(clauses: tuple[Clause, ...]) -> SmallTalk | None:
    if not any(character.isalpha() for clause in clauses for character in clause.text):
        return "nonsense"
    first = clauses[0]
    alone = len(clauses) == 1 and len(first.topic) < 3 and not first.mentions
    return next((kind for kind in _SMALL_TALK if alone and first.has(kind)), None)


def _joined(parts: list[Said]) -> Said:
    """Return several answers as one: first sentences after each other, then all lines."""
    if len(parts) == 1:
        return parts[0]
    head = "".join(dict.fromkeys(part.head for part in parts))
    lines: list[Statement] = []
    for part in parts:
        lines += [line for line in part.statements if line.text not in {x.text for x in lines}]
    tasks = tuple(dict.fromkeys(task for part in parts for task in part.tasks))
    values = [part.value for part in parts if part.value is not None]
    lists = bool(values) and all(isinstance(value, list) for value in values)
    value = list(chain.from_iterable(values)) if lists else next(iter(values), None)
    return Said(head, tuple(lines), _each_once(value), tasks)


def _each_once(value: Any) -> Any:
    """Return a list of names or numbers with each once; what is no such list as it is."""
    plain = isinstance(value, list) and all(isinstance(one, str | int) for one in value)
    return list(dict.fromkeys(value)) if plain else value
