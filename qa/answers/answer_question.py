"""Answer a question as queries: read it, run what it may mean, say what the evidence says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from embeddings.lexical import simplify
from errors import TooWideError
from qa.answers.clauses.attempt import Attempt, Pairs, first_numbers, only_quotes, readings_in
from qa.answers.clauses.competing import likeliest
from qa.answers.clauses.later_parts import later_part
from qa.answers.clauses.parts import Part, whole
from qa.answers.clauses.told_before import adds_documents, own_words, said_with
from qa.answers.judging.nearness import topics_of
from qa.answers.more import asks_for_more, more, says_no_more
from qa.answers.named_units import several_places, which_place
from qa.answers.phrases import phrase
from qa.answers.small_talk import small_talk
from qa.answers.speaker import Said, Speaker, first_number
from qa.build import Build
from qa.context import Context
from qa.conversation import Conversation
from qa.execution.results import Found, Result
from qa.execution.scope import Scope
from qa.query.tree import Asks, Find, Reading, Talk
from qa.reading.clause import Clause
from qa.reading.cues import Cue
from qa.reading.going_on import of_those_tasks, points_nowhere
from qa.turns.continuing import (
    asked_otherwise,
    asks_more_of_it,
    continued,
    is_fragment,
    number_first,
    repeated,
    with_what_was_told,
)
from qa.turns.pointing import pointed, unpointed
from qa.turns.the_one import the_one

# SELECT ?s WHERE { ?s ?p ?o } · select * from tasks
_CODE = re.compile(
    r"(?is)\b(?:select|construct|describe|ask|prefix|insert|delete|update|drop)\b.*?"
    r"(?:[?$]\w+\s|\{|\*\s*from\b|\bfrom\s+\w+\s+where\b|<\w+:)"
)
START = Conversation()
_WHOLLY = 0.9  # of the words of a turn: a number of what was told that says so many is meant
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
        pairs = {tree: result for part in parts for tree, result in part.found}
        return Answered(
            Asks(tuple(pairs)),
            tuple(pairs.values()),
            whole(parts, Speaker(context, scope)),
            _asked_after(parts, clauses, conversation),
            tuple(parts),
        )

    def _first_part(self, clause: Clause, conversation: Conversation, attempt: Attempt) -> Part:
        """Return what the first clause gets, which may go on from the turn before."""
        for meant in the_one(clause, conversation, attempt.scope):
            found = attempt.among(meant.items).best(meant.clause, quoting=True)
            if found:
                return Part(meant.clause, found)
        inside = self._inside(clause, conversation, attempt)
        if inside is not None and _covers(inside, clause, attempt) >= _WHOLLY:
            return inside
        meant = continued(clause, conversation)
        found = attempt.among(meant.items).best(meant.clause, quoting=True)
        if inside is not None:
            outside = Part(meant.clause, found)
            better = _covers(outside, clause, attempt) > _covers(inside, clause, attempt)
            return outside if better else inside
        if not found or only_quotes(found) or _told_again(found, conversation):
            for way in asked_otherwise(clause, conversation):
                other = attempt.best(way, quoting=False)
                if other and not _told_again(other, conversation):
                    return Part(way, other)
        if not found or only_quotes(found):
            other = self._competing(Part(meant.clause, found), clause, conversation, attempt)
            if other.found and other.clause is not meant.clause:
                return other
        if not found and not attempt.whole:
            found = attempt.giving(meant.clause)
        return Part(meant.clause, found, "" if found else own_words(clause))

    def _competing(
        self, part: Part, clause: Clause, conversation: Conversation, attempt: Attempt
    ) -> Part:
        """Return what a turn gets, by itself or with what was spoken of or told before it."""
        before = conversation.clause
        if before is None or clause.pointer is not None and clause.recalls:
            return part
        parts = [part]
        for way in with_what_was_told(clause, part.clause, conversation):
            found = attempt.among(conversation.items).best(way, quoting=True)
            parts += [Part(way, found)] if found else []
        return likeliest(parts, clause.text, before.topic, attempt.scope)

    def _inside(
        self, clause: Clause, conversation: Conversation, attempt: Attempt
    ) -> Part | None:
        """Return another number of the tasks told before: 青年的呢, 占比呢."""
        for way in _into_those(clause, conversation):
            found = attempt.best(way, quoting=False)
            if found and not only_quotes(found):
                return Part(way, found)
        return None

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
            return self._first_part(clause, conversation, attempt)
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
    asked, first = tuple(clauses), parts[0].clause
    if conversation.asked and asks_more_of_it(clauses, conversation) and parts[0].found:
        before = conversation.asked
        added = tuple(c for c in asked if c.text not in {other.text for other in before})
        asked, first = (*before, *added), conversation.first or conversation.clause
    return replace(after, asked=asked[:_ASKED_ALIKE], first=first)


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


def _told_again(found: Pairs, conversation: Conversation) -> bool:
    """Tell whether a turn only gets the number that was told last."""
    rows = [row for turn in conversation.turns[-2:] for item in turn.items for row in item.rows]
    own = first_numbers(found)
    return bool(own) and own <= {row.quote for row in rows}


def _covers(part: Part, clause: Clause, attempt: Attempt) -> float:
    """Return which share of what a turn names the number says that was found, in its unit."""
    results = (result for _, result in part.found if isinstance(result, Found))
    numbers = [number for result in results if (number := first_number(result))]
    if not numbers:
        return 0.0
    covered = attempt.scope.asked(clause.topic).covered
    return max(covered(simplify(number.metric)) for number in numbers)


def _into_those(clause: Clause, conversation: Conversation) -> Iterator[Clause]:
    """Yield a turn that asks for another number of the tasks told before it: 青年的呢, 占比呢."""
    last = conversation.clause
    numbers = last is not None and bool(conversation.numbers)
    if last is not None and numbers and is_fragment(clause) and not clause.mentions:
        yield of_those_tasks(replace(clause, cues=(Cue("ask", "target"),)))
