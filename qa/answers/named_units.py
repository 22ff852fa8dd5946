"""How answers speak of units and their roles."""

from __future__ import annotations

from collections.abc import Collection

from qa.answer import Draft, Statement
from qa.context import Context
from qa.facts import Row
from qa.mentions import QuestionMention
from qa.unplaced import document_name, scope_in, unplaced_document

_SHOWN = 4  # candidates named in the sentence; the list has all


def several_places(context: Context, found_in: Collection[str] = ()) -> Draft | None:
    """Return the units of different places that a name may mean; None where it is clear.

    财政局 of a build of many counties is many; whoever asks says which. A unit of an unknown place
    is only asked about where what was found may be its own.

    Args:
        context: the question.
        found_in: keys of the documents in which something was found.
    """
    for mention in context.question.units:
        meant = _with_tasks(context, mention.nodes)
        if found_in and any(unplaced_document(context.build, node) for node in meant):
            own = {n: [r for r in rows if r["document"] in found_in] for n, rows in meant.items()}
            meant = {node: meant[node] for node, rows in own.items() if rows}
        if len({place_of(context, node) for node in meant}) > 1:
            names = {full_name(context, node): rows for node, rows in meant.items()}
            options = context.listed(
                [*list(names)[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])]
            )
            head = context.say("several", name=mention.text, count=len(names), options=options)
            statements = tuple(
                Statement(
                    context.say("busiest_line", unit=name, count=len({r["task"] for r in rows})),
                    (context.cite(rows[0]),),
                    ((name, rows[0]["unit"]),),
                )
                for name, rows in names.items()
            )
            return Draft(head, statements, list(names), confidence=0.3)
    return None


def _with_tasks(context: Context, nodes: tuple[str, ...]) -> dict[str, list[Row]]:
    """Return the assignments of each unit that has some in the documents asked about."""
    every = {node: context.facts.tasks_of(node) for node in nodes}
    within = {n: [r for r in rows if context.within(r["document"])] for n, rows in every.items()}
    return {node: rows for node, rows in within.items() if rows}


def place_of(context: Context, node: str) -> str:
    """Return the place of a unit: 汶上县 of …/unit/汶上县/县财政局; else what tells it apart."""
    key = unplaced_document(context.build, node)
    places = context.build.documents[key]["jurisdiction"] if key else ()
    return places[-1] if places else scope_in(node)


def full_name(context: Context, node: str) -> str:
    """Return a unit's name with its place, 汶上县财政局, or its document if that is unknown."""
    place, label = place_of(context, node), context.build.label(node) or node
    key = unplaced_document(context.build, node)
    if key and place == scope_in(node):
        return context.say("unplaced", document=document_name(context.build, key), unit=label)
    if label.startswith(place[:2]):
        return label  # 北京证监局
    return place + label[1:] if label[:1] == place[-1:] else f"{place}{label}"


def not_theirs(context: Context, unit: str) -> Draft:
    """Return that a unit has no task of what is asked, and who has."""
    task = next(iter(context.task_hits(1)), None)
    units = roles_of(context, context.facts.units(task)) if task else ""
    key = "check_no" if task and units else "check_none"
    text = context.say(key, unit=unit, task=context.title(task) if task else "", units=units)
    return Draft(absent=text)


def roles_of(context: Context, rows: list[Row]) -> str:
    """Return who has which role in some assignments, in words."""
    parts = []
    for role in ("lead", "responsible", "assist"):
        names = list(dict.fromkeys(r["label"] for r in rows if r["role"] == role))
        if names:
            parts.append(context.say(f"as_{role}", units=context.listed(names)))
    return "；".join(parts)


def unit_name(context: Context, mention: QuestionMention) -> str:
    """Return the full name of a unit a question names, with its place among many documents."""
    if not mention.nodes:
        return mention.text
    meant = list(_with_tasks(context, mention.nodes)) or [mention.nodes[0]]
    if len({place_of(context, node) for node in meant}) > 1:
        return mention.text
    node = meant[0]
    if len(context.build.documents) > 1:
        return full_name(context, node)
    return context.build.label(node) or node
