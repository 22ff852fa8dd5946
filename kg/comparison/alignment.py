"""Which task of one side became which of the other: kept, renamed, split, merged, dropped, new.

A task goes with the one it is most like, if that is like enough. What is left over on one side is
a part of a task that already has a partner, if most of what it says is found there and not in the
partner (split, merged); else it was dropped, or is new. Pairs a person should look at are listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kg.comparison.likeness import Likeness, Scores
from kg.comparison.sides import ComparedTask
from kg.comparison.texts import bare

SURE = 0.45  # above it two tasks are one and the same
UNSURE = 0.30  # above it they may be, and are listed for a person to look at
Change = Literal["kept", "renamed", "split", "merged", "dropped", "new"]


@dataclass(frozen=True, slots=True)
class TaskChange:
    """What became of a task, or where one came from.

    Attributes:
        change: of what kind; kept: the heading stayed, or there is none.
        old: earlier tasks; several where they were merged, none where it is new.
        new: later tasks; several where one was split, none where it was dropped.
        likeness: of the two, 0 to 1; of the least like parts of a split or merged one.
    """

    change: Change
    old: tuple[ComparedTask, ...]
    new: tuple[ComparedTask, ...]
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two tasks a person should look at, as they are nearly, or only just, alike.

    Attributes:
        old: the earlier one.
        new: the later one.
        likeness: of the two.
        taken: whether they count as one and the same.
    """

    old: ComparedTask
    new: ComparedTask
    likeness: float
    taken: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """All tasks of both sides, each in one change, in the order of the later side.

    Attributes:
        changes: what became of the tasks.
        doubts: pairs to look at.
    """

    changes: tuple[TaskChange, ...]
    doubts: tuple[Doubt, ...]


def aligned(old: Sequence[ComparedTask], new: Sequence[ComparedTask]) -> Alignment:
    """Return what became of the tasks of one side on the other."""
    if not old or not new:
        gone = [TaskChange("dropped", (task,), ()) for task in old]
        return Alignment((*gone, *(TaskChange("new", (), (task,)) for task in new)), ())
    likeness = Likeness.between(old, new)
    scores = likeness.scores()
    partners = _partners(scores, likeness)
    split, merged = _parts(partners, likeness)
    changes = list(_changes(partners, split, merged, likeness, scores))
    explained = {(a, b) for b, a in split.items()} | set(merged.items())
    return Alignment(tuple(changes), tuple(_doubts(partners, explained, likeness, scores)))


def _partners(scores: Scores, likeness: Likeness) -> dict[int, int]:
    """Return the later task of each earlier one, the most alike pairs first, each task once.

    Less like ones go together where one holds the other: it was shortened, or others joined it.
    """
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for place in np.argsort(-scores, axis=None, kind="stable"):
        row, column = (int(i) for i in np.unravel_index(place, scores.shape))
        if scores[row, column] < UNSURE:
            break
        if row in partners or column in taken:
            continue
        one, other = likeness.old[row], likeness.new[column]
        held = max(likeness.is_part(one, other), likeness.is_part(other, one))
        if scores[row, column] >= SURE or held:
            partners[row] = column
            taken.add(column)
    return partners


def _parts(partners: dict[int, int], likeness: Likeness) -> tuple[dict[int, int], dict[int, int]]:
    """Return which later tasks are parts of earlier ones, and earlier ones of later ones."""
    old, new = likeness.old, likeness.new
    taken = set(partners.values())
    split = {
        column: max(found)[1]
        for column, part in enumerate(new)
        if column not in taken
        if (
            found := [
                (h, a) for a, b in partners.items() if (h := likeness.is_part(part, old[a], new[b]))
            ]
        )
    }
    merged = {
        row: max(found)[1]
        for row, part in enumerate(old)
        if row not in partners
        if (
            found := [
                (h, b) for a, b in partners.items() if (h := likeness.is_part(part, new[b], old[a]))
            ]
        )
    }
    return split, merged


def _changes(
    partners: dict[int, int],
    split: dict[int, int],
    merged: dict[int, int],
    likeness: Likeness,
    scores: Scores,
) -> Iterator[TaskChange]:
    """Yield each change once: by the later tasks, then what was dropped."""
    old, new = likeness.old, likeness.new
    by_new = {column: row for row, column in partners.items()}
    for column, task in enumerate(new):
        if column in split:
            continue
        if column not in by_new:
            yield TaskChange("new", (), (task,))
            continue
        row = by_new[column]
        rows = sorted((row, *(r for r, c in merged.items() if c == column)))
        columns = sorted((column, *(c for c, r in split.items() if r == row)))
        least = float(min(scores[r, c] for r in rows for c in columns))
        olds, news = tuple(old[r] for r in rows), tuple(new[c] for c in columns)
        yield TaskChange(_kind(olds, news), olds, news, round(least, 3))
    for row, task in enumerate(old):
        if row not in partners and row not in merged:
            yield TaskChange("dropped", (task,), ())


def _kind(old: Sequence[ComparedTask], new: Sequence[ComparedTask]) -> Change:
    if len(new) > 1:
        return "split"
    if len(old) > 1:
        return "merged"
    before, after = bare(old[0].title), bare(new[0].title)
    return "renamed" if before and after and before != after else "kept"


def _doubts(
    partners: dict[int, int],
    explained: set[tuple[int, int]],
    likeness: Likeness,
    scores: Scores,
) -> Iterator[Doubt]:
    """Yield pairs that are only just one, and pairs of left-over tasks that are nearly one."""
    old, new = likeness.old, likeness.new
    taken = set(partners.values())
    for row, one in enumerate(old):
        for column, other in enumerate(new):
            score = float(scores[row, column])
            together = partners.get(row) == column
            only_just = together and score < SURE + (SURE - UNSURE) / 2
            left = row not in partners or column not in taken
            nearly = left and UNSURE <= score < SURE and (row, column) not in explained
            if only_just or nearly:
                yield Doubt(one, other, round(score, 3), together)
