"""What a question asks for, told from example questions where no pattern says it.

A complement naive Bayes classifier (Rennie et al. 2003) over the character n-grams of
data/questions/examples.csv, counted when the program starts: an example added there counts at once.
In the examples U stands for a unit, X for a project, campaign, title or firm, P for a policy, R for
a place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from operator import add

import numpy as np
from numpy.typing import NDArray

from kg.knowledge.data_folder import DataFolder

TABLE = "questions/examples.csv"
_SMOOTHING = 0.3
_MARKS = re.compile(r"[\s,，。.？?！!、；;：:…]+$")


@dataclass(frozen=True, slots=True)
class Examples:
    """The counted examples.

    Attributes:
        kinds: what may be asked for: units, tasks, thing_tasks, projects, value, policies, none.
        column: n-gram → its column.
        weights: shape (kinds, n-grams); what an n-gram says for a kind.
    """

    kinds: tuple[str, ...]
    column: Mapping[str, int]
    weights: NDArray[np.float64]

    def kind(self, masked: str) -> str:
        """Return what a question, its names replaced by their letters, asks for."""
        columns = [self.column[g] for g in _ngrams(masked) if g in self.column]
        return self.kinds[int(self.weights[:, columns].sum(axis=1).argmax())]


def _ngrams(masked: str) -> set[str]:
    """Return the pieces of one, two and three characters of a question."""
    text = f"^{_MARKS.sub('', masked)}$"
    pairs = list(map(add, text, text[1:]))
    return {*text, *pairs, *map(add, pairs, text[2:])}


def read_examples(data: DataFolder) -> Examples:
    """Read and count questions/examples.csv.

    Raises:
        GraphError: the file is missing or malformed.
    """
    rows = list(data.rows(TABLE))
    kinds = tuple(sorted({row["kind"] for row in rows}))
    grams = [sorted(_ngrams(row["question"])) for row in rows]
    column = {gram: i for i, gram in enumerate(dict.fromkeys(chain.from_iterable(grams)))}
    columns = np.fromiter(map(column.__getitem__, chain.from_iterable(grams)), np.intp)
    of_kind = np.repeat([kinds.index(row["kind"]) for row in rows], [*map(len, grams)])
    counted = np.bincount(of_kind * len(column) + columns, minlength=len(kinds) * len(column))
    table = counted.reshape(len(kinds), len(column)).astype(np.float64)
    others = table.sum(axis=0) - table + _SMOOTHING  # how often the other kinds hold it
    return Examples(kinds, column, -np.log(others / others.sum(axis=1, keepdims=True)))
