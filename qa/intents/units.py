"""Who does what: tasks of units, shared tasks, partners, who is responsible."""

from __future__ import annotations

import re
from collections import Counter

from qa.answer import Draft, Statement
from qa.context import Context
from qa.facts import Row, has_role

_QUERIES = ("assignments",)
_SHOWN_PARTNERS = 10
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
_ALONE = re.compile(r"独自|单独|自己一家|一家(?:单独|独自|牵头)|没有?(?:别的|其他|跟别)|不跟别")
_YES_NO = re.compile(r"吗|么|是不是|是否|有没有|管不管|负不负责|对不对|不(?:$|？|\?)")


def unit_tasks(context: Context) -> Draft:
    """Return the tasks of a unit, in a role if the question says one, on a topic if it has one."""
    question = context.question
    rows = [r for m in question.units for r in _rows(context, m.nodes)]
    tasks = list(dict.fromkeys(r["task"] for r in rows))
    unit = _unit_names(context)
    role = context.say(f"role_{question.role}")
    if not tasks:
        return Draft(absent=context.say("no_tasks", unit=unit, role=role), queries=_QUERIES)
    if _ALONE.search(question.plain):
        tasks = [t for t in tasks if len({r["unit"] for r in context.facts.units(t)}) == 1]
    near = context.on_topic(tasks)
    if near == []:
        return _not_theirs(context, unit)
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
    units = _unit_names(context)
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
    unit = _unit_names(context)
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
    head = context.say("responsible", task=context.title(task), units=_roles(context, rows))
    statement = Statement(
        head,
        (context.cite_task(task), *(context.cite(r) for r in rows)),
        tuple((r["label"], r["unit"]) for r in rows),
    )
    units = list(dict.fromkeys(r["label"] for r in rows))
    value = len(units) if _HOW_MANY.search(context.question.plain) else units
    return Draft(head, (statement,), value, (task,), _QUERIES)


def _each_task(context: Context) -> list[str]:
    """Return the task of each matter, where a question names several: A和B分别归谁."""
    if not _EACH.search(context.question.plain):
        return []
    topic = _EACH.sub(" ", context.question.topic)
    pieces = [piece for piece in _AND.split(topic) if len(piece.strip()) > _SHORTEST_PIECE]
    search, documents = context.build.retriever.search, context.question.documents
    best = [search(piece, 1, documents=documents) for piece in pieces]
    return list(
        dict.fromkeys(h.item for hits in best for h in hits if h.item in context.build.tasks)
    )


def _responsible_each(context: Context, tasks: list[str]) -> Draft:
    """Return the units of several tasks, a statement for each."""
    rows = {t: _of_role(context.facts.units(t), context.question.role) for t in tasks}
    lines = [
        context.say("responsible", task=context.title(t), units=_roles(context, found))
        for t, found in rows.items()
    ]
    statements = tuple(
        Statement(
            line,
            (context.cite_task(t), *(context.cite(r) for r in found)),
            tuple((r["label"], r["unit"]) for r in found),
        )
        for line, (t, found) in zip(lines, rows.items(), strict=True)
    )
    units = list(dict.fromkeys(r["label"] for found in rows.values() for r in found))
    value = len(units) if _HOW_MANY.search(context.question.plain) else units
    head = context.say("responsible_each", count=len(tasks))
    return Draft(head, statements, value, tuple(tasks), _QUERIES)


def _not_theirs(context: Context, unit: str) -> Draft:
    """Return that a unit has no task of what is asked, and who has."""
    task = context.topic_task()
    units = _roles(context, context.facts.units(task)) if task else ""
    key = "check_no" if task and units else "check_none"
    text = context.say(key, unit=unit, task=context.title(task) if task else "", units=units)
    return Draft(absent=text, queries=_QUERIES)


def unit_check(context: Context) -> Draft:
    """Tell whether a unit is among those of the task a question is about."""
    task = context.main_task()
    if task is None or not context.question.has_topic:
        return unit_tasks(context)
    rows = context.facts.units(task)
    asked = {node for m in context.question.units for node in m.nodes}
    if not rows:
        return responsible(context)
    unit, units = _unit_names(context), _roles(context, rows)
    yes = any(r["unit"] in asked for r in rows)
    if not yes and not _YES_NO.search(context.question.plain):
        return _not_theirs(context, unit)
    head = context.say(
        "check_yes" if yes else "check_no", task=context.title(task), units=units, unit=unit
    )
    statement = Statement(
        head, tuple(context.cite(r) for r in rows), tuple((r["label"], r["unit"]) for r in rows)
    )
    return Draft(head, (statement,), [r["label"] for r in rows], (task,), _QUERIES)


def _rows(context: Context, nodes: tuple[str, ...]) -> list[Row]:
    """Return the assignments of some units in the role asked for, in text order."""
    rows = [
        r for node in nodes for r in context.facts.tasks_of(node) if context.within(r["document"])
    ]
    role = context.question.role
    if role == "lead" and not any(r["role"] == "lead" for r in rows):
        return [r for r in rows if r["role"] == "responsible"]  # such a document has no other leads
    return [r for r in rows if has_role(r, role)]


def _of_role(rows: list[Row], role: str) -> list[Row]:
    """Return who answers for a task: leads and responsible units, unless another role is asked.

    Where nobody has the role asked for, all are returned; the answer says which role each has.
    """
    if role:
        return [r for r in rows if has_role(r, role)] or rows
    return [r for r in rows if r["role"] != "assist"] or rows


def _roles(context: Context, rows: list[Row]) -> str:
    parts = []
    for role in ("lead", "responsible", "assist"):
        names = list(dict.fromkeys(r["label"] for r in rows if r["role"] == role))
        if names:
            parts.append(context.say(f"as_{role}", units=context.listed(names)))
    return "；".join(parts)


def _unit_names(context: Context) -> str:
    """Return the units a question names, under their full names."""
    network = context.build.network
    names = [
        network.nodes[m.nodes[0]]["label"] if m.nodes else m.text for m in context.question.units
    ]
    return context.listed(names)
