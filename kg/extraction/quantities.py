"""Quantities: numbers with a multiplier and a unit, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.knowledge.csv_tables import alternation

MULTIPLIERS = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12, "千": 10**3, "百": 10**2}
# 元/亩 · 吨/年
_PER = "(?:亩|人|千人|户|年|月|天|日|吨|平方米|公顷|立方米|小时)"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; positions in the text it was read from.

    Attributes:
        start: first digit.
        end: one past the unit.
        value: as written, the lower bound of a range.
        upper: upper bound of a range, or None.
        multiplier: 10⁴ for 万, 10⁸ for 亿.
        unit: without multiplier, e.g. 元.
        unit_text: as written, e.g. 亿元.
    """

    start: int
    end: int
    value: Decimal
    upper: Decimal | None
    multiplier: int
    unit: str
    unit_text: str


@cache
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d.,A-Za-z])(?P<low>{_NUMBER})"
        rf"(?:[%万亿]?[—–~～至-]{{1,2}}(?P<high>{_NUMBER}))?"
        rf"(?P<multiplier>万亿|[万亿]|千(?![瓦米克伏])|百(?!分))?余?多?"
        rf"(?P<unit>(?:{alternation(units)})(?:/{_PER})?)(?:（[只头户人套]）)?"
    )


def quantities(text: str, units: tuple[str, ...]) -> Iterator[Quantity]:
    """Yield the quantities of a view's text, in order.

    Args:
        text: a view's text.
        units: measure words.
    """
    normal = text.replace("％", "%")
    for match in _pattern(units).finditer(normal):
        multiplier = match["multiplier"] or ""
        yield Quantity(
            start=match.start(),
            end=match.end(),
            value=_decimal(match["low"]),
            upper=_decimal(match["high"]) if match["high"] else None,
            multiplier=MULTIPLIERS[multiplier],
            unit=match["unit"],
            unit_text=multiplier + match["unit"],
        )


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
