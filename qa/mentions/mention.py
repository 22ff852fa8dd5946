"""What entity linking in a question gives: characters, and the nodes they may stand for."""

from __future__ import annotations

from dataclasses import dataclass

NAMESAKES = 50  # things of one name that are looked at one by one; counties call much alike


@dataclass(frozen=True, slots=True)
class QuestionMention:
    """Characters of a question that name something.

    Attributes:
        kind: Unit, Jurisdiction, Year, or a class of named things (KeyProject …).
        text: as read in the simplified question.
        start: where in it.
        end: one past the last character.
        nodes: IRIs it may stand for; none: known to the world, not to the graph;
            for a place or year its name.
        certain: False for a name reached over a typing slip or a part of it.
    """

    kind: str
    text: str
    start: int
    end: int
    nodes: tuple[str, ...]
    certain: bool = True

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether it shares a character with a stretch of the question."""
        return self.start < end and start < self.end
