"""How two things are connected: the shortest path between them in the network of the graph."""

from __future__ import annotations

from qa.execution.linking import KIND_OF_CLASS, RunFind, linked
from qa.execution.results import Found, Item
from qa.execution.scope import Scope
from qa.query.tree import Find, Is, PathTo


def connected(find: Find, to: PathTo, scope: Scope, run: RunFind) -> Found:
    """Return the things on the way from the thing a tree names to another, both ends included.

    Args:
        find: the tree; its thing is named by identity.
        to: the other end.
        scope: where.
        run: runs an inner tree.
    """
    starts = [linked(c.operand, scope, run) for c in find.where if isinstance(c, Is)]
    ends = linked(to.operand, scope, run)
    network = scope.build.stored_network
    pairs = [
        (start, end)
        for one in starts
        for start in one.iris[:1]
        for end in ends.iris[:1]
        if network.node(start) and network.node(end)
    ]
    if not pairs:
        return Found(find)
    start, end = pairs[0]
    steps, first = network.path(start, end), network.node(start)
    if not steps or first is None:
        return Found(find)
    _, kind, label = first
    items = [Item(KIND_OF_CLASS.get(kind, "concept"), start, label)]
    items += [Item(KIND_OF_CLASS.get(s.kind, "concept"), s.node, s.label) for s in steps]
    return Found(find, tuple(items), steps=steps)
