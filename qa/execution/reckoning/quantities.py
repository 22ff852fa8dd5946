"""Numbers that sentences say and no fact holds, read when a question asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from embeddings.lexical import simplify
from kg.text.numerals import multiplier, to_int
from qa.evidence.rows import Number, Quote, Sentence
from qa.execution.scope import Scope

_YEAR = re.compile(r"(?:19|20)\d\d\s?年")
# 一半 · 减半 | 三成 | 百分之三十 | 三个月 | 24号
_SPELT = re.compile(
    r"(?P<half>一半|减半)|(?P<tenths>[一二三四五六七八九])成"
    r"|百分之(?P<percent>[一二三四五六七八九十]{1,3})|(?P<months>[一二两三四五六七八九十]{1,2})个月"
    r"|(?P<day>\d{1,2})号"
)
# 2020年6月底前 · 3个月 · 自发布之日起 · 疫情防控期间
_TIME = re.compile(
    r"\d{4}年|\d+月|\d+[天日]|\d+个?(?:小时|工作日)|个月|年[内底末初]|全年|[上下]半年|季度|之日起|期间|前三?月"
)
# “一人公司” and “1名团长” count nobody
_IN_NAME = re.compile(r"“[^“”]{1,8}”")
# a clause ends: ，|。|；
_CLAUSE = re.compile(r"[，。；：！？\n]")
# 最高不超过|20万元 · 50%|以上
_BEFORE = re.compile(
    r"(?P<most>不超过|最高|最长|最多|不高于|至多|上限)|(?P<least>不低于|不少于|至少|达到)"
)
_AFTER = re.compile(r"(?P<least>以上)|(?P<most>以内|以下)")


def says_number(text: str, measure: str, scope: Scope) -> bool:
    """Tell whether a sentence says a number that is counted with a measure word; "": with any."""
    measures = scope.build.questions.measures
    found = (m for m in measures.quantity.finditer(text) if not _YEAR.fullmatch(m[0]))
    return any(not measure or measures.same(measure, match["unit"]) for match in found)


def holds_literal(text: str, literal: str) -> bool:
    """Tell whether a text holds words to the letter; 50% and 减半 say 一半, 3个月 says 三个月."""
    said, wanted = (_SPELT.sub(_in_digits, simplify(words)) for words in (text, literal))
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    return re.search(before + re.escape(wanted), said) is not None


def _in_digits(match: re.Match[str]) -> str:
    """Return a share or a time in digits: 50% for 一半, 30% for 三成, 3个月."""
    if match["half"]:
        return "50%"
    if match["tenths"]:
        return f"{10 * (to_int(match['tenths']) or 0)}%"
    if match["percent"]:
        return f"{to_int(match['percent'])}%"
    if match["day"]:
        return f"{match['day']}日"
    return f"{to_int(match['months'])}个月"


def says_time(text: str) -> bool:
    """Tell whether a sentence says when, or for how long."""
    return _TIME.search(text) is not None


def says_detail(text: str, name: str, scope: Scope) -> bool:
    """Tell whether a sentence gives a detail that people ask for: a telephone number."""
    detail = scope.build.questions.rules.details_by_name.get(name)
    return detail is None or detail.said.search(simplify(text)) is not None


def numbers_in(sentence: Sentence, scope: Scope) -> Iterator[Number]:
    """Yield the numbers of a sentence, each with its clause as what it is about."""
    text = scope.words_at(sentence.quote)
    names = [name.span() for name in _IN_NAME.finditer(text)]
    for match in scope.build.questions.measures.quantity.finditer(text):
        value = _value(match["number"])
        named = any(start <= match.start() < end for start, end in names)
        if value is None or named or _YEAR.fullmatch(match[0]):
            continue
        start, end = _clause(text, match)
        at = sentence.quote
        yield Number(
            task=sentence.task,
            metric=simplify(text[start:end].strip()),
            comparator=_comparator(text[start : match.start()], text[match.end() : end]),
            amount=value * multiplier(match["times"]),
            printed=match[0],
            unit=match["unit"].replace("％", "%"),
            kind="benefit",
            text=text[start:end],
            quote=Quote(at.document, at.start + start, at.start + end),
        )


def _value(written: str) -> Decimal | None:
    if written[0].isdigit():
        return Decimal(written)
    number = to_int(written)
    return None if number is None else Decimal(number)


def _clause(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return where the clause of a number begins and ends."""
    before = [m.end() for m in _CLAUSE.finditer(text, 0, match.start())]
    after = _CLAUSE.search(text, match.end())
    return (before[-1] if before else 0), (after.start() if after else len(text))


def _comparator(before: str, after: str) -> str:
    said = _BEFORE.search(before) or _AFTER.match(after)
    if said is None:
        return "="
    return "<=" if said["most"] else ">="
