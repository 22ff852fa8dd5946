"""Which benefits some words ask for: those of the graph, and numbers that the sentences say."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from embeddings.lexical import simplify, tokens
from kg.text.numerals import to_int
from qa.evidence.rows import Benefit, Number
from qa.execution.ranking.sentences import best_sentences
from qa.execution.reckoning.aligned import IN_ROW, aligned
from qa.execution.reckoning.quantities import numbers_in
from qa.execution.results import Item
from qa.execution.scope import Scope

_ITEMS = 3  # best items that are read
_NEAR = 0.75  # of the best score: others that are read
_AS_GOOD = 0.8  # of the best benefit's score: what is granted beside it
_OF_ONE_KIND = 0.6  # of its words: another step of the same benefit has them too
_DIGITS = re.compile(r"[\d.%％一二三四五六七八九十百]+")
# 2020年2月份、3月份 · 第二、三、四季度 · 2个月 · 1年
_MONTH = re.compile(r"(?<![\d个])(\d{1,2})月")
_QUARTERS = re.compile(r"第([一二三四、]+)季度")
_MONTHS = re.compile(r"(\d+|[一二两三四五六七八九十]{1,3})个月")
_YEARS = re.compile(r"(?<!\d)(\d{1,2}|[一二两三])年")


def benefits_about(
    words: str, measure: str, scope: Scope, tasks: Container[str] | None = None
) -> tuple[Item, ...]:
    """Return what tasks grant, and the numbers of their sentences, by how much they answer.

    Args:
        words: what is asked about.
        measure: the measure word it is asked with, "" for any.
        scope: what is looked at.
        tasks: the only tasks they may be of.
    """
    hits = [hit for hit in scope.search(words) if tasks is None or hit.item in tasks][:_ITEMS]
    near = [hit for hit in hits if hit.score >= _NEAR * hits[0].score]
    granted = scope.rows.benefits([hit.item for hit in near if scope.is_task(hit.item)])
    sentences = [s for hit in near for s in best_sentences(hit, words, scope)]
    in_rows = [number for sentence in sentences for number in aligned(sentence, scope)]
    granted = tuple(b for b in granted if not any(_within(n, b) for n in in_rows))
    said = [number for sentence in sentences for number in numbers_in(sentence, scope)]
    said = [n for n in said if not any(n.quote == other.quote for other in in_rows)]
    pairs: list[tuple[Number, Benefit | None]] = [(_as_number(b, scope), b) for b in granted]
    pairs += [(n, None) for n in (*in_rows, *said) if not any(_within(n, b) for b in granted)]
    covered = scope.asked(words).covered
    scored = [
        (covered(simplify(scope.words_around(n.quote))) + covered(_about(n, b)), n, b)
        for n, b in pairs
        if _fits(n, b, measure, scope)
    ]
    scored.sort(key=lambda found: -found[0])
    return tuple(
        Item("benefit", b.benefit if b else n.task, n.metric, (n, b) if b else (n,), score)
        for score, n, b in scored
    )


def told_together(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the best benefit with those of the same task that are as good, in text order."""
    if not items:
        return ()
    best = items[0]
    alike = [
        item
        for item in items
        if item.tasks == best.tasks
        and (item.score >= _AS_GOOD * best.score or _another_step(item, best))
        and (item == best or _granted(item))
    ]
    chosen = alike if _granted(best) else [best]
    if _in_row(best):  # 一、二、三等奖: those that nothing tells apart
        alike = [item for item in items if item.tasks == best.tasks and _in_row(item)]
        chosen = [item for item in alike if item.score == best.score]
    return tuple(sorted(chosen, key=lambda item: item.rows[0].quote))


def months_of(durations: Iterable[str]) -> Decimal | None:
    """Return how many months some durations are together; None where none says it.

    Months and quarters by name count once, however often they are named: 2月份 and 2月份 are one.
    """
    named: set[int] = set()
    counted = Decimal(0)
    for text in dict.fromkeys(durations):
        months, more = _months_in(text)
        named |= months
        counted += more
    total = len(named) + counted
    return total if total else None


def whole_months(benefits: Sequence[Benefit]) -> Decimal | None:
    """Return how many whole months shares of months come to; None where one is no such share.

    1个月房租免收、2个月租金减半 are 2. Of a month that is named twice, the larger share counts.
    """
    named: dict[int, Decimal] = {}
    counted = Decimal(0)
    for benefit in benefits:
        months, more = _months_in(benefit.duration)
        if benefit.unit != "%" or not (months or more):
            return None
        share = benefit.amount / 100
        named |= {month: max(share, named.get(month, share)) for month in months}
        counted += share * more
    total = sum(named.values(), counted)
    return total if total else None


def _months_in(duration: str) -> tuple[set[int], Decimal]:
    """Return the months that a duration names, and how many more it counts."""
    named = {int(month) for month in _MONTH.findall(duration)}
    for quarters in _QUARTERS.findall(duration):
        for quarter in quarters.split("、"):
            first = 3 * ((to_int(quarter) or 1) - 1)
            named |= {first + 1, first + 2, first + 3}
    counted = sum((to_int(n) or 0) for n in _MONTHS.findall(duration))
    counted += sum(12 * (to_int(n) or 0) for n in _YEARS.findall(duration))
    return named, Decimal(counted)


def _as_number(benefit: Benefit, scope: Scope) -> Number:
    """Return the number of a benefit, with its sentence up to it as what it is of.

    最长不超过3个月 says of what only in the clauses before it.
    """
    sentence = scope.around(benefit).quote
    said = scope.words_at(replace(sentence, end=benefit.quote.end))
    return Number(
        task=benefit.task,
        metric=simplify(said.strip()),
        comparator=benefit.comparator,
        amount=benefit.amount,
        printed=benefit.printed,
        unit=benefit.unit,
        kind="benefit",
        text=benefit.text,
        quote=benefit.quote,
    )


def _about(number: Number, benefit: Benefit | None) -> str:
    if benefit is None:
        return number.metric
    return f"{number.metric}，{simplify(benefit.condition)}，{simplify(benefit.beneficiary)}"


def _within(number: Number, benefit: Benefit) -> bool:
    """Tell whether a number that was read is the one of a benefit."""
    same = number.quote.document == benefit.quote.document
    return (
        same and number.quote.start < benefit.quote.end and benefit.quote.start < number.quote.end
    )


def _fits(number: Number, benefit: Benefit | None, measure: str, scope: Scope) -> bool:
    """Tell whether a number is of the measure asked for; 几个月 may ask for how long."""
    measures = scope.build.questions.measures
    if not measure or measures.same(measure, number.unit):
        return True
    return benefit is not None and measures.same(measure, "个月") and bool(benefit.duration)


def _another_step(item: Item, best: Item) -> bool:
    """Tell whether a benefit grants more or less of the same: 50%补助 · 最高可给予…100%补助."""
    one, other = (next((r for r in i.rows if isinstance(r, Benefit)), None) for i in (item, best))
    if one is None or other is None or one.unit != other.unit:
        return False
    own, same = (set(tokens(_DIGITS.sub("", simplify(row.text)))) for row in (one, other))
    return len(own & same) >= _OF_ONE_KIND * min(len(own), len(same))


def _in_row(item: Item) -> bool:
    return any(isinstance(row, Number) and row.kind == IN_ROW for row in item.rows)


def _granted(item: Item) -> bool:
    return any(isinstance(row, Benefit) for row in item.rows)
