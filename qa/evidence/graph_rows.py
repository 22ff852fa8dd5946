"""Read typed rows from the graph: a named query, bound to some tasks or some things, at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import Store
from rdflib import Graph, URIRef

from kg.network.traversal import local_name
from kg.rdf.named_queries import select
from qa.evidence.rows import Assignment, Limit, NamedThing, Number, PolicyCitation, Quote

_Raw = dict[str, Any]


@dataclass(frozen=True)
class GraphRows:
    """The facts of a build's graph.

    Each method takes IRIs that one side of the rows must be among; None leaves that side open,
    and both sides open read all there is.
    """

    graph: Graph | Store

    def assignments(
        self, tasks: Iterable[str] | None = None, *, units: Iterable[str] | None = None
    ) -> tuple[Assignment, ...]:
        """Return who has which role in which task, in text order."""
        return tuple(
            Assignment(r["task"], r["unit"], r["label"], local_name(r["role"]), _quote(r))
            for r in self._select("assignments", task=tasks, unit=units)
        )

    def numbers(self, tasks: Iterable[str] | None = None) -> tuple[Number, ...]:
        """Return the targets of tasks, in text order."""
        return tuple(_number(row) for row in self._select("targets", task=tasks))

    def named_things(
        self, tasks: Iterable[str] | None = None, *, things: Iterable[str] | None = None
    ) -> tuple[NamedThing, ...]:
        """Return the projects, campaigns, honours, firms and places of tasks, in text order."""
        return tuple(
            NamedThing(
                r["task"],
                r["thing"],
                local_name(r["class"]),
                r["label"],
                r["stage"] or "",
                r["status"] or "",
                r["exact"],
                _quote(r),
            )
            for r in self._select("names", task=tasks, thing=things)
        )

    def citations(
        self, subjects: Iterable[str] | None = None, *, policies: Iterable[str] | None = None
    ) -> tuple[PolicyCitation, ...]:
        """Return the policies that tasks and documents name, in text order."""
        return tuple(
            PolicyCitation(
                r["subject"],
                r["policy"],
                r["title"],
                r["wenhao"] or "",
                local_name(r["level"] or ""),
                local_name(r["relation"]),
                r["trigger"] or "",
                r["exact"],
                _quote(r),
            )
            for r in self._select("citations", subject=subjects, policy=policies)
        )

    def limits(self, tasks: Iterable[str] | None = None) -> tuple[Limit, ...]:
        """Return the time limits of whole tasks, in text order."""
        return tuple(
            Limit(
                r["task"],
                local_name(r["kind"] or ""),
                str(r["begins"] or ""),
                str(r["due"] or ""),
                r["exact"],
                _quote(r),
            )
            for r in self._select("time_limits", task=tasks)
        )

    def _select(self, query: str, **anchors: Iterable[str] | None) -> list[_Raw]:
        bound = {
            name: [URIRef(iri) for iri in iris]
            for name, iris in anchors.items()
            if iris is not None
        }
        if not all(bound.values()):
            return []
        return select(self.graph, query, bound)


def _number(row: _Raw) -> Number:
    return Number(
        row["task"],
        row["target"],
        row["metric"],
        row["comparator"],
        Decimal(row["amount"]),
        row["printed"],
        row["unit"],
        row["kind"],
        row["commitment"] or "",
        str(row["due"] or ""),
        str(row["assumedDue"] or ""),
        row["limitText"] or "",
        row["exact"],
        _quote(row),
    )


def _quote(row: _Raw) -> Quote:
    key = row["text"].removesuffix("/text").rsplit("/", 1)[-1]
    return Quote(key, int(row["start"]), int(row["end"]))
