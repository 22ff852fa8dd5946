"""To which number, by when: targets asked one at a time, as lists, compared and summed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from embeddings.alignment import WordEncoder, alignment
from embeddings.lexical import query_tokens, simplify, tokens, without_asking
from qa.answer import Draft, Statement
from qa.context import Context
from qa.facts import Row

_QUERIES = ("targets",)
_TASKS_READ = 12  # best tasks whose targets are weighed
_SIGNS = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ ", "=": ""}
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
_KINDS = {
    "%": re.compile(r"比例|率|百分|占比|占多少|几成|多大比重|比重|覆盖|percentage|proportion"),
    "increase": re.compile(r"增长|增速|增幅|提高|提升|涨"),
    "rank": re.compile(r"排名|名次|第几|位次|几强|多少强"),
    "count": re.compile(r"新增|新建|建设|建|招|引进|培育|举办|办|创建|发展|开展"),
    "level": re.compile(r"达到|总产|总量|规模|稳定|保持|突破"),
}
_WHEN = re.compile(r"何时|什么时候|哪天|啥时候|几月|何日|多久|什么时间|完成时间")
# Calibrated on the tuning half of data/gold/questions.
_LEAST_FIT = 0.55  # of a target to a question
_STRANGE_FIT = 0.83  # needed where the question names a concept that no document does
_LEAST_ALIGNED = (0.45, 0.43)  # fit and late interaction that suffice together
_CERTAIN_FIT = 1.2
_OTHER_MEASURE = 0.2
_NAMES = re.compile(r"\d?[a-z][a-z0-9.]*")  # 5g, 3a, pm2.5, gdp
_SUPERLATIVE = re.compile(r"最(?P<what>高|大|多|低|少|小|快)")


def target_value(context: Context) -> Draft:
    """Return the number a question asks for, or say that the documents do not give it."""
    ranked = _ranked(context)
    if not ranked or not _fits(context, *ranked[0]):
        return Draft(absent=context.say("targets_none"), queries=_QUERIES)
    fit, row = ranked[0]
    head = context.say("target", metric=row["metric"], value=_worded(context, row))
    value = _value(row) if not _WHEN.search(context.question.plain) else row["deadline"]
    also = [r for f, r in ranked[1:4] if f > fit - 0.1]
    statements = tuple(_statement(context, r) for r in (row, *also))
    return Draft(head, statements, value, (row["task"],), _QUERIES, confidence=min(1.0, fit / 2))


def _fits(context: Context, fit: float, row: Row) -> bool:
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


def counted_projects(context: Context) -> Draft | None:
    """Return the number of projects where a target counts them: 梳理重点项目116个."""
    ranked = _ranked(context)
    certain = [r for fit, r in ranked[:1] if fit >= _CERTAIN_FIT and r["metric"].endswith("项目")]
    return target_value(context) if certain else None


def target_list(context: Context) -> Draft:
    """Return all targets on a topic."""
    tasks = context.near_tasks()[:8] if context.question.has_topic else _all_tasks(context)
    return _list(context, [r for task in tasks for r in context.facts.targets(task)])


def unit_targets(context: Context) -> Draft:
    """Return the targets in a unit's tasks."""
    role = context.question.role
    nodes = [n for m in context.question.units for n in m.nodes]
    rows = [r for n in nodes for r in context.facts.tasks_of(n) if not role or r["role"] == role]
    tasks = dict.fromkeys(r["task"] for r in rows if context.within(r["document"]))
    found = [r for task in tasks for r in context.facts.targets(task)]
    draft = _list(context, found)
    return Draft(
        draft.head,
        draft.statements,
        draft.value,
        draft.items,
        ("assignments", "targets"),
        draft.absent,
    )


def largest_target(context: Context) -> Draft:
    """Return the largest or smallest of the targets that can be compared with one another."""
    plain = context.question.plain
    word = _SUPERLATIVE.search(plain)
    rows = [r for task in _all_tasks(context) for r in context.facts.targets(task)]
    comparable = _comparable(rows, plain)
    if context.question.has_topic and not comparable:
        comparable = [r for task in context.near_tasks() for r in context.facts.targets(task)]
    if not comparable or not word:
        return target_list(context)
    smallest = word["what"] in "低少小"
    best = (min if smallest else max)(comparable, key=lambda r: Decimal(r["amount"]))
    head = context.say(
        "largest", what=f"最{word['what']}", metric=best["metric"], printed=_worded(context, best)
    )
    statements = tuple(
        _statement(context, r)
        for r in sorted(comparable, key=lambda r: Decimal(r["amount"]), reverse=not smallest)[:8]
    )
    return Draft(head, statements, _value(best), (best["task"],), _QUERIES)


def _comparable(rows: list[Row], plain: str) -> list[Row]:
    """Return the targets of the kind and unit a question compares."""
    if _KINDS["increase"].search(plain):
        return [r for r in rows if r["kind"] == "increase" or "增速" in r["metric"]]
    if _KINDS["%"].search(plain):
        return [r for r in rows if r["unit"] == "%" and r["kind"] != "increase"]
    if re.search(r"钱|金额|投资|资金|营收|亿", plain):
        return [r for r in rows if r["unit"] == "元"]
    return []


def sum_targets(context: Context) -> Draft:
    """Return the sum of the targets on a topic that count the same thing in the same unit."""
    words = set(query_tokens(context.question.topic))
    ranked = [(fit, r) for fit, r in _ranked(context) if r["kind"] == "count" and r["unit"] != "%"]
    if not ranked:
        return target_value(context)
    lead = ranked[0][1]
    rows = [
        r
        for fit, r in ranked
        if r["unit"] == lead["unit"]
        and r["task"] == lead["task"]
        and (words & set(tokens(r["metric"])))
    ]
    if len(rows) < 2:
        return target_value(context)
    total = sum((Decimal(r["amount"]) for r in rows), Decimal(0))
    head = context.say("sum", value=f"{total.normalize():f}", unit=lead["unit"], count=len(rows))
    value = {"value": _number(total), "unit": lead["unit"], "comparator": "="}
    statements = tuple(_statement(context, r) for r in rows)
    return Draft(head, statements, value, (lead["task"],), _QUERIES)


def due(context: Context) -> Draft:
    """Return what must be done by the time a question names."""
    month = re.search(r"(\d{1,2})月", context.question.plain)
    rows = [
        r
        for task in (context.near_tasks() if context.question.has_topic else _all_tasks(context))
        for r in (
            *context.facts.targets(task),
            *context.facts.rows("time_limits", "task", task),
        )
        if r.get("deadlineText") or r.get("value")
    ]
    if month:
        wanted = f"-{int(month[1]):02d}-"
        rows = [r for r in rows if wanted in str(r.get("deadline") or r.get("value") or "")]
    if not rows:
        return Draft(absent=context.say("due_none"), queries=("targets", "time_limits"))
    tasks = tuple(dict.fromkeys(r["task"] for r in rows))
    statements = tuple(
        _statement(context, r) if "metric" in r else Statement(r["exact"], (context.cite(r),))
        for r in rows
    )
    value = len(rows) if context.counts else [context.number(task) for task in tasks]
    head = context.say("due", count=len(rows))
    return Draft(head, statements, value, tasks, ("targets", "time_limits"))


def _list(context: Context, rows: list[Row]) -> Draft:
    if not rows:
        return Draft(absent=context.say("targets_none"), queries=_QUERIES)
    metrics = list(dict.fromkeys(r["metric"] for r in rows))
    return Draft(
        context.say("targets", count=len(rows)),
        tuple(_statement(context, r) for r in rows),
        len(rows) if context.counts else metrics,
        tuple(dict.fromkeys(r["task"] for r in rows)),
        _QUERIES,
    )


def _ranked(context: Context) -> list[tuple[float, Row]]:
    """Return the targets of the best tasks with how well each answers the question, best first.

    How well: the share of the question's words (weighted by rarity) that metric, sentence and
    title hold, and the cosines of metric and sentence. Among those, the rank of the task, the
    share of the metric's own words and the shape of the number decide.
    """
    tasks = list(dict.fromkeys([*context.named_tasks(), *context.task_hits(_TASKS_READ)]))
    rows = [r for task in tasks for r in context.facts.targets(task)]
    rows = [r for r in rows if _speaks_of(context, r)]
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
    wanted = context.question.of_kind("KeyProject", "Enterprise")
    names = [network.nodes[n]["label"] for m in wanted for n in m.nodes if n in network]
    if not names:
        return True
    sentence = context.sentence(row)
    return any(name in sentence for name in names)


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
    if _KINDS["%"].search(plain):
        fit += 0.1 if row["unit"] == "%" else -0.1
    if _KINDS["rank"].search(plain):
        fit += 0.15 if row["kind"] == "rank" else -0.05
    if _KINDS["increase"].search(plain) and not measure:
        fit += 0.08 if row["kind"] == "increase" else -0.04
    return fit


def _same_unit(asked: str, unit: str) -> bool:
    return asked == unit or any(asked in alike and unit in alike for alike in _ALIKE)


def _value(row: Row) -> dict[str, Any]:
    return {
        "value": _number(Decimal(row["amount"])),
        "unit": row["unit"],
        "comparator": row["comparator"],
        "text": row["exact"],
        "metric": row["metric"],
        "deadline": row["deadline"],
        "commitment": row["commitment"],
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _worded(context: Context, row: Row) -> str:
    date = row["deadlineText"] or ""
    by = f"，{date}" if date and context.question.language == "zh" else f", {date}" if date else ""
    word = context.say("commitment", word=row["commitment"]) if row["commitment"] else ""
    return f"{_SIGNS.get(row['comparator'], '')}{row['printed']}{by}{word}"


def _statement(context: Context, row: Row) -> Statement:
    text = f"{row['metric']} {_worded(context, row)}"
    return Statement(text, (context.cite(row),), ((context.title(row["task"]), row["task"]),))


def _all_tasks(context: Context) -> list[str]:
    return [t for t in context.build.tasks if context.within(context.document_of(t))]
