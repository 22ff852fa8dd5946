"""What units do: their tasks, those they share, who works with whom, who has most."""

from __future__ import annotations

import re
from collections import Counter

from qa.answer import Draft, Statement
from qa.context import Context
from qa.facts import Row, has_role
from qa.intents.roles import not_theirs, of_one_unit, unit_names
from qa.topicality import on_topic

_QUERIES = ("assignments",)
_SHOWN_PARTNERS = 10
_ALONE = re.compile(r"独自|单独|自己一家|一家(?:单独|独自|牵头)|没有?(?:别的|其他|跟别)|不跟别")


@of_one_unit
def unit_tasks(context: Context) -> Draft:
    """Return the tasks of a unit, in a role if the question says one, on a topic if it has one."""
    question = context.question
    rows = [r for m in question.units for r in _rows(context, m.nodes)]
    tasks = list(dict.fromkeys(r["task"] for r in rows))
    unit = unit_names(context)
    role = context.say(f"role_{question.role}")
    if not tasks:
        return Draft(absent=context.say("no_tasks", unit=unit, role=role), queries=_QUERIES)
    if _ALONE.search(question.plain):
        tasks = [t for t in tasks if len({r["unit"] for r in context.facts.units(t)}) == 1]
    near = on_topic(context, tasks)
    if near == []:
        return not_theirs(context, unit)
    if near:
        tasks = [t for t in tasks if t in near]
    head = context.say(
        "tasks_of_topic" if near else "tasks_of", unit=unit, role=role, count=len(tasks)
    )
    return _task_draft(context, head, tasks, rows)


def shared_tasks(context: Context) -> Draft:
    """Return the tasks that all named units share, each in the role asked for."""
    question = context.question
    per_unit = [_rows(context, mention.nodes) for mention in question.units]
    common = set.intersection(*({r["task"] for r in rows} for rows in per_unit))
    rows = [r for rows in per_unit for r in rows if r["task"] in common]
    tasks = list(dict.fromkeys(r["task"] for r in rows))
    units = unit_names(context)
    role = context.say(f"role_{question.role}")
    if not tasks:
        text = context.say("shared_none", units=units, role=role)
        if context.counts:
            return Draft(text, value=0, queries=_QUERIES)
        return Draft(absent=text, queries=_QUERIES)
    head = context.say("shared", units=units, role=role, count=len(tasks))
    return _task_draft(context, head, tasks, rows)


def _task_draft(context: Context, head: str, tasks: list[str], rows: list[Row]) -> Draft:
    statements = tuple(
        Statement(
            context.title(task),
            tuple(context.cite(r) for r in rows if r["task"] == task),
            ((context.title(task), task),),
        )
        for task in tasks
    )
    value = len(tasks) if context.counts else [context.number(task) for task in tasks]
    return Draft(head, statements, value, tuple(tasks), _QUERIES)


@of_one_unit
def unit_partners(context: Context) -> Draft:
    """Return the units that share most tasks with a unit."""
    mention = context.question.units[0]
    own = set(mention.nodes)
    shared: dict[tuple[str, str], list[str]] = {}
    tasks = list(dict.fromkeys(r["task"] for r in _rows(context, mention.nodes)))
    if context.question.has_topic:
        tasks = context.near_tasks(tasks) or tasks
    for task in tasks:
        for label, unit in {(r["label"], r["unit"]): None for r in context.facts.units(task)}:
            if unit not in own:
                shared.setdefault((label, unit), []).append(task)
    ranked = sorted(shared.items(), key=lambda item: -len(item[1]))
    unit = unit_names(context)
    if not ranked:
        return Draft(absent=context.say("partners_none", unit=unit), queries=_QUERIES)
    most = len(ranked[0][1])
    best = [label for (label, _), found in ranked if len(found) == most]
    statements = tuple(
        Statement(
            context.say(
                "partner_line",
                unit=label,
                count=len(found),
                tasks=context.listed(context.title(t) for t in found[:3]),
            ),
            tuple(context.cite_task(t) for t in found),
            ((label, node),),
        )
        for (label, node), found in ranked[:_SHOWN_PARTNERS]
    )
    superlative = "最" in context.question.plain
    value = (
        len(ranked)
        if context.counts and not superlative
        else best
        if superlative
        else [label for (label, _), _ in ranked]
    )
    head = context.say(
        "partners", unit=unit, best=context.listed(best), count=most, total=len(ranked)
    )
    return Draft(head, statements, value, tuple(tasks), _QUERIES)


def busiest_unit(context: Context) -> Draft:
    """Return the unit with most tasks, in the role asked for."""
    role = context.question.role
    rows = [r for r in context.facts.rows("assignments") if context.within(r["document"])]
    rows = [r for r in rows if has_role(r, role)]
    counted = Counter(
        (r["label"], r["unit"]) for r in {(r["unit"], r["task"]): r for r in rows}.values()
    )
    ranked = counted.most_common(_SHOWN_PARTNERS)
    if not ranked:
        return Draft(absent=context.say("absent"), queries=_QUERIES)
    most = ranked[0][1]
    best = [label for (label, _), count in ranked if count == most]
    statements = tuple(
        Statement(
            context.say("busiest_line", unit=label, count=count),
            tuple(context.cite(r) for r in rows if r["unit"] == node),
            ((label, node),),
        )
        for (label, node), count in ranked
    )
    head = context.say(
        "busiest", unit=context.listed(best), count=most, role=context.say(f"role_{role}")
    )
    return Draft(head, statements, best, (), _QUERIES)


def _rows(context: Context, nodes: tuple[str, ...]) -> list[Row]:
    """Return the assignments of some units in the role asked for, in text order."""
    rows = [
        r for node in nodes for r in context.facts.tasks_of(node) if context.within(r["document"])
    ]
    role = context.question.role
    if role == "lead" and not any(r["role"] == "lead" for r in rows):
        return [r for r in rows if r["role"] == "responsible"]  # such a document has no other leads
    return [r for r in rows if has_role(r, role)]
