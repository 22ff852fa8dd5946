"""Nothing that was asked is left out: numbers of a row, places that are named, parts of a document."""

from __future__ import annotations

from pathlib import Path

import pytest

import build_graph
from qa.answering import ask
from qa.answers.clauses.row_mates import _asked_alike
from qa.build import Build, open_build

ZHEN = """镇坪县人民政府办公室
关于印发《镇坪县稳企措施》的通知
镇政办发〔2024〕7号
各乡镇人民政府：
镇坪县人民政府办公室
2024年3月5日
镇坪县稳企措施
一、减轻负担
（一）税收减免。对纳税确有困难的企业，依法减免房产税、城镇土地使用税。（牵头单位：县税务局）
（二）稳定就业。对不裁员的企业返还失业保险费的50%。（牵头单位：县人社局）
二、改善民生
（三）厕所革命。新建行政村公共厕所120座、旅游厕所8座、农村户用厕所1400座。（牵头单位：县农业农村局）
"""
PING = """平利县人民政府办公室
关于印发《平利县助企意见》的通知
各乡镇人民政府：
平利县人民政府办公室
2024年5月20日
平利县助企意见
一、稳住企业
（一）税费减免。企业可按程序申请房产税、城镇土地使用税困难减免。（牵头单位：县税务局）
（二）监管创新。在园区探索“沙盒监管”。（牵头单位：县市场监管局）
"""
ALIKE = [
    ("旅游厕所", "农村户用厕所", "建厕所多少座", True),
    ("旅游厕所", "农村户用厕所", "旅游厕所建多少座", False),
    ("高层次人才", "青年人才", "引进人才多少人", True),
    ("失业人员再就业", "全区城镇新增就业", "再就业多少人", False),
    ("OPC社区", "卓越级OPC社区", "建多少个OPC社区", False),
]
SAID = [
    ("镇坪县建的厕所分几种，各多少座，一共多少？", ("合计 1528座", "行政村公共厕所", "1400座")),
    ("房产税减免的说法，镇坪县和平利县有啥区别？", ("依法减免房产税", "困难减免")),
    ("谁提过“沙盒监管”？", ("平利县",)),
    ("镇坪县的文件分几个大块，每块几条？", ("2 个部分", "减轻负担 2 项", "改善民生 1 项")),
    ("镇坪县的文件一共多少条，文号和日期呢？", ("3 项", "镇政办发〔2024〕7号", "2024年3月5日")),
]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Build:
    folder = tmp_path_factory.mktemp("two")
    texts = {"zhenping.txt": ZHEN, "pingli.txt": PING}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    options = ["--out", str(folder / "build"), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([*(str(folder / name) for name in texts), *options]) == 0
    return open_build(folder / "build")


@pytest.mark.parametrize(("own", "other", "asked", "alike"), ALIKE)
def test_a_row_is_told_whole_unless_the_question_picks_one(
    own: str, other: str, asked: str, alike: bool
) -> None:
    assert _asked_alike(own, other, asked) is alike


@pytest.mark.parametrize(("question", "parts"), SAID)
def test_nothing_asked_is_left_out(two: Build, question: str, parts: tuple[str, ...]) -> None:
    text = ask(two, question).text
    assert [part for part in parts if part not in text] == [], text
