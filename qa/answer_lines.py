"""Answers as JSON lines: what --json, --batch and --dialogue print, and other programs read."""

from __future__ import annotations

import json
import logging
from typing import Any

from errors import PolicyGraphError
from qa.answer import Answer
from qa.answering import ask_in
from qa.build import Build
from qa.conversation import Conversation

Line = dict[str, Any]
_log = logging.getLogger(__name__)


def answer_line(build: Build, answer: Answer) -> Line:
    """Return an answer as one line of JSON says it, without an id."""
    line: Line = {
        "grade": answer.grade,
        "text": answer.text,
        "statements": [statement.text for statement in answer.statements],
        "answer": answer.value,
        "value": answer.value,
        "abstain": answer.abstain,
        "ranked": [
            {"id": r.id, "document": r.document, "number": r.number, "text": r.text}
            for r in answer.ranked
        ],
    }
    if len(build.documents) == 1:
        line["ranked_tasks"] = [r.number for r in answer.ranked if r.number is not None]
    if answer.choices:
        line["choices"] = list(answer.choices)
    return line


def batch_line(build: Build, line: str) -> Line:
    """Return the answer to one line {"id", "question"}; the error where it has none."""
    row, wrong = _row(line)
    answer = _failed(wrong) if wrong else _turn(build, row, Conversation())[0]
    return {"id": row.get("id"), **answer}


def dialogue_line(build: Build, line: str) -> Line:
    """Return the answers to one line {"id", "turns": [{"question"}]}, a turn after the other."""
    row, wrong = _row(line)
    turns = row.get("turns")
    if not isinstance(turns, list):
        return {"id": row.get("id"), "answers": [], "error": wrong or "no turns"}
    conversation, answers = Conversation(), []
    for turn in turns:
        answer, conversation = _turn(build, turn, conversation)
        answers.append(answer)
    return {"id": row.get("id"), "answers": answers}


def _turn(build: Build, row: object, conversation: Conversation) -> tuple[Line, Conversation]:
    """Return the answer to a question, or why it has none, and what the next turn goes on from."""
    question = row.get("question") if isinstance(row, dict) else None
    if question is None:
        return _failed("no question"), conversation
    try:
        answer, conversation = ask_in(build, str(question), conversation)
        return answer_line(build, answer), conversation
    except PolicyGraphError as error:
        return _failed(str(error)), conversation
    except Exception as error:  # the outermost edge: the other lines are answered all the same
        _log.exception("a question failed")
        return _failed(f"{type(error).__name__}: {error}"), conversation


def _row(line: str) -> tuple[Line, str]:
    """Return the object on a line, and what is wrong with it."""
    try:
        row = json.loads(line)
    except ValueError as error:
        return {}, f"not a line of JSON: {error}"
    return (row, "") if isinstance(row, dict) else ({}, "not an object")


def _failed(error: str) -> Line:
    """Return the line of a question that could not be answered."""
    return {
        "grade": "absent",
        "text": "",
        "statements": [],
        "answer": None,
        "value": None,
        "abstain": True,
        "ranked": [],
        "error": error,
    }
