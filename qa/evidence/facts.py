"""What the graph says of one task, unit or policy: named queries with bound values, remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from kg.network.traversal import document_of_text, local_name
from kg.rdf.named_queries import select

if TYPE_CHECKING:
    from rdflib import Graph

Row = dict[str, Any]
_KNOWN = 10_000  # answers that are kept
_LOCAL = ("role", "class", "relation", "level")  # closed lists: their local name is enough


class Facts:
    """Reads the facts of a build's graph, each asked once while it is kept."""

    def __init__(self, graph: Graph | Store, shown: Callable[[Row], Row] | None = None) -> None:
        self._graph, self._shown = graph, shown
        # addresses name things too, those that are not there as well
        self._read = lru_cache(_KNOWN)(self._rows)

    def rows(self, query: str, variable: str = "", thing: str = "") -> list[Row]:
        """Return the rows of a named query with one variable bound to an IRI.

        Args:
            query: name of a query under kg/queries.
            variable: one of its variables; "" binds none.
            thing: the IRI it is bound to.
        """
        return self._read(query, variable, thing)

    def _rows(self, query: str, variable: str, thing: str) -> list[Row]:
        rows = select(self._graph, query, {variable: thing} if variable else None)
        return [_row(self._shown(row) if self._shown else row) for row in rows]

    def targets(self, task: str) -> list[Row]:
        """Return the numbers a task must reach, in text order."""
        return self.rows("targets", "task", task)

    def units(self, task: str) -> list[Row]:
        """Return who has which role in a task, in text order."""
        return self.rows("assignments", "task", task)

    def tasks_of(self, unit: str) -> list[Row]:
        """Return the assignments of a unit, in text order."""
        return self.rows("assignments", "unit", unit)


def _row(row: Row) -> Row:
    cleaned = {k: local_name(v) if k in _LOCAL and v else v for k, v in row.items()}
    if cleaned.get("text"):
        cleaned["document"] = document_of_text(cleaned["text"])
    return cleaned
