"""A question with a letter for each name: its shape, whatever it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.entities.kinds import KINDS
from qa.mentions import QuestionMention

_LETTERS = {kind.name: kind.letter for kind in KINDS}


def lettered(plain: str, mentions: Iterable[QuestionMention]) -> str:
    """Return a question with a letter for each name: U牵头哪些任务."""
    return replaced(plain, mentions, lambda kind: _LETTERS.get(kind, "X"))


def replaced(plain: str, mentions: Iterable[QuestionMention], letter: Callable[[str], str]) -> str:
    """Return a question with one character for each name, years aside, by the name's kind."""
    out = list(plain)
    for mention in mentions:
        if mention.kind != "Year":
            rest = [""] * (mention.end - mention.start - 1)
            out[mention.start : mention.end] = [letter(mention.kind), *rest]
    return "".join(out)
