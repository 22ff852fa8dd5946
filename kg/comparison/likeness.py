"""How alike two tasks are: by what they say, are called, are on, must reach, and who does them.

Texts are compared by pairs of characters, each weighted by how few tasks have it, as phrases that
stand in every task say nothing. Digits are left out: what changes every year makes no other task.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.comparison.same_metric import SAME, metrics_alike
from kg.comparison.sides import ComparedTarget, ComparedTask
from kg.comparison.texts import pairs_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# what each likeness counts for; those that neither task has are left out and the rest made up
_TEXT, _TITLE, _UNITS, _CONCEPTS, _NUMBERS = 0.4, 0.2, 0.1, 0.15, 0.15
PART = 0.35  # of what a task says stands in another: it is a part of it
ADDED_TO = 0.20  # of it, if it has half of what only the other says: a part that was added to
REST = 0.1  # of the other that must be left for that
MOVED = 0.5  # of its numbers are the other's: the same
Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Likeness:
    """How alike the tasks of two sides are.

    Attributes:
        old: tasks of the earlier side.
        new: tasks of the later one.
        weights: how much each pair of characters says, by the tasks of both sides.
        words: the pairs of characters of each task, by its IRI.
    """

    old: Sequence[ComparedTask]
    new: Sequence[ComparedTask]
    weights: Mapping[str, float]
    words: Mapping[str, frozenset[str]]

    @classmethod
    def between(cls, old: Sequence[ComparedTask], new: Sequence[ComparedTask]) -> Likeness:
        """Return what compares two lists of tasks."""
        tasks = [*old, *new]
        words = {task.iri: pairs_of(f"{task.title}{task.text}") for task in tasks}
        held = Counter(pair for task in tasks for pair in words[task.iri])
        return cls(old, new, {p: math.log(1 + len(tasks) / n) for p, n in held.items()}, words)

    def scores(self) -> Scores:
        """Return how alike each earlier task and each later one are, 0 to 1; old × new."""
        total = _TEXT * self._cosines([t.text for t in self.old], [t.text for t in self.new])
        weight = np.full(total.shape, _TEXT)
        titles = [[t.title for t in side] for side in (self.old, self.new)]
        for share, shared, known in (
            (_TITLE, self._cosines(*titles), _both(*titles)),
            (_UNITS, *self._overlap(lambda task: task.unit_names)),
            (_CONCEPTS, *self._overlap(lambda task: task.concepts)),
            (_NUMBERS, *self._overlap(lambda task: task.numbers)),
        ):
            total += share * shared * known
            weight += share * known
        found: Scores = total / weight
        return found

    def _overlap(
        self, of: Callable[[ComparedTask], Collection[Hashable]]
    ) -> tuple[Scores, NDArray[np.bool_]]:
        """Return which part of what either task has both have, and where both have any."""
        old, new = ([of(task) for task in side] for side in (self.old, self.new))
        place = {thing: i for i, thing in enumerate({t for has in (*old, *new) for t in has})}
        shared = _marked(old, place) @ _marked(new, place).T
        both = np.asarray(shared.toarray(), dtype=np.float64)
        sizes = np.add.outer([len(has) for has in old], [len(has) for has in new])
        return both / np.maximum(sizes - both, 1), _both(old, new)

    def is_part(
        self, part: ComparedTask, whole: ComparedTask, beside: ComparedTask | None = None
    ) -> float:
        """Return how much speaks for a task being a part of another; 0 where it is none.

        It is one if the other holds much of what it says, or most of what its numbers measure, or
        if most of the words or numbers that only the whole has are its: a part may be added to.

        Args:
            part: the task that may be a part.
            whole: the one it may be a part of.
            beside: another part, which the whole is known to hold and which accounts for nothing
                that is this one's.
        """
        words = self.words[part.iri]
        others = self.words[beside.iri] if beside else frozenset()
        left = self.words[whole.iri] - others
        found = self._weight(words & left)
        told = found / (self._weight(words) or 1.0)
        measured = _moved(part.targets, whole.targets, beside.targets if beside else ())
        if told >= PART or measured >= MOVED:
            return told + measured
        rest = self._weight(left)
        is_rest = beside is not None and rest >= REST * self._weight(self.words[whole.iri])
        return told + measured if is_rest and told >= ADDED_TO and found >= rest / 2 else 0.0

    def _weight(self, pairs: Collection[str]) -> float:
        return math.fsum(self.weights.get(pair, 0.0) for pair in pairs)

    def _cosines(self, old: Sequence[str], new: Sequence[str]) -> Scores:
        place = {pair: i for i, pair in enumerate(self.weights)}
        found = self._rows(old, place) @ self._rows(new, place).T
        return np.asarray(found.toarray(), dtype=np.float64)

    def _rows(self, texts: Sequence[str], place: Mapping[str, int]) -> csr_matrix:
        """Return texts as rows of unit length over all pairs of characters."""
        from scipy.sparse import csr_matrix  # a tenth of a second, which no question needs

        cells = [cell for row, text in enumerate(texts) for cell in self._cells(row, text)]
        values = [value for _, _, value in cells]
        where = ([row for row, _, _ in cells], [place[pair] for _, pair, _ in cells])
        return csr_matrix((values, where), shape=(len(texts), len(place)))

    def _cells(self, row: int, text: str) -> Iterator[tuple[int, str, float]]:
        weights = {p: self.weights[p] for p in sorted(pairs_of(text)) if p in self.weights}
        length = math.sqrt(math.fsum(w * w for w in weights.values())) or 1.0
        return ((row, pair, weight / length) for pair, weight in weights.items())


def _moved(
    part: Sequence[ComparedTarget],
    whole: Sequence[ComparedTarget],
    beside: Sequence[ComparedTarget],
) -> float:
    """Return which part of the numbers of a part, or of those only the whole has, are the same."""
    left = [target for target in whole if not _among(target, beside)]
    moved = [target for target in part if _among(target, left)]
    taken = [target for target in left if _among(target, part)]
    return max(len(moved) / max(len(part), 1), len(taken) / max(len(left), 1))


def _among(target: ComparedTarget, others: Sequence[ComparedTarget]) -> bool:
    """Tell whether one of some numbers measures the same."""
    return any(metrics_alike(target, other) >= SAME for other in others)


def _marked(sets: Sequence[Collection[Hashable]], place: Mapping[Hashable, int]) -> csr_matrix:
    """Return sets as rows that are 1 where they have something."""
    from scipy.sparse import csr_matrix

    cells = [(row, place[thing]) for row, has in enumerate(sets) for thing in has]
    where = ([row for row, _ in cells], [column for _, column in cells])
    return csr_matrix((np.ones(len(cells)), where), shape=(len(sets), max(len(place), 1)))


def _both(old: Sequence[Sized], new: Sequence[Sized]) -> NDArray[np.bool_]:
    """Return where neither of two is empty; old × new."""
    return np.logical_and.outer([len(one) > 0 for one in old], [len(one) > 0 for one in new])
