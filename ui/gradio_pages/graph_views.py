"""What the graph's page shows of a walk: things and steps to draw, facts beside; without Gradio."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from starlette.datastructures import QueryParams

from errors import GraphError
from kg.entities.kinds import KINDS
from kg.network.traversal import Relation, local_name, step_cost
from ui.gradio_pages.graph_drawing import WAYS, Drawing, More
from ui.gradio_pages.overviews import Overview, overview
from ui.gradio_pages.walk import Walk
from ui.planning.unit_names import told_apart
from ui.site import Asked

Json = dict[str, Any]
_NODES = """
SELECT nodes.id, label, kind FROM json_each(?) AS shown JOIN nodes ON nodes.id = shown.value
ORDER BY shown.key
"""
_DETOUR = 2.0  # what another way may cost beyond the cheapest
_FACTS = 60  # named beside the picture
_LISTED = 6  # neighbours of a relation named beside the picture before one unfolds the rest


def viewed(at: Asked, query: str) -> Json:
    """Return what an address shows: a job."""
    return GraphViews(replace(at, query=QueryParams(query.removeprefix("?")))).view(query)


class GraphViews:
    """The views of one build's graph in one language."""

    def __init__(self, at: Asked) -> None:
        self.at, self.build = at, at.build
        self.network = at.build.stored_network

    def view(self, query: str) -> Json:
        """Return what the address of a walk shows, as the page's script takes it.

        Args:
            query: of the address, what follows its ?.

        Returns:
            nodes, edges, more, selected, panel, ways (HTML) and note; of an address that names
            what is not there a panel that says so, and nothing to draw.
        """
        walk = Walk.read(query)
        try:
            return self._view(walk)
        except GraphError:
            return _shown([], [], panel=self.at.site.render("graph_missing.html", self.at))

    def _view(self, walk: Walk) -> Json:
        drawing = Drawing(self.network)
        base = self._overview(walk.over) if walk.over else None
        ways = self._ways(walk)
        way = ways[min(walk.way, len(ways)) - 1] if ways else ()
        on_way = [walk.ends[0], *(step.node for step in way)] if way else []
        for node in (*on_way, *(base.nodes if base else ())):
            drawing.add(node)
        for end in walk.ends if all(walk.ends) and not way else ():
            self.network.label(end)  # not in the graph: an error
            drawing.add(end)
        for stage, step in enumerate(walk.steps, 1):
            drawing.open(step, stage)
        pairs = list(pairwise(on_way))
        if walk.node:
            self.network.label(walk.node)  # not in the graph: an error
            drawing.add(walk.node, len(walk.steps) + 1)
        return _shown(
            self._nodes(drawing, base, on_way),
            self._edges(drawing, base, pairs),
            more=[self._more(more) for more in drawing.more],
            selected=walk.node,
            panel=self.panel(walk.node, drawing) if walk.node else self._hint(walk, base),
            ways=self._ways_told(walk, ways) if all(walk.ends) else "",
            start=walk.ends[0] if walk.ends[0] and not walk.ends[1] else "",
            note=self.at.say("graph_full", count=len(drawing.stages)) if drawing.is_full else "",
        )

    def _overview(self, name: str) -> Overview:
        """Return an overview, of the place that is chosen in the bar."""
        scope, documents = self.at.scope, self.build.documents_by_id
        own = None if scope is None else {iri for iri, key in documents.items() if key in scope}
        return overview(self.build.tables, name, self.at.place, own)

    # --- the picture -------------------------------------------------------------------------

    def _nodes(self, drawing: Drawing, base: Overview | None, on_way: Sequence[str]) -> list[Json]:
        places = base.positions if base else {}
        rows = self.build.tables.rows(_NODES, json.dumps(list(drawing.stages)))
        units = [(node, label) for node, label, kind in rows if kind == "Unit"]
        names = told_apart(self.build, units)
        return [
            {
                "id": node,
                "label": names.get(node, label),
                "kind": kind,
                "kind_name": self.at.term(kind).capitalize(),
                "colour": KINDS[kind].colour,
                "shape": KINDS[kind].shape,
                "stage": drawing.stages[node],
                "opened": node in drawing.opened,
                "on_way": node in on_way,
                "position": places.get(node) if not drawing.stages[node] else None,
            }
            for node, label, kind in rows
        ]

    def _edges(
        self, drawing: Drawing, base: Overview | None, way: Sequence[tuple[str, str]]
    ) -> list[Json]:
        sums = [
            {"source": one, "target": other, "label": self.at.say("tasks_shared", count=tasks),
             "weight": tasks, "directed": False, "on_way": False}
            for one, other, tasks in (base.lines if base else ())
        ]  # fmt: skip
        on_way = {frozenset(pair) for pair in way}
        steps = [
            {"source": source, "target": target, "label": self.at.term(relation),
             "weight": 1, "directed": True, "on_way": frozenset((source, target)) in on_way}
            for source, relation, target in drawing.edges(way)
        ]  # fmt: skip
        return sums + steps

    def _more(self, more: More) -> Json:
        relation = self.at.term(more.step.relation)
        return {
            "id": more.step.text,
            "of": more.step.node,
            "label": self.at.say("graph_more", count=more.count),
            "relation": relation if more.step.outgoing else f"← {relation}",
        }

    # --- the words beside it -----------------------------------------------------------------

    def _ways(self, walk: Walk) -> list[tuple[Relation, ...]]:
        if not all(walk.ends) or walk.ends[0] == walk.ends[1]:
            return []
        ways = self.network.paths(*walk.ends, WAYS)
        return [way for way in ways if _cost(way) <= _cost(ways[0]) + _DETOUR]

    def _ways_told(self, walk: Walk, ways: Sequence[tuple[Relation, ...]]) -> str:
        ends = [(node, self.network.label(node)) for node in walk.ends]
        way = min(walk.way, len(ways))
        return self.at.site.render("graph_ways.html", self.at, ends=ends, ways=ways, way=way)

    def _hint(self, walk: Walk, base: Overview | None) -> str:
        left_out = base.left_out if base else 0
        is_empty = base is not None and not base.nodes
        return self.at.site.render(
            "graph_hint.html", self.at, over=walk.over, left_out=left_out, is_empty=is_empty
        )

    def panel(self, node: str, drawing: Drawing | None = None) -> str:
        """Return what is known of a thing: its values, relations and sources, as HTML.

        Raises:
            GraphError: it is not in the graph.
        """
        drawing = drawing or Drawing(self.network)
        _, kind, label = self.network.node(node) or (0, "", self.network.label(node))
        label = told_apart(self.build, [(node, label)])[node] if kind == "Unit" else label
        groups = [
            (relation, outgoing, members)
            for (_, relation, outgoing), members in drawing.groups(node).items()
        ]
        return self.at.site.render(
            "graph_panel.html",
            self.at,
            node=node,
            label=label,
            kind=kind,
            notes=self._notes(node),
            groups=groups,
            listed=_LISTED,
            opened=node in drawing.opened,
            facts=self._facts(node),
            own=self._own_text(node),
        )

    def _notes(self, node: str) -> list[tuple[str, str]]:
        rows = self.build.facts.rows("notes", "thing", node)
        values = [(local_name(row["property"]), row["value"]) for row in rows]
        notes = [(self.at.term(k), self._value(value)) for k, value in values if k != "isStub"]
        return notes + [("※", self.at.say("stub"))] * (("isStub", True) in values)

    def _value(self, value: Any) -> str:
        text = str(value)
        return self.at.term(local_name(text)) if text.startswith("http") else text

    def _facts(self, node: str) -> list[Json]:
        facts = self.build.facts
        # a target is a statement itself
        rows = facts.rows("facts", "thing", node) or facts.rows("facts", "statement", node)
        return [row | {"about": self._about(row["about"], node)} for row in rows[:_FACTS]]

    def _about(self, thing: str, node: str) -> str:
        """Return the name of the task that a fact is about, where it is another than the one shown."""
        found = self.network.node(thing) if thing != node else None
        return str(found[2]) if found else ""

    def _own_text(self, node: str) -> tuple[str, int, int] | None:
        """Return where a task stands: document, first and last character; None for other things."""
        record = self.build.tasks.get(node)
        if record is None:
            return None
        return self.build.tasks.document_of(node), record["start"], record["end"]


def _cost(way: Sequence[Relation]) -> float:
    return sum(step_cost(step.relation) for step in way)


def _shown(nodes: list[Json], edges: list[Json], **rest: Any) -> Json:
    empty: Json = {"more": [], "selected": "", "panel": "", "ways": "", "start": "", "note": ""}
    return {"nodes": nodes, "edges": edges} | empty | rest
