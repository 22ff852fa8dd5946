"""Which task of one side became which of the other: kept, renamed, split, merged, dropped, new.

A task goes with the one it is most like, if that is like enough. What is left over on one side is
a part of a task that already has a partner, if most of what it says is found there and not in the
partner (split, merged); else it was dropped, or is new. Pairs a person should look at are listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import numpy as np

from kg.comparison.likeness import Likeness, Scores
from kg.comparison.same_metric import gone, is_carried
from kg.comparison.sides import ComparedTask
from kg.comparison.texts import bare

SURE = 0.45  # above it two tasks are one and the same
UNSURE = 0.30  # above it they may be, and are listed for a person to look at
LEAST = 0.20  # enough where one holds the other and neither has one that is more like
ALONE = 0.25  # enough where neither has another half as like: 县医院迁建 in two short lists
FAR = 2  # times as like
Change = Literal["kept", "renamed", "split", "merged", "dropped", "new"]
Link = tuple[int, int]  # places of an earlier task and of a later one
Tasks = tuple[ComparedTask, ...]


@dataclass(frozen=True, slots=True)
class TaskChange:
    """What became of a task, or where one came from.

    A task that was split is told again where a part of it was merged with others.

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
    """What became of all tasks of both sides, in the order of the later side.

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
    links = _links(partners, likeness)
    links = sorted({*links, *_carried(links, likeness)})
    doubts = _doubts(partners, set(links), likeness, scores)
    return Alignment(tuple(_changes(links, likeness, scores)), tuple(doubts))


def together(changes: Iterable[TaskChange]) -> Iterator[tuple[Tasks, Tasks]]:
    """Yield the earlier and later tasks of changes that share a task: their numbers may move."""
    groups: dict[str, list[TaskChange]] = {}
    for change in changes:
        tasks = (*change.old, *change.new)
        known = {id(g): g for task in tasks if (g := groups.get(task.iri))}
        group = [*chain(*known.values()), change]
        groups.update({t.iri: group for one in group for t in (*one.old, *one.new)})
    for group in {id(group): group for group in groups.values()}.values():
        olds = {task.iri: task for one in group for task in one.old}
        news = {task.iri: task for one in group for task in one.new}
        yield tuple(olds.values()), tuple(news.values())


def _partners(scores: Scores, likeness: Likeness) -> dict[int, int]:
    """Return the later task of each earlier one, the most alike pairs first, each task once.

    Less like ones go together where one holds the other: it was shortened, or others joined it;
    and where neither has another that is nearly as like. Those that are much less like do where one
    holds the other and both are what the other is most like.
    """
    partners: dict[int, int] = {}
    taken: set[int] = set()
    best = (scores == scores.max(1, keepdims=True)) & (scores == scores.max(0, keepdims=True))
    alone = scores >= FAR * np.maximum(_next_best(scores, 1), _next_best(scores, 0))
    for place in np.argsort(-scores, axis=None, kind="stable"):
        row, column = (int(i) for i in np.unravel_index(place, scores.shape))
        if scores[row, column] < LEAST:
            break
        if row in partners or column in taken:
            continue
        score = scores[row, column]
        if (
            score >= SURE
            or (score >= ALONE and alone[row, column])
            or ((score >= UNSURE or best[row, column]) and _holds(likeness, row, column))
        ):
            partners[row] = column
            taken.add(column)
    return partners


def _holds(likeness: Likeness, row: int, column: int) -> bool:
    """Tell whether one of two tasks holds the other."""
    one, other = likeness.old[row], likeness.new[column]
    return bool(likeness.is_part(one, other) or likeness.is_part(other, one))


def _next_best(scores: Scores, axis: int) -> Scores:
    """Return the second highest likeness of each row (axis 1) or column (0), as one that fits."""
    if scores.shape[axis] == 1:
        return np.zeros_like(scores)
    return np.take(np.partition(scores, -2, axis), [-2], axis)


def _links(partners: dict[int, int], likeness: Likeness) -> list[Link]:
    """Return which earlier and later tasks are one, or a part of one another.

    What has no partner is a part of a task that has one, or of one that was itself a part: of a
    task with 灌区 and 高标准农田, 耕地 may have taken the fields, and a new task the rest.
    """
    links = found = list(partners.items())
    while found:
        rows, columns = {row for row, _ in links}, {column for _, column in links}
        found = [
            *_parts(likeness, found, [n for n in range(len(likeness.new)) if n not in columns]),
            *_wholes(likeness, found, [n for n in range(len(likeness.old)) if n not in rows]),
        ]
        links = [*links, *found]
    return links


def _parts(likeness: Likeness, links: Sequence[Link], left: Sequence[int]) -> Iterator[Link]:
    """Yield the earlier task that each later one left over is a part of, if it is of any."""
    old, new = likeness.old, likeness.new
    for column in left:
        held, row = max((likeness.is_part(new[column], old[a], new[b]), a) for a, b in links)
        if held:
            yield row, column


def _wholes(likeness: Likeness, links: Sequence[Link], left: Sequence[int]) -> Iterator[Link]:
    """Yield the later task that each earlier one left over became a part of, if of any."""
    old, new = likeness.old, likeness.new
    for row in left:
        held, column = max((likeness.is_part(old[row], new[b], old[a]), b) for a, b in links)
        if held:
            yield row, column


def _carried(links: Sequence[Link], likeness: Likeness) -> Iterator[Link]:
    """Yield two tasks that both went on, where a number went from the one into the other."""
    old, new = likeness.old, likeness.new
    rows, columns = _grouped((b, a) for a, b in links), _grouped(links)
    lost = [(a, t) for a, bs in columns.items() for t in gone(old[a], [new[b] for b in bs])]
    came = [(b, t) for b, rs in rows.items() for t in gone(new[b], [old[a] for a in rs])]
    yield from ((a, b) for a, one in lost for b, other in came if is_carried(one, other))


def _changes(links: Sequence[Link], likeness: Likeness, scores: Scores) -> Iterator[TaskChange]:
    """Yield each change once: by the later tasks, then what was dropped."""
    old, new = likeness.old, likeness.new
    rows, columns = _grouped((b, a) for a, b in links), _grouped(links)

    def change(kind: Change, olds: Sequence[int], news: Sequence[int]) -> TaskChange:
        least = round(float(scores[np.ix_(olds, news)].min()), 3)
        return TaskChange(kind, tuple(old[r] for r in olds), tuple(new[c] for c in news), least)

    for column, task in enumerate(new):
        match rows.get(column, []):
            case []:
                yield TaskChange("new", (), (task,))
            case [row] if columns[row] == [column]:
                yield change(_kind(old[row], task), [row], [column])
            case [_, _, *_] as olds:
                yield change("merged", olds, [column])
        for row in rows.get(column, []):
            if columns[row][0] == column != columns[row][-1]:
                yield change("split", [row], columns[row])
    yield from (TaskChange("dropped", (t,), ()) for n, t in enumerate(old) if n not in columns)


def _grouped(links: Iterable[Link]) -> dict[int, list[int]]:
    """Return the tasks of the one side that go with each of the other, in order."""
    groups: dict[int, list[int]] = {}
    for one, other in links:
        groups.setdefault(one, []).append(other)
    return groups


def _kind(old: ComparedTask, new: ComparedTask) -> Change:
    """Tell whether a task that stayed one is called as it was."""
    before, after = bare(old.title), bare(new.title)
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
