"""Fees by their own name, and words that are short for longer ones."""

import pytest

from qa.execution.ranking.sentences import defines
from qa.understanding.payments import Payments

PAYMENTS = Payments({"power": frozenset({"电费", "用电"})})


@pytest.mark.parametrize(
    ("question", "fee"),
    [
        ("父母看病可以免挂号费吗", "挂号费"),
        ("补贴员工包车费吗", "包车费"),
        ("补助要不要交个税", "个税"),
        ("停收了哪几样费", ""),
        ("三明能税前扣除多少", ""),
        ("同样这税怎么说", ""),
        ("交税实在交不上能拖几个月", ""),
        ("免费给多少", ""),
    ],
)
def test_a_fee_is_asked_by_its_name(question: str, fee: str) -> None:
    assert PAYMENTS.asked(question) == fee


@pytest.mark.parametrize(
    ("fee", "text", "named"),
    [
        ("个税", "免征个人所得税", True),
        ("业电费", "降低企业用电成本8000万元", True),
        ("挂号费", "在落户政策上给予照顾", False),
    ],
)
def test_a_text_names_a_fee(fee: str, text: str, *, named: bool) -> None:
    assert PAYMENTS.named(fee, text) is named


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        ("opc", "支持OPC（即“一人公司”，指个人或微型团队）发展", True),
        ("opc", "打造“一人公司”（以下简称OPC）高地", True),
        ("opc", "举办OPC大会", False),
        ("医务人员", "上述措施所称医务人员范围为驰援湖北的人员", True),
        ("opc 社区", "OPC（即“一人公司”）社区", False),
    ],
)
def test_a_sentence_says_what_a_word_means(words: str, text: str, *, said: bool) -> None:
    assert bool(defines(words, text)) is said
