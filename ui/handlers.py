"""What the page does: plain functions, value in → value out, testable without Gradio."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from errors import PolicyGraphError
from kg.entities.kinds import KINDS
from kg.export.build_tables import Row
from kg.export.formats import FORMATS
from kg.network.traversal import ego, local_name, neighbourhood, neighbours
from kg.rdf.named_queries import select
from qa.answer import Answer
from qa.answering import LONGEST, ask_in
from qa.build import Build
from qa.phrasing import endpoint_of, phrase
from qa.sample_questions import sample_questions
from qa.topics import Topics
from settings import Settings
from ui import render
from ui.answer_card import answer_card
from ui.messages import message
from ui.thread import Thread, Turn, thread_page
from ui.topics import concept_page, name, topic_button, tree

_log = logging.getLogger(__name__)

LARGEST_VIEW = 60  # nodes drawn around one; more is a mat nobody reads
MATRIX_UNITS = 20


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


class Handlers:
    """The page's functions for one build in one language."""

    def __init__(self, build: Build, language: str) -> None:
        self.build = build
        self.language = language

    @property
    def column(self) -> int:
        """Which of a pair of labels (zh, en) is the page's."""
        return 0 if self.language == "zh" else 1

    def say(self, key: str, **values: object) -> str:
        """Return a text of the page."""
        return message(self.language, key, **values)

    @cached_property
    def terms(self) -> dict[str, str]:
        """Names of relations and classes in the page's language."""
        return {name: labels[self.column] for name, labels in self.build.terms.items()}

    @cached_property
    def unit_choices(self) -> list[tuple[str, str]]:
        """Units that have a task, as (label, node), most tasks first."""
        rows = self.build.tables.rows("SELECT label, tasks, id FROM units ORDER BY rowid")
        return [(f"{label}（{tasks}）", unit) for label, tasks, unit in rows]

    @cached_property
    def node_choices(self) -> list[tuple[str, str]]:
        """Units, policies and tasks, as (label, node)."""
        kinds = ("Unit", "PolicyDocument", "Task")
        of_kind = self.build.stored_network.of_kind
        return [(label, node) for kind in kinds for node, label in of_kind(kind)]

    # --- 问答 --------------------------------------------------------------------------------

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """Questions to begin with; what is loaded answers each."""
        return sample_questions(self.build, self.language)

    def answer(self, question: str) -> str:
        """Return the card that answers a question by itself."""
        return self.turn(question, Thread())[1]

    def turn(self, question: str, thread: Thread) -> tuple[Thread, str]:
        """Return a conversation with a question and its answer added, and the page of it."""
        if not question.strip():
            return thread, thread_page(self.language, thread) or self.opening
        answer, conversation = ask_in(self.build, question, thread.conversation)
        turn = Turn(answer.question, answer.text, self._card(answer, len(question.strip())))
        thread = thread.after(turn, conversation)
        return thread, thread_page(self.language, thread)

    @property
    def opening(self) -> str:
        """What stands where the answer will be."""
        return render.hint(self.say("ask_hint"))

    def _card(self, answer: Answer, length: int) -> str:
        """Return the card of an answer to a question of some characters."""
        units = {
            (task, unit["name"]): unit["id"]
            for task in (item.id for item in answer.ranked)
            for unit in self.build.tasks.get(task, {}).get("units", ())
            if unit["id"]
        }
        prose = self._prose(answer)
        card = answer_card(
            self.language, answer, self.build.documents, units, prose, self._chips(answer)
        )
        cut = render.hint(self.say("too_long", count=LONGEST)) if length > LONGEST else ""
        return cut + card

    def _chips(self, answer: Answer) -> dict[str, str]:
        """Return the topics of each task shown, as buttons, by the task's IRI."""
        records = {item.id: self.build.tasks.get(item.id) for item in answer.ranked}
        return {
            task: "".join(
                topic_button(c, name(self.language, self.topics, c))
                for c in self.topics.of_task(record)
            )
            for task, record in records.items()
            if record
        }

    def _prose(self, answer: Answer) -> str:
        """Return what the user's own language model makes of the evidence; "" without one."""
        endpoint = endpoint_of(Settings())
        if endpoint is None:
            return ""
        try:
            return phrase(answer, endpoint)
        except PolicyGraphError as error:
            _log.warning("%s", error)
            return ""

    # --- 图谱 --------------------------------------------------------------------------------

    def find(self, text: str) -> str:
        """Return the nodes whose name holds a text."""
        if not text.strip():
            return render.hint(self.say("overview_hint"))
        found = [
            (node, self.terms[kind], label)
            for node, kind, label in self.build.stored_network.find(text)
        ]
        return render.search_results(self.language, text.strip(), found)

    def overview(self) -> tuple[str, str]:
        """Return the graph of units that share tasks, as elements, and a hint."""
        rows = self.build.tables.rows
        edges = [
            {"source": a, "target": b, "label": str(tasks), "weight": tasks}
            for a, b, tasks in rows("SELECT one, other, tasks FROM pairs ORDER BY rowid")
        ]
        drawn = _drawn(rows(_UNITS))
        elements = _elements(nodes=drawn, edges=edges, centre=None, more="")
        return elements, render.hint(self.say("overview_hint"))

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
        more = self.say("graph_more", count=left_out) if left_out else ""
        data = network.nodes[node]
        panel = render.node_panel(
            self.language,
            data["label"],
            self.terms[data["kind"]],
            self._notes(node),
            render.relation_table(self.language, steps, self.terms),
            render.fact_table(self.language, self._facts(node), self.terms),
        )
        drawn = _drawn(self.build.tables.rows(_NODES, json.dumps(shown)))
        return _elements(nodes=drawn, edges=edges, centre=node, more=more), panel

    def _notes(self, node: str) -> list[tuple[str, str]]:
        rows = select(self.build.database, "notes", {"thing": node})
        values = [(local_name(row["property"]), row["value"]) for row in rows]
        notes = [(self.terms[k], self._value(value)) for k, value in values if k != "isStub"]
        return notes + [("※", self.say("stub"))] * (("isStub", True) in values)

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

    # --- 主题 --------------------------------------------------------------------------------

    @cached_property
    def topics(self) -> Topics:
        """Tasks by concept."""
        return Topics(self.build)

    def topic_tree(self) -> str:
        """Return the tree of concepts that have tasks."""
        return tree(self.language, self.topics)

    def topic(self, concept: str) -> str:
        """Return the page of a concept."""
        return concept_page(self.language, self.topics, concept)

    # --- 协同 --------------------------------------------------------------------------------

    def shared(self, units: list[str] | None) -> str:
        """Return the tasks some units share; for one unit, its partners."""
        if not units:
            return render.hint(self.say("shared_hint"))
        network = self.build.stored_network
        if len(units) == 1:
            rows = [
                (
                    other,
                    network.label(other),
                    self.say("tasks_count", count=len(tasks)),
                    self._labelled(tasks),
                )
                for other, tasks in network.partners(units[0])
            ]
            return render.partner_table(self.say("partners_of", unit=network.label(units[0])), rows)
        tasks = network.shared_tasks(units)
        if not tasks:
            return render.hint(self.say("shared_none"))
        return render.task_list(self.say("shared_found", count=len(tasks)), self._labelled(tasks))

    def _labelled(self, nodes: list[str]) -> list[tuple[str, str]]:
        return [(n, self.build.stored_network.label(n)) for n in nodes]

    def matrix(self) -> str:
        """Return the unit × unit matrix as a picture."""
        query = "SELECT label, id FROM units ORDER BY rowid LIMIT ?"
        rows = self.build.tables.rows(query, MATRIX_UNITS)
        matrix = self.build.stored_network.unit_matrix([unit for _, unit in rows])
        picture = render.matrix_picture([label for label, _ in rows], matrix)
        return f'<h3 class="zt-heading">{self.say("matrix", count=len(rows))}</h3><div class="zt-scroll">{picture}</div>'

    def path(self, start: str | None, end: str | None) -> str:
        """Return how two things are connected."""
        if not start or not end:
            return render.hint(self.say("path_hint"))
        if start == end:
            return render.hint(self.say("path_same"))
        steps = self.build.stored_network.path(start, end)
        if not steps:
            return render.hint(self.say("path_none"))
        label = self.build.stored_network.label(start)
        return render.path_line((start, label), steps, self.terms)

    # --- 导出 --------------------------------------------------------------------------------

    def downloads(self) -> str:
        """Return the files to take away and what the build read."""
        formats = [(f.name, (f.zh, f.en)[self.column]) for f in FORMATS.values()]
        return (
            render.hint(self.say("export_hint"))
            + render.download_list(self.language, formats)
            + render.build_table(self.language, self.build.report["documents"])
        )
