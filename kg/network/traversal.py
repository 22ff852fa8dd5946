"""Traversal: the graph as a networkx view, and what a planner asks of it.

Nodes are IRIs with `kind` (class, local name) and `label`; edges are the ontology's relations
marked zt:shownAsEdge, keyed by the relation's local name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from errors import GraphError
from kg.entities.kinds import ROLE_RELATIONS
from kg.rdf.named_queries import QUERIES, Queries, select
from kg.text.numerals import numbered

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Graph

_UNIT_RELATIONS = tuple(ROLE_RELATIONS.values())
# steps through what merely contains a thing say little about it, so they cost more
_COST = {
    "inDocument": 4.0,
    "inSection": 3.0,
    "ofJurisdiction": 4.0,
    "within": 3.0,
    "jurisdiction": 3.0,
}


@dataclass(frozen=True, slots=True)
class Relation:
    """One step from a node: the relation, its direction and the node it leads to.

    Attributes:
        relation: its local name in the ontology (leadUnit).
        outgoing: False where the other node has the relation to this one.
        node: the other node's IRI.
        kind: the other node's class, as a local name.
        label: the other node's name.
    """

    relation: str
    outgoing: bool
    node: str
    kind: str
    label: str


def build_network(graph: Graph | Store, queries: Queries = QUERIES) -> nx.MultiDiGraph[str]:
    """Return the networkx view of a graph; nodes and edges in a stable order."""
    return _view(select(graph, "nodes", queries=queries), select(graph, "edges"))


def neighbourhood(graph: Graph | Store, node: str) -> nx.MultiDiGraph[str]:
    """Return the part of the networkx view that holds a thing and its steps.

    It costs what it holds, however large the graph; nodes stand in the order of the whole view.

    Raises:
        GraphError: the thing is not in the graph.
    """
    steps = [*select(graph, "edges", {"source": node}), *select(graph, "edges", {"target": node})]
    ends = {node, *(row["source"] for row in steps), *(row["target"] for row in steps)}
    network = _view(select(graph, "nodes", {"node": sorted(ends)}), steps)
    check(network, node)
    return network


def _view(nodes: Iterable[dict[str, Any]], edges: Iterable[dict[str, Any]]) -> nx.MultiDiGraph[str]:
    """Return a view of the rows of the queries nodes and edges."""
    import networkx as nx  # a tenth of a second, which most questions do not need

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in nodes:
        network.add_node(row["node"], kind=local_name(row["class"]), label=node_label(row))
    for row in edges:
        if row["source"] in network and row["target"] in network:
            relation = local_name(row["property"])
            network.add_edge(row["source"], row["target"], key=relation, cost=step_cost(relation))
    network.graph["rank"] = {node: position for position, node in enumerate(network)}
    return network


def node_label(row: dict[str, Any]) -> str:
    """Return the name under which a row of the query nodes is shown; a task's has its number."""
    task = local_name(row["class"]) == "Task"
    return numbered(row["ordinal"] or "", row["label"]) if task else str(row["label"])


def step_cost(relation: str) -> float:
    """Return what a step by a relation (leadUnit …) costs a path."""
    return _COST.get(relation, 1.0)


def local_name(iri: str) -> str:
    """Return the part of an IRI after its last # or /."""
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def document_of_text(iri: str) -> str:
    """Return the key of the document whose stored text an IRI is of: …/doc/KEY/text."""
    return iri.removesuffix("/text").rsplit("/", 1)[-1]


def neighbours(network: nx.MultiDiGraph[str], node: str) -> tuple[Relation, ...]:
    """Return the steps from a node, sorted by relation, outgoing ones first, in graph order.

    Raises:
        GraphError: the node is not in the graph.
    """
    check(network, node)
    steps = [
        Relation(key, True, other, **_node_attributes(network, other))
        for _, other, key in network.out_edges(node, keys=True)
    ]
    steps += [
        Relation(key, False, other, **_node_attributes(network, other))
        for other, _, key in network.in_edges(node, keys=True)
    ]
    rank = network.graph["rank"]
    return tuple(sorted(steps, key=lambda s: (s.relation, not s.outgoing, rank[s.node])))


def _node_attributes(network: nx.MultiDiGraph[str], node: str) -> dict[str, str]:
    return {"kind": network.nodes[node]["kind"], "label": network.nodes[node]["label"]}


def tasks_of(network: nx.MultiDiGraph[str], unit: str, relation: str | None = None) -> list[str]:
    """Return the tasks of a unit in graph order, by one relation (leadUnit …) or by any."""
    check(network, unit)
    wanted = (relation,) if relation else _UNIT_RELATIONS
    found = {task for task, _, key in network.in_edges(unit, keys=True) if key in wanted}
    return sorted(found, key=network.graph["rank"].__getitem__)


def units_of(network: nx.MultiDiGraph[str], task: str) -> list[str]:
    """Return the units of a task, leads first."""
    check(network, task)
    edges = list(network.out_edges(task, keys=True))
    return list(dict.fromkeys(u for role in _UNIT_RELATIONS for _, u, key in edges if key == role))


def shared_tasks(network: nx.MultiDiGraph[str], units: Sequence[str]) -> list[str]:
    """Return the tasks in which each of some units has a role, in graph order."""
    if not units:
        return []
    common = set.intersection(*(set(tasks_of(network, unit)) for unit in units))
    return [task for task in tasks_of(network, units[0]) if task in common]


def path(network: nx.MultiDiGraph[str], start: str, end: str) -> tuple[Relation, ...]:
    """Return the cheapest path between two things, as steps from start; empty if there is none.

    Steps through documents, sections and jurisdictions cost more than steps through tasks, so
    that two units meet in a task they share rather than in the document that holds everything.

    Raises:
        GraphError: either thing is not in the graph.
    """
    import networkx as nx

    check(network, start, end)
    undirected = network.to_undirected(as_view=True)
    try:
        nodes = nx.shortest_path(undirected, start, end, weight=_cheapest)
    except nx.NetworkXNoPath:
        return ()
    return tuple(_step(network, a, b) for a, b in pairwise(nodes))


def _cheapest(_: str, __: str, edges: dict[str, dict[str, float]]) -> float:
    return min(edge["cost"] for edge in edges.values())


def _step(network: nx.MultiDiGraph[str], node: str, other: str) -> Relation:
    steps = [s for s in neighbours(network, node) if s.node == other]
    return min(steps, key=lambda s: (step_cost(s.relation), not s.outgoing))


def nodes_of_kind(network: nx.MultiDiGraph[str], kind: str) -> list[str]:
    """Return the nodes of one class, in graph order."""
    return [node for node, data in network.nodes(data=True) if data["kind"] == kind]


def find_nodes(network: nx.MultiDiGraph[str], text: str, limit: int = 20) -> list[str]:
    """Return nodes whose label holds a text: equal labels first, then the shorter ones."""
    text = text.strip()
    if not text:
        return []
    found = [n for n, data in network.nodes(data=True) if text in data["label"]]
    found.sort(key=lambda n: (network.nodes[n]["label"] != text, len(network.nodes[n]["label"]), n))
    return found[:limit]


def check(network: nx.MultiDiGraph[str], *nodes: str) -> None:
    """Raise GraphError for a node that is not in the graph."""
    for node in nodes:
        if node not in network:
            raise GraphError(f"{node!r} is not in the graph; search for it by name first")


def ego(network: nx.MultiDiGraph[str], nodes: Iterable[str], limit: int) -> tuple[list[str], int]:
    """Return some nodes with their neighbours, at most `limit`, and how many were left out."""
    chosen = dict.fromkeys(node for node in nodes if node in network)
    around = [step.node for node in list(chosen) for step in neighbours(network, node)]
    everything = list(dict.fromkeys([*chosen, *around]))
    return everything[:limit], max(0, len(everything) - limit)
