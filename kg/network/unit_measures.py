"""Measures of units: who shares tasks with whom, and who lies between others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kg.network.traversal import nodes_of_kind, tasks_of, units_of

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class UnitCentrality:
    """How central a unit is among units that share tasks.

    Attributes:
        unit: its IRI.
        label: its name.
        tasks: number of tasks in which it has any role.
        partners: number of units with which it shares at least one task.
        betweenness: share of shortest paths between other units that run through it, 0 to 1.
    """

    unit: str
    label: str
    tasks: int
    partners: int
    betweenness: float


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


def centrality(network: nx.MultiDiGraph[str]) -> list[UnitCentrality]:
    """Return degree and betweenness of every unit that has a task, most tasks first."""
    import networkx as nx

    units = unit_network(network)
    between = nx.betweenness_centrality(units)
    rows = [
        UnitCentrality(
            u, network.nodes[u]["label"], len(tasks_of(network, u)), units.degree(u), between[u]
        )
        for u in units
    ]
    return sorted((r for r in rows if r.tasks), key=lambda r: (-r.tasks, -r.partners, r.unit))


def unit_matrix(network: nx.MultiDiGraph[str], units: Sequence[str]) -> list[list[int]]:
    """Return how many tasks each pair of units shares; the diagonal is 0."""
    graph = unit_network(network)
    return [
        [graph[a][b]["weight"] if a != b and graph.has_edge(a, b) else 0 for b in units]
        for a in units
    ]
