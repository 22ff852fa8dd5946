"""Payments that people ask for, by what they are called: 补贴, 慰问金 (questions/payments.csv)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder

_AMOUNT = "(?:百分之)?(?:多少|几|多大)"
_BETWEEN = (
    "(?:标准)?[,，]?"  # 一类补助标准是每天多少元 · 慰问金，发多少
    "(?:是|为|有|给|发|拿|到|能|可以|补|要|共|大概|一共|到底|究竟|具体|最高|最多|一年|一个?月|每[人月年天])*"
)

# 挂号费 · 个人|所得税; no 免费, and not what is only paid: 交税
_FEE = re.compile(
    "(?P<fee>[^\\W\\da-z交缴收付免要减退]?(?![这那该收免消缴交付经花自浪杂纳报退减抽补征各]|[样种项些类的和与及了]费)"
    "[\u4e00-\u9fff](?:费(?![用率])|税(?![费收务率款前后])))"
)
_OF_A_FEE = re.compile("多少|几|谁|哪|怎么|咋|如何|吗|减|免|补|报销|退|返|能不能|有没有|要不要")
_SAID = 2  # last characters of a fee that tell it: 号费 of 挂号费


@dataclass(frozen=True)
class Payments:
    """The payments people ask for.

    Attributes:
        families: payments that are called alike, by family: 补贴 and 补助 (payments.csv).
    """

    families: Mapping[str, frozenset[str]]

    @cached_property
    def _paid(self) -> re.Pattern[str]:
        """Match a payment with the question for its amount, or what somebody gives.

        贷款|贴息|是百分之多少 · 多少钱的房租|补贴 · 发|慰问金
        """
        words = alternation(word for family in self.families.values() for word in family)
        return re.compile(
            rf"{_AMOUNT}[千百万亿个张]*[钱元块张]*的?[\u4e00-\u9fff]{{0,2}}?(?P<after>{words})"
            rf"|(?P<before>{words}){_BETWEEN}{_AMOUNT}"
            rf"|[发领](?:放|给|到|了|过)?[\u4e00-\u9fff]{{0,4}}?(?P<given>{words})(?=[,，。？?吗]|$)"
            rf"|有(?:没有|无)?[\u4e00-\u9fff]{{0,6}}?(?P<any>{words})(?:没有|没|吗|么)?(?=[,，。？?]|$)"
        )

    def asked(self, text: str) -> str:
        """Return the payment whose amount is asked: 补贴 in 发多少钱的房租补贴; "" for none.

        A fee counts where anything is asked of it: 电费 in 电费减免多少, 挂号费 in 免挂号费吗.
        """
        found = self._paid.search(text)
        if found:
            return str(next(filter(None, found.groupdict().values())))
        fees = list(_FEE.finditer(text)) if _OF_A_FEE.search(text) else []
        return fees[-1]["fee"] if fees else ""

    def any_in(self, text: str) -> bool:
        """Tell whether a text names any payment at all, or that less is to be paid."""
        return self._any.search(text) is not None

    @cached_property
    def _any(self) -> re.Pattern[str]:
        words = alternation(word for family in self.families.values() for word in family)
        return re.compile(f"{words}|优惠|减免|免费|免收|让利|资金支持|经费")

    def named(self, payment: str, text: str) -> bool:
        """Tell whether a text names a payment, or another of its family."""
        if _FEE.fullmatch(payment):
            own = payment[-_SAID:]
            short = re.compile(f"{own[0]}[\u4e00-\u9fff]{{2,3}}{own[-1]}")  # 个税 · 个人所得税
            if own in text or (payment == own and short.search(text)):
                return True
        alike = (f for f in self.families.values() if any(payment.endswith(word) for word in f))
        return any(word in text for family in alike for word in family)


def read_payments(data: DataFolder) -> Payments:
    """Read questions/payments.csv.

    Raises:
        GraphError: it is missing or malformed.
    """
    found: dict[str, set[str]] = {}
    for row in data.rows("questions/payments.csv"):
        found.setdefault(row["family"], set()).add(row["payment"])
    return Payments({family: frozenset(words) for family, words in found.items()})
