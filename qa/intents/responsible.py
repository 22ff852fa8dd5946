"""Who is responsible for a matter, or for each of several; whether a unit is."""

from __future__ import annotations

import re

from qa.answer import Draft, Statement
from qa.context import Context
from qa.facts import Row, has_role
from qa.intents.roles import not_theirs, roles_of, unit_names
from qa.intents.units import unit_tasks

_QUERIES = ("assignments",)
_EXCEPT = re.compile(r"除了?|除去|以外|之外")
_HOW_MANY = re.compile(
    r"^(?!.*(?:谁|哪|什么|啥|列|报|写|全称)).*(?:多少|(?<!那)几)(?:个|家)(?:单位|部门|局)?"
    r"(?:在|来|要)?(?:牵头|负责|参与|管)?(?:的|呢|啊|呀)*[？?]?$"
)
_SHORTEST_PIECE = 3
_OWN_DENSE, _OWN_WORDS = 0.4, 0.45  # from here on a piece of a question is a matter of its own
_EACH = re.compile(
    r"分别|各(?:自|是|归|由)|[这那]?[两三四几](?:件|项|个)(?:事|任务|工作)|respectively"
)
_AND = re.compile(r"和|与|跟|及|以及|、|，|,|\s")
_YES_NO = re.compile(r"吗|么|是不是|是否|有没有|管不管|负不负责|对不对|不(?:$|？|\?)")


def responsible(context: Context) -> Draft:
    """Return the units of the task a question is about."""
    task = context.main_task()
    if task is None or context.is_elsewhere(task):
        return Draft()
    tasks = _each_task(context) or [task]
    if len(tasks) > 1:
        return _responsible_each(context, tasks)
    rows = _of_role(context.facts.units(task), context.question.role)
    if _EXCEPT.search(context.question.plain):
        named = {node for m in context.question.units for node in m.nodes}
        rows = [r for r in rows if r["unit"] not in named] or rows
    if not rows:
        text = context.say("responsible_none", task=context.title(task))
        return Draft(text, (Statement(text, (context.cite_task(task),)),), [], (task,), _QUERIES)
    statement = _statement(context, task, rows)
    return Draft(statement.text, (statement,), _value(context, rows), (task,), _QUERIES)


def _statement(context: Context, task: str, rows: list[Row]) -> Statement:
    """Return who is responsible for a task, as a line with its evidence."""
    return Statement(
        context.say("responsible", task=context.title(task), units=roles_of(context, rows)),
        (context.cite_task(task), *(context.cite(r) for r in rows)),
        tuple((r["label"], r["unit"]) for r in rows),
    )


def _value(context: Context, rows: list[Row]) -> list[str] | int:
    """Return the units of some assignments, or their number if that is asked for."""
    units = list(dict.fromkeys(r["label"] for r in rows))
    return len(units) if _HOW_MANY.search(context.question.plain) else units


def _each_task(context: Context) -> list[str]:
    """Return the task of each matter, where a question names several: A和B分别归谁."""
    if not _EACH.search(context.question.plain):
        return []
    topic = _EACH.sub(" ", context.question.topic)
    pieces = [piece for piece in _AND.split(topic) if len(piece.strip()) > _SHORTEST_PIECE]
    search, documents = context.build.retriever.search, context.question.documents
    hits = [hit for piece in pieces for hit in search(piece, 1, documents=documents)]
    near = [h.item for h in hits if h.dense >= _OWN_DENSE or h.lexical >= _OWN_WORDS]
    found = dict.fromkeys([*near, *context.named_tasks()])
    return [item for item in found if item in context.build.tasks]


def _responsible_each(context: Context, tasks: list[str]) -> Draft:
    """Return the units of several tasks, a statement for each."""
    rows = {t: _of_role(context.facts.units(t), context.question.role) for t in tasks}
    statements = tuple(_statement(context, task, found) for task, found in rows.items())
    value = _value(context, [r for found in rows.values() for r in found])
    head = context.say("responsible_each", count=len(tasks))
    return Draft(head, statements, value, tuple(tasks), _QUERIES)


def unit_check(context: Context) -> Draft:
    """Tell whether a unit is among those of the task a question is about."""
    task = context.main_task()
    if task is None or not context.question.has_topic:
        return unit_tasks(context)
    rows = context.facts.units(task)
    asked = {node for m in context.question.units for node in m.nodes}
    if not rows:
        return responsible(context)
    unit, units = unit_names(context), roles_of(context, rows)
    yes = any(r["unit"] in asked for r in rows)
    if not yes and not _YES_NO.search(context.question.plain):
        return not_theirs(context, unit)
    head = context.say(
        "check_yes" if yes else "check_no", task=context.title(task), units=units, unit=unit
    )
    statement = Statement(
        head, tuple(context.cite(r) for r in rows), tuple((r["label"], r["unit"]) for r in rows)
    )
    return Draft(head, (statement,), [r["label"] for r in rows], (task,), _QUERIES)


def _of_role(rows: list[Row], role: str) -> list[Row]:
    """Return who answers for a task: leads and responsible units, unless another role is asked.

    Where nobody has the role asked for, all are returned; the answer says which role each has.
    """
    if role:
        return [r for r in rows if has_role(r, role)] or rows
    return [r for r in rows if r["role"] != "assist"] or rows
