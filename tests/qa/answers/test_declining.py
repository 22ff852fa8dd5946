"""What is declined and what is answered: closing paragraphs, conditions, numbers of other things."""

from __future__ import annotations

from pathlib import Path

import pytest

import build_graph
from qa.answering import ask
from qa.build import Build, open_build
from qa.mentions.years import years as years_of
from qa.reading.clause import Clause
from qa.turns.fragments import with_noun_told

NOTICE = """安城市人民政府办公室关于印发支持小微企业若干措施的通知
安政办发〔2024〕5号
各区人民政府，市政府有关部门：
现将《支持小微企业若干措施》印发给你们，请认真组织实施。
一、减免房租
承租国有房产、按规定停业且不裁员的小微企业，免收2月份房租；承租用于办公用房的，给予2月份租金50%的减免。（责任单位：市国资委）
二、购置设备
对生产防疫物资的企业新购置设备予以30%补助，其生产的物资予以兜底采购。（责任单位：市工信局）
三、改善环境
健全农村厕所管护长效机制，创建国家卫生乡镇2个。改造雨污管网23.2公里。（责任单位：市住建局）
本措施自2024年3月1日起施行，有效期2年。涉及奖补资金按照“谁受益，谁负担”的原则，由受益地政府承担。
安城市人民政府办公室
2024年2月9日
"""


@pytest.fixture(scope="module")
def notice(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Build:
    folder = tmp_path_factory.mktemp("notice")
    (folder / "安城市_2024.txt").write_text(NOTICE, encoding="utf-8")
    out = folder / "build"
    options = ["--out", str(out), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([str(folder / "安城市_2024.txt"), *options]) == 0
    return open_build(out)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("免房租的条件是什么？", "不裁员的小微企业，免收2月份房租"),
        ("奖补的钱谁出？", "由受益地政府承担"),
        ("下水管网要翻修多长？", "23.2公里"),
        ("政策从哪天起算？", "自2024年3月1日起施行"),
        # a part that no document has words for is told with the sentence of the same item
        ("企业新买设备能补几成？东西卖不出去怎么办？", "予以兜底采购"),
    ],
)
def test_what_the_document_holds_is_told(notice: Build, question: str, said: str) -> None:
    answer = ask(notice, question)
    assert answer.grade != "absent"
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "农村公厕建多少座？",  # 创建国家卫生乡镇2个 is of something else
        "今年修几座桥？",
        "菜农要交摊位费吗，收多少？",
        "蔬菜每斤最高卖多少钱？",
        "医保报销比例是多少？",
    ],
)
def test_a_number_of_another_thing_is_no_answer(notice: Build, question: str) -> None:
    assert ask(notice, question).grade == "absent"


def test_every_unit_without_a_task_is_named(build: Build) -> None:
    assert "公安局、司法局" in ask(build, "公安局或者司法局在里面领任务了吗？").text


def test_to_whom_and_in_copy_to_whom_are_told_together(build: Build) -> None:
    text = ask(build, "这文发给谁、抄给谁？").text
    assert "主送" in text
    assert "抄送县委各部门" in text


def test_what_is_to_be_done_is_no_progress(build: Build) -> None:
    said = ask(build, "“两高”项目要上马，得做到哪五个减量替代？").text
    assert "产能、煤耗、能耗、碳排放" in said


def test_this_tax_is_the_one_spoken_of() -> None:
    before = Clause("房产税那条怎么补?", (), (), (), "房产税那条", "")
    clause = Clause("同样这税,怎么说?", (), (), (), "税,", "")
    assert with_noun_told(clause, [before]).topic == "房产税"
    assert with_noun_told(clause, []) is clause


@pytest.mark.parametrize(
    ("question", "years"), [("说“2026—2027年”的那份", 0), ("写“到2028年”的", 1), ("2025年的", 1)]
)
def test_years_of_a_quoted_title_are_only_words(question: str, years: int) -> None:
    assert len(list(years_of(question))) == years
