"""How alike two numbers are in what they measure: 药品抽检 and 抽检药品 are one metric."""

from __future__ import annotations

from collections import Counter

from rapidfuzz import fuzz

from kg.comparison.sides import ComparedTarget
from kg.comparison.texts import bare

_CORE = 4  # characters of a metric that are found whole in a longer one: 接待游客


def metrics_alike(old: ComparedTarget, new: ComparedTarget) -> float:
    """Return how alike two numbers are in what they measure, 0 to 1; 0 in other units."""
    if old.unit != new.unit:
        return 0.0
    if old.indicator == new.indicator:
        return 1.0
    return words_alike(bare(old.metric), bare(new.metric))


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
