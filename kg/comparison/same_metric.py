"""How alike two numbers are in what they measure: 药品抽检 and 抽检药品 are one metric."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from kg.comparison.sides import ComparedTarget, ComparedTask
from kg.comparison.texts import bare

ALIKE = 0.6  # 高新技术企业 and 高新技术企业总数 are one metric, in tasks that go together
SAME = 0.8  # one metric wherever it stands
_CORE = 4  # characters of a metric that are found whole in a longer one: 接待游客


def metrics_alike(old: ComparedTarget, new: ComparedTarget) -> float:
    """Return how alike two numbers are in what they measure, 0 to 1; 0 in other units."""
    if old.unit != new.unit:
        return 0.0
    if old.indicator == new.indicator:
        return 1.0
    return words_alike(bare(old.metric), bare(new.metric))


def is_carried(old: ComparedTarget, new: ComparedTarget) -> bool:
    """Tell whether a number is the same in whatever task it stands: 产量 alone is not enough."""
    return len(bare(new.metric)) >= _CORE and metrics_alike(old, new) >= SAME


def gone(task: ComparedTask, others: Iterable[ComparedTask]) -> Iterator[ComparedTarget]:
    """Yield the numbers of a task that are in none of others."""
    there = [target for other in others for target in other.targets]
    for target in task.targets:
        if not any(metrics_alike(target, other) >= ALIKE for other in there):
            yield target


def words_alike(old: str, new: str) -> float:
    """Return how alike two metrics are, whatever the order of their words.

    >>> words_alike("药品抽检", "抽检药品")
    0.95
    >>> words_alike("接待游客", "推动景区创建度假区接待游客")
    0.9
    """
    shorter, longer = sorted((old, new), key=len)
    if len(shorter) >= _CORE and longer.endswith(shorter):
        return 0.9
    return max(fuzz.ratio(old, new) / 100, 0.95 * _shared(old, new))


def _shared(old: str, new: str) -> float:
    """Return which part of the characters of two texts both have."""
    both = Counter(old) & Counter(new)
    return 2 * both.total() / max(len(old) + len(new), 1)
