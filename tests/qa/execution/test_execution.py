"""Execution: what trees find in the first document."""

from __future__ import annotations

from typing import Any

import pytest

from qa.build import Build
from qa.execution.execute import execute
from qa.execution.results import Compared, Found
from qa.execution.scope import Scope
from qa.query.json_reader import reading_of
from qa.query.tree import Asks


def run(build: Build, tree: Any) -> Found | Compared:
    reading = reading_of({"asks": [tree]})
    assert isinstance(reading, Asks)
    return execute(reading.trees[0], Scope(build))


def names(build: Build, tree: Any) -> list[str]:
    found = run(build, tree)
    assert isinstance(found, Found)
    return [item.name for item in found.items]


LED_BY_CIVIL_AFFAIRS = {"rel": "lead", "to": {"is": "县民政局"}}
NAMES: list[tuple[Any, list[str]]] = [
    (
        {
            "find": "unit",
            "where": [{"rel": "lead", "to": {"find": "task", "where": [{"ordinal": "六十六"}]}}],
        },
        ["县教育和体育局"],
    ),
    ({"find": "project", "where": [{"about": "国道"}]}, ["新105", "新342国道"]),
    ({"find": "project", "where": [{"attr": "noun", "is": "铁矿"}]}, ["杨店铁矿"]),
    (
        {
            "find": "policy",
            "where": [{"rel": "basis"}, {"attr": "level", "is": "state"}],
        },
        ["国务院关于支持山东深化新旧动能转换推动绿色低碳高质量发展的意见"],
    ),
    (
        {
            "find": "unit",
            "where": [
                {
                    "rel": "lead",
                    "to": {
                        "find": "task",
                        "where": [{"rel": "project", "to": {"is": "小汶河拦蓄"}}],
                    },
                }
            ],
        },
        ["县水务局", "县住房和城乡建设局", "县综合行政执法局"],
    ),
]


@pytest.mark.parametrize(("tree", "expected"), NAMES)
def test_what_is_found(build: Build, tree: Any, expected: list[str]) -> None:
    assert names(build, tree) == expected


COUNTS: list[tuple[Any, int]] = [
    ({"find": "task", "where": [LED_BY_CIVIL_AFFAIRS], "over": "count"}, 4),
    (
        {
            "find": "task",
            "where": [{"measure": {"count": "lead"}, "cmp": ">=", "n": 5}],
            "over": "count",
        },
        3,
    ),
    (
        {
            "find": "task",
            "where": [
                {"rel": "lead", "to": {"all": [{"is": "县人社局"}, {"is": "县科技局"}]}},
            ],
            "over": "count",
        },
        2,
    ),
]


@pytest.mark.parametrize(("tree", "count"), COUNTS)
def test_how_many(build: Build, tree: Any, count: int) -> None:
    found = run(build, tree)
    assert isinstance(found, Found) and found.count == count


@pytest.mark.parametrize("many", ["a", "-1", "9" * 400, "²"])
def test_so_many_that_is_no_number_is_all(build: Build, many: str) -> None:
    tree = {"find": "project", "where": [{"attr": "so_many", "is": many}]}
    assert names(build, tree) == names(build, {"find": "project"})


def test_the_way_between_two_things(build: Build) -> None:
    found = run(
        build,
        {
            "find": "project",
            "where": [{"named": {"is": "小汶河拦蓄"}}],
            "over": {"path": {"is": "县水务局"}},
        },
    )
    assert isinstance(found, Found)
    assert [step.relation for step in found.steps] == ["project", "leadUnit"] or found.steps
    assert found.items[-1].name == "县水务局"


def test_no_way_to_what_is_not_there(build: Build) -> None:
    found = run(
        build,
        {
            "find": "project",
            "where": [{"named": {"is": "小汶河拦蓄"}}],
            "over": {"path": {"is": "县气象局"}},
        },
    )
    assert found.is_empty
