"""Which numbers rose, fell, stayed, came and went, for tasks that go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.comparison.same_metric import ALIKE, metrics_alike
from kg.comparison.sides import ComparedDocument, ComparedTarget, ComparedTask

Setting = ComparedTask | ComparedDocument  # what a number is set in
Direction = Literal["raised", "lowered", "same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A number on both sides, or on one.

    Attributes:
        change: how it moved.
        old_in: the task, or the document for a headline goal, that sets the earlier number.
        old: the earlier number.
        new_in: the same of the later number.
        new: the later number.
    """

    change: Direction
    old_in: Setting | None = None
    old: ComparedTarget | None = None
    new_in: Setting | None = None
    new: ComparedTarget | None = None

    @property
    def difference(self) -> Decimal | None:
        """The later number less the earlier one, in their measure unit."""
        return self.new.amount - self.old.amount if self.old and self.new else None

    @property
    def is_headline(self) -> bool:
        """Whether it is a number of whole documents and not of tasks."""
        return isinstance(self.new_in or self.old_in, ComparedDocument)

    @property
    def shown(self) -> ComparedTarget:
        """The later number, or the earlier one where there is none."""
        found = self.new or self.old
        assert found is not None
        return found


Held = tuple[Setting, ComparedTarget]


def target_changes(old: Iterable[Setting], new: Iterable[Setting]) -> Iterator[TargetChange]:
    """Yield what became of the numbers of what goes together, in text order.

    Args:
        old: tasks that became one another, or all documents of the earlier side.
        new: the same of the later side.
    """
    olds = [(setting, target) for setting in old for target in setting.targets]
    news = [(setting, target) for setting in new for target in setting.targets]
    matched = _matched(olds, news)
    by_new = {new: old for old, new in matched.items()}
    for n, (setting, target) in enumerate(news):
        if n in by_new:
            old_in, old_target = olds[by_new[n]]
            yield TargetChange(_direction(old_target, target), old_in, old_target, setting, target)
        else:
            yield TargetChange("added", new_in=setting, new=target)
    for o, (setting, target) in enumerate(olds):
        if o not in matched:
            yield TargetChange("removed", old_in=setting, old=target)


def _matched(olds: list[Held], news: list[Held]) -> dict[int, int]:
    """Return the later number of each earlier one, the most alike first."""
    pairs = sorted(
        (
            (metrics_alike(old, new), -abs(o - n), o, n)
            for o, (_, old) in enumerate(olds)
            for n, (_, new) in enumerate(news)
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for alike, _, o, n in pairs:
        if alike >= ALIKE and o not in matched and n not in matched.values():
            matched[o] = n
    return matched


def _direction(old: ComparedTarget, new: ComparedTarget) -> Direction:
    if old.amount == new.amount:
        return "same"
    return "raised" if new.amount > old.amount else "lowered"
