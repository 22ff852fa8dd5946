"""Composition: several things asked at once, what is reckoned with, what is left out."""

from __future__ import annotations

from typing import Any

import pytest

from qa.build import Build
from qa.query.json_form import json_of
from qa.reading.clause import Clause
from qa.reading.composing.compose import readings_of
from qa.understanding.question import understand


def clauses(build: Build, question: str) -> tuple[Clause, ...]:
    understood = understand(build, question)
    return build.splitter.clauses(understood.plain, understood.mentions)


CUT = [
    ("养老有哪些任务，分别归谁", ["养老有哪些任务,", "分别归谁"]),
    (
        "粮食种多少亩、母猪稳多少头，顺便告诉我各归谁",
        ["粮食种多少亩、", "母猪稳多少头,", "顺便告诉我各归谁"],
    ),
    ("粮食安全和种业分别由哪几个单位负责", ["粮食安全和种业分别由哪几个单位负责"]),
    ("哪些镇、村要改造，多少户", ["哪些镇、村要改造,", "多少户"]),
    ("绿色化工和高端装备，哪个产业营收目标高，差多少", None),
    ("问两个：农村路修多长？口袋公园归谁建", ["农村路修多长?", "口袋公园归谁建"]),
    ("冰箱用了十几年，想换台新的，县里有没有优惠", None),  # 十几年 asks nothing
]


@pytest.mark.parametrize(("question", "parts"), CUT)
def test_where_a_question_is_cut(build: Build, question: str, parts: list[str] | None) -> None:
    texts = [clause.text for clause in clauses(build, question)]
    assert texts == (parts or [question.replace("，", ",")])


SIDES = [
    ("公益电影比送戏下乡多放多少场", ("difference",), ["公益电影", "送戏下乡"]),
    (
        "公益性岗位相当于新增就业岗位的百分之几",
        ("ratio",),
        ["公益性岗位", "新增就业岗位"],
    ),
    (
        "统计用：新增规上工业、规上服务业，再加规模以上文化企业，合计几家",
        ("sum",),
        ["新增规上工业", "规上服务业", "规模以上文化企业"],
    ),
    (
        "制造业技改投资、制造业贷款，两个增长目标从高到低排个序",
        ("order",),
        ["制造业技改投资 增长", "制造业贷款 增长"],
    ),
    ("今年新增多少学位？幼儿园和中小学加起来", ("sum",), None),
    ("三大主导产业营收加起来多少亿", (), []),
]


@pytest.mark.parametrize(("question", "asks", "sides"), SIDES)
def test_what_a_clause_reckons_with(
    build: Build, question: str, asks: tuple[str, ...], sides: list[str] | None
) -> None:
    (clause,) = clauses(build, question)
    assert clause.reckons == asks
    if sides is not None:
        assert [side.topic for side in clause.sides] == sides


def test_the_average_is_of_the_second_for_each_of_the_first(build: Build) -> None:
    (clause,) = clauses(build, "梳理的重点项目，平均一个项目多少投资")
    first, second = clause.sides
    assert clause.reckons == ("average",) and "投资" in first.topic and "投资" not in second.topic


def lead(build: Build, name: str) -> Any:
    (unit,) = understand(build, name).units
    return {"id": unit.nodes[0]}


def test_nobody_else_leads_it(build: Build) -> None:
    tree = _first(build, "发改局自己一家牵头、没跟别人合着干的有哪些")
    assert tree["where"] == [{"rel": "lead", "to": lead(build, "发改局"), "only": True}]


def test_a_section_may_be_left_out(build: Build) -> None:
    tree = _first(build, "除了创新驱动那一大块，科技局还在别的哪些任务里牵头")
    section = {"find": "section", "where": [{"about": "创新驱动那一大块"}]}
    assert {"not": {"in": section}} in tree["where"]


def test_a_unit_may_be_left_out(build: Build) -> None:
    tree = _first(build, "除了财政局，还有哪些单位牵头国企改革")
    assert tree["find"] == "unit"
    assert {"not": {"named": lead(build, "财政局")}} in tree["where"]


def test_neither_is_not_both(build: Build) -> None:
    tree = _first(build, "既不归发改局也不归工信局的任务有哪些")
    (condition,) = tree["where"]
    assert set(condition["not"]["to"]) == {"any"}


COUNTED = [
    ("正文分几大部分", {"find": "section", "over": "count"}),
    ("这二十条分四块，每块各几条", {"each": "section", "do": "count"}),
    ("哪个单位在最多的板块里牵头", {"top": "max", "by": {"count": "section"}}),
    ("有没有哪几条没写牵头单位", {"find": "task", "where": [{"not": {"rel": "lead"}}]}),
]


@pytest.mark.parametrize(("question", "part"), COUNTED)
def test_counts_of_tasks_and_sections(build: Build, question: str, part: dict[str, Any]) -> None:
    tree = _first(build, question)
    over = tree.get("over")
    whole = {**tree, **over} if isinstance(over, dict) else tree
    assert part.items() <= whole.items()


def _first(build: Build, question: str) -> Any:
    (clause,) = clauses(build, question)
    return json_of(readings_of(clause)[0])["asks"][0]
