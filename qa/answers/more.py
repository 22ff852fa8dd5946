"""还有呢: what was found before and not told yet, or that there is no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Statement
from qa.answers.kinds.by_kind import BY_KIND
from qa.answers.phrases import listed
from qa.answers.speaker import LINES, Said, Speaker
from qa.conversation import Conversation
from qa.execution.results import Found
from qa.query.tree import List
from qa.query.vocabulary import Kind
from qa.reading.clause import Clause

# things of a kind that an answer tells at once, where it is not as many as there are lines
_AT_ONCE: dict[Kind, int] = {"target": 5, "benefit": 3, "sentence": 2, "limit": 12}
_WHOLE: tuple[Kind, ...] = ("jurisdiction", "document", "section")


def asks_for_more(clauses: Sequence[Clause], conversation: Conversation) -> bool:
    """Tell whether a turn only asks for the rest of what the one before found."""
    bare = len(clauses) == 1 and says_no_more(clauses[0])
    first = next(iter(conversation.results), None)
    return bare and isinstance(first, Found) and bool(first.items)


def says_no_more(clause: Clause) -> bool:
    """Tell whether a clause asks for the rest, and not of what: 还有吗."""
    said = clause.mentions or clause.topic or clause.has("last") or clause.due
    return clause.has("more") and not said


def more(conversation: Conversation, speaker: Speaker) -> tuple[Said, Conversation]:
    """Return what is told next, and the conversation after it.

    Args:
        conversation: of which `asks_for_more` holds.
        speaker: puts things into words.
    """
    found = conversation.results[0]
    assert isinstance(found, Found)
    kind, count = found.find.kind, len(found.items)
    step = count if kind in _WHOLE else _AT_ONCE.get(kind, LINES)
    shown = conversation.shown or step
    rest = found.items[shown : shown + step]
    after = replace(conversation, shown=shown + step)
    if not rest:
        return Said(speaker.say("no_more", count=count), tasks=found.items[0].tasks), after
    plain = replace(found, find=replace(found.find, over=List()), items=rest)
    lines: tuple[Statement, ...] = BY_KIND[kind](plain, speaker).statements
    names = listed(speaker.language, [item.name for item in rest])
    head = speaker.say("more_of", count=count - shown, names=names)
    tasks = tuple(dict.fromkeys(task for item in rest for task in (item.tasks or (item.iri,))))
    return Said(head, lines, [item.name for item in rest], tasks), after
