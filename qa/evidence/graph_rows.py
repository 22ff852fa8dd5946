"""Read typed rows from the graph: a named query, bound to some tasks or some things, at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from pyoxigraph import Store

from kg.network.traversal import document_of_text, local_name
from kg.rdf.named_queries import select
from qa.evidence.rows import (
    Assignment,
    Benefit,
    InCharge,
    Limit,
    NamedThing,
    Number,
    PolicyCitation,
    Quote,
)

if TYPE_CHECKING:
    from rdflib import Graph

_Raw = dict[str, Any]
R = TypeVar("R")
_MOST = 50_000  # things whose rows are remembered
_EACH = 50  # things that one query asks for: its time grows faster than their number


@dataclass(frozen=True)
class GraphRows:
    """The facts of a build's graph.

    Each method takes IRIs that one side of the rows must be among; None leaves that side open,
    and both sides open read all there is.

    Attributes:
        graph: of the build.
        shown: returns a row as it may be shown, if not as it is.
    """

    graph: Graph | Store
    shown: Callable[[_Raw], _Raw] | None = None
    _known: dict[tuple[str, str, str], list[_Raw]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def assignments(
        self, tasks: Iterable[str] | None = None, *, units: Iterable[str] | None = None
    ) -> tuple[Assignment, ...]:
        """Return who has which role in which task, in text order."""
        return self._select("assignments", _assignment, task=tasks, unit=units)

    def numbers(self, tasks: Iterable[str] | None = None) -> tuple[Number, ...]:
        """Return the targets of tasks, in text order."""
        return self._select("targets", _number, task=tasks)

    def named_things(
        self, tasks: Iterable[str] | None = None, *, things: Iterable[str] | None = None
    ) -> tuple[NamedThing, ...]:
        """Return the projects, campaigns, honours, firms and places of tasks, in text order."""
        return self._select("names", _named_thing, task=tasks, thing=things)

    def citations(
        self, subjects: Iterable[str] | None = None, *, policies: Iterable[str] | None = None
    ) -> tuple[PolicyCitation, ...]:
        """Return the policies that tasks and documents name, in text order."""
        return self._select("citations", _citation, subject=subjects, policy=policies)

    def limits(self, tasks: Iterable[str] | None = None) -> tuple[Limit, ...]:
        """Return the time limits of whole tasks, in text order."""
        return self._select("time_limits", _limit, task=tasks)

    def benefits(self, tasks: Iterable[str] | None = None) -> tuple[Benefit, ...]:
        """Return what tasks grant to whom, in text order."""
        return self._select("benefits", _benefit, task=tasks)

    def persons(self, tasks: Iterable[str] | None = None) -> tuple[InCharge, ...]:
        """Return which persons and posts are in charge of tasks, in text order."""
        return self._select("persons", _in_charge, task=tasks)

    def _select(
        self, query: str, typed: Callable[[_Raw], R], **anchors: Iterable[str] | None
    ) -> tuple[R, ...]:
        """Return the typed rows of a query; those of one anchor are remembered for each thing."""
        bound = {name: list(iris) for name, iris in anchors.items() if iris is not None}
        if not all(bound.values()):
            return ()
        if len(bound) != 1:
            return tuple(typed(self._seen(row)) for row in select(self.graph, query, bound))
        ((anchor, iris),) = bound.items()
        wanted = list(dict.fromkeys(iris))
        raw = self._rows_of(query, anchor, wanted)
        if len(wanted) > 1:
            raw.sort(key=lambda row: (row["text"], int(row["start"])))
        return tuple(map(typed, raw))

    def _rows_of(self, query: str, anchor: str, iris: list[str]) -> list[_Raw]:
        """Return the rows of some things; other threads are shown none before all are read."""
        known = {iri: self._known.get((query, anchor, iri)) for iri in iris}
        read: dict[str, list[_Raw]] = {iri: [] for iri, rows in known.items() if rows is None}
        if read:
            missing = list(read)
            for start in range(0, len(missing), _EACH):
                for row in select(self.graph, query, {anchor: missing[start : start + _EACH]}):
                    read[row[anchor]].append(self._seen(row))
            if len(self._known) > _MOST:
                self._known.clear()
            self._known.update({(query, anchor, iri): rows for iri, rows in read.items()})
        return [row for iri in iris for row in read.get(iri) or known[iri] or ()]

    def _seen(self, row: _Raw) -> _Raw:
        return self.shown(row) if self.shown else row


def _assignment(row: _Raw) -> Assignment:
    role = local_name(row["role"])
    return Assignment(row["task"], row["unit"], row["label"], role, _quote(row))


def _named_thing(row: _Raw) -> NamedThing:
    return NamedThing(
        row["task"],
        row["thing"],
        local_name(row["class"]),
        row["label"],
        row["stage"] or "",
        row["status"] or "",
        row["exact"],
        _quote(row),
    )


def _citation(row: _Raw) -> PolicyCitation:
    return PolicyCitation(
        row["subject"],
        row["policy"],
        row["title"],
        row["wenhao"] or "",
        local_name(row["level"] or ""),
        local_name(row["relation"]),
        row["trigger"] or "",
        row["exact"],
        _quote(row),
    )


def _limit(row: _Raw) -> Limit:
    return Limit(
        row["task"],
        local_name(row["kind"] or ""),
        str(row["begins"] or ""),
        str(row["due"] or ""),
        row["exact"],
        _quote(row),
    )


def _benefit(row: _Raw) -> Benefit:
    return Benefit(
        row["task"],
        row["benefit"],
        row["beneficiary"] or "",
        row["comparator"],
        Decimal(row["amount"]),
        row["printed"],
        row["unit"],
        row["per"] or "",
        row["duration"] or "",
        row["condition"] or "",
        row["exact"],
        _quote(row),
    )


def _in_charge(row: _Raw) -> InCharge:
    return InCharge(
        row["task"], row["person"], row["label"], row["role"], row["post"] or "", _quote(row)
    )


def _number(row: _Raw) -> Number:
    return Number(
        task=row["task"],
        target=row["target"],
        metric=row["metric"],
        comparator=row["comparator"],
        amount=Decimal(row["amount"]),
        printed=row["printed"],
        unit=row["unit"],
        kind=row["kind"],
        commitment=row["commitment"] or "",
        due=str(row["due"] or ""),
        assumed_due=str(row["assumedDue"] or ""),
        limit=row["limitText"] or "",
        text=row["exact"],
        quote=_quote(row),
    )


def _quote(row: _Raw) -> Quote:
    return Quote(document_of_text(row["text"]), int(row["start"]), int(row["end"]))
