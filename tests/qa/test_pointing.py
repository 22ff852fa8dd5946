"""What was told is pointed at: one of it, several, all; in a conversation and within a question."""

from __future__ import annotations

import pytest

from qa.answering import ask, ask_in
from qa.build import Build
from qa.conversation import Conversation

NUMBERS = ["今年规上工业企业要新增多少家？", "规上服务业企业呢？"]
INCOMES = ["高端装备产业今年营收要到多少？", "绿色化工呢？", "不对，我要问的是纺织服装"]
# turns, and what the last answer says
TURNS = [
    ([*NUMBERS, "前一个是谁牵头？"], "「（六）加快主导产业提质增效」由县工业和信息化局"),
    ([*NUMBERS, "后者归谁管"], "「（九）积极发展现代服务业」由"),
    ([*NUMBERS, "前一个归谁管", "后一个呢"], "「（九）积极发展现代服务业」由"),
    ([*NUMBERS, "这两个加起来是多少？"], "合计 50家"),
    ([*NUMBERS, "一共多少？"], "合计 50家"),
    ([*NUMBERS, "前者比后者多多少"], "相差 20家"),
    ([*NUMBERS, "前者是后者的几倍"], "2.33 倍"),
    (["新增就业岗位多少个？", "城乡公益性岗位呢？", "后者是前者的几分之几？"], "40%"),
    ([*INCOMES, "这三个一共多少？"], "合计 超过 175亿元"),
    ([*INCOMES, "这几个里面最高的是哪个"], "从大到小：绿色化工"),
    ([*INCOMES, "哪个最高，比最低的高多少"], "最大与最小相差 30亿元"),
    (["高端装备产业营收目标多少", "化工呢？", "纺织？", "三个加一块儿"], "合计 超过 175亿元"),
    (["口袋公园建几处？", "不对，我问的是新增绿化面积"], "新增绿化面积：5.6万平方米"),
    (["县交通运输局一共牵头几项？", "其中只有它一家的是哪项？"], "1 项：（十九）"),
    (["县科技局牵头几项任务？", "哪项只有它牵头？", "那前三项都讲什么？"], "研发平台14家"),
    (["民政局牵头哪些任务？", "最后一项跟谁一起牵头？"], "（七十二）"),
    (["民政局牵头哪些任务？", "前两项分别讲什么？"], "新建医养结合机构5处"),
    (
        ["县交通运输局牵头几项？", "水务局呢，牵头几项？", "两个局加起来多少项，有没有重的？"],
        "合计 9 项：县交通运输局 5 项、县水务局 4 项",
    ),
    (["县科技局牵头几项？", "工信局牵头几项？", "有没有重的？"], "重复的有 3 项"),
    (
        ["农业农村局单独牵头的有几个？", "水务局呢", "民政局呢", "这三个单位谁最多？"],
        "县农业农村局 2 项 ＝ 县民政局 2 项 ＞ 县水务局 1 项",
    ),
    (["水源地保护归谁", "该单位还牵头这部分的别的任务吗"], "1 项任务：（三十三）"),
    (["5G基站建多少？", "工信局牵头吗？"], "是。"),
    (["5G基站建多少？", "工信局牵头吗？", "那水务局呢？"], "不是。"),
    (["5G基站今年建多少，谁牵头", "口袋公园呢"], "建设口袋公园：8处。「（四十八）"),
]
# a question, and what its later parts get
PARTS = [
    ("县水务局牵头哪几项任务？其中哪一项只有它一家？", "1 项：（二十七）"),
    ("县民政局牵头哪些任务？哪几项是它一家干的？", "只由县民政局一家承担的任务有 2 项"),
    ("县应急管理局牵头哪几条，其中单独牵头的有几条？", "共 1 项"),
    ("文旅局牵头几项任务？哪几项是自己单独扛的？", "1 项：（三十八）"),
    ("县供销社参加了什么任务，跟谁一道？", "县农业农村局、县自然资源和规划局牵头"),
    ("县医保局承担什么任务，同哪些单位一起？", "由县民政局、县财政局牵头"),
    ("高端装备、化工、纺织三个产业哪个营收目标定得最高，比最低的高多少？", "相差 30亿元"),
    ("规上工业企业和规上服务业企业各新增多少家？加起来多少，差多少？", "相差 20家"),
    ("技改投资和制造业贷款增速哪个高？高几个点？", "相差 9个百分点"),
    ("全文一共列了几部分多少项任务？", "共 78 项任务"),
    ("安全生产在第几项，用的什么抓手", "“八抓20条”创新举措"),
    ("基础教育谁牵头，具体怎么做？", "新建幼儿园2所"),
    ("How many new 5G base stations are planned, and which agencies lead?", ": 200. Task 8"),
    ("How many parks will be built and who is in charge?", ": 8. Task 48"),
]
# parts that nothing answers, and what is said of them
MISSING = [
    ("城中村改造谁负责，时限呢？", "「时限呢」这一问没有找到答案"),
    ("城中村改造谁牵头，配合单位呢？", "没有写配合单位"),
    ("5G基站建多少，每个基站多少钱？", "「每个基站多少钱」这一问没有找到答案"),
    ("高层次人才引进多少，给多少安家费？", "文件中没有写补贴"),
]


@pytest.mark.parametrize(("turns", "held"), TURNS, ids=str)
def test_a_turn_points_at_what_was_told(build: Build, turns: list[str], held: str) -> None:
    conversation = Conversation()
    for asked in turns:
        answer, conversation = ask_in(build, asked, conversation)
    assert not answer.abstain and held in answer.text


@pytest.mark.parametrize(("question", "held"), PARTS)
def test_a_part_goes_on_from_what_was_told(build: Build, question: str, held: str) -> None:
    answer = ask(build, question)
    assert held in answer.text
    assert "没有找到答案" not in answer.text


@pytest.mark.parametrize(("question", "said"), MISSING)
def test_a_part_that_nothing_answers_is_named(build: Build, question: str, said: str) -> None:
    assert said in ask(build, question).text
