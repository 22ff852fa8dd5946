"""协同: the units of a build and the tasks they share (?unit=, several), and how two things meet.

The matrix stands below; every cell of it is a link to the tasks that two units share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.network.traversal import Relation
from ui.site import Asked, Shown

MATRIX_UNITS = 20
_MOST = 8  # units chosen at once

Labelled = tuple[str, str]  # node, label


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
    """A unit of the matrix with its cells."""

    id: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """A unit that shares tasks with the chosen one."""

    id: str
    label: str
    tasks: tuple[Labelled, ...]


def view(asked: Asked) -> Shown:
    """Return the page."""
    network = asked.build.stored_network
    rows = asked.build.tables.rows("SELECT id, label, tasks FROM units ORDER BY rowid")
    known = {unit: label for unit, label, _ in rows}
    chosen = [unit for unit in dict.fromkeys(asked.values("unit", _MOST)) if unit in known]
    return Shown(
        "together.html",
        asked.say("page_together"),
        {
            "units": rows,
            "known": known,
            "chosen": chosen,
            "partners": _partners(asked, chosen[0]) if len(chosen) == 1 else (),
            "shared": _labelled(asked, network.shared_tasks(chosen)) if len(chosen) > 1 else (),
            "matrix": _matrix(asked, [(unit, label) for unit, label, _ in rows[:MATRIX_UNITS]]),
            **_path(asked),
        },
    )


def _labelled(asked: Asked, nodes: Sequence[str]) -> tuple[Labelled, ...]:
    return tuple((node, asked.build.stored_network.label(node)) for node in nodes)


def _partners(asked: Asked, unit: str) -> tuple[Partner, ...]:
    network = asked.build.stored_network
    return tuple(
        Partner(other, network.label(other), _labelled(asked, tasks))
        for other, tasks in network.partners(unit)
    )


def _matrix(asked: Asked, units: Sequence[Labelled]) -> tuple[UnitRow, ...]:
    counts = asked.build.stored_network.unit_matrix([unit for unit, _ in units])
    most = max((value for row in counts for value in row), default=0) or 1
    return tuple(
        UnitRow(
            unit,
            label,
            tuple(
                Cell(other, value, -(-9 * value // most), unit == other)
                for (other, _), value in zip(units, row, strict=True)
            ),
        )
        for (unit, label), row in zip(units, counts, strict=True)
    )


def _path(asked: Asked) -> dict[str, object]:
    """Return what the template shows of the path between two things named in the address."""
    names = [asked.value(key) for key in ("from", "to")]
    nodes = [_node(asked, name) for name in names]
    steps: tuple[Relation, ...] = ()
    if all(nodes) and nodes[0] != nodes[1]:
        steps = asked.build.stored_network.path(nodes[0], nodes[1])
    start = (nodes[0], asked.build.stored_network.label(nodes[0])) if steps else ("", "")
    shown = [
        asked.build.stored_network.label(n) if n else name
        for n, name in zip(nodes, names, strict=True)
    ]
    return {"from_to": names, "found": nodes, "named": shown, "start": start, "steps": steps}


def _node(asked: Asked, name: str) -> str:
    """Return the thing that is named, by its IRI or by words of its name; "" for none."""
    network = asked.build.stored_network
    if network.node(name):
        return name
    found = network.find(name, 1)
    return found[0][0] if found else ""
