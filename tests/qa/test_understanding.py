"""How questions are understood: measures, roles, kinds by example, English names, topics."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import QUESTIONS

from kg.knowledge.data_folder import DataFolder
from qa.answering import ask
from qa.answers.answer_question import Answerer
from qa.asked import Asked
from qa.build import Build
from qa.context import context_of
from qa.declining.answerability import Evidence, features
from qa.query.tree import Asks, Find
from qa.query.vocabulary import Kind
from qa.understanding.knowledge import QuestionKnowledge
from qa.understanding.lettering import lettered
from qa.understanding.question import understand

MEASURES = [
    ("今年要建几所幼儿园", "所"),
    ("一共放多少场电影", "场"),
    ("进出口想做到多少个亿", ""),  # 个 counts the 亿, not the thing
    ("进前多少名", "强"),
    ("增长几个百分点", "%"),
    ("现在几点", ""),
    ("谁来管", ""),
]


@pytest.mark.parametrize(("question", "measure"), MEASURES)
def test_measure_words(question: str, measure: str) -> None:
    assert QUESTIONS.measures.of(question) == measure


def test_measures_of_one_dimension_are_the_same_and_of_two_are_other() -> None:
    measures = QUESTIONS.measures
    assert measures.same("所", "家") and measures.same("个", "人") and measures.same("公里", "里")
    assert measures.other("吨", "亩") and measures.other("人", "家")
    assert not measures.other("", "家") and not measures.other("个", "人")


KEPT = [("就业怎么办", "就业"), ("土地谁来管", "土地"), ("能不能引进人才", "引进人才")]


@pytest.mark.parametrize(("question", "left"), KEPT)
def test_words_that_hold_an_asking_character_stay_whole(question: str, left: str) -> None:
    assert QUESTIONS.words.without_asking(question).replace(" ", "") == left


ROLES = [
    ("住建局牵头哪些任务", "lead"),
    ("除了牵头单位，责任单位还有哪些", "responsible"),
    ("牵头加配合的单位全列一下", "any"),
    ("哪些单位协同配合", "assist"),
    ("牵头之外的单位有哪些", "others"),
    ("谁负责现代水网建设", ""),
]


@pytest.mark.parametrize(("question", "role"), ROLES)
def test_roles(build: Build, question: str, role: str) -> None:
    assert understand(build, question).role == role


KINDS: list[tuple[str, Kind]] = [
    ("华首电动车桥项目由哪些局推进", "unit"),
    ("托育中心叫什么名字", "project"),
    ("济宁市那个三年行动计划的文号是啥", "policy"),
    ("引进青年人才，县里定的人数是？", "target"),
    ("工地扬尘到底归谁管呢，一共几家单位牵头", "unit"),
    ("住建局同执法局一块牵头了哪些事", "task"),
    ("归民政还是归卫健？", "unit"),
    ("人社管的有哪几条", "task"),
    ("係邊個單位負責水網", "unit"),  # Cantonese
]


@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_forms_people_use(build: Build, question: str, kind: Kind) -> None:
    reading = Answerer(build).answer(context_of(build, question)).reading
    assert isinstance(reading, Asks)
    assert kind in {tree.kind for tree in reading.trees if isinstance(tree, Find)}


def test_names_become_letters_in_examples(build: Build) -> None:
    question = understand(build, "住建局和水务局一起牵头哪些任务")
    assert lettered(question.plain, question.mentions) == "U和U一起牵头哪些任务"


def test_examples_tell_what_is_asked_for(tmp_path: Path) -> None:
    examples = QUESTIONS.examples
    assert examples.kind("U名下的活儿列一列") == "tasks"
    assert examples.kind("这事该跑哪个衙门") == "units"
    folder = tmp_path / "questions"
    folder.mkdir()
    rows = "kind,question,source\ntasks,U手头的活,by hand\nunits,这事找谁,by hand\n"
    (folder / "examples.csv").write_text(rows, encoding="utf-8")
    assert (
        QuestionKnowledge(DataFolder((tmp_path,))).examples.kind("U的活") == "tasks"
    )  # an example counts at once


ENGLISH = [
    ("Which task covers the Ximanke robot phase 2 project?", [10]),
    ("How many tasks does Wenshang County Finance Bureau lead?", 7),
]


@pytest.mark.parametrize(("question", "value"), ENGLISH)
def test_names_in_pinyin(build: Build, question: str, value: object) -> None:
    assert ask(build, question).value == value


def test_a_year_of_another_clause_is_not_the_year_asked_about(build: Build) -> None:
    answer = ask(build, "孩子明年高考，想知道本科录取率县里争取增长多少")
    assert not answer.abstain and answer.value["value"] == 3


def test_numbers_are_summed_only_where_several_are_asked_for(build: Build) -> None:
    assert ask(build, "下乡放公益电影，总共要放多少场").value["value"] == 4464


def test_a_topic_of_another_unit_is_said_to_be_so(build: Build) -> None:
    answer = ask(build, "民政局牵头的招商引资任务是哪一条")
    assert answer.abstain and "县商务局" in answer.text
    assert ask(build, "农业农村局牵头的任务里有关粮食的").value[0] == 50


def test_each_of_two_matters_gets_its_units(build: Build) -> None:
    answer = ask(build, "饮用水水源地规范化建设和荒山碳汇造林，这两件事分别是哪些单位牵头")
    assert len(answer.statements) == 2 and {"县水务局", "县自然资源和规划局"} <= set(answer.value)


LETTER = [
    ("泉河北支节制闸工程谁来干", "北支"),  # the document has 泉河南支
    ("西曼克机器人三期什么单位推进", "三期"),
    ("新220国道归哪个局", "220"),
    ("星光托育园牵头单位是谁", "星光托育园"),
    ("宝相寺景区提升工程归哪个单位负责？", "宝相寺景区"),
]


@pytest.mark.parametrize(("question", "named"), LETTER)
def test_names_are_meant_to_the_letter(build: Build, question: str, named: str) -> None:
    answer = ask(build, question)
    assert answer.abstain and named in answer.text


NOT_SAID = [
    "山东省今年的高标准农田建设任务有多少万亩",  # a county's document gives the county's
    "郭楼镇今年新建几所幼儿园",
    "绿色家庭创建多少户算完成任务",
    "教师招聘几月几号笔试",
    "为啥偏偏把送戏下乡定成456场",
    "高标准农田改造到现在干完几成了",
    "申请适老化改造需要带哪些证件",
    "退役军人安置工作谁负责呢",
    "供销社牵头修的高速公路是哪一条",
]


@pytest.mark.parametrize("question", NOT_SAID)
def test_near_misses_are_declined(build: Build, question: str) -> None:
    assert ask(build, question).abstain


def test_what_answers_is_likelier_than_what_only_stands_nearest(build: Build) -> None:
    topic = QUESTIONS.calibrations["topic"]
    chances = []
    for words in ("小孩上幼儿园", "退役军人安置工作"):
        asked = Asked(build, words)
        best = asked.hits[0]
        chances.append(
            topic.probability(features("topic", asked, Evidence(best.item, best.passage.text)))
        )
    assert chances[0] > topic.least > chances[1]


def test_a_unit_that_several_places_have_is_asked_back(cities: Build) -> None:
    answer = ask(cities, "住建局牵头哪些任务")
    assert answer.value == ["泰兴市住建局", "醴陵市住建局"] and "请写全称" in answer.text
    for question in answer.suggestions:
        again = ask(cities, question)
        assert not again.abstain and again.text.startswith(question.removesuffix("承担哪些任务？"))


def test_a_place_says_which_unit_is_meant(cities: Build) -> None:
    answer = ask(cities, "醴陵住建局牵头哪些任务")
    assert answer.text.startswith("醴陵市住建局") and answer.statements
    assert {c.document for s in answer.statements for c in s.citations} == {"醴政办函-2024-9"}
