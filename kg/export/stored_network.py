"""The network as serving asks it: names, steps, shared tasks and paths, from the tables."""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import count, pairwise

from errors import GraphError
from kg.entities.kinds import ROLE_RELATIONS
from kg.export.build_tables import Row, Tables
from kg.network.traversal import Relation, step_cost

_ROLES = ", ".join(f"'{relation}'" for relation in ROLE_RELATIONS.values())


class StoredNetwork:
    """The network of a build: the same answers as its networkx view, without making it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def node(self, iri: str) -> Row | None:
        """Return number, kind and label of a node; None if it is not in the graph."""
        found = self._tables.rows("SELECT rowid, kind, label FROM nodes WHERE id = ?", iri)
        return found[0] if found else None

    def label(self, iri: str) -> str:
        """Return the name of a node.

        Raises:
            GraphError: it is not in the graph.
        """
        return str(self._known(iri)[2])

    def find(self, text: str, limit: int = 20) -> list[tuple[str, str, str]]:
        """Return (node, kind, label) whose label holds a text: equal ones first, then shorter."""
        if not text.strip():
            return []
        return self._tables.rows(
            "SELECT id, kind, label FROM nodes WHERE instr(label, ?1) "
            "ORDER BY label <> ?1, length(label), id LIMIT ?2",
            text.strip(),
            limit,
        )

    def tasks_of_units(self, units: Collection[str]) -> dict[str, int]:
        """Return how many tasks each of some units has, of those that have any."""
        query = "SELECT id, tasks FROM units WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._tables.rows(query, json.dumps(list(units))))

    def units_named(self, text: str) -> tuple[str, ...]:
        """Return the units with tasks whose names hold a text, those with most tasks first."""
        query = "SELECT id FROM units WHERE instr(label, ?) ORDER BY rowid"
        return tuple(unit for (unit,) in self._tables.rows(query, text))

    def of_kind(self, kind: str) -> list[tuple[str, str]]:
        """Return (node, label) of one class, in graph order."""
        return self._tables.rows("SELECT id, label FROM nodes WHERE kind = ? ORDER BY rowid", kind)

    def _known(self, iri: str) -> Row:
        found = self.node(iri)
        if found is None:
            raise GraphError(f"{iri!r} is not in the graph; search for it by name first")
        return found

    def path(self, start: str, end: str) -> tuple[Relation, ...]:
        """Return the cheapest path between two things, as steps from start; empty without one.

        Steps through documents, sections and jurisdictions cost more than steps through tasks, so
        that two units meet in a task they share rather than in the document that holds everything.
        It is looked for from both ends, so it costs what lies near them, not the whole graph.

        Raises:
            GraphError: either thing is not in the graph.
        """
        return next(iter(self.paths(start, end, 1)), ())

    def paths(self, start: str, end: str, most: int) -> list[tuple[Relation, ...]]:
        """Return the cheapest path and others, none through a thing another leads through.

        Raises:
            GraphError: either thing is not in the graph.
        """
        first, last = int(self._known(start)[0]), int(self._known(end)[0])
        found: list[tuple[Relation, ...]] = []
        passed: set[int] = set()
        while len(found) < most:
            nodes = _cheapest(partial(self._near, passed=frozenset(passed)), first, last)
            if len(nodes) < 2:
                break
            found.append(tuple(self._step(a, b) for a, b in pairwise(nodes)))
            if len(nodes) == 2:
                break
            passed |= set(nodes[1:-1])
        return found

    def neighbours(self, iri: str) -> tuple[Relation, ...]:
        """Return the steps from a node, sorted by relation, outgoing ones first, in graph order.

        Raises:
            GraphError: it is not in the graph.
        """
        rows = self._tables.rows(_NEIGHBOURS, self._known(iri)[0])
        return tuple(Relation(relation, bool(out), *rest) for relation, out, *rest in rows)

    def among(self, nodes: Sequence[str]) -> list[tuple[str, str, str]]:
        """Return (source, relation, target) of the edges between some nodes, in graph order."""
        return self._tables.rows(_AMONG, json.dumps(nodes))

    def _near(self, node: int, passed: Collection[int] = ()) -> dict[int, float]:
        """Return the nodes one step away, in graph order, each with what the step costs.

        Those that were passed before are left out.
        """
        costs: dict[int, float] = {}
        query = "SELECT other, relation FROM steps WHERE node = ? ORDER BY other"
        for other, relation in self._tables.rows(query, node):
            if other not in passed:
                costs[other] = min(step_cost(relation), costs.get(other, float("inf")))
        return costs

    def _step(self, node: int, other: int) -> Relation:
        """Return the cheapest step between two nodes, of equal ones an outgoing one."""
        steps = self._tables.rows(
            "SELECT relation, outgoing, id, kind, label FROM steps JOIN nodes ON other = rowid "
            "WHERE node = ? AND other = ?",
            node,
            other,
        )
        relation, outgoing, *rest = min(steps, key=lambda s: (step_cost(s[0]), not s[1], s[0]))
        return Relation(relation, bool(outgoing), *rest)

    def tasks_of(self, unit: str) -> list[str]:
        """Return the tasks in which a unit has a role, in graph order."""
        return [task for (task,) in self._tables.rows(_TASKS_OF, self._known(unit)[0])]

    def shared_tasks(self, units: Sequence[str]) -> list[str]:
        """Return the tasks in which each of some units has a role, in graph order."""
        tasks = [self.tasks_of(unit) for unit in units]
        common = set(tasks[0]).intersection(*tasks) if tasks else set()
        return [task for task in tasks[0] if task in common] if tasks else []

    def partners(self, unit: str) -> list[tuple[str, list[str]]]:
        """Return the units that share tasks with a unit, and those tasks; most tasks first."""
        found: dict[str, list[str]] = {}
        for task, other in self._tables.rows(_PARTNERS_OF, self._known(unit)[0]):
            found.setdefault(other, []).append(task)
        return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))

    def unit_matrix(self, units: Sequence[str]) -> list[list[int]]:
        """Return how many tasks each pair of units shares; the diagonal is 0."""
        tasks = {unit: set(self.tasks_of(unit)) for unit in units}
        return [[len(tasks[a] & tasks[b]) if a != b else 0 for b in units] for a in units]


_NEIGHBOURS = """
SELECT relation, outgoing, id, kind, label FROM steps JOIN nodes ON other = rowid
WHERE node = ? ORDER BY relation, outgoing DESC, other
"""
_AMONG = """
WITH shown AS (SELECT rowid AS number, id FROM nodes WHERE id IN (SELECT value FROM json_each(?)))
SELECT source.id, relation, target.id FROM shown AS source JOIN steps ON node = source.number
JOIN shown AS target ON other = target.number WHERE outgoing ORDER BY source.number, other, relation
"""
_TASKS_OF = f"""
SELECT DISTINCT task.id FROM steps JOIN nodes AS task ON task.rowid = other
WHERE node = ? AND NOT outgoing AND relation IN ({_ROLES}) ORDER BY task.rowid
"""
_PARTNERS_OF = f"""
SELECT DISTINCT task.id, unit.id FROM steps AS own
JOIN steps AS theirs ON theirs.node = own.other AND theirs.outgoing
JOIN nodes AS task ON task.rowid = own.other JOIN nodes AS unit ON unit.rowid = theirs.other
WHERE own.node = ?1 AND NOT own.outgoing AND theirs.other <> ?1
AND own.relation IN ({_ROLES}) AND theirs.relation IN ({_ROLES}) ORDER BY task.rowid
"""


def _cheapest(near: Callable[[int], Mapping[int, float]], start: int, end: int) -> list[int]:
    """Return the nodes of a cheapest path, by Dijkstra's search from both ends; [] without one.

    Of equal paths the same is found in every process: nodes are taken as they were reached.
    """
    order = count()
    heaps = [[(0.0, next(order), start)], [(0.0, next(order), end)]]
    known: list[dict[int, tuple[float, int]]] = [{start: (0.0, start)}, {end: (0.0, end)}]
    done: list[set[int]] = [set(), set()]
    best, middle = float("inf") if start != end else 0.0, start
    while all(heaps) and heaps[0][0][0] + heaps[1][0][0] < best:
        side = int(heaps[1][0][0] < heaps[0][0][0])
        cost, _, node = heapq.heappop(heaps[side])
        if node in done[side]:
            continue
        done[side].add(node)
        for other, step in near(node).items():
            reached = cost + step
            if other not in known[side] or reached < known[side][other][0]:
                known[side][other] = (reached, node)
                heapq.heappush(heaps[side], (reached, next(order), other))
            if other in known[1 - side] and reached + known[1 - side][other][0] < best:
                best, middle = reached + known[1 - side][other][0], other
    if best == float("inf"):
        return []
    return [*reversed(_trail(known[0], middle)), *_trail(known[1], middle)[1:]]


def _trail(known: dict[int, tuple[float, int]], node: int) -> list[int]:
    """Return the nodes from one back to where its search began."""
    trail = [node]
    while (before := known[trail[-1]][1]) != trail[-1]:
        trail.append(before)
    return trail
