"""Conversations: what a turn takes from the turns before, and what it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import build_graph
from qa.__main__ import main
from qa.answering import ask, ask_in
from qa.build import Build, open_build
from qa.conversation import Conversation

# turns of one conversation: what is asked, and a question that asks the same by itself
SAME = [
    [("水务局牵头哪些任务", ""), ("民政局呢", "民政局牵头哪些任务")],
    [("县民政局牵头哪些任务", ""), ("我说的是县水务局", "县水务局牵头哪些任务")],
    [("谁负责现代水网建设", ""), ("这份文件是哪天印发的", "这份文件是哪天印发的")],
    [("谁负责现代水网建设", ""), ("文件里一共有多少项任务", "文件里一共有多少项任务")],
    [("今年要办多少场促消费活动", ""), ("谢谢", "谢谢")],
]
# a complete question after another, which must not narrow it
COMPLETE = [
    (["今年要建几所幼儿园", "哪个单位牵头的任务最多"], True),
    (["养老院建几所", "全县哪个单位牵头任务最多"], True),
    (["水务局牵头哪些任务", "哪个单位牵头的任务最多"], True),
    (["今年要建几所幼儿园", "哪些任务没有牵头单位"], True),
    (["今年要建几所幼儿园", "哪个单位任务最少"], True),
    (["今年要建几所幼儿园", "和去年相比新增了哪些任务"], True),
    (["今年要建几所幼儿园", "2024年和2023年相比取消了哪些任务"], True),
    (["水务局牵头哪些任务", "全县有哪些项目"], True),
    (["养老有哪些任务", "其中哪个单位牵头的任务最多"], False),  # what points back is narrowed
    (["养老有哪些任务", "牵头最多的是谁"], False),
    (["养老有哪些任务", "那哪个单位牵头的任务最多"], False),
]
# turns, and what the last answer holds
HOLDS = [
    (["今年要办多少场促消费活动", "那它归谁管"], "县商务局"),
    (["小孩上幼儿园难谁管", "它有哪些指标"], "幼儿园"),
    (["招商要引几个大项目？", "三个加一起呢"], "合计 24个"),
    (["杨店镇有什么项目？", "这项工作谁牵头"], "县住房和城乡建设局"),
    (["杨店镇有什么项目？", "跟它一起做示范镇的还有谁？"], "苑庄镇"),
    (["杨店镇有什么项目？", "一共几条？"], "共 2 项"),
    (["国资国企改革谁管？", "依据什么文件？", "它还管哪些？"], "县财政局的任务有 7 项"),
    (["李尔产业园归谁管？", "第二家单位还管什么？"], "县投资促进服务中心"),
    (["汶上县城市更新谁牵头", "第二家单位还管什么", "第一家呢"], "县住房和城乡建设局的任务"),
    (["县水务局牵头哪些任务？", "其中跟农村有关的呢？", "那应急局呢？"], "（七十四）"),
    (["县水务局牵头哪些任务？", "其中县财政局参与的呢？"], "没有这样的任务"),
    (["新增绿色建筑多少？", "占比呢？"], "绿色建筑占比"),
    (["今年引进多少高层次人才？", "青年的呢？"], "2000人"),
    (["绿色化工的营收目标？", "高端装备的呢", "相差多少"], "相差 5亿元"),
    (
        ["低保扩围增效谁牵头", "民政局牵头哪些任务", "县财政局牵头几项", "这两个单位谁牵头的多"],
        "县财政局更多",
    ),
    (
        ["高端装备产业营收目标？", "绿色化工呢？", "纺织服装呢？", "三个加起来多少？"],
        "合计 超过 175亿元",
    ),
    (
        ["高端装备产业营收目标？", "绿色化工呢？", "纺织服装呢？", "最低的是哪个？"],
        "从大到小：绿色化工",
    ),
    (["新增绿色建筑多少？", "下一条讲什么？"], "（三十）加快构建绿色制造体系"),
    (["第三部分有几条？", "第四部分呢？"], "13 项"),
    (["这份文件依据哪些上级文件？", "市里的呢？"], "济发〔2023〕4号"),
    (["新增市场主体多少家", "这是谁的任务", "我说的是市场监管局"], "（五十九）"),
    (
        ["How many kindergartens will be built?", "Who is responsible?", "What else does it lead?"],
        "has 3 tasks",
    ),
    (["那它归谁管"], "请说明问的是哪一项"),
    (["水务局牵头哪些任务", "最后三条没写单位吧，讲的什么？"], "完善工作机制"),
]
# the same over two places
AMONG_PLACES = [
    (["湘潭房租减免怎么弄？", "三明呢？", "哪个更划算？"], "湘潭市更久"),
    (["湘潭房租减免怎么弄？", "三明呢？", "这两个地方谁免的力度最大？"], "湘潭市最长，12个月"),
    (["三明房租减免怎么弄？", "谁负责？"], "市财政局"),
    (["三明的中小企业措施有效期到什么时候"], "三个月"),
    (["湘潭菜篮子财政拿多少钱"], "500万元"),
    (["湘潭便利店支持比例上限提到多少"], "50%提高至70%"),
    (["湘潭一线医务人员有什么照顾", "给他们买什么保险？"], "20万元"),
    (["湘潭菜篮子财政拿多少钱", "财政局还管什么？"], "湘潭市财政局的任务有 1 项"),
    (["三明房租减免怎么弄？", "财政局牵头吗？"], "是。「一、减免企业房租」由市财政局牵头"),
    (["湘潭菜篮子财政拿多少钱", "担保贷款新增多少", "后者是前者的几倍"], "10 倍"),
]
XIANGTAN = """湘潭市人民政府关于支持中小企业和一线医务人员的若干意见
一、减免中小企业房租
对承租国有资产类经营用房的中小企业，2020年第一季度房租免收，第二、三、四季度房租减半。（牵头单位：市国资委）
二、关爱一线医务人员
安排一线医务人员轮休。为一线医务人员每人办理1份保额为20万元的人身意外保险。（牵头单位：市卫生健康委）
三、加大财政支持
市财政安排500万元“菜篮子”工程建设专项资金。对全市蔬菜加工销售大户新增担保贷款额度5000万元。（牵头单位：市财政局）
四、支持小店
对便利店、菜店等小店给予房租支持，支持比例上限由原50%提高至70%。（牵头单位：市商务局）
"""
SANMING = """三明市人民政府关于支持中小企业和一线医务人员的若干措施
一、减免企业房租
对承租国有资产类经营用房的中小企业，2020年2月份房租免收，3月份、4月份房租减半。（牵头单位：市财政局）
二、关爱一线医务人员
为一线医务人员每人办理1份保额为50万元的人身意外保险。（牵头单位：市卫生健康委）
本政策执行期暂定为自政策发布之日起三个月。
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build a document of each of two cities, which grant alike."""
    folder = tmp_path_factory.mktemp("places")
    for name, text in (("xiangtan", XIANGTAN), ("sanming", SANMING)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    out = folder / "build"
    files = [str(folder / "xiangtan.txt"), str(folder / "sanming.txt")]
    assert build_graph.main([*files, "--out", str(out), "--quiet"]) == 0
    return open_build(out)


@pytest.mark.parametrize("turns", SAME, ids=str)
def test_a_turn_means_what_it_means_after_those_before(
    build: Build, turns: list[tuple[str, str]]
) -> None:
    conversation = Conversation()
    for asked, alone in turns:
        answer, conversation = ask_in(build, asked, conversation)
        by_itself = ask(build, alone or asked)
        assert (answer.grade, answer.value) == (by_itself.grade, by_itself.value), asked


@pytest.mark.parametrize(("turns", "alone"), COMPLETE, ids=str)
def test_a_complete_question_is_not_narrowed(build: Build, turns: list[str], alone: bool) -> None:
    conversation = Conversation()
    for asked in turns:
        answer, conversation = ask_in(build, asked, conversation)
    by_itself = ask(build, turns[-1])
    same = (answer.grade, answer.text, answer.found.query)
    assert (same == (by_itself.grade, by_itself.text, by_itself.found.query)) is alone


@pytest.mark.parametrize(("turns", "held"), HOLDS)
def test_a_turn_may_point_back(build: Build, turns: list[str], held: str) -> None:
    conversation = Conversation()
    for asked in turns:
        answer, conversation = ask_in(build, asked, conversation)
    assert not answer.abstain
    assert held in answer.text + "".join(s.text for s in answer.statements)


@pytest.mark.parametrize(("turns", "held"), AMONG_PLACES)
def test_a_place_holds_until_another_is_named(places: Build, turns: list[str], held: str) -> None:
    conversation = Conversation()
    for asked in turns:
        answer, conversation = ask_in(places, asked, conversation)
    assert not answer.abstain
    assert held in answer.text + "".join(s.text for s in answer.statements)


def test_what_grants_as_much_is_told_apart_by_its_time(places: Build) -> None:
    answer = ask(places, "在湘潭、三明租国有房子做生意，哪个地方免得最多")
    assert answer.text.startswith("湘潭市最长，12个月")


def test_dialogues_on_the_command_line(build_folder: Path, build: Build, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        {"id": "a", "turns": [{"question": "水务局牵头哪些任务"}, {"question": "民政局呢"}]},
        {"id": "b", "turns": [{"question": "民政局呢"}, {}, {"question": "你好"}]},
        {"id": "c"},
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    source.write_text(f"{text}\nnot json\n", encoding="utf-8")
    asked = ["--dialogue", str(source), "--out", str(out), "--build", str(build_folder)]
    assert main(asked) == 0
    answered = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in answered] == ["a", "b", "c", None]
    first, second, *broken = (line["answers"] for line in answered)
    assert broken == [[], []] and all("error" in line for line in answered[2:])
    assert first[1]["answer"] == ask(build, "民政局牵头哪些任务").value
    assert second[0]["text"] == ask(build, "民政局呢").text  # nothing passes to the next dialogue
    assert second[1]["abstain"] and second[1]["error"]
    assert second[2]["grade"] == "reply"
