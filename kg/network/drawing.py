"""Stored positions: where the page draws a node, computed once at build time.

A small graph is laid out as a whole. That takes time that grows with the square of its nodes, so a
large one is laid out document by document, with the documents on a spiral: a node and its
neighbours, which are shown together, mostly come from one document.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import Any

import networkx as nx

from kg.text.digest import Remember, digest

Positions = dict[str, list[float]]
LARGEST_WHOLE = 1_000  # nodes; 3,000 took 16 s, again for each document more
LARGEST_SPREAD = 200  # units; the finer layout needs the distance of each pair
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
# https://w3id.org/zhengtu/doc/汶政办字-2023-29/task/66
_DOCUMENT = re.compile(r"/doc/(?P<key>[^/]+)")


def positions(graph: nx.Graph[str], remember: Remember) -> Positions:
    """Return positions in [-1, 1]² of every node, to four decimals; the same for equal graphs."""
    if len(graph) <= LARGEST_WHOLE:
        return _spring(graph, remember)
    groups = _by_document(graph)
    size = 1 / math.sqrt(len(groups))
    found: Positions = {}
    for number, (_, nodes) in enumerate(sorted(groups.items())):
        radius = math.sqrt((number + 0.5) / len(groups)) * (1 - size)
        x, y = (radius * f(number * _GOLDEN_ANGLE) for f in (math.cos, math.sin))
        for node, (dx, dy) in _spring(graph.subgraph(nodes), remember).items():
            found[node] = [round(x + size * dx, 4), round(y + size * dy, 4)]
    return {node: found[node] for node in graph}


def unit_positions(units: nx.Graph[str], remember: Remember) -> Positions:
    """Return positions of units that share tasks, spread so that their labels can be read."""
    sharing = units.subgraph([unit for unit in units if units.degree(unit)])
    if len(sharing) > LARGEST_SPREAD or not len(sharing) or not nx.is_connected(sharing):
        return positions(sharing, remember)
    return _rounded(nx.kamada_kawai_layout(_ordered(sharing), weight=None))


def _spring(graph: nx.Graph[str], remember: Remember, seed: int = 7) -> Positions:
    """Return a force-directed layout, which the seed and the order of nodes decide."""
    ordered = _ordered(graph)

    def make() -> Positions:
        return _rounded(nx.spring_layout(ordered, seed=seed, iterations=60, weight=None))

    if not ordered:
        return {}
    edges = repr(sorted(ordered.edges()))
    key = digest("spring", str(seed), nx.__version__, "\n".join(ordered), edges)
    found: Positions = remember(key, make)
    return found


def _ordered(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return a graph with nodes and edges sorted, since their order decides a layout; no loops."""
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted((min(e), max(e)) for e in graph.edges() if e[0] != e[1]))
    return ordered


def _by_document(graph: nx.Graph[str]) -> dict[str, list[str]]:
    """Return the nodes of each document; a thing that several name goes with the first."""
    matches = {node: _DOCUMENT.search(node) for node in graph}
    document_of = {node: match["key"] for node, match in matches.items() if match}
    groups: dict[str, list[str]] = defaultdict(list)
    for node in graph:
        near = [document_of[other] for other in graph[node] if other in document_of]
        own = document_of.get(node)
        group = own if own in near or not near else min(near)
        groups[group or ""].append(node)
    return dict(groups)


def _rounded(found: dict[str, Any]) -> Positions:
    return {node: [round(float(x), 4), round(float(y), 4)] for node, (x, y) in found.items()}
