"""What an assistant may call: four plain functions over a build, values in, plain data out.

The page offers them as an HTTP API and an MCP server (see ui.app).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from inspect import signature
from typing import Any

from errors import GraphError
from qa.answering import ask_in
from qa.build import Build
from qa.conversation import Conversation

Record = dict[str, Any]
_MOST = 50
_TURNS = 6  # questions asked before that are read
_LENGTH = 4000  # characters of a text that is handed in


def tools(build: Build) -> dict[str, Callable[..., Any]]:
    """Return the tools by name, bound to a build; what is no value for one is a GraphError."""

    def ask(question: str, earlier: str = "") -> Record:
        """Answer a question about the loaded Chinese government documents, with evidence.

        Args:
            question: in Chinese or English, in anyone's words.
            earlier: the questions asked before it in the same conversation, one a line, in
                order, so that it may say 它 or 水务局呢; none for a question by itself.

        Returns:
            grade (stated, quoted, absent, reply to small talk, or asked back), text (the answer,
            or what the documents do not hold), abstain, value, statements
            with citations to exact characters, confidence, how it was found, ranked tasks.
        """
        conversation = Conversation()
        for before in [line for line in earlier.split("\n") if line.strip()][-_TURNS:]:
            _, conversation = ask_in(build, before, conversation)
        answer = asdict(ask_in(build, question, conversation)[0])
        answer["ranked"] = [
            {k: r[k] for k in ("id", "title", "text", "score")} for r in answer["ranked"]
        ]
        return answer

    def find_tasks(query: str, limit: int = 10) -> list[Record]:
        """Find tasks by meaning and words.

        Args:
            query: what the task is about, in Chinese.
            limit: largest number of tasks, at most 50.
        """
        hits = build.retriever.search(query, max(1, min(limit, _MOST)))
        return [
            {"id": h.item, "document": h.document, "score": round(h.score, 3)}
            | {k: build.tasks[h.item][k] for k in ("ordinal", "title", "text")}
            for h in hits
            if h.item in build.tasks
        ]

    def shared_tasks(units: str) -> list[Record]:
        """List the tasks that several units carry together.

        Args:
            units: names of units, separated by commas or 、; full or short (发改局、工信局).
        """
        found = [m.nodes for m in _units(build, units)]
        if not found or not all(found):
            raise GraphError(f"not all of {units!r} are units with tasks; use find_tasks or ask")
        tasks = build.stored_network.shared_tasks([nodes[0] for nodes in found])
        return [get_task(task) for task in tasks]

    def get_task(task: str) -> Record:
        """Return everything known of one task: units, targets, projects, policies, with offsets.

        Args:
            task: its id (IRI) as given by the other tools, or its running number where only
                one document has a task of that number.
        """
        return build.tasks[task] if task in build.tasks else _numbered(build, task)

    return {f.__name__: _checked(f) for f in (ask, find_tasks, shared_tasks, get_task)}


def _checked(tool: Callable[..., Any]) -> Callable[..., Any]:
    """Return a tool that looks at what programs hand in: JSON holds anything."""
    parameters = signature(tool).parameters

    @wraps(tool)
    def run(*values: Any, **named: Any) -> Any:
        try:
            given = signature(tool).bind(*values, **named).arguments
        except TypeError as error:
            raise GraphError(f"{tool.__name__}: {error}") from error
        return tool(**{name: _value(name, given[name], parameters[name]) for name in given})

    return run


def _value(name: str, value: Any, wanted: Any) -> str | int:
    """Return an argument as a tool takes it: a text that is not too long, or a whole number."""
    if value is None and wanted.default is not wanted.empty:
        value = wanted.default
    if wanted.annotation == "int":
        try:
            return int(value)
        except (TypeError, ValueError, OverflowError):
            raise GraphError(f"{name} is of the wrong kind: it must be a whole number") from None
    if not isinstance(value, str):
        raise GraphError(f"{name} is of the wrong kind: it must be text")
    if len(value) > _LENGTH:
        raise GraphError(f"{name} has more than {_LENGTH} characters")
    return value


def _numbered(build: Build, number: str) -> Record:
    """Return the only task with a number.

    Raises:
        GraphError: no task has it, or several have.
    """
    found = build.tasks.numbered(number)
    if not found:
        raise GraphError(f"no task is called {number!r}; use find_tasks to get ids")
    if len(found) > 1:
        ids = ", ".join(found[:_MOST])
        raise GraphError(f"{len(found)} tasks have the number {number}; use an id: {ids}")
    return build.tasks[found[0]]


def _units(build: Build, names: str) -> list[Any]:
    mentions = build.names.find(names, known_places=build.places, texts=build.simplified_texts)
    return [m for m in mentions if m.kind == "Unit"]
