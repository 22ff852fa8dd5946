"""A turn as a change to what was asked: its place, its topic, its aspect, a member of what was told."""

from __future__ import annotations

from pathlib import Path

import pytest

import build_graph
from qa.answering import ask_in
from qa.build import Build, open_build
from qa.conversation import Conversation

HEZHOU = """禾州市人民政府关于支持中小企业的若干措施
一、加大信贷支持力度
对中小企业贷款利率下浮15%以上，窗口电话0731—58225116。（牵头单位：市财政局；完成时限：2020年6月底前）
二、加强银企对接
组织银行机构进园区12场。（牵头单位：市金融办；完成时限：2020年9月底前）
三、建立企业名录
把中小企业登记造册，及时更新。（牵头单位：市财政局；完成时限：持续推进）
"""
MIANJIANG = """绵江市人民政府关于支持中小企业的若干措施
一、加大信贷支持力度
对中小企业贷款利率下浮10%以上。（牵头单位：市金融办）
二、扩大进出口
完成进出口39亿元。（牵头单位：市商务局）
"""
FIRST = "禾州的信贷支持什么时候完成？"
TURNS = [
    # the documents in talk, and what is not in them
    ([FIRST, "外贸有定数没？"], "禾州"),
    (["绵江的信贷谁牵头？", "进出口要完成多少？"], "39亿元"),
    # the task that is called by what it is of; what was asked of one is asked of the next
    ([FIRST, "名录那件谁牵头？"], "市财政局"),
    ([FIRST, "名录那件呢？"], "持续推进"),
    ([FIRST, "谁牵头？", "银企对接呢？"], "市金融办"),
    ([FIRST, "谁牵头？", "银企对接呢？"], "2020年9月底"),
    # claims of dates
    ([FIRST, "银企对接是不是也是6月底？"], "不是"),
    ([FIRST, "名录那件有截止吗？"], "没有固定的日期"),
    # things of several turns
    ([FIRST, "名录那件呢？", "这两件分别谁牵头？"], "市财政局"),
    ([FIRST, "银企对接呢？", "这两件里最晚的是哪个？"], "加强银企对接，2020年9月30日"),
    ([FIRST, "银企对接呢？", "牵头部门一样吗？"], "不是。"),
    (["禾州市第一条谁牵头？", "第三条呢？", "这两条牵头单位一样吗？"], "都是市财政局"),
    # the question before, of another place
    (["禾州市的信贷那条怎么说？", "同样这事，绵江市怎么规定？"], "10%"),
    (["禾州市的信贷那条怎么说？", "绵江市的呢？"], "10%"),
    # what is not in the documents in talk is no other place's
    ([FIRST, "进出口呢？"], "禾州"),
    # the same unit
    (["禾州的信贷谁牵头？", "银企对接也是它管吗？"], "不是"),
]


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build a document of each of two invented cities."""
    folder: Path = tmp_path_factory.mktemp("towns")
    for name, text in (("hezhou", HEZHOU), ("mianjiang", MIANJIANG)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    files = [str(folder / "hezhou.txt"), str(folder / "mianjiang.txt")]
    out = folder / "build"
    assert build_graph.main([*files, "--out", str(out), "--quiet"]) == 0
    return open_build(out)


@pytest.mark.parametrize(("turns", "held"), TURNS)
def test_a_turn_changes_what_was_asked(towns: Build, turns: list[str], held: str) -> None:
    conversation = Conversation()
    for asked in turns:
        answer, conversation = ask_in(towns, asked, conversation)
    assert held in answer.text + "".join(s.text for s in answer.statements)


ROWS = """<html><body><h1>丁县2024年民生实事项目清单</h1><table>
<tr><td>序号</td><td>项目名称</td><td>建设地点</td><td>年度投资（万元）</td><td>责任单位</td></tr>
<tr><td>1</td><td>城北小学改造项目</td><td>城北街道</td><td>300</td><td>县教体局</td></tr>
<tr><td>2</td><td>老旧小区改造项目</td><td>城关镇</td><td>1360</td><td>县住建局</td></tr>
<tr><td>3</td><td>高标准农田建设项目</td><td>谢村镇</td><td>4930</td><td>县农业农村局</td></tr>
</table></body></html>"""
OF_ROWS = [
    (["老旧小区改造花多少？", "那投钱最少的呢？"], "城北小学改造项目最少"),
    (["哪个项目花钱最多？", "它建在哪里？", "最少的呢？"], "城北小学改造项目最少"),
    (["老旧小区改造花多少？", "表上这几个项目全加起来多少万？"], "6590万元"),
]


@pytest.mark.parametrize(("turns", "held"), OF_ROWS)
def test_turns_over_the_rows_of_a_table(
    tmp_path_factory: pytest.TempPathFactory, turns: list[str], held: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "rows"
    out = folder / "build"
    if not out.exists():
        folder.mkdir()
        (folder / "dingxian.html").write_text(ROWS, encoding="utf-8")
        assert build_graph.main([str(folder / "dingxian.html"), "--out", str(out), "--quiet"]) == 0
    build, conversation = open_build(out), Conversation()
    for turn in turns:
        answer, conversation = ask_in(build, turn, conversation)
    assert held in answer.text
