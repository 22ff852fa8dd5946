"""What a clause counts: the noun that is counted."""

from __future__ import annotations

import re

from qa.reading.clause import Clause
from qa.understanding.measures import Measures

_NOUN = re.compile(r"\w\w")
# 多少|增速: what is measured is no thing that is counted
_MEASURED = re.compile("增速|增幅|幅度|比例|比率|速度|额度|金额|数量|标准")
# 多少老人|能享受
_DOES = re.compile("(?<=..)(?:能够?|可以?|将)?(?:享受|受益|享有|得到|参加|入住|用上).*$")
_MANY = re.compile("多少")  # 多少培训补贴


def noun_counted(clause: Clause, measures: Measures) -> str:
    """Return what is counted: the words right after the measure word, 院士 in 几名院士."""
    match = measures.asked.search(clause.text) or _MANY.search(clause.text)
    timed = measures.dimension.get(clause.measure) == "time"
    if match is None or clause.details or timed:  # 几天报一次, 几天办好 count nothing
        return ""
    after = clause.text[match.end() :].removeprefix("的")  # 多少钱的房租补贴
    nouns = (p for p in clause.topic.split() if _NOUN.match(p) and after.startswith(p))
    nouns = (_DOES.sub("", noun) for noun in nouns)
    return next((noun for noun in nouns if not _MEASURED.match(noun)), "")
