"""What a question gets back. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that speaks for an item, with where it stands.

    Attributes:
        text: verbatim.
        start: offset in the stored text of the document, in code points.
        end: one past the last character.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RankedItem:
    """A task, or a paragraph outside the tasks, that answers a question.

    Attributes:
        id: IRI.
        document: key of its document.
        number: running number of a task, None for a paragraph.
        ordinal: printed number of a task, e.g. （七）.
        title: heading of a task, may be empty.
        text: title and whole text.
        units: names and roles of a task's units.
        evidence: its best sentence.
        score: 0 to 1.
        dense: cosine of the vectors.
        lexical: share of the question's words it holds.
        reason: meaning, words or both.
    """

    id: str
    document: str
    number: int | None
    ordinal: str
    title: str
    text: str
    units: tuple[tuple[str, str], ...]
    evidence: Evidence
    score: float
    dense: float
    lexical: float
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        question: as asked.
        ranked: the best items, best first.
        abstain: nothing in the documents answers it; the nearest items are given all the same.
        value: a list of names, a count or a quantity, where the question asks for one.
    """

    question: str
    ranked: tuple[RankedItem, ...]
    abstain: bool
    value: Any = None
