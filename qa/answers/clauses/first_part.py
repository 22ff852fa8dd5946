"""What the first part of a turn gets: by itself, or going on from the turns before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from embeddings.lexical import simplify
from qa.answers.clauses.attempt import Attempt, Pairs, first_numbers, only_quotes
from qa.answers.clauses.competing import likeliest
from qa.answers.clauses.parts import Part
from qa.answers.clauses.told_before import own_words
from qa.answers.speaker import first_number
from qa.conversation import Conversation
from qa.execution.results import Found
from qa.reading.clause import Clause
from qa.reading.cues import Cue
from qa.reading.going_on import of_those_tasks
from qa.turns.continuing import asked_otherwise, continued, is_fragment, with_what_was_told
from qa.turns.the_one import the_one

_WHOLLY = 0.9  # of the words of a turn: a number of what was told that says so many is meant


def first_part(clause: Clause, conversation: Conversation, attempt: Attempt) -> Part:
    """Return what the first clause gets, which may go on from the turn before."""
    called = _called(clause, conversation, attempt)
    if called is not None:
        return called
    inside = _inside(clause, conversation, attempt)
    if inside is not None and _covers(inside, clause, attempt) >= _WHOLLY:
        return inside
    meant = continued(clause, conversation)
    part = Part(meant.clause, attempt.among(meant.items).best(meant.clause, quoting=True))
    if inside is not None:
        better = _covers(part, clause, attempt) > _covers(inside, clause, attempt)
        return part if better else inside
    other = _instead(part, clause, conversation, attempt)
    if other is not None:
        return other
    found = part.found
    if not found and not attempt.whole:
        found = attempt.giving(meant.clause)
    return Part(meant.clause, found, "" if found else own_words(clause))


def _called(clause: Clause, conversation: Conversation, attempt: Attempt) -> Part | None:
    """Return what is asked of a task that is called by what it is of: 名录那件呢."""
    for meant in the_one(clause, conversation, attempt.scope):
        found = attempt.among(meant.items).best(meant.clause, quoting=True)
        if found:
            return Part(meant.clause, found)
    return None


def _inside(clause: Clause, conversation: Conversation, attempt: Attempt) -> Part | None:
    """Return another number of the tasks told before: 青年的呢, 占比呢."""
    for way in _into_those(clause, conversation):
        found = attempt.best(way, quoting=False)
        if found and not only_quotes(found):
            return Part(way, found)
    return None


def _instead(
    part: Part, clause: Clause, conversation: Conversation, attempt: Attempt
) -> Part | None:
    """Return what a turn gets if it is read otherwise, where it gets nothing or but a quotation."""
    weak = not part.found or only_quotes(part.found)
    if weak or _told_again(part.found, conversation):
        for way in asked_otherwise(clause, conversation):
            other = attempt.best(way, quoting=False)
            if other and not _told_again(other, conversation):
                return Part(way, other)
    best = _competing(part, clause, conversation, attempt) if weak else part
    return best if best is not part else None


def _competing(part: Part, clause: Clause, conversation: Conversation, attempt: Attempt) -> Part:
    """Return what a turn gets, by itself or with what was spoken of or told before it."""
    before = conversation.clause
    if before is None or (clause.pointer is not None and clause.recalls):
        return part
    parts = [part]
    for way in with_what_was_told(clause, part.clause, conversation):
        found = attempt.among(conversation.items).best(way, quoting=True)
        parts += [Part(way, found)] if found else []
    return likeliest(parts, clause.text, before.topic, attempt.scope)


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
