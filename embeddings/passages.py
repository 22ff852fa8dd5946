"""What can be searched: a piece of an item's text, with where it stands. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A title, a sentence or the whole text of one item (a task or a paragraph).

    Attributes:
        item: IRI of the item.
        document: key of its document.
        context: place, document title and section; helps ranking, is not shown.
        text: verbatim.
        start: offset in the stored text of the document, in code points.
        end: one past the last character.
        kind: title, sentence or whole.
    """

    item: str
    document: str
    context: str
    text: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that answers a query, best first in a result.

    Attributes:
        item: IRI of the item.
        document: key of its document.
        score: 0 to 1, comparable between questions.
        passage: the title or sentence that matches best.
        dense: cosine of the vectors, -1 to 1.
        lexical: share of the query's words, weighted by rarity, that the item holds, 0 to 1.
        reason: meaning, words or both: which ranker found it.
    """

    item: str
    document: str
    score: float
    passage: Passage
    dense: float
    lexical: float
    reason: str
