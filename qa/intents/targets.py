"""To which number, by when: targets asked one at a time, as lists, compared and summed."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from embeddings.lexical import tokens
from qa.answer import Draft, Statement
from qa.context import Context
from qa.facts import Row
from qa.intents.roles import of_one_unit, tasks_of_units
from qa.target_ranking import KINDS, fits, ranked_targets

_QUERIES = ("targets",)
_DUE_QUERIES = ("targets", "time_limits")
# 6月 · 6月|底前
_MONTH = re.compile(r"(?P<month>\d{1,2})月(?P<by>(?:\d{1,2}日|[底末])?(?:之|以)?前)?")
_CERTAIN_FIT = 1.2
_SEVERAL = re.compile(r"和|与|跟|及|、|加上")
_SIGNS = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ ", "=": ""}
_WHEN = re.compile(r"何时|什么时候|哪天|啥时候|几月|何日|多久|什么时间|完成时间")
# 6月底前|要完成
_DONE = re.compile(r"完成|建成|达到|办完|做完|到期|落实|必须|截止|时限|任务|要|需|应|前|的")
_SUPERLATIVE = re.compile(r"最(?P<what>高|大|多|低|少|小|快)")


def target_value(context: Context) -> Draft:
    """Return the number a question asks for, or say that the documents do not give it."""
    ranked = ranked_targets(context)
    fitting = bool(ranked) and fits(context, *ranked[0])
    asks_when = _WHEN.search(context.question.plain) is not None
    if asks_when and not (fitting and ranked[0][1]["limitText"]):
        return _task_limit(context)
    if not fitting:
        return Draft(absent=context.say("targets_none"), queries=_QUERIES)
    fit, row = ranked[0]
    head = context.say("target", metric=row["metric"], value=_worded(context, row))
    value: Any = (row["due"] or row["limitText"]) if asks_when else _value(row)
    also = [r for f, r in ranked[1:4] if f > fit - 0.1]
    statements = tuple(_statement(context, r) for r in (row, *also))
    return Draft(head, statements, value, (row["task"],), _QUERIES, confidence=min(1.0, fit / 2))


def _task_limit(context: Context) -> Draft:
    """Return the time limit of the task a question is about."""
    task = context.main_task()
    rows = context.facts.rows("time_limits", "task", task) if task else []
    if not task or not rows:
        return Draft(absent=context.say("absent_date"), queries=_DUE_QUERIES)
    printed = context.listed(r["exact"] for r in rows)
    head = context.say("limit", task=context.title(task), printed=printed)
    statements = tuple(_limit_statement(context, r) for r in rows)
    return Draft(head, statements, rows[0]["due"] or rows[0]["exact"], (task,), _DUE_QUERIES)


def counted_projects(context: Context) -> Draft | None:
    """Return the number of projects where a target counts them: 梳理重点项目116个."""
    ranked = ranked_targets(context)
    certain = [r for fit, r in ranked[:1] if fit >= _CERTAIN_FIT and r["metric"].endswith("项目")]
    return target_value(context) if certain else None


def target_list(context: Context) -> Draft:
    """Return all targets on a topic."""
    tasks = context.near_tasks()[:8] if context.question.has_topic else _all_tasks(context)
    return _list(context, [r for task in tasks for r in context.facts.targets(task)])


@of_one_unit
def unit_targets(context: Context) -> Draft:
    """Return the targets in a unit's tasks."""
    found = [r for task in tasks_of_units(context) for r in context.facts.targets(task)]
    return replace(_list(context, found), queries=("assignments", *_QUERIES))


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
    if KINDS["increase"].search(plain):
        return [r for r in rows if r["kind"] == "increase" or "增速" in r["metric"]]
    if KINDS["%"].search(plain):
        return [r for r in rows if r["unit"] == "%" and r["kind"] != "increase"]
    if re.search(r"钱|金额|投资|资金|营收|亿", plain):
        return [r for r in rows if r["unit"] == "元"]
    return []


def sum_targets(context: Context) -> Draft:
    """Return the sum of the targets on a topic that count the same thing in the same unit."""
    words = set(context.build.questions.words.query_tokens(context.question.topic))
    counted = [r for _, r in ranked_targets(context) if r["kind"] == "count" and r["unit"] != "%"]
    if not counted:
        return target_value(context)
    lead = counted[0]
    alike = [r for r in counted if (r["unit"], r["task"]) == (lead["unit"], lead["task"])]
    rows = _each_asked(alike, words)
    if len(rows) < 2 or not _SEVERAL.search(context.question.topic):
        return target_value(context)
    total = sum((Decimal(r["amount"]) for r in rows), Decimal(0))
    head = context.say("sum", value=f"{total.normalize():f}", unit=lead["unit"], count=len(rows))
    value = {"value": _number(total), "unit": lead["unit"], "comparator": "="}
    statements = tuple(_statement(context, r) for r in rows)
    return Draft(head, statements, value, (lead["task"],), _QUERIES)


def _each_asked(rows: list[Row], words: set[str]) -> list[Row]:
    """Return the targets whose metric holds a word of the question that no other's holds."""
    held = [words & set(tokens(row["metric"])) for row in rows]
    return [
        row
        for i, row in enumerate(rows)
        if held[i] - set().union(*(other for j, other in enumerate(held) if j != i))
    ]


def due(context: Context) -> Draft:
    """Return what must be done by the time a question names."""
    rows = [
        r for task in _tasks_asked(context) for r in _limits(context, task) if _is_due(context, r)
    ]
    if not rows:
        return Draft(absent=context.say("due_none"), queries=_DUE_QUERIES)
    found = tuple(dict.fromkeys(r["task"] for r in rows))
    statements = tuple(
        _statement(context, r) if "metric" in r else _limit_statement(context, r) for r in rows
    )
    value = len(rows) if context.counts else [context.number(task) for task in found]
    head = context.say("due", count=len(rows))
    return Draft(head, statements, value, found, _DUE_QUERIES)


def _tasks_asked(context: Context) -> list[str]:
    """Return the tasks near what a question is about beside its time; all where it says no more."""
    times = context.build.knowledge.lexicon.times
    left = _DONE.sub("", times.time.sub("", context.question.topic))
    return context.near_tasks() if len(left.strip()) > 1 else _all_tasks(context)


def _limits(context: Context, task: str) -> list[Row]:
    """Return the printed time limits of a task and of its targets."""
    printed = [r for r in context.facts.targets(task) if r["limitText"]]
    return [*printed, *context.facts.rows("time_limits", "task", task)]


def _is_due(context: Context, row: Row) -> bool:
    """Tell whether a limit falls in the month a question names, or before its end: 6月底前."""
    month = _MONTH.search(context.question.plain)
    if month is None:
        return True
    if not row["due"]:
        return False
    wanted, due = int(month["month"]), int(str(row["due"])[5:7])
    return due <= wanted if month["by"] else due == wanted


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


def _value(row: Row) -> dict[str, Any]:
    return {
        "value": _number(Decimal(row["amount"])),
        "unit": row["unit"],
        "comparator": row["comparator"],
        "text": row["exact"],
        "metric": row["metric"],
        "deadline": row["due"],
        "assumed_deadline": row["assumedDue"],
        "commitment": row["commitment"],
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _worded(context: Context, row: Row) -> str:
    date = row["limitText"] or ""
    by = f"，{date}" if date and context.question.language == "zh" else f", {date}" if date else ""
    word = context.say("commitment", word=row["commitment"]) if row["commitment"] else ""
    return f"{_SIGNS.get(row['comparator'], '')}{row['printed']}{by}{word}"


def _statement(context: Context, row: Row) -> Statement:
    text = f"{row['metric']} {_worded(context, row)}{_assumed(context, row)}"
    return Statement(text, (context.cite(row),), ((context.title(row["task"]), row["task"]),))


def _assumed(context: Context, row: Row) -> str:
    """Return the end of the year a target is assumed to be due by: ，2023年底（推定）."""
    day = row["assumedDue"]
    return context.say("assumed_due", year=str(day)[:4]) if day else ""


def _limit_statement(context: Context, row: Row) -> Statement:
    named = ((context.title(row["task"]), row["task"]),)
    return Statement(row["exact"], (context.cite(row),), named)


def _all_tasks(context: Context) -> list[str]:
    return context.build.tasks.within(context.question.documents)
