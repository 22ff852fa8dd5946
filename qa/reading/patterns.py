"""What questions say in fixed forms: ordinals, values, counts of units, dates, parts of names."""

from __future__ import annotations

import re

from kg.text.numerals import to_int
from qa.query.tree import Due, Measured
from qa.query.vocabulary import Comparator, When

# （六十六） · 第十二条 · 任务66 · 任务七十四 · 66号任务 · 最后三条
ORDINAL = re.compile(
    r"[（(](?P<bracket>[一二三四五六七八九十百]{1,5}|\d{1,3})[）)]"
    r"|(?<!倒数)第(?P<nth>[一二三四五六七八九十百]{1,5}|\d{1,3})(?:条|项|款|件)"
    r"|任务 ?(?P<task>\d{1,3}|[一二三四五六七八九十百]{2,5})(?![\d月年%共多几余个项条])"
    r"|(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,5})号任务"
    r"|(?P<last>最后[一二三四五六七八九十两\d]{1,3})(?:条|项|个任务)"
    r"|(?P<back>倒数第[一二三四五六七八九十\d]{1,3})(?:条|项|个任务)"
    r"|(?P<beside>[上下前后]一)(?:条|项|个任务)"
)
# 第五部分 · 第三大块 · 最后一个板块
SECTION = re.compile(
    r"(?:第(?P<nth>[一二三四五六七八九十]{1,3}|\d{1,2})|(?P<last>最后一))个?大?"
    r"(?:部分|板块|块|章|方面|大项|大类)(?!牵头)"
)
# 20% · 3亿元 · 6个月 · 一半 · 三个月 · 24号 · 12345 · 《中小企业划型标准规定》 · 〔2011〕300号
LITERAL = re.compile(
    r"\d+(?:\.\d+)?(?:个百分点|%|[万亿]?元|个月|公里|[万亿家个项人名所处座亩吨天])"
    r"|[一二两三四五六七八九十]{1,2}(?:个月|成)|百分之[一二三四五六七八九十]{1,3}|一半"
    r"|\d{1,2}[号日](?![线院楼文任召])|(?<!\d)\d{5,}(?![\d年])"
    r"|《[^》]+》|〔\d{4}〕\d+号"
)
# 哪几项 asks which, not how many
WHICH = re.compile("[哪第那]几")
# 管土地的部门 · 管畜牧的那个中心
DESCRIBED = re.compile(
    r"[管抓](?P<what>[^的管和跟与，,。？?]{1,8})的(?:那[个家]?)?(?:部门|单位|局|人|中心|委)"
)
# 五个以上部门 · 至少3家单位
COUNTED = re.compile(
    r"(?<!第)(?P<least>至少|不少于|超过)?(?<!第)(?P<number>\d{1,2}|[一二两三四五六七八九十])[个家](?P<more>及?以上)?"
    r"(?:的)?(?:责任|牵头|主责|承办)?(?:部门|单位|局)(?P<after>以上)?"
)
# 6月底前 · 10月 · 2月4日 · 上半年 · 年底前
DUE = re.compile(
    r"(?:今年|20\d\d年)?(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?"
    r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|底|末)?(?P<by>之?前|以前)?"
    r"|(?P<half>上半年)|(?P<year>年底)(?:之?前|以前))"
)
# 名字里带“产业园” · 名称里含“湿地”
HELD = re.compile(
    r"名(?:字|称)?(?:里|中)?面?(?:带|含|有)着?[“\"「]?(?P<part>[^”\"」的有]{2,8}?)[”\"」两三四的]"
)
# 哪两个项目 · 哪三个镇
_SO_MANY = re.compile(r"哪(?P<n>[两俩二三四五六])(?![十百])")
# 五个项目里哪个 · 民生实事清单里哪个项目, of the rows of a table
ROWS = re.compile(
    "[那这]?(?:[几两三四五六七八九十]|\\d{1,2})[个项件](?:民生|重点|实事|惠民|建设)*"
    "(?:项目|工程|实事|大事|事(?=[里中当]))"
    "(?:里面?|中|当中)?(?:哪一?个)?"
    "|[\u4e00-\u9fff]{0,8}?(?:清单|实事|一览表|项目表|台账|附表|表格|[这那本]个?表)"
    " ?(?:里面?|中|当中|上)|表[里中](?:面|头)?"
    "|(?:清单|名单|文件|标题|题目|名字)?[里上]?(?:叫|名为|号称|写的是|说是)“[^”]{1,8}”"
)
# 投资|超过|1000万|的项目
WORTH = re.compile(
    r"(?:投资|金额|造价|花费?)(?P<sign>超过|高于|大于|不低于|不少于|至少|低于|少于|不到|不足|不超过)"
    r"(?P<number>\d+(?:\.\d+)?)(?P<times>[千百]?[万亿])元?"
)
# 超过|5|% · 40|亿元|以上
AMOUNT = re.compile(
    r"(?P<sign>不超过|不高于|不低于|不少于|不止|超过|突破|高于|多于|大于|低于|少于|不到|不足|至少)?"
    r"(?P<about>约|大约)?(?<![\d.a-z第])(?P<number>\d+(?:\.\d+)?)"
    r"(?P<unit>个百分点|百分点|%|[千百]?[万亿]?(?:平方米|平方公里|立方米|公里|千米|美元|人次|个月|千瓦|元"
    r"|[米家个项人名所处座亩吨天张户条辆台套头只场件份]|(?<=[万亿])))"
    r"(?P<after>及?以上|以下|以内|左右|上下)?"
)
# 15件|实事里修路的 says no number that something has
_LIST_OF = re.compile("(?:大|民生)?(?:实事|大事|举措|措施|任务|工作|文件|指标|政策|条款)")
_SIGNS: dict[str, Comparator] = {
    **dict.fromkeys(("不低于", "不少于", "至少", "以上", "及以上"), ">="),
    **dict.fromkeys(("超过", "突破", "高于", "多于", "大于", "不止"), ">"),
    **dict.fromkeys(("不超过", "不高于", "以下", "以内"), "<="),
    **dict.fromkeys(("低于", "少于", "不到", "不足"), "<"),
    **dict.fromkeys(("左右", "上下"), "~"),
}
# 后面那个单位 · 前面那家
_LAST_ONE = re.compile("(?:后[面头边]|最?后|末尾)(?:的|那|一)+(?:个|家)?(?:单位|部门|局|委|中心)")
_FIRST_ONE = re.compile(
    "(?:前[面头边]|最?前|头|打头)(?:的|那|一)+(?:个|家)?(?:单位|部门|局|委|中心)"
)
# 第二家单位
_NTH = re.compile(r"第(?P<n>[一二三四五六七八九十]|\d{1,2})(?:家|个)(?:单位|部门|局|项目|任务)?")


def counted(text: str) -> tuple[Comparator, float] | None:
    """Return how many units a clause compares with: 五个以上部门."""
    match = COUNTED.search(text)
    if match is None:
        return None
    number = to_int(match["number"]) or 0
    if match["least"] == "超过":
        return (">", number)
    return (">=" if match["least"] or match["more"] or match["after"] else "=", number)


def due(text: str) -> Due | None:
    """Return by or within which month or day something is done, of whatever year the plan is."""
    match = DUE.search(text)
    if match is None:
        return None
    month = 12 if match["year"] else 6 if match["half"] else to_int(match["month"]) or 0
    when: When = "within" if match["month"] and not match["by"] else "by"
    day = f"-{to_int(match['day']) or 0:02d}" if match["day"] else ""
    return Due(when, f"--{month:02d}{day}") if 1 <= month <= 12 else None


def section(text: str) -> str:
    """Return the ordinal of the section that a clause names: 五 for 第五部分."""
    match = SECTION.search(text)
    return (match["nth"] or match["last"]) if match else ""


def so_many(text: str) -> int | None:
    """Return how many things a clause asks for: 2 for 哪两个项目, None where it says none."""
    match = _SO_MANY.search(text)
    return to_int(match["n"]) if match else None


def worth(text: str) -> tuple[Comparator, float, str] | None:
    """Return what something must cost: (">", 1000, "万元") for 投资超过1000万."""
    match = WORTH.search(text)
    if match is None:
        return None
    return _SIGNS[match["sign"]], float(match["number"]), f"{match['times']}元"


def amount_said(text: str) -> tuple[Measured, tuple[int, int]] | None:
    """Return the first number of some words as a condition, and where it stands: 定到了|100%."""
    found = (m for m in AMOUNT.finditer(text) if not _LIST_OF.match(text, m.end()))
    match = next(found, None)
    return None if match is None else (measured(match), match.span())


def measured(match: re.Match[str]) -> Measured:
    """Return what a match of AMOUNT says: 超过5% is more than 5 %, 约100亩 about 100 亩."""
    sign = match["sign"] or match["after"] or match["about"] or ""
    comparator = "~" if match["about"] else _SIGNS.get(sign, "=")
    unit = "个百分点" if match["unit"] == "百分点" else match["unit"]
    return Measured("value", comparator, float(match["number"]), unit)


def nth(text: str) -> int | None:
    """Return which of the things told before is meant: 2 for 第二家单位, -1 for 后面那个单位."""
    match = _NTH.search(text)
    if match is not None:
        return to_int(match["n"])
    return -1 if _LAST_ONE.search(text) else 1 if _FIRST_ONE.search(text) else None
