"""Grants: which numbers and words of a sentence say what somebody may get, and how much."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.knowledge.target_lexicon import BenefitLexicon
from kg.text.numerals import MULTIPLIERS
from kg.text.span import Range

# 对甲企业，免收房租、减半收取担保费；
_SENTENCE = re.compile("[^。；！？;]+")
_CLAUSE = re.compile("[^，,：]+")
# 1个月房租免收、2个月租金减半
_ITEM = re.compile("(?:（[^）]*）|[^、])+")
# 增长20%（不含）以内的: a condition
_CONDITION = re.compile(r"(?:[（(]不?含[）)])?(?:以[内上下]|及以上)的")
_CONDITION_BEFORE = re.compile(
    r"(?:(?<!不)超过|不足|不满|未满|达到|满|低于|连续|由?原)[^，、]{0,4}$"
)
# 3个月内补缴: by when, not for how long
_WITHIN = re.compile("[内前后]")
# 1个月房租 · 2月份 · 第二、三、四季度 · 疫情期间
_TIME = re.compile(
    r"(?:不超过)?(?<![\d第])(?!20\d\d年)(?:\d+|[一二两三六])(?:个月|年(?!度))"
    r"|(?:20\d\d年)?\d{1,2}月份(?:、\d{1,2}月份)*"
    r"|(?:20\d\d年)?第[一二三四、]{1,7}季度|疫情期间"
)
# 给予25%的贴息|，贴息期限不超过1年
_TERM = re.compile(r"，[^，。；]{0,6}期限?[^，。；]{0,6}?((?:不超过)?\d+(?:个月|年))")
_REACH = 16  # how far before a number its cue is looked for
_AROUND = 60  # how far around a number words are looked for that say what it is


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: a number with its unit, or a share that a word says.

    Attributes:
        value: as written; of 免收 100.
        multiplier: 10⁴ for 万.
        unit: without multiplier.
        printed_unit: with it.
        comparator: >=, <=, ~ or =.
    """

    value: Decimal
    multiplier: int
    unit: str
    printed_unit: str
    comparator: str


@dataclass(frozen=True, slots=True)
class Grant:
    """Words that grant something.

    Attributes:
        sentence: where they are.
        clause: their clause; item the member of its list.
        at: the number, or the word that stands for one.
        amounts: how much; two for a range.
        duration: for how long, as printed, or "".
        is_time: the amount is a time itself.
    """

    sentence: Range
    clause: Range
    item: Range
    at: Range
    amounts: tuple[Amount, ...]
    duration: str


def read_grants(texts: Iterable[str], words: BenefitLexicon) -> list[list[Grant]]:
    """Return what each text grants, in order."""
    return [list(_of_text(text, words)) for text in texts]


def _of_text(text: str, words: BenefitLexicon) -> Iterator[Grant]:
    for match in _SENTENCE.finditer(text):
        sentence, before = Range(text, *match.span()), None
        for found in _CLAUSE.finditer(*sentence):
            clause = Range(text, *found.span())
            yield from _of_clause(sentence, before, clause, words)
            before = clause


def _of_clause(
    sentence: Range, before: Range | None, clause: Range, words: BenefitLexicon
) -> Iterator[Grant]:
    for item in _items(clause, words):
        numbers = [Range(item.text, *m.span()) for m in words.quantity.finditer(*item)]
        given = [n for n in numbers if _is_given(n, before, clause, words)]
        duration = _duration(clause, item)
        said = list(words.share.finditer(*item))
        # 3个月社会保险费50%, 1个月房租免收: of a share and a time, the time says for how long
        shares = [n for n in given if _kind(n, words) != "time"]
        for number in shares or (() if said else given):
            amounts = tuple(_amounts(number, clause, words))
            yield Grant(sentence, clause, item, number, amounts, duration)
        for word in () if shares else said:
            at = Range(item.text, *word.span())
            amount = _share(words.shares[word["word"]])
            yield Grant(sentence, clause, item, at, (amount,), duration)


def _items(clause: Range, words: BenefitLexicon) -> list[Range]:
    """Return the members of a list that each grant something, else the whole clause."""
    items = [Range(clause.text, *m.span()) for m in _ITEM.finditer(*clause)]
    grants = [i for i in items if words.share.search(*i) or words.quantity.search(*i)]
    return items if len(items) > 1 and grants == items else [clause]


def _share(value: str) -> Amount:
    return Amount(Decimal(value), 1, "%", "%", "=")


def _kind(number: Range, words: BenefitLexicon) -> str:
    match = words.quantity.match(*number)
    return words.kinds[match["unit"]] if match else ""


def _is_given(number: Range, previous: Range | None, clause: Range, words: BenefitLexicon) -> bool:
    """Tell whether a number says what somebody gets."""
    before, after = _around(number, clause)
    if _CONDITION.match(after) or _CONDITION_BEFORE.search(before) or words.total.search(before):
        return False
    if previous and words.limit.match(before):
        before = f"{previous.content[-_AROUND:]}{before}"  # 延期缴纳税款，最长不超过3个月
    kind = _kind(number, words)
    if kind == "time":
        return not _WITHIN.match(after) and _is_time_given(before, after, words)
    if kind == "money" and words.per.search(before) and words.handed.search(before):
        return True
    given = words.given.search(before) or words.giving.match(after)
    return (given or words.rate.search(before)) is not None


def _is_time_given(before: str, after: str, words: BenefitLexicon) -> bool:
    put_off = words.deferred.search(before) or words.leave.match(after)
    waived = words.waived.search(before) or words.waives.match(after)
    of_standard = "按" in before and words.of_standard.match(after)
    return bool(put_off or waived or of_standard)


def _around(number: Range, clause: Range) -> tuple[str, str]:
    text = clause.text
    before = text[max(clause.start, number.start - _AROUND) : number.start]
    return before, text[number.end : min(clause.end, number.end + _AROUND)]


def _amounts(number: Range, clause: Range, words: BenefitLexicon) -> Iterator[Amount]:
    match = words.quantity.match(*number)
    if match is None:
        return
    before, after = _around(number, clause)
    if words.kinds[match["unit"]] == "time" and (
        words.waived.search(before) or words.waives.match(after)
    ):
        yield _share("100")  # 房租减免3个月: all of it, for so long
        return
    at = list(words.at_number.finditer(before[-_REACH:]))
    behind = words.behind_number.match(after)
    cue = behind or (at[-1] if at else None)
    sign = words.signs[cue["cue"]] if cue else "="
    bounds = [(sign, match["low"])]
    if match["high"]:
        bounds = [(">=", match["low"]), ("<=", match["high"])]
    printed = match["multiplier"] + match["unit"]
    for comparator, value in bounds:
        decimal = Decimal(value.replace(",", ""))
        times = MULTIPLIERS[match["multiplier"]]
        yield Amount(decimal, times, match["unit"], printed, comparator)


def _duration(clause: Range, item: Range) -> str:
    """Return for how long something is granted, as printed."""
    own = _TIME.search(item.text, item.start, item.end)
    if own:
        return own[0]
    behind = _TERM.match(clause.text, clause.end)
    return behind[1] if behind else ""
