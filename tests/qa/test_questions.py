"""Questions: what they are understood to ask, what they get, and what is honestly absent."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import GraphError, ModelError
from kg.rdf.named_queries import QUERIES
from qa.answering import ask
from qa.answers.phrases import PHRASES
from qa.build import Build
from qa.phrasing import Endpoint, evidence, phrase, supported
from qa.tools import tools
from qa.understanding.question import understand
from qa.wording import WORDING

UNITS = [
    ("发改局", "县发展和改革局"),
    ("工信局", "县工业和信息化局"),
    ("教体局", "县教育和体育局"),
    ("教育局", "县教育和体育局"),
    ("住建局", "县住房和城乡建设局"),
    ("人社局", "县人力资源和社会保障局"),
    ("环保局", "市生态环境局汶上县分局"),
    ("宣传部", "县委宣传部"),
    ("人行", "县人行"),
    ("汶上县财政局", "县财政局"),
    ("农业农材局", "县农业农村局"),  # a slip of the keyboard
    ("農業農村局", "县农业农村局"),
]


@pytest.mark.parametrize(("asked", "label"), UNITS)
def test_units_by_any_alias(build: Build, asked: str, label: str) -> None:
    question = understand(build, f"{asked}牵头哪些任务")
    (unit,) = question.units
    assert [build.network.nodes[n]["label"] for n in unit.nodes] == [label]
    assert question.role == "lead"


@pytest.mark.parametrize("sentences", [WORDING, PHRASES], ids=["wording", "phrases"])
def test_both_languages_have_the_same_sentences(sentences: dict[str, dict[str, str]]) -> None:
    assert set(sentences["zh"]) == set(sentences["en"])
    for key, sentence in sentences["zh"].items():
        fields, other = (
            set(re.findall(r"{(\w+)(?::[^}]*)?}", s)) for s in (sentence, sentences["en"][key])
        )
        assert fields == other, key


ANSWERS: list[Any] = [
    ("发改局和工信局共同牵头的任务有哪些", [1, 6, 7, 9, 10, 12, 15, 43]),
    ("县水务局、县农业农村局共同牵头的任务有几项", 2),
    ("县畜牧兽医事业发展中心负责什么", [55]),
    ("宣传部有多少项工作", 9),
    ("谁负责现代水网建设？", ["县水务局", "县住房和城乡建设局", "县综合行政执法局"]),
    (
        "石材循环经济产业园归谁管",
        [
            "县工业和信息化局",
            "县自然资源和规划局",
            "县发展和改革局",
            "县住房和城乡建设局",
            "县粮食和物资储备保障中心",
        ],
    ),
    ("这份文件依据的国务院文件，文号是多少", ["国发〔2022〕18号"]),
    ("今年哪些养老院、福利中心要投入使用", ["中都社会福利中心", "县二院养老中心"]),
    ("文件里一共有多少项任务", 78),
    ("这份文件是哪天印发的", ["2023-07-17"]),
    ("How many tasks are in the document? 一共多少项任务", 78),
]


@pytest.mark.parametrize(("question", "value"), ANSWERS)
def test_answers(build: Build, question: str, value: object) -> None:
    answer = ask(build, question)
    assert answer.grade == "stated" and answer.text
    assert answer.statements or isinstance(value, int)  # a count is short: its list is evidence
    assert answer.value == value


VALUES = [
    ("今年要办多少场促消费活动", 20, "场", ">="),
    ("粮食总产目标是多少？", 660000, "吨", ">="),
    ("How many 5G base stations will be built this year?", 200, "个", "="),
    ("高薪技术企业今年要达到多少家", 100, "家", ">="),
    ("特殊困难老年人月探访率要求达到多少", 100, "%", ">="),
]


@pytest.mark.parametrize(("question", "value", "unit", "comparator"), VALUES)
def test_numbers(build: Build, question: str, value: int, unit: str, comparator: str) -> None:
    found = ask(build, question).value
    assert (found["value"], found["unit"], found["comparator"]) == (value, unit, comparator)


ABSENT = [
    ("2025年要新建多少个5G基站", "2025"),
    ("曲阜市今年建几所幼儿园", "曲阜市"),
    ("梁山县农业农村局牵头哪些任务", "梁山县"),
    ("县气象局负责哪些任务", "气象局"),
    ("县残联牵头哪些任务", "残联"),
    ("《汶上县养犬管理办法》由谁落实", "汶上县养犬管理办法"),
    ("县长的办公电话是多少", "电话"),
    ("2023年汶上县GDP增长目标是多少", "GDP"),
    ("邹城的国家卫生乡镇名字里带座", "文件中没有"),  # another county's, under a name of this one
]


@pytest.mark.parametrize(("question", "named"), ABSENT)
def test_what_is_absent_is_named(build: Build, question: str, named: str) -> None:
    answer = ask(build, question)
    assert answer.abstain and named in answer.text and not answer.statements


@pytest.mark.parametrize("talk", ["", "？", "你好", "谢谢", "你是谁"])
def test_small_talk_gets_a_reply_and_no_texts(build: Build, talk: str) -> None:
    answer = ask(build, talk)
    assert answer.grade == "reply" and answer.abstain and answer.text
    assert not answer.statements and not answer.ranked and answer.value is None


def test_every_statement_is_supported_by_its_characters(build: Build) -> None:
    rows: list[Any] = [*ANSWERS, *VALUES]
    for question in (str(row[0]) for row in rows):
        answer = ask(build, question)
        assert set(answer.found.queries) <= set(QUERIES.by_name)
        for statement in answer.statements:
            assert statement.citations, (question, statement)
            for cited in statement.citations:
                assert build.text(cited.document)[cited.start : cited.end] == cited.text
                assert cited.reference.startswith("〔汶政办字〔2023〕29号·")


def test_suggested_questions_are_answered(build: Build) -> None:
    for question in ("住建局牵头哪些任务", "谁负责现代水网建设？"):
        for suggested in ask(build, question).suggestions:
            assert not ask(build, suggested).abstain, suggested


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_an_answer(build: Build, text: str) -> None:
    answer = ask(build, text)
    assert answer.abstain or answer.text


def test_tools_give_plain_data_and_say_what_to_do(build: Build) -> None:
    offered = tools(build)
    assert set(offered) == {"ask", "find_tasks", "shared_tasks", "get_task"}
    json.dumps(offered["ask"]("小孩上幼儿园难谁管"), ensure_ascii=False)
    assert offered["ask"]("民政局呢", "水务局牵头哪些任务\n")["value"] == [69, 70, 71, 72]
    assert offered["find_tasks"]("现代水网", 3)[0]["ordinal"] == "（十七）"
    assert [t["number"] for t in offered["shared_tasks"]("财政局、民政局")] == [70]
    assert offered["get_task"]("66")["title"] == "推动基础教育高质量发展"
    for name, value in (("get_task", "999"), ("shared_tasks", "不存在局")):
        with pytest.raises(GraphError, match="use find_tasks"):
            offered[name](value)


def test_a_number_that_several_tasks_have_is_asked_back(cities: Build) -> None:
    get_task = tools(cities)["get_task"]
    ids = [i for i, task in cities.tasks.items() if task["number"] == 3]
    assert len(ids) == 2
    with pytest.raises(GraphError, match="2 tasks have the number 3") as raised:
        get_task("3")
    assert all(i in str(raised.value) for i in ids)
    assert [get_task(i)["id"] for i in ids] == ids


def test_a_number_that_one_task_has_is_enough(cities: Build) -> None:
    numbers = Counter(task["number"] for task in cities.tasks.values())
    for number in (n for n, count in numbers.items() if count == 1):
        assert tools(cities)["get_task"](str(number))["number"] == number


def test_prose_keeps_only_what_the_evidence_holds(build: Build) -> None:
    answer = ask(build, "今年要办多少场促消费活动")
    sources = evidence(answer)
    good = "全年举办20场以上促消费活动[1]。"
    bad = "还会发放500万元消费券[1]。欢迎参加。另有活动[9]。"
    assert supported(good + bad, sources) == good
    with pytest.raises(ModelError, match="unchanged"):
        phrase(answer, Endpoint("http://127.0.0.1:1/v1", "none", 0.2))


def test_the_tables_of_asking_are_well_formed() -> None:
    for path in sorted((ROOT / "data" / "questions").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
        assert all(len(row) == len(rows[0]) for row in rows), path


def test_a_firm_that_is_assigned_is_asked_about_as_a_unit(build: Build) -> None:
    answer = ask(build, "县供电公司牵头哪些任务")
    assert answer.grade == "stated" and "县供电公司" in answer.text and answer.value
