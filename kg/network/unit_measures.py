"""Measures of units: who shares tasks with whom, and who lies between others.

Two units are partners if some task names both; the weight of the pair is how many do. The same is
measured over all years and roles, and for each year and each role by itself: a view.

Units are measured in the connected part they stand in, mostly the units of one place. Betweenness
is exact in parts as large as a city's; in larger ones it is estimated, since paths between all
pairs of thousands of units take hours.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from kg.entities.kinds import ROLE_RELATIONS
from kg.network.traversal import nodes_of_kind, tasks_of, units_of

if TYPE_CHECKING:
    import networkx as nx

ALL, ANY = "all", "any"  # years, roles
_SEED = 7
_STEPS = 5_000_000  # most edges followed for the betweenness of one part: 2 to 3 s
_LEAST = 100  # units to count paths from, however large the part
Assigned = tuple[str, str, str, int | None]  # unit, task, role, year of the document
Edges = tuple[tuple[int, int, int], ...]  # two units of a part and the tasks they share
PartMeasured: TypeAlias = "Callable[[int, Edges], PartMeasures]"


@dataclass(frozen=True, slots=True)
class View:
    """The units of some tasks.

    Attributes:
        year: that the documents plan for, or ALL.
        role: that units have in the tasks, or ANY.
        tasks: how many each unit has.
        pairs: how many tasks two units share, the smaller IRI first.
    """

    year: str
    role: str
    tasks: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class UnitMeasures:
    """How central a unit is in a view.

    Attributes:
        unit: its IRI.
        year: of the view.
        role: of the view.
        tasks: tasks it has.
        partners: units with which it shares at least one task: its degree.
        shared: sum over its partners of the tasks shared: its weighted degree.
        betweenness: shortest paths between pairs of other units that run through it, each pair
            counting 1 in all; paths are counted in steps, whatever the weights.
        betweenness_share: the same divided by the pairs of other units in its connected part,
            (n - 1)(n - 2) / 2 of n units; 0 where there are none.
        sources: units that those paths were counted from: all of its part, or so many, drawn with a
            fixed seed, of a part so large that betweenness is estimated (Brandes and Pich 2007).
        community: number of its community in the view, the largest first; units are grouped by
            Louvain's method, weighted, in each connected part by itself.
    """

    unit: str
    year: str
    role: str
    tasks: int
    partners: int
    shared: int
    betweenness: float
    betweenness_share: float
    sources: int
    community: int

    @property
    def row(self) -> tuple[object, ...]:
        """All of it, in order."""
        return astuple(self)


@dataclass(frozen=True, slots=True)
class PartMeasures:
    """The measures of a connected part, whose units are counted from 0.

    Attributes:
        betweenness: of each unit, as UnitMeasures has it.
        sources: units that its paths were counted from.
        communities: the units of each.
    """

    betweenness: tuple[float, ...]
    sources: int
    communities: tuple[tuple[int, ...], ...]


def unit_views(assigned: Iterable[Assigned]) -> Iterator[View]:
    """Yield the views of some assignments: all together, then by role, by year, and by both."""
    words: dict[str, str] = {}  # each IRI is held once, however many rows name it
    assigned = [
        (words.setdefault(unit, unit), words.setdefault(task, task), role, year)
        for unit, task, role, year in assigned
    ]
    years = sorted({year for *_, year in assigned if year is not None})
    for year in (None, *years):
        of_year = [a for a in assigned if year is None or a[3] == year]
        for role in ("", *ROLE_RELATIONS):
            if of_role := {(task, unit) for unit, task, r, _ in of_year if not role or r == role}:
                yield _view(str(year or ALL), role or ANY, of_role)


def _view(year: str, role: str, assigned: set[tuple[str, str]]) -> View:
    units: dict[str, list[str]] = defaultdict(list)
    for task, unit in sorted(assigned):
        units[task].append(unit)
    pairs: Counter[tuple[str, str]] = Counter()
    for together in units.values():
        pairs.update(combinations(together, 2))
    return View(year, role, Counter(unit for _, unit in assigned), pairs)


def part_measures(units: int, edges: Edges) -> PartMeasures:
    """Measure one connected part of so many units."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(units))
    graph.add_weighted_edges_from(edges)
    counted = path_sources(units, len(edges))
    between = nx.betweenness_centrality(graph, counted, normalized=False, seed=_SEED)
    communities = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    return PartMeasures(
        tuple(between[n] for n in range(units)),
        counted,
        tuple(tuple(sorted(group)) for group in communities),
    )


def all_measures(views: Iterable[View]) -> Iterator[UnitMeasures]:
    """Yield the measures of views after each other; parts that are alike are measured once.

    The units of a place whose documents are all of one year stand in its view as they do in that
    of all years.
    """
    once = cache(part_measures)
    for view in views:
        yield from view_measures(view, once)


def view_measures(view: View, of_part: PartMeasured = part_measures) -> list[UnitMeasures]:
    """Return the measures of the units of a view, those with most tasks and partners first.

    Args:
        view: some units and pairs of them.
        of_part: measures a connected part, as part_measures does by itself.
    """
    import networkx as nx

    names = sorted(view.tasks)
    number = {unit: n for n, unit in enumerate(names)}
    # by number, since sets of words come in another order in every process
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    edges = ((number[a], number[b], tasks) for (a, b), tasks in view.pairs.items())
    graph.add_weighted_edges_from(sorted(edges))
    found: dict[int, tuple[float, float, int]] = {}
    groups: list[list[int]] = []
    for part in map(sorted, nx.connected_components(graph)):
        measured = of_part(len(part), _edges(graph, part))
        others = (len(part) - 1) * (len(part) - 2) / 2
        for n, paths in zip(part, measured.betweenness, strict=True):
            found[n] = (paths, paths / others if others else 0.0, measured.sources)
        groups += [[part[n] for n in group] for group in measured.communities]
    groups.sort(key=lambda group: (-len(group), group))
    community = {n: place for place, group in enumerate(groups, 1) for n in group}
    measures = [
        UnitMeasures(
            unit,
            view.year,
            view.role,
            view.tasks[unit],
            graph.degree(n),
            int(graph.degree(n, weight="weight")),
            *found[n],
            community[n],
        )
        for n, unit in enumerate(names)
    ]
    return sorted(measures, key=lambda m: (-m.tasks, -m.partners, m.unit))


def _edges(graph: nx.Graph[int], part: Sequence[int]) -> Edges:
    """Return the edges of a connected part, its units counted from 0."""
    place = {n: i for i, n in enumerate(part)}
    return tuple(sorted((place[a], place[b], d["weight"]) for a, b, d in graph.edges(part, True)))


def path_sources(units: int, edges: int) -> int:
    """Return how many units of a connected part paths are counted from; from each, all edges."""
    return min(units, max(_LEAST, _STEPS // max(edges, 1)))


def partners(network: nx.MultiDiGraph[str], unit: str) -> list[tuple[str, list[str]]]:
    """Return the units that share tasks with a unit, and those tasks; most tasks first."""
    found: dict[str, list[str]] = {}
    for task in tasks_of(network, unit):
        for other in units_of(network, task):
            if other != unit:
                found.setdefault(other, []).append(task)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def unit_network(network: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return the graph of units that share tasks; the weight of an edge is how many."""
    import networkx as nx

    units: nx.Graph[str] = nx.Graph()
    units.add_nodes_from(nodes_of_kind(network, "Unit"))
    shared: Counter[tuple[str, str]] = Counter()
    for task in nodes_of_kind(network, "Task"):
        assigned = sorted(units_of(network, task))  # a firm among them
        units.add_nodes_from(assigned)
        shared.update(combinations(assigned, 2))
    for (a, b), weight in sorted(shared.items()):
        units.add_edge(a, b, weight=weight)
    return units


def unit_matrix(network: nx.MultiDiGraph[str], units: Sequence[str]) -> list[list[int]]:
    """Return how many tasks each pair of units shares; the diagonal is 0."""
    graph = unit_network(network)
    return [
        [graph[a][b]["weight"] if a != b and graph.has_edge(a, b) else 0 for b in units]
        for a in units
    ]
