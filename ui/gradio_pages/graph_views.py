"""What the graph's page shows: views of the network and tables of facts; testable without Gradio."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from kg.entities.kinds import KINDS
from kg.export.build_tables import Row
from kg.network.traversal import ego, local_name, neighbourhood, neighbours
from kg.rdf.named_queries import select
from ui.gradio_pages import render
from ui.site import Asked

LARGEST_VIEW = 60  # nodes drawn around one; more is a mat nobody reads

_NODES = """
SELECT nodes.id, label, kind, x, y FROM json_each(?) AS shown JOIN nodes ON nodes.id = shown.value
ORDER BY shown.key
"""
_UNITS = """
SELECT units.id, units.label, kind, units.x, units.y FROM units JOIN nodes USING (id)
WHERE partners ORDER BY units.rowid
"""


def _drawn(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return nodes (id, label, kind, x, y) as the drawing takes them."""
    return [
        {
            "id": node,
            "label": label,
            "kind": kind,
            "colour": KINDS[kind].colour,
            "shape": KINDS[kind].shape,
            "position": (x, y),
        }
        for node, label, kind, x, y in rows
    ]


def _elements(**view: Any) -> str:
    return json.dumps(view, ensure_ascii=False)


class GraphViews:
    """The views of one build's graph in one language."""

    def __init__(self, at: Asked) -> None:
        self.at, self.build = at, at.build

    @cached_property
    def terms(self) -> dict[str, str]:
        """Names of relations and classes in the page's language."""
        return {name: labels[self.at.column] for name, labels in self.build.terms.items()}

    def find(self, text: str) -> str:
        """Return the nodes whose name holds a text."""
        if not text.strip():
            return render.hint(self.at.say("overview_hint"))
        found = [
            (node, self.terms[kind], label)
            for node, kind, label in self.build.stored_network.find(text)
        ]
        return render.search_results(self.at, text.strip(), found)

    def overview(self) -> tuple[str, str]:
        """Return the graph of units that share tasks, as elements, and a hint."""
        rows = self.build.tables.rows
        edges = [
            {"source": a, "target": b, "label": str(tasks), "weight": tasks}
            for a, b, tasks in rows("SELECT one, other, tasks FROM pairs ORDER BY rowid")
        ]
        drawn = _drawn(rows(_UNITS))
        elements = _elements(nodes=drawn, edges=edges, centre=None, more="")
        return elements, render.hint(self.at.say("overview_hint"))

    def node(self, node: str) -> tuple[str, str]:
        """Return a node with its neighbours, as elements, and the table of the same facts.

        Raises:
            GraphError: the node is not in the graph.
        """
        network = neighbourhood(self.build.database, node)
        steps = neighbours(network, node)
        shown, left_out = ego(network, [node], LARGEST_VIEW)
        edges = [
            {
                "source": node if s.outgoing else s.node,
                "target": s.node if s.outgoing else node,
                "label": self.terms[s.relation],
                "weight": 1,
            }
            for s in steps
            if s.node in shown
        ]
        more = self.at.say("graph_more", count=left_out) if left_out else ""
        data = network.nodes[node]
        panel = render.node_panel(
            self.at,
            data["label"],
            self.terms[data["kind"]],
            self._notes(node),
            render.relation_table(self.at, steps, self.terms),
            render.fact_table(self.at, self._facts(node), self.terms),
        )
        drawn = _drawn(self.build.tables.rows(_NODES, json.dumps(shown)))
        return _elements(nodes=drawn, edges=edges, centre=node, more=more), panel

    def _notes(self, node: str) -> list[tuple[str, str]]:
        rows = select(self.build.database, "notes", {"thing": node})
        values = [(local_name(row["property"]), row["value"]) for row in rows]
        notes = [(self.terms[k], self._value(value)) for k, value in values if k != "isStub"]
        return notes + [("※", self.at.say("stub"))] * (("isStub", True) in values)

    def _value(self, value: Any) -> str:
        text = str(value)
        return self.terms.get(local_name(text), text) if text.startswith("http") else text

    def _facts(self, node: str) -> list[dict[str, Any]]:
        graph, iri = self.build.database, node
        # a target is a statement itself
        rows = select(graph, "facts", {"thing": iri}) or select(graph, "facts", {"statement": iri})
        return [
            {
                "class": local_name(row["class"]),
                "exact": row["exact"],
                "start": row["start"],
                "end": row["end"],
                "document": row["text"].removesuffix("/text").rsplit("/", 1)[-1],
            }
            for row in rows
        ]
