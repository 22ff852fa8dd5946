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
