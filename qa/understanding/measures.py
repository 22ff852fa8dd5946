"""Measure words: what a question's 多少家, 几公里 says of the unit of its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder

_RANK = "强"
_PERCENT = "%"
_HUNDREDTHS = re.compile("^(?!.*相当于).*(?:百分之(?:多少|几)|几个点)")
_ANYTHING = "个"  # counts things, people and events alike
_COUNTED = {"things", "people", "events"}
# 多少|年轻人才 counts no years: words that begin like a measure word
_LONGER = "年轻|年龄|家庭|家电|天然|里程|台账|班车|人才|人口|人均|人员"
_MORE_UNITS = ("％", "季度", "日", "倍", "折")
# 300元 · 0.5个百分点 · 5000万元 · 二个月; characters count only what is measured in few words
_QUANTITY = (
    r"(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十]{{1,3}}(?=个月|年|天|倍|折|成|元|人|家))"
    r"\s?(?P<times>[万亿千百]*)(?P<unit>{units})"
)
# 奖金发几万 · 补几千: a sum of money without 元
_BARE_SUM = re.compile(
    "[发奖补给领拿花掏交贴](?:了|个)?(?:几|多少)(?:十|百|千)?[万千百亿](?![\u4e00-\u9fff])"
    "|(?:几|多少)(?:十|百|千)?亿(?![\u4e00-\u9fff])"
)


@dataclass(frozen=True, slots=True)
class Measures:
    """The table of measure words.

    Attributes:
        dimension: measure word → what it measures (things, people, length, money …).
        asked: matches how a question asks for a number, with the measure word as `unit`.
        quantity: matches a number that a text says: `number`, `times` (万, 亿) and `unit`.
    """

    dimension: Mapping[str, str]
    asked: re.Pattern[str]
    quantity: re.Pattern[str]

    def of(self, question: str) -> str:
        """Return the measure word a question asks with, "" if it has none."""
        match = self.asked.search(question)
        if match is None:
            money = "元" if _BARE_SUM.search(question) else ""
            return _PERCENT if _HUNDREDTHS.search(question) else money
        if match["unit"] is None:  # 多少个百分点
            return _PERCENT
        ranks = question[: match.start()].endswith(("前", "第"))  # 进前多少名 asks for a rank
        return _RANK if ranks else match["unit"]

    def same(self, asked: str, unit: str) -> bool:
        """Tell whether two measure words count alike; 个 counts whatever can be counted."""
        if asked == unit:
            return True
        one, other = self.dimension.get(asked), self.dimension.get(unit)
        if one is None or other is None:
            return False
        return one == other or (_ANYTHING in (asked, unit) and {one, other} <= _COUNTED)

    def other(self, asked: str, unit: str) -> bool:
        """Tell whether two measure words surely measure different things: 吨 and 亩."""
        known = asked in self.dimension and unit in self.dimension
        return known and not self.same(asked, unit)


def read_measures(data: DataFolder) -> Measures:
    """Read questions/measures.csv.

    Raises:
        GraphError: the file is missing or malformed.
    """
    rows = list(data.rows("questions/measures.csv"))
    dimension = {row["unit"]: row["dimension"] for row in rows} | {"%": "percent"}
    words = alternation(row["unit"] for row in rows)
    return Measures(
        dimension,
        re.compile(  # 现在几点 asks for the time, 几个点 for hundredths
            rf"(?:多少|(?<![十百千万好里这那就才])几)"
            rf"(?:个百分[点比]|(?:个?[万亿千百]+)?"
            rf"(?!{_LONGER})(?P<unit>{words})(?<!几点)(?![万亿])(?!(?<=分)[点钟]))"
        ),
        re.compile(_QUANTITY.format(units=alternation([*dimension, *_MORE_UNITS]))),
    )
