"""How answers speak of units and their roles."""

from __future__ import annotations

from qa.answer import Draft
from qa.context import Context
from qa.facts import Row

_QUERIES = ("assignments",)


def not_theirs(context: Context, unit: str) -> Draft:
    """Return that a unit has no task of what is asked, and who has."""
    task = context.topic_task()
    units = roles_of(context, context.facts.units(task)) if task else ""
    key = "check_no" if task and units else "check_none"
    text = context.say(key, unit=unit, task=context.title(task) if task else "", units=units)
    return Draft(absent=text, queries=_QUERIES)


def roles_of(context: Context, rows: list[Row]) -> str:
    """Return who has which role in some assignments, in words."""
    parts = []
    for role in ("lead", "responsible", "assist"):
        names = list(dict.fromkeys(r["label"] for r in rows if r["role"] == role))
        if names:
            parts.append(context.say(f"as_{role}", units=context.listed(names)))
    return "；".join(parts)


def unit_names(context: Context) -> str:
    """Return the units a question names, under their full names."""
    network = context.build.network
    names = [
        network.nodes[m.nodes[0]]["label"] if m.nodes else m.text for m in context.question.units
    ]
    return context.listed(names)
