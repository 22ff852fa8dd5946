"""Answer a question as queries: read it, run what it may mean, say what the evidence says."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from errors import TooWideError
from qa.answers.clauses.attempt import Attempt, readings_in
from qa.answers.clauses.each_place import each_place
from qa.answers.clauses.filled import filled
from qa.answers.clauses.first_part import first_part
from qa.answers.clauses.later_parts import later_part
from qa.answers.clauses.parts import Part, whole
from qa.answers.clauses.told_before import adds_documents, said_with
from qa.answers.judging.nearness import topics_of
from qa.answers.more import asks_for_more, more, says_no_more
from qa.answers.named_units import several_places, which_place
from qa.answers.phrases import phrase
from qa.answers.small_talk import small_talk
from qa.answers.speaker import Said, Speaker
from qa.build import Build
from qa.context import Context
from qa.conversation import Conversation
from qa.execution.results import Found, Result
from qa.execution.scope import Scope
from qa.query.tree import Asks, Find, Reading, Talk
from qa.reading.clause import Clause
from qa.reading.going_on import points_nowhere
from qa.turns.continuing import (
    asks_more_of_it,
    continued,
    number_first,
    repeated,
)
from qa.turns.pointing import pointed, unpointed

# SELECT ?s WHERE { ?s ?p ?o } · select * from tasks
_CODE = re.compile(
    r"(?is)\b(?:select|construct|describe|ask|prefix|insert|delete|update|drop)\b.*?"
    r"(?:[?$]\w+\s|\{|\*\s*from\b|\bfrom\s+\w+\s+where\b|<\w+:)"
)
START = Conversation()
_ASKED_ALIKE = 3  # things asked of one thing that are asked again of another


@dataclass(frozen=True, slots=True)
class Answered:
    """What a question got.

    Attributes:
        reading: how it was read.
        results: what its trees found.
        said: in words; None where nothing answers.
        conversation: what the next turn may go on from.
        parts: what each of its clauses got.
        back: what is asked back, where it points at nothing: 那它归谁管, at the beginning.
    """

    reading: Reading
    results: tuple[Result, ...] = ()
    said: Said | None = None
    conversation: Conversation = START
    parts: tuple[Part, ...] = ()
    back: Said | None = None


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
        if _CODE.search(question.text):
            return Answered(Talk("nonsense"), said=Said(phrase(context.language, "code")))
        talk = small_talk(clauses)
        if talk is not None:
            return Answered(Talk(talk), said=Said(phrase(context.language, talk)))
        if not self.build.persons and any(clause.has("ask", "person") for clause in clauses):
            return Answered(Talk("program"), said=Said(phrase(context.language, "no_persons")))
        if conversation.clause is None and len(clauses) == 1 and points_nowhere(clauses[0]):
            return Answered(Asks(()), back=Said(phrase(context.language, "which_one")))
        only = None if documents is None else frozenset(documents)
        scope = Scope(self.build, only, conversation.items)
        if asks_for_more(clauses, conversation):
            told, after = more(conversation, Speaker(context, scope))
            trees = tuple(r.find for r in conversation.results[:1] if isinstance(r, Found))
            return Answered(Asks(trees), conversation.results[:1], told, after)
        if len(clauses) > 1 and says_no_more(clauses[0]):
            clauses = clauses[1:]  # 还有吗？该单位还牵头别的任务吗
        clauses = tuple(number_first(repeated(clauses, conversation)))
        attempt = Attempt(context, scope, len(clauses) == 1)
        try:
            parts = self._undivided(clauses, conversation, attempt)
            parts = parts or self._parts(clauses, conversation, attempt)
        except TooWideError:
            back = several_places(context) or which_place(context)
            said = Said(back.head, back.statements, back.value)
            first = [(clause, ()) for clause in clauses[:1]]
            return Answered(Asks(()), back=said, conversation=conversation.after(first))
        after = _asked_after(parts, clauses, conversation)
        parts = each_place(filled(parts, scope), clauses, attempt)
        pairs = {tree: result for part in parts for tree, result in part.found}
        return Answered(
            Asks(tuple(pairs)),
            tuple(pairs.values()),
            whole(parts, Speaker(context, scope)),
            after,
            tuple(parts),
        )

    def _parts(
        self, clauses: Sequence[Clause], conversation: Conversation, attempt: Attempt
    ) -> list[Part]:
        """Return what each clause gets.

        Raises:
            TooWideError: it would have to be read of too many places.
        """
        require_one_place(clauses, attempt)
        parts: list[Part] = []
        for clause in clauses:
            parts.append(self._part(clause, parts, conversation, attempt))
        return parts

    def _undivided(
        self, clauses: Sequence[Clause], conversation: Conversation, attempt: Attempt
    ) -> list[Part]:
        """Return what a question gets that asks of whole documents: 哪份最早，哪份最晚."""
        question = attempt.context.question
        if not clauses or any(clause.has("last") for clause in clauses[1:]):
            return []
        if len(clauses) > 1 and len({_years(clause) for clause in clauses} - {()}) > 1:
            return []  # 哪些是2020年的？|哪份是2019年的
        clause = self.build.splitter.undivided(question.plain, question.mentions)
        goes_on = conversation.clause is not None
        if goes_on:
            meant = continued(clause, conversation)
            clause, attempt = meant.clause, attempt.among(meant.items)
            if clause.recalls and clause.pointer is None:
                return []  # it is asked of what was told
        found = attempt.by_form(clause, goes_on=goes_on)
        return [Part(clause, found)] if found else []

    def _part(
        self, clause: Clause, before: Sequence[Part], conversation: Conversation, attempt: Attempt
    ) -> Part:
        """Return what a clause gets, with what it may go on from, likeliest first."""
        if not before:
            return first_part(clause, conversation, attempt)
        if adds_documents(clause, before[-1]):
            clause = replace(clause.without("op", "sum"), measure="")
        elif said_with(clause, before[-1]):
            return Part(clause)
        meant = pointed(clause, _after(before, conversation))
        if meant is not None:
            found = attempt.among(meant.items).best(meant.clause, quoting=False)
            if found:
                return Part(meant.clause, found)
        return later_part(unpointed(clause), before, attempt)


def _years(clause: Clause) -> tuple[str, ...]:
    return tuple(node for mention in clause.named("Year") for node in mention.nodes)


def _after(parts: Sequence[Part], conversation: Conversation) -> Conversation:
    """Return a conversation after some parts of a turn."""
    return conversation.after(
        [(part.clause, [result for _, result in part.found]) for part in parts]
    )


def _asked_after(
    parts: Sequence[Part], clauses: Sequence[Clause], conversation: Conversation
) -> Conversation:
    """Return a conversation after a turn, with what it asked.

    What asks more of the same thing is added: 什么时候做完 · 谁牵头 are both asked again by 名录呢.
    """
    after = _after(parts, conversation)
    if not parts:
        return after
    asked = tuple(clauses)
    if conversation.asked and asks_more_of_it(clauses, conversation) and parts[0].found:
        known = {other.text for other in conversation.asked}
        asked = (*conversation.asked, *(c for c in asked if c.text not in known))
        first = conversation.first or conversation.clause
        return replace(after, asked=asked[:_ASKED_ALIKE], first=first)
    return replace(after, asked=asked, first=parts[0].clause)


def require_one_place(clauses: Sequence[Clause], attempt: Attempt) -> None:
    """Refuse what is only about a unit that hundreds of places have, before all are read.

    Raises:
        TooWideError: it is.
    """
    units = [mention for mention in attempt.context.question.units if len(mention.nodes) > 1]
    for clause in clauses[:1] if units else ():
        readings = readings_in(clause, attempt.context, alone=attempt.whole)
        first = readings[0].trees[0] if readings else None
        if isinstance(first, Find) and not any(topics_of(first)):
            attempt.scope.require_narrow(max((m.nodes for m in units), key=len))
