"""Several people at once: what is remembered between questions is never read half written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest

from kg.rdf import named_queries
from qa.answering import ask
from qa.build import open_build
from qa.evidence import graph_rows
from qa.evidence.graph_rows import GraphRows

QUESTIONS = (
    "水务局牵头哪些任务",
    "粮食产量目标是多少",
    "哪些任务涉及工业",
    "教体局和民政局一起做什么",
    "有数字指标的任务有几个",
    "年底前要完成什么",
    "养老的事归谁管",
    "how many tasks does 县水务局 lead",
)


@pytest.fixture
def hasty() -> Iterator[None]:
    """Let threads take turns as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def test_questions_asked_at_once_are_answered_as_one_by_one(
    build_folder: Path, hasty: None
) -> None:
    alone = open_build(build_folder)
    expected = [ask(alone, question).text for question in QUESTIONS]
    shared = open_build(build_folder)  # nothing is remembered yet
    together = Barrier(len(QUESTIONS))

    def asked(question: str) -> str:
        together.wait()
        return ask(shared, question).text

    with ThreadPoolExecutor(len(QUESTIONS)) as people:
        assert list(people.map(asked, QUESTIONS)) == expected


def test_rows_are_remembered_when_all_are_read(
    build_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = open_build(build_folder)
    task = next(iter(build.tasks))
    expected = GraphRows(build.database).assignments([task])
    assert expected
    rows, begun, goes_on = GraphRows(build.database), Event(), Event()

    def slow(*given: Any) -> Iterator[dict[str, Any]]:
        begun.set()
        assert goes_on.wait(30)
        yield from named_queries.select(*given)

    monkeypatch.setattr(graph_rows, "select", slow)
    with ThreadPoolExecutor(2) as people:
        first = people.submit(rows.assignments, [task])
        assert begun.wait(30)
        monkeypatch.setattr(graph_rows, "select", named_queries.select)
        assert people.submit(rows.assignments, [task]).result(30) == expected
        goes_on.set()
        assert first.result(30) == expected
