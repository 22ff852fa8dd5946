"""What a clause counts or pays: the noun that is counted, the payment whose amount is asked."""

from __future__ import annotations

import re

from qa.reading.clause import Clause
from qa.understanding.measures import Measures

_PAYMENT = (
    "(?:补贴|补助金?|贴息|奖金|奖励|津贴|工资|薪水|押金|学费|利息|罚款|床位|病床"
    "|失业金|养老金|救助金)"
)
_AMOUNT = "(?:百分之)?(?:多少|几|多大)"
_BETWEEN = (
    "(?:标准)?"  # 一类补助标准是每天多少元
    "(?:是|为|有|给|发|拿|到|能|可以|补|要|共|大概|一共|最高|最多|一年|一个?月|每[人月年天])*"
)
# 贷款|贴息|是百分之多少 · 多少钱的房租|补贴
_PAID = re.compile(
    rf"{_AMOUNT}[千百万亿个张]*[钱元块张]*的?[\u4e00-\u9fff]{{0,2}}?(?P<after>{_PAYMENT})"
    rf"|(?P<before>{_PAYMENT}){_BETWEEN}{_AMOUNT}"
)
_NOUN = re.compile(r"\w\w")
# 多少|增速: what is measured is no thing that is counted
_MEASURED = re.compile("增速|增幅|幅度|比例|比率|速度|额度|金额|数量|标准")
# 多少老人|能享受
_DOES = re.compile("(?<=..)(?:能够?|可以?|将)?(?:享受|受益|享有|得到|参加|入住|用上).*$")
_MANY = re.compile("多少")  # 多少培训补贴


def payment_asked(text: str) -> str:
    """Return the payment whose amount is asked: 补贴 in 发多少钱的房租补贴; "" for none."""
    found = _PAID.search(text)
    return (found["after"] or found["before"]) if found else ""


def noun_counted(clause: Clause, measures: Measures) -> str:
    """Return what is counted: the words right after the measure word, 院士 in 几名院士."""
    match = measures.asked.search(clause.text) or _MANY.search(clause.text)
    if match is None:
        return ""
    after = clause.text[match.end() :].removeprefix("的")  # 多少钱的房租补贴
    nouns = (p for p in clause.topic.split() if _NOUN.match(p) and after.startswith(p))
    nouns = (_DOES.sub("", noun) for noun in nouns)
    return next((noun for noun in nouns if not _MEASURED.match(noun)), "")
