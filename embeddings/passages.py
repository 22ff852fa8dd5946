"""What can be searched: a piece of an item's text, with where it stands."""

from __future__ import annotations

import bisect
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from embeddings.stored_lines import StoredLines, mapped

_TEXTS = ("rows", "items", "documents")
_NUMBERS = ("item_of", "document_of", "whole", "order", "starts", "by_name")


@dataclass(frozen=True, slots=True)
class Passage:
    """A title, a sentence or the whole text of one item (a task or a paragraph).

    Attributes:
        item: IRI of the item.
        document: key of its document.
        context: place, document title and section; helps ranking, is not shown.
        text: verbatim, * for the digits of telephone numbers.
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


class Passages(Sequence[Passage]):
    """The passages of a build; from a folder each is read when it is looked at.

    Attributes:
        rows: the passages, as JSON.
        items: the items they are of, by IRI, in the order in which they name them first.
        documents: keys of the documents of the items.
        item_of: the number of each passage's item.
        document_of: the number of each item's document.
        whole: whether each passage is the whole text of its item.
        order: the numbers of passages, item after item.
        starts: where the passages of each item begin in it, and where the last ones end.
        by_name: the numbers of the items in the order of their IRIs.
    """

    def __init__(self, texts: Iterable[StoredLines], numbers: Iterable[NDArray[np.intp]]) -> None:
        self.rows, self.items, self.documents = texts
        self.item_of, self.document_of, self.whole, self.order, self.starts, self.by_name = numbers

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Passages:
        """Return passages in their order."""
        items = dict.fromkeys(passage.item for passage in passages)
        documents = dict.fromkeys(passage.document for passage in passages)
        number = {item: i for i, item in enumerate(items)}
        place = {document: i for i, document in enumerate(documents)}
        document_of = {passage.item: place[passage.document] for passage in passages}
        item_of = np.asarray([number[p.item] for p in passages], np.int64)
        order = np.argsort(item_of, kind="stable")
        rows = (json.dumps(asdict(p), ensure_ascii=False) for p in passages)
        return cls(
            (StoredLines.of(rows), StoredLines.of(items), StoredLines.of(documents)),
            (
                item_of,
                np.asarray([document_of[item] for item in items], np.int64),
                np.asarray([passage.kind == "whole" for passage in passages], bool),
                order,
                np.searchsorted(item_of[order], np.arange(len(items) + 1)),
                np.asarray([number[item] for item in sorted(items)], np.int64),
            ),
        )

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.rows)

    @overload
    def __getitem__(self, number: int) -> Passage: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Passage]: ...

    def __getitem__(self, number: int | slice) -> Passage | Sequence[Passage]:
        """Return a passage, or some."""
        if isinstance(number, slice):
            return [self[i] for i in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return Passage(**json.loads(self.rows[number % len(self)]))

    def number(self, item: str) -> int:
        """Return the number of an item.

        Raises:
            KeyError: no passage is of it.
        """
        wanted, encoded = item.encode(), self.items.encoded
        place = bisect.bisect_left(self.by_name, wanted, key=lambda i: encoded(int(i)))
        if place == len(self.by_name) or encoded(int(self.by_name[place])) != wanted:
            raise KeyError(item)
        return int(self.by_name[place])

    def rows_of(self, item: int) -> NDArray[np.intp]:
        """Return the numbers of an item's passages."""
        return self.order[self.starts[item] : self.starts[item + 1]]

    def whole_of(self, item: int) -> Passage:
        """Return the whole text of an item, or the first passage of one that has none."""
        rows = self.rows_of(item)
        return self[int(rows[int(np.argmax(self.whole[rows]))])]

    def of_documents(self, documents: Collection[str]) -> NDArray[np.intp]:
        """Return the numbers of the items that belong to some documents, in order."""
        known = [self._places[key] for key in documents if key in self._places]
        return np.flatnonzero(np.isin(self.document_of, known))

    @cached_property
    def _places(self) -> dict[str, int]:
        """The number of each document, by its key."""
        return {key: number for number, key in enumerate(self.documents)}

    def save(self, folder: Path) -> None:
        """Write the passages into a folder, without pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in _TEXTS:
            getattr(self, name).save(folder / name)
        for name in _NUMBERS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> Passages:
        """Map what save wrote."""
        numbers = (mapped(folder / f"{name}.npy") for name in _NUMBERS)
        return cls((StoredLines.load(folder / name) for name in _TEXTS), numbers)
