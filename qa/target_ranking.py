"""Which number of the documents a question asks for, and whether it answers it at all."""

from __future__ import annotations

import re

from embeddings.alignment import WordEncoder, alignment
from embeddings.lexical import query_tokens, simplify, tokens, without_asking
from qa.context import Context
from qa.facts import Row

_TASKS_READ = 12  # best tasks whose targets are weighed
# what a question's measure word says of the unit of the answer
_MEASURE = re.compile(
    r"(?:多少|几)(?P<unit>万?(?:个|家|所|处|项|公里|里|亩|人次|人|名|户|场次|场|次|吨|座|条|台|套|辆|张|位"
    r"|头|只|平方米|平米|平|千瓦|美元|元|块|钱|百分点|强|天|株|棵|门))"
)
_ALIKE = [
    set("人名位"),
    set("处个所座项"),
    {"公里", "里"},
    {"平方米", "平米", "平"},
    {"元", "块", "钱"},
    {"场", "场次", "次"},
    {"户", "家"},
]
KINDS = {
    "%": re.compile(r"比例|率|百分|占比|占多少|几成|多大比重|比重|覆盖|percentage|proportion"),
    "increase": re.compile(r"增长|增速|增幅|提高|提升|涨"),
    "rank": re.compile(r"排名|名次|第几|位次|几强|多少强"),
    "count": re.compile(r"新增|新建|建设|建|招|引进|培育|举办|办|创建|发展|开展"),
    "level": re.compile(r"达到|总产|总量|规模|稳定|保持|突破"),
}
# Calibrated on the tuning half of data/gold/questions.
_LEAST_FIT = 0.55  # of a target to a question
_STRANGE_FIT = 0.83  # needed where the question names a concept that no document does
_LEAST_ALIGNED = (0.45, 0.43)  # fit and late interaction that suffice together
_OTHER_MEASURE = 0.2
_NAMES = re.compile(r"\d?[a-z][a-z0-9.]*")  # 5g, 3a, pm2.5, gdp


def ranked_targets(context: Context) -> list[tuple[float, Row]]:
    """Return the targets of the best tasks with how well each answers the question, best first.

    How well: the share of the question's words (weighted by rarity) that metric, sentence and
    title hold, and the cosines of metric and sentence. Among those, the rank of the task, the
    share of the metric's own words and the shape of the number decide.
    """
    tasks = list(dict.fromkeys([*context.named_tasks(), *context.task_hits(_TASKS_READ)]))
    rows = [r for task in tasks for r in context.facts.targets(task)]
    rows = [r for r in rows if _speaks_of(context, r) and _is_theirs(context, r)]
    if not rows:
        return []
    plain = context.question.plain
    encoder = context.build.encoder
    query = encoder.encode_queries([plain])[0]
    metrics = encoder.encode_passages([simplify(r["metric"]) for r in rows]) @ query
    spans = encoder.encode_passages([simplify(r["exact"]) for r in rows]) @ query
    asked = query_tokens(_MEASURE.sub(" ", plain))
    scores = {h.item: h.score for h in context.hits}
    best = max((scores.get(t, 0.0) for t in tasks), default=0.0) or 1.0
    found = []
    for row, metric, span in zip(rows, metrics, spans, strict=True):
        said = _said(context, row)
        fit = (
            _measured(plain, row)
            + context.build.retriever.share(asked, said)
            + 0.5 * float(metric)
            + 0.5 * float(span)
        )
        own = _share(set(tokens(row["metric"])), plain)
        order = fit + 0.3 * own + 0.2 * scores.get(row["task"], 0.0) / best + _shape(plain, row)
        found.append((order, fit, row))
    found.sort(key=lambda item: -item[0])
    return [(fit, row) for _, fit, row in found]


def _speaks_of(context: Context, row: Row) -> bool:
    """Tell whether a target's sentence names the project or firm a question is about, if any."""
    network = context.build.network
    wanted = context.question.of_kind("KeyProject", "Enterprise", "Region")
    names = [network.nodes[n]["label"] for m in wanted for n in m.nodes if n in network]
    if not names:
        return True
    sentence = context.sentence(row)
    return any(name in sentence for name in names)


def _is_theirs(context: Context, row: Row) -> bool:
    """Tell whether a target stands in a task of a unit the question names, if it names any."""
    asked = {node for mention in context.question.units for node in mention.nodes}
    return not asked or any(r["unit"] in asked for r in context.facts.units(row["task"]))


def _measured(plain: str, row: Row) -> float:
    """Return what a target loses by another measure than the one asked for: 吨, not 亩."""
    measure = _MEASURE.search(plain)
    other = measure and not _same_unit(measure["unit"].lstrip("万"), row["unit"])
    return -_OTHER_MEASURE if other else 0.0


def _share(words: set[str], text: str) -> float:
    """Return the share of some words that a text holds."""
    return len(words & set(tokens(text))) / len(words) if words else 0.0


def _shape(plain: str, row: Row) -> float:
    """Return how unit and kind of a target fit what the question asks for."""
    fit = 0.0
    measure = _MEASURE.search(plain)
    if measure:
        fit += 0.12 if _same_unit(measure["unit"].lstrip("万"), row["unit"]) else -0.08
    if KINDS["%"].search(plain):
        fit += 0.1 if row["unit"] == "%" else -0.1
    if KINDS["rank"].search(plain):
        fit += 0.15 if row["kind"] == "rank" else -0.05
    if KINDS["increase"].search(plain) and not measure:
        fit += 0.08 if row["kind"] == "increase" else -0.04
    return fit


def _same_unit(asked: str, unit: str) -> bool:
    return asked == unit or any(asked in alike and unit in alike for alike in _ALIKE)


def fits(context: Context, fit: float, row: Row) -> bool:
    """Tell whether a target answers the question, not only the nearest there is."""
    said = simplify(_said(context, row))
    asked = set(_NAMES.findall(context.question.plain))
    if context.question.language == "zh" and asked - set(_NAMES.findall(said)):
        return False  # 5A级 is not 3A级
    if fit < _STRANGE_FIT and context.strange_concepts():
        return False  # 停车位 is not 托位, and no document speaks of parking
    if fit >= _LEAST_FIT:
        return True
    encoder = context.build.encoder
    if fit < _LEAST_ALIGNED[0] or not isinstance(encoder, WordEncoder):
        return False
    question = without_asking(_MEASURE.sub(" ", context.question.plain))
    return alignment(encoder.words(question), encoder.words(said)) >= _LEAST_ALIGNED[1]


def _said(context: Context, row: Row) -> str:
    return f"{row['metric']}，{row['exact']}，{context.title(row['task'])}"
