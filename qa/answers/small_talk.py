"""Greetings, thanks, questions about the program, nonsense."""

from __future__ import annotations

from qa.query.vocabulary import SmallTalk
from qa.reading.clause import Clause
from qa.reading.cues import Cue

_SMALL_TALK: tuple[SmallTalk, ...] = ("greeting", "thanks", "program")


def small_talk(clauses: tuple[Clause, ...]) -> SmallTalk | None:
    """Return what kind of small talk a question is; None where it asks something."""
    if not any(character.isalpha() for clause in clauses for character in clause.text):
        return "nonsense"
    first = clauses[0]
    if first.has("program") and not first.mentions:
        return "program"  # 你到底是人还是机器，哪家公司做的
    alone = len(clauses) == 1 and len(first.topic) < 3 and not first.mentions
    if alone and first.has("thanks") and any(_asks_something(cue) for cue in first.cues):
        return None  # 明白了，那一共几项任务
    return next((kind for kind in _SMALL_TALK if alone and first.has(kind)), None)


def _asks_something(cue: Cue) -> bool:
    return cue.name in ("ask", "hint", "count", "show", "more", "op") and cue.value != "what"
