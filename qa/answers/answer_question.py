"""Answer a question as queries: read it, run what it may mean, say what the evidence says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from qa.answer import Statement
from qa.answers.phrases import phrase
from qa.answers.wording import Said, Speaker, said
from qa.build import Build
from qa.context import Context
from qa.evidence.rows import Number
from qa.execution.execute import execute
from qa.execution.results import Compared, Found, Result
from qa.execution.scope import Scope
from qa.query.tree import Asks, Reading, SmallTalk, Talk, Tree
from qa.reading.compose import trees_of
from qa.reading.parts import Clause, Splitter

LEAST_FIT = 1.05  # of a number that answers; found on open questions
_SMALL_TALK: tuple[SmallTalk, ...] = ("greeting", "thanks", "program")


@dataclass(frozen=True, slots=True)
class Answered:
    """What a question got.

    Attributes:
        reading: how it was read.
        results: what its trees found.
        said: in words; None where nothing answers.
    """

    reading: Reading
    results: tuple[Result, ...] = ()
    said: Said | None = None


@dataclass(frozen=True)
class Answerer:
    """What answers questions of one build."""

    build: Build

    @cached_property
    def splitter(self) -> Splitter:
        """What takes questions apart."""
        return Splitter.read(self.build.questions)

    def answer(self, context: Context) -> Answered:
        """Return what a question gets."""
        question = context.question
        clauses = self.splitter.clauses(question.plain, question.mentions)
        talk = _small_talk(clauses)
        if talk is not None:
            return Answered(Talk(talk), said=Said(phrase(question.language, talk)))
        scope = Scope(self.build, context.question.documents)
        speaker = Speaker(context, scope)
        chosen: list[tuple[Tree, Result]] = []
        before: Clause | None = None
        for clause in clauses:
            trees = trees_of(clause, before)
            found = next(_convincing(trees, scope, asked_alone=not chosen), None)
            if found is not None:
                chosen.append(found)
            before = clause
        parts = [said(result, speaker) for _, result in chosen]
        trees_read = tuple(tree for tree, _ in chosen)
        return Answered(
            Asks(trees_read),
            tuple(result for _, result in chosen),
            _joined(parts) if parts else None,
        )


def _convincing(trees, scope, *, asked_alone):  # type: ignore[no-untyped-def]
    for tree in trees:
        result = execute(tree, scope)
        if is_convincing(result) and (asked_alone or not _is_quotation(result)):
            yield tree, result


def _is_quotation(result: Result) -> bool:
    return isinstance(result, Found) and result.find.kind == "sentence"


def is_convincing(result: Result) -> bool:
    """Tell whether what was found says what was asked."""
    if isinstance(result, Compared):
        return all(is_convincing(side) for side in result.sides)
    if result.count is not None and not result.find.where:
        return True
    if result.is_empty:
        return False
    if result.find.kind == "target":
        numbers = [i for i in result.items if any(isinstance(r, Number) for r in i.rows)]
        return any(item.score >= LEAST_FIT or item.score == 1.0 for item in numbers)
    return True


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
    value = next((part.value for part in parts if part.value is not None), None)
    return Said(head, tuple(lines), value, tasks)
