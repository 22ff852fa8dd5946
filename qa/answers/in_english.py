"""Names and numbers of Chinese documents as an English answer writes them."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

_LEVELS = "省市县区旗州"
_LARGE = ((Decimal(1_000_000_000), "billion"), (Decimal(1_000_000), "million"))
_ASIDE = re.compile(r" \(.*\)$")  # mu (1/15 hectare)
_ALIKE = ("mu", "yuan", "%")  # written the same for one and for many
_COUNTED = ("things", "events")  # of which English says only how many: 35 for 35家


def unit_in_english(name: str) -> str:
    """Return a unit in pinyin with the Chinese beside it: Xian Minzhengju (县民政局)."""
    from pypinyin import lazy_pinyin  # a tenth of a second, and few questions need it

    level = name[0] if name[:1] in _LEVELS and len(name) > 1 else ""
    words = [level, *re.split("(和|与)", name[len(level) :])]
    said = ("".join(lazy_pinyin(word)) for word in words if word)
    return f"{' '.join(word.capitalize() for word in said)} ({name})"


def amount_in_english(amount: Decimal, unit: str, english: str, dimension: str) -> str:
    """Return an amount that is multiplied out: 3.9 billion yuan, 66.5%, 35.

    Args:
        amount: 3900000000.
        unit: 元.
        english: the unit's name (rules/measure_unit_codes.csv), "" where it has none.
        dimension: what it measures (questions/measures.csv); things are only counted.
    """
    said = _number(amount)
    if unit == "%" or not unit:
        return f"{said}{unit}"
    if dimension in _COUNTED:
        return said
    name = _named(english, _ALIKE) or unit
    plural = name if amount == 1 or name in _ALIKE or name == unit else f"{name}s"
    return f"{said} {plural}"


def _named(english: str, alike: Collection[str]) -> str:
    """Return the short name of a unit: yuan for yuan renminbi, mu for mu (1/15 hectare)."""
    bare = _ASIDE.sub("", english)
    first = bare.split(" ")[0]
    return first if first in alike else bare.removesuffix("s")


def _number(amount: Decimal) -> str:
    for size, word in _LARGE:
        if amount >= size:
            return f"{(amount / size).normalize():f} {word}"
    return f"{amount.normalize():,f}"


def task_in_english(number: str, title: str) -> str:
    """Return a task as an English answer calls it: Task 66 “推动基础教育高质量发展”."""
    return f"Task {number}" + (f" “{title}”" if title else "")
