"""What kind of column a header names: 牵头责任单位 → lead, 年度投资（万元） → investment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.knowledge.lexicon import Lexicon

WHO = frozenset({"lead", "responsible", "assist"})
ROLES = WHO | {"deadline", "person"}  # what is read as an attribution
UNKNOWN = "unknown"
_WHOLE_ONLY = {"measure_unit"}  # 单位 is one; 帮扶单位 is not
# 年度投资|（万元）
_BRACKET = re.compile(r"[（(〔\[【][^（）()]*[）)〕\]】]")
# 责任单位|及|责任人
_AND = re.compile(r"[及和与、/]|以及")
# 帮扶单位 · 帮扶部门: somebody, under a label that no table knows
_SOMEBODY = re.compile(r".{2,10}(?:单位|部门|主体)")
_SHORTEST = 2  # characters of a known name that ends another
# 一季度 · 上半年目标 · 1—6月计划 · 6月底前: when what a column says is to be reached
STAGE = re.compile(
    r"(?:\d{1,2}[—–~～至-])?"
    r"(?:第?(?P<quarter>[一二三四1-4])季度[末底]?前?|(?P<half>[上下])半年|(?P<month>\d{1,2})月[末底份]?前?)"
    r"(?:工作)?(?:目标|计划|任务|进度|安排|节点)?(?:安排)?"
)
_STAGED = frozenset({"deadline", "target", "measure", "text", "task"})  # what stages are under
# 目标任务 over 增长（%）: by how much, beside how much
GROWTH = re.compile(
    r"(?:同比|比上年|较上年)?(?:增长|增幅|增速|增长率|增长幅度)(?:[（(](?P<unit>[%％]|个?百分点)[)）])?"
)
# 目标|一 · 目标|2: one of several columns of a kind
_COUNT = re.compile("[一二三四五六1-6①-⑥]$")
# 2025年: what an indicator shall be in that year
YEAR_ALONE = re.compile(r"(?P<year>20\d\d)年度?")
# 2026年|形象进度 is 年度形象进度
_YEAR = re.compile(r"^20\d\d年度?")


class ColumnKind(NamedTuple):
    """The kind of a column, and whether its very name is known."""

    kind: str
    is_known: bool = True


@dataclass(frozen=True)
class ColumnKinds:
    """Tells columns by their names."""

    lexicon: Lexicon

    @cached_property
    def _names(self) -> dict[str, str]:
        return {**self.lexicon.columns, **self.lexicon.labels}

    def of(self, path: Sequence[str]) -> ColumnKind:
        """Return the kind of a column from its header cells, the uppermost first.

        责任单位 over 牵头 is lead; what is to be reached by a quarter or half-year is a target; a
        name that no rule knows is unknown, one that must be somebody is responsible.
        """
        names = [re.sub(r"\s", "", name) for name in reversed(path)]
        whole = "".join(reversed(names))
        kinds = [kind for name in dict.fromkeys([*names, whole]) if (kind := self._known(name))]
        if names and STAGE.fullmatch(names[0]) and _STAGED.issuperset(kinds):
            return ColumnKind("target")
        if names and GROWTH.fullmatch(names[0]) and self._are_goals(names[1:]):
            return ColumnKind("target")
        told = [kind for kind in kinds if kind not in _WHOLE_ONLY]
        if kinds:
            return ColumnKind(told[0] if told else kinds[0])
        if any(_SOMEBODY.fullmatch(_BRACKET.sub("", name)) for name in names):
            return ColumnKind("responsible", is_known=False)
        return ColumnKind(UNKNOWN, is_known=False)

    def _are_goals(self, names: Sequence[str]) -> bool:
        """Tell whether names above a column say what is to be reached: 目标任务, 2024年目标."""
        return any(self._known(name) in _STAGED for name in names)

    def is_name(self, text: str) -> bool:
        """Tell whether a text is the name of a column, letter for letter."""
        text = re.sub(r"\s", "", text)
        return text in self._names or _BRACKET.sub("", text) in self._names

    def is_like_name(self, text: str) -> bool:
        """Tell whether a text may name a column of a known kind."""
        return self._known(re.sub(r"\s", "", text)) is not None

    def _known(self, name: str) -> str | None:
        bare = _BRACKET.sub("", name)
        for form in (name, bare, _YEAR.sub("年度", bare), _COUNT.sub("", bare)):
            if form in self._names:
                return self._names[form]
        for part in _AND.split(bare):
            if kind := self._by_end(part):
                return kind
        return None

    def _by_end(self, name: str) -> str | None:
        """Return the kind of the longest known name that ends this one: 市级|责任单位."""
        for start in range(len(name) - _SHORTEST + 1):
            kind = self._names.get(name[start:])
            if kind and (start == 0 or kind not in _WHOLE_ONLY):
                return kind
        return None
