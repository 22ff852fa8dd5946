"""How answers speak of units and their roles."""

from __future__ import annotations

from collections.abc import Collection

from qa.answer import Draft, Statement
from qa.answers.phrases import phrase
from qa.answers.who_does_it import who_does_it
from qa.context import Context
from qa.evidence.facts import Row
from qa.mentions import QuestionMention
from qa.understanding.unplaced import document_name, scope_in, unplaced_document

_SHOWN = 4  # candidates named in the sentence; all are choices
_LISTED = 12  # that have a line of their own


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
            own = {
                node: [row for row in context.facts.tasks_of(node) if row["document"] in found_in]
                for node in meant
            }
            meant = {node: _count(rows) for node, rows in own.items() if rows}
        if len({place_of(context, node) for node in meant}) > 1:
            names = {full_name(context, node): node for node in meant}
            options = context.listed(
                [*list(names)[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])]
            )
            head = context.say("several", name=mention.text, count=len(names), options=options)
            lines = (_line(context, name, n, meant[n]) for name, n in list(names.items())[:_LISTED])
            return Draft(head, tuple(lines), list(names), confidence=0.3)
    return None


def which_place(context: Context) -> Draft:
    """Return that a question must say of which of many places it is asked."""
    places = list(context.build.own_places)
    named = context.listed([*places[:_SHOWN], "…"])
    head = phrase(context.language, "which_place", count=len(places), places=named)
    return Draft(head, (), places, confidence=0.3)


def _line(context: Context, name: str, node: str, count: int) -> Statement:
    """Return a unit that may be meant as a line, with the first place that names it."""
    row = next(r for r in context.facts.tasks_of(node) if context.within(r["document"]))
    text = context.say("busiest_line", unit=name, count=count)
    return Statement(text, (context.cite(row),), ((name, row["unit"]),))


def _with_tasks(context: Context, nodes: tuple[str, ...]) -> dict[str, int]:
    """Return how many tasks of the documents asked about each unit has that has some."""
    if context.question.documents is None:
        counted = context.build.stored_network.tasks_of_units(nodes)
        return {node: counted[node] for node in nodes if node in counted}
    every = {node: context.facts.tasks_of(node) for node in nodes}
    within = {n: [r for r in rows if context.within(r["document"])] for n, rows in every.items()}
    return {node: _count(rows) for node, rows in within.items() if rows}


def _count(rows: list[Row]) -> int:
    return len({row["task"] for row in rows})


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
    rows = context.build.rows.assignments([task]) if task else ()
    if not task or not rows:
        return Draft(absent=context.say("check_none", unit=unit))
    who = who_does_it(rows, context.title(task), context.build, context.language)
    return Draft(absent=context.say("check_no", unit=unit, who=who))


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
