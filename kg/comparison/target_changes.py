"""Which numbers rose, fell, stayed, came and went, for tasks that go together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rapidfuzz import fuzz

from kg.comparison.alignment import TaskChange
from kg.comparison.likeness import bare
from kg.comparison.sides import ComparedTarget, ComparedTask

_SAME_METRIC = 60  # of 100: 高新技术企业 and 高新技术企业总数 are one metric
Direction = Literal["raised", "lowered", "same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A number on both sides, or on one.

    Attributes:
        change: how it moved.
        old_task: whose the earlier number is.
        old: the earlier number.
        new_task: whose the later number is.
        new: the later number.
    """

    change: Direction
    old_task: ComparedTask | None = None
    old: ComparedTarget | None = None
    new_task: ComparedTask | None = None
    new: ComparedTarget | None = None

    @property
    def difference(self) -> Decimal | None:
        """The later number less the earlier one, in their measure unit."""
        return self.new.amount - self.old.amount if self.old and self.new else None

    @property
    def shown(self) -> ComparedTarget:
        """The later number, or the earlier one where there is none."""
        found = self.new or self.old
        assert found is not None
        return found


Held = tuple[ComparedTask, ComparedTarget]


def target_changes(change: TaskChange) -> Iterator[TargetChange]:
    """Yield what became of the numbers of tasks that go together, in text order."""
    olds = [(task, target) for task in change.old for target in task.targets]
    news = [(task, target) for task in change.new for target in task.targets]
    matched = _matched(olds, news)
    by_new = {new: old for old, new in matched.items()}
    for n, (task, target) in enumerate(news):
        if n in by_new:
            old_task, old = olds[by_new[n]]
            yield TargetChange(_direction(old, target), old_task, old, task, target)
        else:
            yield TargetChange("added", new_task=task, new=target)
    for o, (task, target) in enumerate(olds):
        if o not in matched:
            yield TargetChange("removed", old_task=task, old=target)


def _matched(olds: list[Held], news: list[Held]) -> dict[int, int]:
    """Return the later number of each earlier one, the most alike first."""
    pairs = sorted(
        (
            (_alike(old, new), -abs(o - n), o, n)
            for o, (_, old) in enumerate(olds)
            for n, (_, new) in enumerate(news)
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for alike, _, o, n in pairs:
        if alike >= _SAME_METRIC and o not in matched and n not in matched.values():
            matched[o] = n
    return matched


def _alike(old: ComparedTarget, new: ComparedTarget) -> float:
    """Return how alike two numbers are in what they measure, of 100; 0 for other units."""
    if old.unit != new.unit:
        return 0.0
    if old.indicator == new.indicator:
        return 100.0
    return float(fuzz.ratio(bare(old.metric), bare(new.metric)))


def _direction(old: ComparedTarget, new: ComparedTarget) -> Direction:
    if old.amount == new.amount:
        return "same"
    return "raised" if new.amount > old.amount else "lowered"
