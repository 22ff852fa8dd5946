"""Numbers that sentences say and no fact holds: what somebody gets, for how long, at which rate.

They are read from the best sentences when a question asks for them, so that an answer can state
"每人每天 300元" although the graph has targets only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from embeddings.lexical import simplify
from kg.text.numerals import to_int
from qa.evidence.rows import Number, Quote, Sentence
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.execution.sentence_ranking import best_sentences

_ITEMS = 3  # best items whose sentences are read
_NEAR = 0.75  # of the best score: others that are read
_TIMES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "千": Decimal(1_000), "": Decimal(1)}
# 300元 · 3个月 · 0.5个百分点 · 二个月 · 50%
_QUANTITY = re.compile(
    r"(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,3}) ?(?P<times>[万亿千]?)"
    r"(?P<unit>个百分点|%|％|个月|公里|平方米|元|美元|亩|吨|人次|人|家|户|所|个|项|天|日|年|倍|折|平米|座|辆|台|间)"
)
_YEAR = re.compile(r"(?:19|20)\d\d年")
# a clause ends: ，|。|；
_CLAUSE = re.compile(r"[，。；：！？\n]")
# 最高不超过|20万元 · 50%|以上
_BEFORE = re.compile(
    r"(?P<most>不超过|最高|最长|最多|不高于|至多|上限)|(?P<least>不低于|不少于|至少|达到)"
)
_AFTER = re.compile(r"(?P<least>以上)|(?P<most>以内|以下)")


def quantities(words: str, measure: str, scope: Scope) -> tuple[Item, ...]:
    """Return the numbers of the sentences that say most of some words, best first.

    Args:
        words: what is asked about.
        measure: the measure word it is asked with, "" for any.
        scope: what is looked at.
    """
    hits = scope.search(words, _ITEMS)
    near = [hit for hit in hits if hit.score >= _NEAR * hits[0].score]
    found = [
        number
        for hit in near
        for sentence in best_sentences(hit, words, scope)
        for number in numbers_in(sentence, scope)
    ]
    measures = scope.build.questions.measures
    fitting = [n for n in found if not measure or measures.same(measure, n.unit)]
    asked = scope.build.questions.words.query_tokens(simplify(words))
    covered = scope.build.retriever.idf_coverage
    scored = [
        (covered(asked, simplify(scope.words_around(n.quote))) + covered(asked, n.metric), n)
        for n in fitting
    ]
    scored.sort(key=lambda pair: -pair[0])
    return tuple(Item("benefit", n.task, n.metric, (n,), score) for score, n in scored)


def numbers_in(sentence: Sentence, scope: Scope) -> Iterator[Number]:
    """Yield the numbers of a sentence, each with its clause as what it is about."""
    text = scope.words_at(sentence.quote)
    for match in _QUANTITY.finditer(text):
        value = _value(match["number"])
        if value is None or _YEAR.fullmatch(match[0]):
            continue
        start, end = _clause(text, match)
        unit = (
            match["unit"].replace("％", "%").removeprefix("个")
            if "月" in match["unit"]
            else match["unit"]
        )
        yield Number(
            task=sentence.task,
            target="",
            metric=simplify(text[start:end].strip()),
            comparator=_comparator(text[start : match.start()], text[match.end() : end]),
            amount=value * _TIMES[match["times"]],
            printed=match[0],
            unit=unit,
            kind="benefit",
            commitment="",
            due="",
            assumed_due="",
            limit="",
            text=text[start:end],
            quote=Quote(
                sentence.quote.document,
                sentence.quote.start + start,
                sentence.quote.start + end,
            ),
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
