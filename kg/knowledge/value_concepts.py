"""Concepts that values are linked to: indicators (indicator_names.csv), measure units.

The concept of a metric depends on its name and the tables alone, so that one indicator of two
places and years is one node.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.knowledge.csv_tables import alternation, words_by_use
from kg.knowledge.data_folder import DataFolder

GROWTH = "增速"  # what the growth of every indicator is called


@dataclass(frozen=True, slots=True)
class MeasureUnit:
    """A measure unit (data/rules/measure_unit_codes.csv).

    Attributes:
        name: in Chinese.
        english: the same in English.
        ucum: its code there, "" where it has none; so the others.
        qudt: local name in QUDT's vocabulary of units.
        iso4217: code of a currency.
    """

    name: str
    english: str = ""
    ucum: str = ""
    qudt: str = ""
    iso4217: str = ""


@dataclass(frozen=True, slots=True)
class ValueConcepts:
    """What concept a printed value means.

    Attributes:
        units: a measure unit by each of its names.
        synonyms: an indicator by its other names.
        whole: 全市 before a metric, which says of no other indicator.
        growth: 增长率 at the end of a metric.
    """

    units: Mapping[str, MeasureUnit]
    synonyms: Mapping[str, str]
    whole: re.Pattern[str]
    growth: re.Pattern[str]

    def unit(self, printed: str) -> MeasureUnit:
        """Return the measure unit that is printed; one without a row means itself."""
        return self.units.get(printed) or MeasureUnit(printed)

    def indicator(self, metric: str) -> tuple[str, str]:
        """Return the indicator that a metric is, and the one whose growth it is, or "".

        全市GDP增长率 is (地区生产总值增速, 地区生产总值).
        """
        name = self.whole.sub("", re.sub(r"\s", "", metric)) or metric
        match = self.growth.search(name)
        grown = name[: match.start()] if match else ""
        base = self.synonyms.get(grown or name, grown or name)
        return (f"{base}{GROWTH}", base) if grown else (base, "")


def read_value_concepts(data: DataFolder) -> ValueConcepts:
    """Read the tables.

    Raises:
        GraphError: a table is missing or malformed.
    """
    words = words_by_use(data.rows("rules/indicator_names.csv"))
    units = {
        row["unit"]: MeasureUnit(
            row["concept"], row["english"], row["ucum"], row["qudt"], row["iso4217"]
        )
        for row in data.rows("rules/measure_unit_codes.csv")
    }
    return ValueConcepts(
        units=units,
        synonyms=words["synonym"],
        # 全市|一般公共预算收入
        whole=re.compile(rf"^(?:{alternation(words['whole'])})"),
        # 地区生产总值|增长率
        growth=re.compile(rf"(?:{alternation(words['growth'])})$"),
    )
