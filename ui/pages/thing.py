"""A thing of the graph on a page (?iri=): what is said of it, where, and what it is joined to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import RedirectResponse

from kg.network.traversal import local_name
from ui.pages.unit import LONGEST_IRI, is_unit
from ui.planning import duties
from ui.planning.doubts import doubts_of
from ui.refusals import NotThereError
from ui.site import Asked, Shown

_STEPS = 300  # steps of a thing that are listed
_FACTS = 100
_STEPS_OF = """
SELECT relation, outgoing, id, kind, label FROM steps JOIN nodes ON other = nodes.rowid
WHERE node = ? ORDER BY relation, NOT outgoing, other LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Group:
    """The things one relation leads to.

    Attributes:
        relation: local name.
        outgoing: False where the others have the relation to this one.
        things: (IRI, kind, label).
    """

    relation: str
    outgoing: bool
    things: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What some characters of a document say of a thing; its class is a local name.

    A doubt is why a person should look at it, in Chinese and English.
    """

    kind: str
    words: str
    document: str
    start: int
    end: int
    doubt: tuple[str, ...] = ()


def view(asked: Asked) -> Shown | RedirectResponse:
    """Return the page; a unit has one of its own."""
    node, build = asked.value("iri", longest=LONGEST_IRI), asked.build
    known = build.stored_network.node(node)
    if known is None:
        raise NotThereError(asked.say("thing_unknown"))
    number, kind, label = known
    if is_unit(asked, node):
        return RedirectResponse(asked.href("unit", iri=node), 307)
    rows = build.tables.rows(_STEPS_OF, number, _STEPS)
    last = asked.site.progress.last()
    key = build.documents_by_id.get(node, "")
    return Shown(
        "thing_sheet.html",
        label,
        {
            "node": node,
            "kind": kind,
            "label": label,
            "duty": duties.duties(build, [node], last)[0] if node in build.tasks else None,
            "key": key,
            "notes": [*_notes(asked, node), *_in_charge(asked, node)],
            "groups": _groups(rows),
            "facts": _facts(asked, node),
            "is_cited": bool(
                build.tables.rows("SELECT 1 FROM citations WHERE policy = ? LIMIT 1", node)
            ),
            "statuses": asked.site.statuses,
        },
    )


def sheet_of(asked: Asked, node: str) -> str:
    """Return the address of the page of a thing; "" for what has none, as a span."""
    if asked.build.stored_network.node(node) is None:
        return ""
    return asked.href("unit" if is_unit(asked, node) else "thing", iri=node)


def _groups(rows: Sequence[tuple[str, int, str, str, str]]) -> list[Group]:
    found: dict[tuple[str, bool], list[tuple[str, str, str]]] = {}
    for relation, outgoing, *thing in rows:
        found.setdefault((relation, bool(outgoing)), []).append((thing[0], thing[1], thing[2]))
    return [Group(*key, tuple(things)) for key, things in found.items()]


def _notes(asked: Asked, node: str) -> list[tuple[str, str]]:
    """Return the plain values of a thing, (name, value) in the page's language."""
    found = []
    for row in asked.build.facts.rows("notes", "thing", node):
        name, value = local_name(row["property"]), str(row["value"])
        if name == "isStub":
            found += [("※", asked.say("stub"))] * (row["value"] is True)
        elif name != "text":  # shown by itself
            shown = asked.term(local_name(value)) if value.startswith("http") else value
            found.append((asked.term(name), shown))
    return found


def _in_charge(asked: Asked, node: str) -> list[tuple[str, str]]:
    """Return who is in charge of a task, (label, name and post), where persons are shown."""
    if not asked.site.persons:
        return []
    rows = asked.build.facts.rows("persons", "task", node)
    return [(row["role"], f"{row['label']} {row['post'] or ''}".strip()) for row in rows]


def _facts(asked: Asked, node: str) -> list[Fact]:
    facts = asked.build.facts
    # a target is a statement itself
    rows = facts.rows("facts", "thing", node) or facts.rows("facts", "statement", node)
    about = {
        (row["class"], row["exact"], row["document"], int(row["start"]), int(row["end"])): row[
            "about"
        ]
        for row in rows
    }
    shown = list(about.items())[:_FACTS]
    records = {task: asked.build.tasks.get(task) for _, task in shown}
    doubts = {task: doubts_of([record] if record else []) for task, record in records.items()}
    return [Fact(*said, doubts[task].get(said[3:], ())) for said, task in shown]
