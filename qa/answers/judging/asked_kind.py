"""Which kind of value a clause asks for, and whether a sentence gives one: money, a date.

Which it is decides much of whether the nearest sentence answers: 电费减免多少 is no 深化帮扶行动.
"""

from __future__ import annotations

import re

from qa.execution.reckoning.quantities import says_detail, says_number, says_time
from qa.execution.scope import Scope
from qa.reading.clause import Clause

_WAIVING = ("", "个月", "月", "钱", "元", "%")
_WAIVED = re.compile("免收|免征|免除|全免|减半|减免|免费|免|减|省|停征|退还|返还")
_PAID = re.compile("[费税租](?!用?率)|[交收花]多少")  # of which all or half may be waived
_FACTOR = re.compile(r"(?<![a-zA-Z\d.])\d+\.\d+")  # 1.15, not PM2.5
# 免不免|税
_OF_WHAT = re.compile("[免减](?:不[免减]|掉|除|征|收|交|缴)?(?P<what>[税费租息])")
# 按政府要求坚持营业且不裁员、少裁员的，免收2月份房租
_CONDITION = re.compile(
    "条件|符合|具备|满足|凡|前提|须|必须|应当|仅限|不裁员|少裁员|达到|超过|以上|以内"
    "|[对经按依因在][^。；]{2,70}(?:的|后|时)[,，]|(?<=[^。；，,]{2})的[,，]"
)
# 由受益地政府承担 · 所需资金从失业保险基金列支
_PAYER = re.compile(
    "负担|列支|承担|自筹|出资|买单|兜底|由[^，。；]{2,24}(?:安排|解决|支付|保障|筹措)|从[^，。；]{2,24}安排"
)
_NAMES = re.compile("“[^“”]*”")  # “一人”公司 counts nobody
# 免挂号费吗 · 房租怎么减 · 要不要交钱: that nothing, or less, need be paid
_ASKS_WAIVER = re.compile(
    "免|减(?:多少|几|不减|吗|免)|(?:怎么|咋|如何)减|要不要(?:交|花|付)|(?:花|要|收)钱[吗么不]"
)


def gives_kind(said: str, clause: Clause, scope: Scope) -> bool | None:
    """Tell whether a sentence gives the kind of value a clause asks for; None: it asks for none."""
    given: list[bool] = [says_detail(said, name, scope) for name in clause.details]
    if clause.has("ask", "limit"):
        given.append(says_time(said))
    if clause.asks_number and not clause.details:
        given.append(says_amount(_NAMES.sub("", said), clause, scope))
    elif _ASKS_WAIVER.search(clause.text):
        what = _OF_WHAT.search(clause.text)
        of_that = what is None or what["what"] in said
        given.append(of_that and (says_number(said, "", scope) or _WAIVED.search(said) is not None))
    if clause.has("condition"):
        given.append(_CONDITION.search(said) is not None)
    if clause.has("payer"):
        given.append(_PAYER.search(said) is not None)
    return all(given) if given else None


def says_amount(said: str, clause: Clause, scope: Scope) -> bool:
    """Tell whether a sentence gives the number that is asked for, or that all or half is waived.

    免几个月房租: 第一季度房租免收 · 修正系数是多少: 按照1.15进行修正.
    """
    costs = clause.has("cell", "investment") and not clause.has("whether")
    if says_number(said, clause.measure or ("元" if costs else ""), scope):
        return True
    if not clause.measure and _FACTOR.search(said):
        return True
    spoken_of = _WAIVED.search(clause.text) or _PAID.search(clause.text)
    return clause.measure in _WAIVING and bool(spoken_of) and _WAIVED.search(said) is not None
