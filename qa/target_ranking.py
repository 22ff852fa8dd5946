"""Which number of the documents a question asks for, and whether it answers it at all."""

from __future__ import annotations

import re

from embeddings.lexical import simplify, tokens
from qa.answerability import Evidence, is_answer
from qa.asked import Asked
from qa.context import Context
from qa.facts import Row
from qa.measures import Measures

_ITEMS_READ = 12  # best tasks and paragraphs whose targets are weighed
KINDS = {
    "%": re.compile(r"比例|率|百分|占比|占多少|几成|多大比重|比重|覆盖|percentage|proportion"),
    "increase": re.compile(r"增长|增速|增幅|提高|提升|涨"),
    "rank": re.compile(r"排名|名次|第几|位次|几强|多少强"),
}
_NAMES = re.compile(r"\d?[a-z][a-z0-9.]*")  # 5g, 3a, pm2.5, gdp


def ranked_targets(context: Context) -> list[tuple[float, Row]]:
    """Return the targets of the best tasks with how well each answers the question, best first.

    How well: the share of the question's words (weighted by rarity) that metric, sentence and
    title hold, and the cosines of metric and sentence. Among those, the rank of the task, the
    share of the metric's own words and the shape of the number decide.
    """
    near = [hit.item for hit in context.topic_hits[:_ITEMS_READ]]
    tasks = list(dict.fromkeys([*context.named_tasks(), *near]))
    rows = [r for task in tasks for r in context.targets(task)]
    measures, plain = context.build.questions.measures, context.question.plain
    measure = measures.of(plain)
    names, units = _names(context), {n for m in context.question.units for n in m.nodes}
    rows = [
        r
        for r in rows
        if not measures.other(measure, r["unit"])
        and (not names or any(name in context.sentence(r) for name in names))
        and (not units or any(u["unit"] in units for u in context.facts.units(r["task"])))
    ]
    if not rows:
        return []
    encoder = context.build.encoder
    query = encoder.encode_queries([plain])[0]
    metrics = encoder.encode_passages([simplify(r["metric"]) for r in rows]) @ query
    spans = encoder.encode_passages([simplify(r["exact"]) for r in rows]) @ query
    asked = context.build.questions.words.query_tokens(measures.asked.sub(" ", plain))
    scores = {h.item: h.score for h in context.hits}
    best = max((scores.get(t, 0.0) for t in tasks), default=0.0) or 1.0
    found = []
    for row, metric, span in zip(rows, metrics, spans, strict=True):
        said = _said(context, row)
        covered = context.build.retriever.idf_coverage(asked, said)
        fit = covered + 0.5 * float(metric) + 0.5 * float(span)
        own = _share(set(tokens(row["metric"])), plain)
        order = (
            fit
            + 0.3 * own
            + 0.2 * scores.get(row["task"], 0.0) / best
            + _shape(plain, row, measures)
        )
        found.append((order, fit, row))
    found.sort(key=lambda item: -item[0])
    return [(fit, row) for _, fit, row in found]


def _names(context: Context) -> list[str]:
    """Return the projects, firms and towns a question names; a target's sentence must name one."""
    wanted = context.question.of_kind("KeyProject", "Enterprise", "NamedPlace")
    names = [context.build.label(node) for mention in wanted for node in mention.nodes]
    return [*filter(None, names)] + [
        town for town in context.build.townships if town in context.question.plain
    ]


def _share(words: set[str], text: str) -> float:
    """Return the share of some words that a text holds; of less than three it says little."""
    return len(words & set(tokens(text))) / max(3, len(words))


def _shape(plain: str, row: Row, measures: Measures) -> float:
    """Return how unit and kind of a target fit what the question asks for."""
    fit = 0.0
    measure = measures.of(plain)
    if measure:
        fit += 0.12 if measures.same(measure, row["unit"]) else -0.08
    if KINDS["%"].search(plain):
        fit += 0.1 if row["unit"] == "%" else -0.1
    if KINDS["rank"].search(plain):
        fit += 0.15 if row["kind"] == "rank" else -0.05
    if KINDS["increase"].search(plain) and not measure:
        fit += 0.08 if row["kind"] == "increase" else -0.04
    return fit


def fits(context: Context, fit: float, row: Row) -> bool:
    """Tell whether a target answers the question, not only the nearest there is."""
    said = simplify(_said(context, row))
    asked = set(_NAMES.findall(context.question.plain))
    if context.question.language == "zh" and asked - set(_NAMES.findall(said)):
        return False  # 5A级 is not 3A级
    before = Asked(context.build, context.question.plain, context.question.documents)
    sentence = f"{context.sentence(row)}，{context.title(row['task'])}"
    found = Evidence(row["task"], sentence, "", row["metric"], row["exact"], fit)
    return is_answer("target", before, found)


def _said(context: Context, row: Row) -> str:
    return f"{row['metric']}，{row['exact']}，{context.title(row['task'])}"
