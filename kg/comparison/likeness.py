"""How alike two tasks are: by what they say, are called, are on, must reach, and who does them.

Texts are compared by pairs of characters, each weighted by how few tasks have it, as phrases that
stand in every task say nothing. Digits are left out: what changes every year makes no other task.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kg.comparison.sides import ComparedTask

_LEFT_OUT = re.compile(r"[\W\d_]+")  # 新增省市级研发平台14家以上。 → 新增省市级研发平台家以上
# what each likeness counts for; those that neither task has are left out and the rest made up
_TEXT, _TITLE, _UNITS, _CONCEPTS, _NUMBERS = 0.4, 0.2, 0.1, 0.15, 0.15
PART = 0.35  # of what a task says stands in another: it is a part of it
MOVED = 0.5  # of its numbers are the other's: the same
Scores = NDArray[np.float64]


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, without digits and punctuation.

    >>> sorted(pairs_of("新增5G基站200个"))
    ['G基', '基站', '增G', '新增', '站个']
    """
    bare = _LEFT_OUT.sub("", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


def bare(text: str) -> str:
    """Return a text without digits, punctuation and spaces: what headings are told apart by."""
    return _LEFT_OUT.sub("", text)


@dataclass(frozen=True)
class Likeness:
    """How alike the tasks of two sides are.

    Attributes:
        old: tasks of the earlier side.
        new: tasks of the later one.
        weights: how much each pair of characters says, by the tasks of both sides.
    """

    old: Sequence[ComparedTask]
    new: Sequence[ComparedTask]
    weights: Mapping[str, float]

    @classmethod
    def between(cls, old: Sequence[ComparedTask], new: Sequence[ComparedTask]) -> Likeness:
        """Return what compares two lists of tasks."""
        tasks = [*old, *new]
        held = Counter(pair for task in tasks for pair in pairs_of(f"{task.title}{task.text}"))
        return cls(old, new, {p: math.log(1 + len(tasks) / n) for p, n in held.items()})

    def scores(self) -> Scores:
        """Return how alike each earlier task and each later one are, 0 to 1; old × new."""
        texts = self._cosines([t.text for t in self.old], [t.text for t in self.new])
        titles = self._cosines([t.title for t in self.old], [t.title for t in self.new])
        total, weight = _TEXT * texts, np.full(texts.shape, _TEXT)
        for row, one in enumerate(self.old):
            for column, other in enumerate(self.new):
                named = _TITLE if one.title and other.title else 0.0
                total[row, column] += named * titles[row, column]
                weight[row, column] += named
                for share, mine, theirs in (
                    (_UNITS, one.unit_names, other.unit_names),
                    (_CONCEPTS, one.concepts, other.concepts),
                    (_NUMBERS, one.numbers, other.numbers),
                ):
                    if mine and theirs:
                        total[row, column] += share * _shared(mine, theirs)
                        weight[row, column] += share
        found: Scores = total / weight
        return found

    def is_part(
        self, part: ComparedTask, whole: ComparedTask, beside: ComparedTask | None = None
    ) -> float:
        """Return how much speaks for a task being a part of another; 0 where it is none.

        It is one if the other holds much of what it says, or most of what its numbers measure.

        Args:
            part: the task that may be a part.
            whole: the one it may be a part of.
            beside: another part, which the whole is known to hold and which accounts for nothing
                that is this one's.
        """
        words, numbers = self._words(part), part.numbers
        others = self._words(beside) if beside else frozenset()
        found = (words & self._words(whole)) - others
        told = self._weight(found) / (self._weight(words) or 1.0)
        moved = (numbers & whole.numbers) - (beside.numbers if beside else frozenset())
        measured = len(moved) / len(numbers) if numbers else 0.0
        return told + measured if told >= PART or measured >= MOVED else 0.0

    def _words(self, task: ComparedTask) -> frozenset[str]:
        return pairs_of(f"{task.title}{task.text}")

    def _weight(self, pairs: Collection[str]) -> float:
        return math.fsum(self.weights.get(pair, 0.0) for pair in pairs)

    def _cosines(self, old: Sequence[str], new: Sequence[str]) -> Scores:
        place = {pair: i for i, pair in enumerate(self.weights)}
        found = self._rows(old, place) @ self._rows(new, place).T
        return np.asarray(found.toarray(), dtype=np.float64)

    def _rows(self, texts: Sequence[str], place: Mapping[str, int]) -> csr_matrix:
        """Return texts as rows of unit length over all pairs of characters."""
        cells = [cell for row, text in enumerate(texts) for cell in self._cells(row, text)]
        values = [value for _, _, value in cells]
        where = ([row for row, _, _ in cells], [place[pair] for _, pair, _ in cells])
        return csr_matrix((values, where), shape=(len(texts), len(place)))

    def _cells(self, row: int, text: str) -> Iterator[tuple[int, str, float]]:
        weights = {p: self.weights[p] for p in sorted(pairs_of(text)) if p in self.weights}
        length = math.sqrt(math.fsum(w * w for w in weights.values())) or 1.0
        return ((row, pair, weight / length) for pair, weight in weights.items())


def _shared(mine: Collection[object], theirs: Collection[object]) -> float:
    """Return which part of two sets both have."""
    together = set(mine) | set(theirs)
    return len(set(mine) & set(theirs)) / len(together) if together else 0.0
