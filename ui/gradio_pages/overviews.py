"""Overviews to begin a walk with: units and the tasks they share, or sections and their units.

They are sums of tasks, cut to what fits: the units and sections with most tasks, the widest lines.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.entities.kinds import ROLE_RELATIONS
from kg.export.build_tables import Tables

UNITS, SECTIONS, LINES = 36, 24, 120  # at most 60 things
_ROLES = ", ".join(f"'{relation}'" for relation in ROLE_RELATIONS.values())
_OF_PLACE = "(?1 = '' OR instr(id, '/unit/' || ?1 || '/'))"
_UNITS = f"SELECT id, x, y FROM units WHERE {_OF_PLACE} ORDER BY tasks DESC, rowid LIMIT ?2"
_SECTIONS = f"""
SELECT section.id, unit.id, count(DISTINCT held.node) AS tasks
FROM steps AS held JOIN nodes AS section ON section.rowid = held.other
JOIN steps AS duty ON duty.node = held.node AND duty.outgoing AND duty.relation IN ({_ROLES})
JOIN nodes AS unit ON unit.rowid = duty.other
WHERE held.relation = 'inSection' AND held.outgoing
GROUP BY section.id, unit.id ORDER BY tasks DESC, section.rowid, unit.rowid
"""
Line = tuple[str, str, int]  # two things, and the tasks they share


@dataclass(frozen=True, slots=True)
class Overview:
    """What an overview shows.

    Attributes:
        positions: of its things, −1 to 1 in both directions; none where they are still to be laid out.
        nodes: its things.
        lines: between them, the widest first.
        left_out: how many things are not shown.
    """

    nodes: tuple[str, ...]
    lines: tuple[Line, ...]
    left_out: int
    positions: dict[str, tuple[float, float]]


def overview(
    tables: Tables, name: str, place: str = "", documents: Collection[str] | None = None
) -> Overview:
    """Return the overview of units or of sections.

    Args:
        tables: of the build.
        name: units or sections.
        place: whose units; "" for all.
        documents: IRIs of those whose sections; None for all.
    """
    return _of_sections(tables, documents) if name == "sections" else _of_units(tables, place)


def _of_units(tables: Tables, place: str) -> Overview:
    positions = {unit: (x, y) for unit, x, y in tables.rows(_UNITS, place, UNITS + SECTIONS)}
    pairs: list[Line] = tables.rows("SELECT one, other, tasks FROM pairs ORDER BY tasks DESC")
    lines = [line for line in pairs if line[0] in positions and line[1] in positions]
    count = tables.rows(f"SELECT count(*) FROM units WHERE {_OF_PLACE}", place)[0][0]
    return Overview(tuple(positions), tuple(lines[:LINES]), count - len(positions), positions)


def _of_sections(tables: Tables, documents: Collection[str] | None) -> Overview:
    lines: list[Line] = [
        line
        for line in tables.rows(_SECTIONS)
        if documents is None or line[0].partition("/section/")[0] in documents
    ]
    sections = _heaviest([(section, tasks) for section, _, tasks in lines], SECTIONS)
    within = [line for line in lines if line[0] in sections]
    units = _heaviest([(unit, tasks) for _, unit, tasks in within], UNITS)
    shown = tuple(line for line in within if line[1] in units)[:LINES]
    everything = {node for line in lines for node in line[:2]}
    return Overview((*sections, *units), shown, len(everything) - len(sections) - len(units), {})


def _heaviest(weighed: list[tuple[str, int]], most: int) -> tuple[str, ...]:
    """Return the things whose numbers add up to most."""
    sums: dict[str, int] = {}
    for node, tasks in weighed:
        sums[node] = sums.get(node, 0) + tasks
    return tuple(sorted(sums, key=lambda node: -sums[node])[:most])
