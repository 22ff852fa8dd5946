"""Late interaction: each word of a question looks for its nearest word in a passage.

A mean vector loses the one word that matters in a long passage; here every word of the question
keeps its own say, weighted by how much it says (the length of its vector). Source: the sum of
maximal similarities of ColBERT (Khattab and Zaharia 2020), over static word vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


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

    def words(self, text: str) -> Words:
        """Return the words of a text."""


def alignments(question: Words, passages: Sequence[Words]) -> NDArray[np.float32]:
    """Return how near a question's words are to those of each passage, 0 to 1; 0 without words."""
    gains = np.zeros(len(passages), np.float32)
    total = question.weights.sum()
    spoken = [i for i, passage in enumerate(passages) if len(passage.weights)]
    if not total or not spoken:
        return gains
    starts = np.cumsum([0, *(len(passages[i].weights) for i in spoken)])
    cosines = np.empty((starts[-1], len(question.weights)), np.float32)
    words = question.vectors.T
    for i, start, end in zip(spoken, starts.tolist(), starts[1:].tolist(), strict=False):
        np.dot(passages[i].vectors, words, out=cosines[start:end])
    nearest = np.maximum.reduceat(cosines, starts[:-1])
    gains[spoken] = np.maximum(nearest @ question.weights / total, 0)
    return gains
