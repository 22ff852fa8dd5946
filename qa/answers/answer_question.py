"""Answer a question as queries: read it, run what it may mean, say what the evidence says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from qa.answer import Statement
from qa.answerability import answers, is_answerable
from qa.answers.phrases import phrase
from qa.answers.wording import Said, Speaker, said
from qa.build import Build
from qa.context import Context
from qa.conversation import Conversation, continued
from qa.evidence.rows import Number
from qa.execution.execute import execute
from qa.execution.results import Compared, Found, Result
from qa.execution.scope import Scope
from qa.query.tree import About, Asks, Find, Reading, Related, SmallTalk, Talk, Tree
from qa.reading.clause import Clause
from qa.reading.compose import completed, readings_of
from qa.reading.parts import Splitter

LEAST_SAID = 0.6  # of what is asked, by a sentence and its clause, whose number answers
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

    @cached_property
    def splitter(self) -> Splitter:
        """What takes questions apart."""
        return Splitter.read(self.build.questions)

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
        clauses = self.splitter.clauses(question.plain, question.mentions)
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
            found = next(_convincing(readings_of(before), speaker, alone=not chosen), ())
            chosen += [pair for pair in found if pair[0] not in {tree for tree, _ in chosen}]
        parts = [said(result, speaker) for _, result in chosen]
        return Answered(
            Asks(tuple(tree for tree, _ in chosen)),
            tuple(result for _, result in chosen),
            _joined(parts) if parts else None,
            conversation.after([before] if before else [], [result for _, result in chosen]),
        )


def _convincing(
    readings: Iterable[Asks], speaker: Speaker, *, alone: bool
) -> Iterator[list[tuple[Tree, Result]]]:
    """Yield what readings find that says what was asked; a quotation only where it is all."""
    for reading in readings:
        results = [(tree, execute(tree, speaker.scope)) for tree in reading.trees]
        told = [pair for pair in results if is_convincing(pair[1], speaker.context)]
        if told and (alone or not _is_quotation(told[0][1])):
            yield told


def _is_quotation(result: Result) -> bool:
    return isinstance(result, Found) and result.find.kind == "sentence"


def is_convincing(result: Result, context: Context) -> bool:
    """Tell whether what was found says what was asked."""
    if isinstance(result, Compared):
        return all(is_convincing(side, context) for side in result.sides)
    if result.count is not None and not result.find.where:
        return True
    if result.is_empty:
        return False
    if result.find.kind == "benefit":
        return result.items[0].score >= LEAST_SAID and is_about(context)
    if result.find.kind == "target":
        by_meaning = any(isinstance(c, About) for c in result.find.where)
        return not by_meaning or _fits(result, context)
    return not _is_about_topic(result) or is_about(context)


def _fits(result: Found, context: Context) -> bool:
    """Tell whether the best number answers, and is not only the nearest there is."""
    item = result.items[0]
    number = next(row for row in item.rows if isinstance(row, Number))
    row = {
        "task": number.task,
        "metric": number.metric,
        "exact": number.text,
        "document": number.quote.document,
        "start": number.quote.start,
        "end": number.quote.end,
    }
    return answers(context, row, item.score)


def _is_about_topic(result: Found) -> bool:
    """Tell whether meaning alone led to a result: no name, no number of a task."""
    conditions = list(result.find.where)
    for condition in result.find.where:
        if isinstance(condition, Related) and isinstance(condition.to, Find):
            conditions += condition.to.where
    return any(isinstance(c, About) for c in conditions)


def is_about(context: Context) -> bool:
    """Tell whether the documents answer the topic of a question at all."""
    return bool(context.literal_tasks()) or is_answerable(context)


def _small_talk(clauses: tuple[Clause, ...]) -> SmallTalk | None:
    if not clauses:
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
    value = values[0] if values else None
    if value is not None and all(isinstance(each, list) for each in values):
        every = [one for each in values for one in each]  # X和Y分别归谁: all of both
        value = [one for i, one in enumerate(every) if one not in every[:i]]
    return Said(head, tuple(lines), value, tasks)
