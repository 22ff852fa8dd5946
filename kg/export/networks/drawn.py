"""What is drawn: nodes and edges with their attributes, of all things or of units alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.entities.kinds import KINDS, ROLE_RELATIONS
from kg.export.excerpt.excerpt import Excerpt
from kg.export.tables.filling import Filled, filled
from kg.export.tables.tidy import SEPARATOR

Values = tuple[object, ...]
_NO_COLOUR = "#6b7280"
_ROLE_OF = {relation: role for role, relation in ROLE_RELATIONS.items()}


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of nodes or edges: name, and type as GraphML calls it."""

    name: str
    datatype: str


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its IRI, name, class, position, the years it is named in, its attributes."""

    iri: str
    label: str
    kind: str
    x: float
    y: float
    years: tuple[int, ...]
    values: Values

    @property
    def colour(self) -> str:
        """The colour of its class in a drawing, as #rrggbb."""
        return (KINDS[self.kind].colour if self.kind in KINDS else None) or _NO_COLOUR


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge: its identifier, IRIs of its ends, what it says, weight, years, attributes."""

    key: str
    source: str
    target: str
    kind: str
    weight: int
    years: tuple[int, ...]
    values: Values


@dataclass(frozen=True, slots=True)
class Drawn:
    """A network to write.

    Attributes:
        directed: whether edges point one way.
        node_attributes: what nodes have beside name, class and position.
        edge_attributes: what edges have beside kind and weight.
        nodes: yields the nodes, as often as it is called.
        edges: yields the edges.
        counts: numbers of both.
    """

    directed: bool
    node_attributes: tuple[Attribute, ...]
    edge_attributes: tuple[Attribute, ...]
    nodes: Callable[[], Iterator[Node]]
    edges: Callable[[], Iterator[Edge]]
    counts: tuple[int, int]


def saving(
    network: Callable[[Filled], Drawn], save: Callable[[Drawn, Path], None]
) -> Callable[[Excerpt, Path], None]:
    """Return what makes a file of an excerpt: a network of it, written by `save`."""

    def make(excerpt: Excerpt, path: Path) -> None:
        with filled(excerpt) as tables:
            save(network(tables), path)

    return make


def things(tables: Filled) -> Drawn:
    """Return the network of all things."""

    def nodes() -> Iterator[Node]:
        query = "SELECT node, label, class, x, y, years FROM nodes ORDER BY rowid"
        for iri, label, kind, x, y, years in tables.select(query):
            yield Node(iri, label, kind, x or 0.0, y or 0.0, _years(years), ())

    def edges() -> Iterator[Edge]:
        query = "SELECT edge, source, target, relation, years FROM edges ORDER BY rowid"
        for key, source, target, relation, years in tables.select(query):
            role = _ROLE_OF.get(relation, "")
            yield Edge(key, source, target, relation, 1, _years(years), (role,))

    counts = tables.count("nodes"), tables.count("edges")
    return Drawn(True, (), (Attribute("role", "string"),), nodes, edges, counts)


_MEASURES = (
    *(Attribute(name, "int") for name in ("tasks", "partners", "shared", "sources", "community")),
    *(Attribute(name, "double") for name in ("betweenness", "betweenness_share")),
)
_UNITS = """
SELECT unit, coalesce(label, unit), coalesce(class, 'Unit'), x, y, years,
    tasks, partners, shared, sources, community, betweenness, betweenness_share
FROM unit_measures LEFT JOIN nodes ON node = unit
WHERE year = 'all' AND role = 'any' ORDER BY unit_measures.rowid
"""
_PAIRS = """
SELECT unit, other, tasks, (
    SELECT group_concat(year, '；') FROM (
        SELECT year FROM unit_pairs AS yearly WHERE yearly.unit = whole.unit
        AND yearly.other = whole.other AND role = 'any' AND year <> 'all' ORDER BY year))
FROM unit_pairs AS whole WHERE year = 'all' AND role = 'any' ORDER BY rowid
"""


def units(tables: Filled) -> Drawn:
    """Return the network of units that share tasks, with their measures."""

    def nodes() -> Iterator[Node]:
        for iri, label, kind, x, y, years, *values in tables.select(_UNITS):
            yield Node(iri, label, kind, x or 0.0, y or 0.0, _years(years), tuple(values))

    def edges() -> Iterator[Edge]:
        for number, (unit, other, tasks, years) in enumerate(tables.select(_PAIRS), 1):
            yield Edge(f"p{number}", unit, other, "sharesTasks", tasks, _years(years), ())

    whole = "FROM {} WHERE year = 'all' AND role = 'any'"
    ((node_count,),) = tables.select(f"SELECT count(*) {whole.format('unit_measures')}")
    ((edge_count,),) = tables.select(f"SELECT count(*) {whole.format('unit_pairs')}")
    return Drawn(False, _MEASURES, (), nodes, edges, (node_count, edge_count))


def _years(text: str | None) -> tuple[int, ...]:
    return tuple(map(int, text.split(SEPARATOR))) if text else ()
