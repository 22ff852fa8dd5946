"""Narrow a build to one place, year or unit: --only 汶上县, --only 2023, --only 县财政局."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from errors import GraphError
from kg.export.build_tables import Record, Tables
from kg.rdf.vocabulary import ZT

_YEAR = re.compile(r"(\d{4})年?")
# <subject> <predicate> <object> <graph> .
_QUAD = re.compile(r"(\S+) (\S+) (\S+)")


@dataclass(frozen=True, slots=True)
class Only:
    """What is taken away of a build; by default everything.

    Attributes:
        said: as the user named it, empty for everything.
        place: name of a province, city or county.
        year: that the documents plan for.
        units: IRIs of one unit, or of several of the same name.
    """

    said: str = ""
    place: str = ""
    year: int | None = None
    units: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not self.said

    def keeps_document(self, document: Record) -> bool:
        """Tell whether a document is taken, by its record."""
        return (not self.place or self.place in document["jurisdiction"]) and (
            self.year is None or document["year"] == self.year
        )

    def keeps_task(self, task: Record) -> bool:
        """Tell whether a task is taken, by its record."""
        return not self.units or any(unit["id"] in self.units for unit in task["units"])

    def lines(self, lines: Collection[str]) -> Iterable[str]:
        """Return the lines of N-Quads of a document that say something of the tasks taken.

        What only the tasks left out point to (their sentences) is left out with them.
        """
        if not self.units:
            return lines
        parts = [_parts(line) for line in lines]
        wanted = {f"<{unit}>" for unit in self.units}
        kept_tasks = {s for s, p, o in parts if p in _ROLES and o in wanted}
        tasks = {s for s, p, o in parts if p == _TYPE and o == _TASK}
        left = tasks - kept_tasks
        left |= {s for s, p, o in parts if p == _OF_TASK and o in left}
        kept = {o for s, _, o in parts if s not in left}
        orphans = {o for s, _, o in parts if s in left and o not in kept}
        left |= orphans & {s for s, _, _ in parts}
        return [
            line
            for line, (s, _, o) in zip(lines, parts, strict=True)
            if s not in left and o not in left
        ]


_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_TASK = f"<{ZT.Task}>"
_OF_TASK = f"<{ZT.ofTask}>"
_ROLES = {f"<{relation}>" for relation in (ZT.leadUnit, ZT.responsibleUnit, ZT.assistingUnit)}


def _parts(line: str) -> tuple[str, str, str]:
    """Return subject, predicate and the beginning of the object of a line of N-Quads."""
    found = _QUAD.match(line)
    assert found is not None
    return found[1], found[2], found[3]


def only(said: str, tables: Tables) -> Only:
    """Return what a user names: a year, a place of some document, or a unit.

    Args:
        said: as typed; empty: everything.
        tables: of the build.

    Raises:
        GraphError: the build has nothing that is called so.
    """
    if not said:
        return Only()
    documents = [json.loads(r) for (r,) in tables.rows("SELECT record FROM documents")]
    year = _YEAR.fullmatch(said)
    if year and any(document["year"] == int(year[1]) for document in documents):
        return Only(said, year=int(year[1]))
    if any(said in document["jurisdiction"] for document in documents):
        return Only(said, place=said)
    query = "SELECT id FROM units WHERE label = ?1 OR id = ?1"
    if units := frozenset(unit for (unit,) in tables.rows(query, said)):
        return Only(said, units=units)
    places = sorted({name for d in documents for name in d["jurisdiction"]})[:8]
    years = sorted({str(d["year"]) for d in documents if d["year"]})[:8]
    raise GraphError(
        f"{said!r} is no year, place or unit with a task in this build; "
        f"it has {', '.join(years) or 'no year'}; {', '.join(places) or 'no place'} …"
    )
