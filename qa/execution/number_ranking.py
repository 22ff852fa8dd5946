"""Which numbers of the documents some words ask for, best first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from embeddings.lexical import simplify, tokens
from qa.evidence.rows import Number, Quote
from qa.execution.results import Item
from qa.execution.scope import Scope

_ITEMS = 12  # tasks and paragraphs whose numbers are weighed
_METRIC, _SENTENCE, _OWN, _RANK = 0.5, 0.5, 0.3, 0.2  # weights beside the words held
# 焚烧率 · 占比
_SHARE = re.compile(r"比例|率|百分|占比|比重|覆盖")
# 增速 · 提高
_INCREASE = re.compile(r"增长|增速|增幅|提高|提升|涨")
_FITTING = 0.1
_AS_NEAR = 0.2  # below the best: others of which as much is said


def nearest_numbers(words: str, scope: Scope, tasks: Iterable[str] | None) -> tuple[Item, ...]:
    """Return numbers by how well they answer some words.

    Args:
        words: what is asked about: 5G基站建设数量.
        scope: what is looked at.
        tasks: the tasks they may be of; those nearest to the words if None.
    """
    hits = scope.search(words)
    rank = {hit.item: hit.score for hit in hits}
    wanted = [hit.item for hit in hits[:_ITEMS]] if tasks is None else list(tasks)
    found = numbers_of(wanted, scope)
    if not found:
        return ()
    best = max((rank.get(item, 0.0) for item in wanted), default=0.0) or 1.0
    fits = _fits(words, found, scope)
    order = [
        fit + _shape(words, n) + _RANK * rank.get(n.task, 0.0) / best
        for n, fit in zip(found, fits, strict=True)
    ]
    ranked = sorted(zip(order, fits, found, strict=True), key=lambda entry: -entry[0])
    near = [(fit, n) for place, fit, n in ranked if place >= ranked[0][0] - _AS_NEAR]
    return tuple(Item("target", n.target or n.task, n.metric, (n,), fit) for fit, n in near)


def numbers_of(items: Sequence[str], scope: Scope) -> list[Number]:
    """Return the numbers of tasks, from the graph, and of paragraphs, read now."""
    tasks = [item for item in items if scope.is_task(item)]
    found = list(scope.rows.numbers(tasks))
    for item in items:
        if not scope.is_task(item):
            found += [_read(row) for row in scope.build.paragraphs.targets(item)]
    return found


def _fits(words: str, numbers: Sequence[Number], scope: Scope) -> list[float]:
    """Return how much of some words each number speaks of, by words and by meaning."""
    build = scope.build
    query = build.encoder.encode_queries([simplify(words)])[0]
    metrics = build.encoder.encode_passages([simplify(n.metric) for n in numbers]) @ query
    texts = build.encoder.encode_passages([simplify(n.text) for n in numbers]) @ query
    asked = build.questions.words.query_tokens(simplify(words))
    plain = set(tokens(simplify(words)))
    fits = []
    for number, metric, text in zip(numbers, metrics, texts, strict=True):
        said = f"{number.metric}，{number.text}，{scope.task_name(number.task)}"
        own = set(tokens(number.metric))
        fits.append(
            build.retriever.idf_coverage(asked, said)
            + _METRIC * float(metric)
            + _SENTENCE * float(text)
            + _OWN * len(own & plain) / max(3, len(own))
        )
    return fits


def _shape(words: str, number: Number) -> float:
    """Return how unit and kind of a number fit what is asked for."""
    fit = 0.0
    if _SHARE.search(words):
        fit += _FITTING if number.unit == "%" else -_FITTING
    if _INCREASE.search(words):
        fit += _FITTING if number.kind == "increase" else -_FITTING / 2
    return fit


def _read(row: dict[str, object]) -> Number:
    """Return a number of a paragraph as a typed row."""
    return Number(
        task=str(row["task"]),
        target="",
        metric=str(row["metric"]),
        comparator=str(row["comparator"]),
        amount=Decimal(str(row["amount"])),
        printed=str(row["printed"]),
        unit=str(row["unit"]),
        kind=str(row["kind"]),
        commitment=str(row["commitment"] or ""),
        due=str(row["due"] or ""),
        assumed_due=str(row["assumedDue"] or ""),
        limit=str(row["limitText"] or ""),
        text=str(row["exact"]),
        quote=Quote(str(row["document"]), int(str(row["start"])), int(str(row["end"]))),
    )
