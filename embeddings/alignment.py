"""Late interaction: each word of a question looks for its nearest word in a passage.

A mean vector loses the one word that matters in a long passage; here every word of the question
keeps its own say, weighted by how much it says (the length of its vector). Source: the sum of
maximal similarities of ColBERT (Khattab and Zaharia 2020), over static word vectors.
"""

from __future__ import annotations

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


def alignment(question: Words, passage: Words) -> float:
    """Return how near a question's words are to a passage's, 0 to 1; 0 where either has none."""
    total = float(question.weights.sum())
    if not total or not len(passage.weights):
        return 0.0
    nearest = (question.vectors @ passage.vectors.T).max(axis=1)
    return max(0.0, float(question.weights @ nearest) / total)
