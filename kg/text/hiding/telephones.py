"""Numbers by which persons are reached or known: mobiles, landlines, accounts, identity cards.

Hidden are mobiles, identity numbers, personal accounts and every telephone number beside a name or
behind a label that is not one for the public. What is printed for everybody to call stays
(咨询电话, 服务热线, 办公电话), unless a name stands beside it. Amounts are no numbers of this kind.
"""

from __future__ import annotations

import re
from functools import cache

# the hundred most frequent, as data/rules/surnames.csv begins (a test compares them)
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余"
    "苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段"
    "郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
)
_HAN = r"[\u4e00-\u9fff]"
_GAP = r"[-—–－.．·/ \u3000]"
_OPEN = r"[（(，,、：: \t\u3000]"
# 7212345元 · 13800000000 千瓦时 · 7212345.5
_AMOUNT = r"(?![ \u3000]?[元万亿千人户件次亩吨米个只头株斤立平公%％台套辆])(?![.．]\d)"
_END = rf"(?![\dA-Za-z]){_AMOUNT}"
# 张三 · 欧阳建国 · 王科长; 金额, 江苏 and 任城区 begin with surnames too
_NAME = (
    rf"(?<!{_HAN})(?!江苏|江西|武汉|高中|金华)"
    rf"(?:[{SURNAMES}]|欧阳|司马|上官|诸葛){_HAN}{{1,2}}"
    r"(?<![额元数量积号码率值度县市区省州镇乡村城局委办室处科所站厅])"
)
# ，副局长 · （县水务局局长）
_POST = rf"(?:{_OPEN}{{1,2}}{_HAN}{{1,10}}[）)]?)?"
_AREA = rf"[（(]?[0０]\d{{2,3}}[）)]?{_GAP}{{0,3}}"
# 7212345 · 721 2345 · 7212-345
_LOCAL = rf"[2-9２-９](?:\d{{6,7}}|\d{{2}}{_GAP}\d{{4}}|\d{{3}}{_GAP}\d{{3,4}})(?!\d)"
_LISTED = rf"(?:{_AREA})?{_LOCAL}(?:[-—－转]\d{{1,5}}(?!\d))?"
_MAY_BE = re.compile(r"\d{3}[\s\S]?\d{3}")  # every kind has as many digits so close
_TELEPHONE = (
    # 13800000000 · +86 138-0000-0000 · 138.0000.0000 · 1380 000 0000 · 138-000-00000
    r"(?<![\dA-Za-z.])(?P<mobile>(?:[（(]?[+＋]?86[）)]?[-— ]?)?[（(]?[1１][3-9３-９]\d"
    rf"(?:{_GAP}?\d{{4}}{_GAP}?\d{{4}}|\d{_GAP}\d{{3}}{_GAP}\d{{4}}|{_GAP}\d{{3}}{_GAP}\d{{5}})"
    rf"{_END})"
    # an identity number: a place, a day of birth, three digits and one to prove them
    r"|(?<![\dA-Za-z])(?P<identity>[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])"
    r"(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z]))"
    # zhang13800000000@163.com · 微信号13800000000a · QQ：12345678
    r"|(?P<account>(?<![\w.])[A-Za-z._-]{0,24}[1１][3-9３-９]\d{9}(?=[\w.-]{0,16}@)"
    r"|(?:微信|QQ|qq)群?号?码?[：: （(]{0,2}[A-Za-z_-]{0,20}\d{6,}(?!\d))"
    # 0537-7200000 · （0537）7200000转801 · 0537/7212345 · 区号0537，号码7212345
    rf"|(?<![\dA-Za-z.]){_AREA}{_LOCAL}(?:[-—－转]\d{{1,5}})?{_END}"
    rf"|区号[：: ]?[0０]\d{{2,3}}{_OPEN}{{0,2}}(?:电话|号码?)*[：: ]?{_LOCAL}{_END}"
    # 电话：7200000、7200001 · 电 话：721 2345 · 联系人及电话：刘建国，副局长，7212345
    r"|(?:电[ \u3000]*话|手[ \u3000]*机|传[ \u3000]*真|(?:联系|联络)方式"
    r"|热线|座机|固话|[Tt][Ee][Ll])"
    rf"[^\d\n。；;]{{0,24}}{_LISTED}(?:[、，,/和及 ]{{1,2}}{_LISTED})*{_END}"
    # 张三，7212345 · 王科长 7212345 · 李四（副局长）7212345 · 办公室 7212345
    rf"|(?:{_NAME}{_POST}|办公室|值班室){_OPEN}{{0,2}}\n?{_LOCAL}{_END}(?=[）)，,。；;、/\s]|$)"
)
_PUBLIC = (
    r"(?:专线|热线|(?:咨询|服务|投诉|举报|监督|报名|报修|客服|办公|值班|预约|求助|受理|火警|报警|急救|救援|应急|抢险|抢修|查询)"
    r"(?:联系|服务|举报)?电[ \u3000]*话)"
)
# 服务专线（联系电话：|0731-58225116: a line that is printed for everybody to call
_PUBLIC_LINE = rf"{_PUBLIC}(?P<between>[^。；;\n\d]{{0,16}})$"
# 张三，|办公电话：
_OWN_LINE = rf"{_NAME}{_POST}{_OPEN}{{1,2}}{_PUBLIC}[^。；;\n\d]{{0,16}}$"
_BEFORE = 40  # characters in which a public line and its owner are named
_NAMED = rf"{_NAME}(?!{_HAN})"
_DIGIT = re.compile(r"\d")


def without_telephones(text: str) -> str:
    """Return a text in which * stands for each digit of the numbers that lead to persons."""
    return _compiled(_TELEPHONE).sub(_hidden, text) if _MAY_BE.search(text) else text


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when a text may need it: a hundredth of a second."""
    return re.compile(pattern)


def _hidden(match: re.Match[str]) -> str:
    own = match["mobile"] or match["identity"] or match["account"]
    return match[0] if not own and _is_public(match) else _DIGIT.sub("*", match[0])


def _is_public(match: re.Match[str]) -> bool:
    """Tell whether a number is printed for everybody to call and is nobody's own."""
    first = _DIGIT.search(match[0])
    at = match.start() + (first.start() if first else 0)
    before = match.string[max(0, at - _BEFORE) : at]
    line = _compiled(_PUBLIC_LINE).search(before)
    if line is None or _compiled(_NAMED).search(line["between"]):
        return False
    return _compiled(_OWN_LINE).search(before) is None
