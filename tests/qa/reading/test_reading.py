"""Reading: what each way of asking becomes, first reading first."""

from __future__ import annotations

from typing import Any

import pytest

from qa.build import Build
from qa.query.json_form import json_of
from qa.reading.clause import Clause
from qa.reading.composing.compose import readings_of
from qa.reading.cues import read_cues
from qa.reading.going_on import completed
from qa.reading.kinds import kinds_of
from qa.reading.parts import Splitter
from qa.understanding.question import understand


def clauses(build: Build, question: str) -> list[Clause]:
    understood = understand(build, question)
    found: list[Clause] = []
    for clause in Splitter.read(build.questions).clauses(understood.plain, understood.mentions):
        found.append(completed(clause, found[-1] if found else None))
    return found


def first_tree(build: Build, question: str) -> Any:
    reading = readings_of(clauses(build, question)[-1])[0]
    return json_of(reading)["asks"][0]


KINDS = [
    ("城中村改造谁牵头", "unit"),
    ("工信局牵头哪些任务", "task"),
    ("杨店铁矿写在第几条任务里", "task"),
    ("鲁南高铁连接线", "task"),
    ("住建局牵头任务有几个", "task"),
    ("饮用水水源地归民政局还是归卫健局", "unit"),
    ("争取规划建设的国道是哪两条", "project"),
    ("绿色化工点名的项目是哪俩", "project"),
    ("5G基站今年要建多少", "target"),
    ("国企改革那条要落实哪个方案", "policy"),
    ("这份通知自己的文号是多少", "document"),
    ("哪些地方减免房租", "jurisdiction"),
    ("石材循环经济产业园归哪几个单位管", "unit"),
]


@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_the_likeliest_kind(build: Build, question: str, kind: str) -> None:
    assert next(iter(kinds_of(clauses(build, question)[-1]))) == kind


TREES: list[tuple[str, Any]] = [
    (
        "城中村改造谁牵头",
        {
            "find": "unit",
            "where": [
                {
                    "rel": "lead",
                    "to": {"find": "task", "where": [{"about": "城中村改造"}]},
                }
            ],
        },
    ),
    (
        "名称里含“湿地”的项目有哪些",
        {"find": "project", "where": [{"attr": "noun", "is": "湿地"}]},
    ),
    (
        "五个以上部门一起牵头的任务有哪些",
        {"find": "task", "where": [{"measure": {"count": "lead"}, "cmp": ">=", "n": 5.0}]},
    ),
    (
        "有哪些任务没有写明责任单位",
        {"find": "task", "where": [{"not": {"rel": "unit"}}]},
    ),
    ("第十二条讲什么", {"find": "task", "where": [{"ordinal": "十二"}]}),
    ("省里那份三年行动计划的文号是啥", None),
    ("今年有哪些项目建成", None),
]


@pytest.mark.parametrize(("question", "tree"), [pair for pair in TREES if pair[1]])
def test_the_first_tree(build: Build, question: str, tree: Any) -> None:
    assert first_tree(build, question) == tree


def test_words_of_a_title_and_a_level_find_a_policy(build: Build) -> None:
    tree = first_tree(build, "省里那份三年行动计划的文号是啥")
    assert tree["find"] == "policy" and tree["show"] == ["wenhao"]
    assert {"attr": "noun", "is": "三年行动计划"} in tree["where"]
    assert {"attr": "level", "is": "province"} in tree["where"]


def test_a_stage_is_a_condition(build: Build) -> None:
    tree = first_tree(build, "今年有哪些项目建成")
    stages = [{"attr": "stage", "is": stage} for stage in ("complete", "operate")]
    assert tree == {"find": "project", "where": [{"or": stages}]}


def test_a_way_between_two_things(build: Build) -> None:
    tree = first_tree(build, "康驿变电站和发改局有什么关系")
    assert tree["find"] == "project" and set(tree["over"]) == {"path"}


def test_what_goes_on_in_the_same_clause_is_no_turn_before(build: Build) -> None:
    clause = clauses(build, "能繁母猪这条指标归哪个单位管")[-1]
    assert not clause.has("last") and clause.topic.startswith("能繁母猪")
    assert clauses(build, "这条归哪个单位管")[-1].has("last")


LONGER = [
    ("归哪几个单位管", [("ask", "unit")]),
    ("写在第几项任务", [("ask", "task")]),
    ("一共多少条任务", [("count", "task")]),
    ("要守哪个省里的规定", [("ask", "policy")]),
]


@pytest.mark.parametrize(("question", "asking"), LONGER)
def test_longer_words_win(build: Build, question: str, asking: list[tuple[str, str]]) -> None:
    cues = read_cues(build.questions.data).find(question)
    assert [
        (cue.name, cue.value)
        for cue in cues
        if cue.name in ("ask", "hint", "count") and cue.value != "what"
    ] == asking


def test_a_month_is_a_condition(build: Build) -> None:
    tree = first_tree(build, "哪些任务6月底前完成")
    assert tree == {"find": "task", "where": [{"due": "by", "date": "--06"}]}
    assert clauses(build, "任务66归谁")[0].ordinals == ("66",)
