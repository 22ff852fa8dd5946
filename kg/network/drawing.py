"""Stored positions: where the page draws a node, computed once at build time.

A small graph is laid out as a whole. That takes time that grows with the square of its nodes, so a
large one is laid out document by document, each with all it names in a circle of its own, and the
circles on a spiral: a node and its neighbours, which are shown together, mostly come from one
document. So no other document changes the picture of one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, combinations
from typing import Any

import networkx as nx
import numpy as np
from pyoxigraph import Store
from rdflib import Graph

from kg.entities.kinds import ROLE_RELATIONS
from kg.network.forces import force_layout
from kg.network.traversal import local_name, node_label
from kg.rdf.named_queries import select
from kg.text.digest import Remember, digest

Positions = dict[str, list[float]]
Frame = tuple[float, float, float, float]  # left, top, right, bottom
LARGEST_WHOLE = 1_000  # nodes; 3,000 took 16 s, again for each document more
LARGEST_SPREAD = 200  # units; the finer layout needs the distance of each pair
_SEED = 7
_INSIDE = 0.75  # of a frame that is drawn in; the rest parts it from the next one
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn of a graph.

    Attributes:
        nodes: IRI, class (local name), name and printed number (None: it has none) of each.
        edges: source, relation (local name) and target of each; both ends are drawn.
    """

    nodes: tuple[tuple[str, str, str, int | None], ...]
    edges: tuple[tuple[str, str, str], ...]

    @classmethod
    def of(cls, graph: Graph | Store) -> Drawing:
        """Return what is drawn of a graph, which must hold what relations are shown as edges."""
        rows = select(graph, "nodes")
        nodes = {r["node"]: (local_name(r["class"]), node_label(r), r["number"]) for r in rows}
        edges = (
            (row["source"], local_name(row["property"]), row["target"])
            for row in select(graph, "edges")
            if row["source"] in nodes and row["target"] in nodes
        )
        return cls(tuple((node, *shown) for node, shown in sorted(nodes.items())), tuple(edges))

    @classmethod
    def joined(cls, drawings: Sequence[Drawing]) -> Drawing:
        """Return what several draw, each node and edge once."""
        if len(drawings) == 1:
            return drawings[0]
        nodes = {node[0]: node for drawing in drawings for node in drawing.nodes}
        edges = {edge for drawing in drawings for edge in drawing.edges}
        return cls(tuple(nodes[iri] for iri in sorted(nodes)), tuple(sorted(edges)))

    @property
    def graph(self) -> nx.Graph[str]:
        """The nodes and edges, whatever the relation."""
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(node for node, *_ in self.nodes)
        graph.add_edges_from((source, target) for source, _, target in self.edges)
        return graph

    @property
    def partners(self) -> list[tuple[str, str]]:
        """Pairs of units that share a task, sorted."""
        assigned: dict[str, set[str]] = defaultdict(set)
        for task, relation, unit in self.edges:
            if relation in ROLE_RELATIONS.values():
                assigned[task].add(unit)
        pairs = (combinations(sorted(units), 2) for units in assigned.values())
        return sorted(set(chain.from_iterable(pairs)))


def positions(graph: nx.Graph[str], remember: Remember) -> Positions:
    """Return positions in [-1, 1]² of every node, to four decimals; the same for equal graphs.

    Of a large graph the nodes with one beginning (unit/东河市/…) are laid out together.
    """
    if len(graph) <= LARGEST_WHOLE:
        return _spring(graph, remember)
    groups: dict[str, list[str]] = defaultdict(list)
    for node in sorted(graph):
        groups[node.rpartition("/")[0]].append(node)
    found: Positions = {}
    for number, group in enumerate(sorted(groups)):
        nodes = groups[group]
        inside = graph.subgraph(nodes)
        worth = inside.number_of_edges() and len(nodes) <= LARGEST_WHOLE
        own = _spring(inside, remember) if worth else scattered(nodes)
        found |= in_circle(own, number, len(groups))
    return {node: found[node] for node in graph}


def by_document(
    laid_out: Iterable[tuple[str, Positions]], documents: Collection[str]
) -> Iterator[Positions]:
    """Yield the positions of the nodes of each document, each node once.

    A document stands in its own circle, with what begins with its IRI; what several name stands
    with the first. One circle is left for what none names.

    Args:
        laid_out: IRI and positions of each document by itself.
        documents: all their IRIs.
    """
    placed = set(documents)
    for number, (document, own) in enumerate(laid_out):
        inside = {n for n in own if n == document or n.startswith(f"{document}/")}
        named = own.keys() - inside - placed
        placed |= named
        chosen = {n: point for n, point in own.items() if n in inside or n in named}
        yield in_circle(chosen, number, len(documents) + 1)


def in_circle(found: Mapping[str, list[float]], number: int, count: int) -> Positions:
    """Return positions moved into one of some circles on a spiral."""
    size = 1 / math.sqrt(count)
    radius = math.sqrt((number + 0.5) / count) * (1 - size)
    x, y = (radius * f(number * _GOLDEN_ANGLE) for f in (math.cos, math.sin))
    return {n: [round(x + size * dx, 4), round(y + size * dy, 4)] for n, (dx, dy) in found.items()}


def scattered(nodes: Sequence[str]) -> Positions:
    """Return positions that need no edges, for too many nodes: evenly on a spiral."""
    center: dict[str, list[float]] = {"": [0.0, 0.0]}
    return {n: in_circle(center, i, len(nodes))[""] for i, n in enumerate(nodes)}


def unit_positions(units: nx.Graph[str], remember: Remember) -> Positions:
    """Return positions of units that share tasks, spread so that their labels can be read.

    Units that no shared task joins, as those of two cities, stand in frames of their own.
    """
    sharing = units.subgraph([unit for unit in units if units.degree(unit)])
    parts = sorted(map(sorted, nx.connected_components(sharing)), key=lambda p: (-len(p), p))
    if not parts or len(parts[0]) > LARGEST_SPREAD or len(sharing) > LARGEST_WHOLE:
        return positions(sharing, remember)
    found: dict[str, tuple[float, float]] = {}
    for part, frame in zip(parts, _frames([*map(len, parts)], (-1, -1, 1, 1)), strict=True):
        own = nx.kamada_kawai_layout(_ordered(sharing.subgraph(part)), weight=None)
        found |= {node: _within(frame, *map(float, point)) for node, point in own.items()}
    return _rounded({node: found[node] for node in sorted(found)})


def _frames(sizes: Sequence[int], frame: Frame) -> list[Frame]:
    """Return a frame cut into frames as large as some sizes, the longer side cut first."""
    if len(sizes) == 1:
        return [frame]
    sums = list(accumulate(sizes))
    cut = min(range(1, len(sizes)), key=lambda n: abs(sums[n - 1] - sums[-1] / 2))
    left, top, right, bottom = frame
    share = sums[cut - 1] / sums[-1]
    if right - left >= bottom - top:
        middle = left + share * (right - left)
        one, other = (left, top, middle, bottom), (middle, top, right, bottom)
    else:
        middle = top + share * (bottom - top)
        one, other = (left, top, right, middle), (left, middle, right, bottom)
    return _frames(sizes[:cut], one) + _frames(sizes[cut:], other)


def _within(frame: Frame, x: float, y: float) -> tuple[float, float]:
    """Return where a point of [-1, 1]² stands in a frame; with a margin, unless it is alone."""
    left, top, right, bottom = frame
    inside = 1.0 if frame == (-1, -1, 1, 1) else _INSIDE
    return (
        (left + right) / 2 + x * inside * (right - left) / 2,
        (top + bottom) / 2 + y * inside * (bottom - top) / 2,
    )


def spring(graph: nx.Graph[str]) -> Positions:
    """Return a force-directed layout, which the seed and the order of nodes decide.

    Its cost grows with the square of the nodes; a graph too large for it is laid out in groups.
    """
    if len(graph) > LARGEST_WHOLE:
        return positions(graph, lambda _, made: made())
    ordered = _ordered(graph)
    return _rounded(force_layout(ordered, seed=_SEED, steps=60))


def _spring(graph: nx.Graph[str], remember: Remember) -> Positions:
    """Return the same, remembered by nodes and edges."""
    if not graph:
        return {}
    ordered = _ordered(graph)
    edges = repr(sorted(ordered.edges()))
    key = digest("forces", str(_SEED), np.__version__, "\n".join(ordered), edges)
    found: Positions = remember(key, lambda: spring(ordered))
    return found


def _ordered(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return a graph with nodes and edges sorted, since their order decides a layout; no loops."""
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted((min(e), max(e)) for e in graph.edges() if e[0] != e[1]))
    return ordered


def _rounded(found: dict[str, Any]) -> Positions:
    return {node: [round(float(x), 4), round(float(y), 4)] for node, (x, y) in found.items()}
