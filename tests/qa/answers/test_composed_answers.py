"""Composed answers over the first document: what a person reads, and what stands behind it."""

from __future__ import annotations

import pytest

from qa.answering import ask, ask_in
from qa.build import Build
from qa.conversation import Conversation

HOLD = [
    (
        "医养结合的机构建几处、托位加多少、哪两个养老点要启用、谁负责？一次说清",
        ["5处", "700个", "中都社会福利中心、县二院养老中心", "县民政局、县卫生健康局"],
    ),
    ("公益电影比送戏下乡多放多少场", ["4464场", "456场", "相差 4008场"]),
    ("公益性岗位开发数相当于新增就业岗位目标的百分之几", ["40%", "2600个", "6500个"]),
    ("滚动实施的技改项目数是数字化改造项目数的几倍", ["5 倍", "100个", "20个"]),
    ("今年梳理的那批重点项目，平均一个项目摊多少投资？", ["约 8.19亿元", "116个", "950亿元"]),
    ("今年新增多少学位？幼儿园和中小学加起来", ["合计 7200个", "6300个", "900个"]),
    (
        "今年新增规上工业、规上服务业、规上农产品加工企业，再加规模以上文化企业，合计目标几家？",
        ["不少于 58家", "35家", "15家", "5家", "3家"],
    ),
    ("农村路和幼儿园加起来一共多少", ["不能合计", "50公里", "2所"]),
    ("财政局跟住建局比，谁牵头的条数多？", ["一样", "7 项"]),
    ("有没有哪几条后面没写牵头单位？", ["3 项", "（七十六）", "（七十七）", "（七十八）"]),
    ("经济开发区挂牵头的有几项，哪项是它单干的", ["共 3 项", "1 项：（六十三）"]),
    ("大数据中心有单独牵头的任务没有，都和谁搭伙", ["没有这样的任务", "县行政审批服务局"]),
    ("牵头单位列得最多的是哪条任务，都有谁", ["6 个单位", "县机关事务中心"]),
    ("除了财政局，还有哪些单位牵头国企改革", ["没有别的单位"]),
    ("正文分几大部分、总共多少条任务", ["11 个部分", "共 78 项"]),
    ("哪家单位牵头的任务最多，一共多少条", ["县发展和改革局最多，23 项", "23 项"]),
]


@pytest.mark.parametrize(("question", "held"), HOLD)
def test_the_first_sentences_say_all_that_was_asked(
    build: Build, question: str, held: list[str]
) -> None:
    answer = ask(build, question)
    assert answer.grade == "stated"
    assert [part for part in held if part not in answer.text] == []


def test_a_part_without_an_answer_is_named(build: Build) -> None:
    answer = ask(build, "5G基站建多少，新能源车充电桩装几个")
    assert "200个" in answer.text and "「新能源车充电桩装几个」这一问没有找到答案" in answer.text


def test_what_is_plainly_absent_takes_nothing_from_the_other_parts(build: Build) -> None:
    answer = ask(build, "农村路修多长？县公安局牵头哪些任务？")
    assert "50公里" in answer.text and "县公安局" in answer.text and not answer.abstain


def test_what_goes_on_is_of_each_task_just_told(build: Build) -> None:
    answer = ask(build, "粮食种多少亩、母猪稳多少头，各归谁")
    said = "".join(line.text for line in answer.statements)
    assert "县自然资源和规划局" in said and "县畜牧兽医事业发展中心牵头" in said


def test_the_rest_is_told_until_there_is_no_more(build: Build) -> None:
    conversation = Conversation()
    told: list[str] = []
    for question in ("发改局牵头哪些任务", "还有吗", "还有呢"):
        answer, conversation = ask_in(build, question, conversation)
        told += [line.text for line in answer.statements]
    assert len(told) == len(set(told)) == 23
    assert "没有更多了" in answer.text


def test_the_rest_of_one_task_leaves_out_what_was_told(build: Build) -> None:
    conversation = Conversation()
    for question in ("今年新增多少托位", "还有呢，这条里别的数字"):
        answer, conversation = ask_in(build, question, conversation)
    assert "5处" in answer.text and "700" not in answer.text
