"""协同: the units of a build by the tasks they share, who lies between others, how two things meet.

?unit= (several; an IRI, or a name as the list of units has it) shows the tasks that units share, and
the matrix of them and their partners; ?place= the units of a place, ?from=&to= a path between two
things, ?sort= orders the ranking.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.network.traversal import Relation
from qa.understanding.unplaced import scope_in
from ui.planning.unit_names import told_apart
from ui.planning.wanted import units_named
from ui.refusals import NotThereError, WrongValueError
from ui.site import Asked, Shown

MATRIX_UNITS = 50
SORTS = ("tasks", "partners", "shared", "between", "sections")
_MOST = 8  # units chosen at once
_PAIRS = 40  # pairs listed where no matrix fits
_FOUND = 20  # things looked at for a unit of some words

Labelled = tuple[str, str]  # node, label


@dataclass(frozen=True, slots=True)
class Measured:
    """A unit and its place among the units that share tasks.

    Attributes:
        id: IRI.
        label: its name.
        tasks: it has.
        partners: units it shares a task with.
        shared: tasks shared, summed over its partners.
        between: share of the shortest paths between other units that run through it, 0 to 1.
        community: number of the group of units it works with most.
        sections: headings its tasks stand below.
    """

    id: str
    label: str
    tasks: int
    partners: int
    shared: int
    between: float
    community: int
    sections: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix.

    Attributes:
        other: the unit of the column.
        tasks: how many are shared.
        shade: 0 to 9, by the largest number of the matrix.
        is_self: whether row and column are one unit.
    """

    other: str
    tasks: int
    shade: int
    is_self: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of the matrix with its cells, and whether its community begins with it."""

    unit: Measured
    cells: tuple[Cell, ...]
    begins: bool


@dataclass(frozen=True, slots=True)
class Partner:
    """A unit that shares tasks with the chosen one."""

    id: str
    label: str
    tasks: tuple[Labelled, ...]


def view(asked: Asked) -> Shown:
    """Return the page."""
    network = asked.build.stored_network
    place = asked.value("place")
    if place and place not in asked.build.places:
        raise NotThereError(asked.say("place_unknown", text=place))
    rows = asked.build.tables.rows("SELECT id, label FROM units ORDER BY rowid")
    known = told_apart(asked.build, rows)
    units = _measured(asked, place, known)
    chosen = _chosen(asked, known)
    together = _with_partners(asked, units, chosen)
    shown = sorted(together[:MATRIX_UNITS], key=lambda u: (u.community, -u.tasks, u.id))
    pairs = _pairs(asked, [unit.id for unit in shown])
    if chosen:  # pairs of the chosen alone are listed; the matrix has those of their partners too
        listed = {pair: tasks for pair, tasks in pairs.items() if set(pair) & set(chosen)}
    else:
        listed = pairs
    sort = asked.value("sort") if asked.value("sort") in SORTS else SORTS[0]
    return Shown(
        "together.html",
        asked.say("page_together"),
        {
            "units": units,
            "places": asked.build.own_places,
            "place": place,
            "known": known,
            "chosen": chosen,
            "partners": _partners(asked, chosen[0]) if len(chosen) == 1 else (),
            "shared": _labelled(asked, network.shared_tasks(chosen)) if len(chosen) > 1 else (),
            "matrix": _matrix(shown, pairs),
            "pairs": sorted(listed.items(), key=lambda pair: (-pair[1], pair[0]))[:_PAIRS],
            "ranking": sorted(units, key=lambda u: -getattr(u, sort))[:MATRIX_UNITS],
            "sort": sort,
            "sorts": SORTS,
            **_path(asked, chosen, known),
        },
    )


def _chosen(asked: Asked, known: Mapping[str, str]) -> list[str]:
    """Return the units of the address, which names them by IRI or as the list of units does.

    Raises:
        WrongValueError: there is no such unit.
    """
    by_name = {label: unit for unit, label in known.items()}
    found = []
    for value in filter(None, (value.strip() for value in asked.values("unit", _MOST))):
        unit = value if value in known else by_name.get(value) or _found_unit(asked, value, known)
        if not unit:
            raise WrongValueError(asked.say("unit_unknown", text=value[:200]), "unit")
        found.append(unit)
    return list(dict.fromkeys(found))


def _found_unit(asked: Asked, name: str, known: Mapping[str, str]) -> str:
    """Return the unit that words of its name or an alias mean best: 发改局, 甲市发改局; "" for none."""
    found = asked.build.stored_network.find(name[:200], _FOUND)
    nodes = (*units_named(asked, name[:200]), *(node for node, *_ in found))
    units = [node for node in nodes if node in known]
    return min(units, key=lambda unit: scope_in(unit) not in name, default="")


def _with_partners(
    asked: Asked, units: list[Measured], chosen: Sequence[str]
) -> Sequence[Measured]:
    """Return the chosen units and those they share most tasks with; all where none is chosen."""
    if not chosen:
        return units
    shared: Counter[str] = Counter()
    for unit in chosen:
        shared.update({other: len(t) for other, t in asked.build.stored_network.partners(unit)})
    by_id = {unit.id: unit for unit in units}
    names = dict.fromkeys((*chosen, *(other for other, _ in shared.most_common())))
    return [by_id[unit] for unit in names if unit in by_id]


def _measured(asked: Asked, place: str, names: Mapping[str, str]) -> list[Measured]:
    """Return the units of a place, or all; those with most tasks first."""
    rows = asked.build.tables.rows(
        "SELECT unit, measures.tasks, measures.partners, shared, betweenness_share, "
        "community FROM measures JOIN units ON id = unit WHERE year = 'all' AND role = 'any' "
        "AND (?1 = '' OR instr(unit, '/unit/' || ?1 || '/')) "
        "ORDER BY measures.tasks DESC, measures.partners DESC, unit LIMIT 400",
        place,
    )
    sections: dict[str, int] = dict(
        asked.build.tables.rows(_SECTIONS, json.dumps([row[0] for row in rows]))
    )
    return [Measured(unit, names[unit], *row, *[sections.get(unit, 0)]) for unit, *row in rows]


_SECTIONS = """
SELECT unit.id, count(DISTINCT tasks.section) FROM nodes AS unit
JOIN steps ON steps.node = unit.rowid AND NOT outgoing
JOIN nodes AS task ON task.rowid = steps.other JOIN tasks ON tasks.id = task.id
WHERE unit.id IN (SELECT value FROM json_each(?)) GROUP BY unit.id
"""


def _labelled(asked: Asked, nodes: Sequence[str]) -> tuple[Labelled, ...]:
    return tuple((node, asked.build.stored_network.label(node)) for node in nodes)


def _partners(asked: Asked, unit: str) -> tuple[Partner, ...]:
    network = asked.build.stored_network
    return tuple(
        Partner(other, network.label(other), _labelled(asked, tasks))
        for other, tasks in network.partners(unit)
    )


def _pairs(asked: Asked, units: Sequence[str]) -> dict[tuple[str, str], int]:
    """Return how many tasks pairs of some units share, those that share any."""
    rows = asked.build.tables.rows(
        "SELECT one, other, tasks FROM pairs WHERE one IN (SELECT value FROM json_each(?1)) "
        "AND other IN (SELECT value FROM json_each(?1))",
        json.dumps(list(units)),
    )
    return {(one, other): tasks for one, other, tasks in rows}


def _matrix(units: Sequence[Measured], pairs: Mapping[tuple[str, str], int]) -> tuple[UnitRow, ...]:
    most = max(pairs.values(), default=1)
    groups = [0, *(unit.community for unit in units)]
    return tuple(
        UnitRow(
            unit,
            tuple(
                Cell(other.id, tasks, -(-9 * tasks // most), unit is other)
                for other in units
                for tasks in [pairs.get((unit.id, other.id)) or pairs.get((other.id, unit.id), 0)]
            ),
            before != own,
        )
        for unit, (before, own) in zip(units, pairwise(groups), strict=True)
    )


def _path(asked: Asked, chosen: Sequence[str], known: Mapping[str, str]) -> dict[str, object]:
    """Return what the template shows of the path between two things.

    They are named in the address, or are two chosen units that share no task.
    """
    names = [asked.value(key) for key in ("from", "to")]
    if not any(names) and len(chosen) == 2 and not asked.build.stored_network.shared_tasks(chosen):
        names = list(chosen)
    network = asked.build.stored_network
    units = {label: unit for unit, label in known.items()}
    nodes = [units.get(name) or _node(asked, name) for name in names]
    steps: tuple[Relation, ...] = ()
    if all(nodes) and nodes[0] != nodes[1]:
        steps = network.path(nodes[0], nodes[1])
    start = (nodes[0], network.label(nodes[0])) if steps else ("", "")
    shown = [network.label(n) if n else name for n, name in zip(nodes, names, strict=True)]
    return {
        "from_to": names,
        "found": nodes,
        "named": shown,
        "start": start,
        "steps": steps,
        "told": _told(start, steps),
    }


def _told(start: Labelled, steps: Sequence[Relation]) -> list[tuple[Labelled, str, Labelled]]:
    """Return the steps of a path as (subject, relation, object), in the direction of the graph."""
    found, here = [], start
    for step in steps:
        there = (step.node, step.label)
        found.append(
            (here, step.relation, there) if step.outgoing else (there, step.relation, here)
        )
        here = there
    return found


def _node(asked: Asked, name: str) -> str:
    """Return the thing that is named, by its IRI or by words of its name; "" for none."""
    network = asked.build.stored_network
    if network.node(name):
        return name
    found = network.find(name, 1)
    return found[0][0] if found else ""
