"""Late interaction: each word of a question looks for its nearest word in a passage.

A mean vector loses the one word that matters in a long passage; here every word of the question
keeps its own say, weighted by how much it says (the length of its vector). Source: the sum of
maximal similarities of ColBERT (Khattab and Zaharia 2020), over static word vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Rows = NDArray[np.intp]
_KNOWN = 2_000  # passages of which the words are kept
_FIRST = 1_024  # words that there is room for at the beginning
# reckoned at once: of more the library makes threads, which wait for each other
_PRODUCTS = 200_000


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text.

    Attributes:
        vectors: shape (words, dimension), unit length.
        weights: shape (words,), how much each word says.
    """

    vectors: Matrix
    weights: NDArray[np.float32]


@runtime_checkable
class WordEncoder(Protocol):
    """An encoder that also gives the vectors of a text's words."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def ids(self, text: str) -> list[int]:
        """Return the numbers of the known words of a text."""

    def words_of(self, ids: Sequence[int]) -> Words:
        """Return words by their numbers."""

    def words(self, text: str) -> Words:
        """Return the words of a text."""


class Alignment:
    """How near the words of questions are to those of passages.

    Passages consist of the same words, so each word met so far is held once, and a passage is the
    numbers of its words; of the passages compared with a question no word is compared twice.
    Several threads may ask. The numbers of words mean nothing outside of one object, and none
    leaves it.
    """

    def __init__(self, encoder: WordEncoder, text_of: Callable[[int], str]) -> None:
        """Take an encoder, and what gives the text of a passage by its number."""
        self._encoder, self._text_of = encoder, text_of
        self._row: dict[int, int] = {}  # of each word, by its number
        self._vectors = np.zeros((_FIRST, encoder.dimension), np.float32)
        self._adding = Lock()
        self._rows = lru_cache(_KNOWN)(self._read)  # many questions look at the same

    def _read(self, passage: int) -> Rows:
        """Return the words of a passage, as rows of the vectors held."""
        ids = self._encoder.ids(self._text_of(passage))
        if any(word not in self._row for word in ids):
            self._add(ids)
        return np.array([self._row[word] for word in ids], np.intp)

    def _add(self, words: Sequence[int]) -> None:
        with self._adding:
            new = [word for word in dict.fromkeys(words) if word not in self._row]
            count = len(self._row)
            if (needed := count + len(new)) > len(self._vectors):
                room = np.zeros((2 * needed, self._vectors.shape[1]), np.float32)
                room[:count] = self._vectors[:count]
                self._vectors = room
            self._vectors[count:needed] = self._encoder.words_of(new).vectors
            self._row.update(zip(new, range(count, needed), strict=True))  # last: others read it

    def gains(self, question: str, passages: Sequence[int]) -> NDArray[np.float32]:
        """Return how near a question's words are to those of each passage, 0 to 1; 0 without."""
        gains = np.zeros(len(passages), np.float32)
        asked = self._encoder.words(question)
        each = [self._rows(passage) for passage in passages]
        spoken = [i for i, rows in enumerate(each) if len(rows)]
        total = asked.weights.sum()
        if not total or not spoken:
            return gains
        found = [each[i] for i in spoken]
        starts = np.cumsum([0, *map(len, found[:-1])])
        rows = np.concatenate(found)
        place = np.zeros(int(rows.max()) + 1, np.intp)
        place[rows] = 1
        words = np.flatnonzero(place)
        place[words] = np.arange(len(words))
        cosines = self._cosines(words, asked.vectors).take(place[rows], axis=0)
        nearest = np.maximum.reduceat(cosines, starts)
        with np.errstate(invalid="ignore"):  # BLAS computes in lanes that no number stands in
            gains[spoken] = np.maximum(nearest @ asked.weights / total, 0)
        return gains

    def _cosines(self, words: Rows, asked: Matrix) -> Matrix:
        """Return those of words, by their rows, with asked ones; shape (words, asked)."""
        found = np.empty((len(words), len(asked)), np.float32)
        step = max(1, _PRODUCTS // asked.size)
        for start in range(0, len(words), step):
            part = self._vectors.take(words[start : start + step], axis=0)
            np.dot(part, asked.T, out=found[start : start + step])
        return found
