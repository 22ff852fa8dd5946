"""Several places at once, rows of tables, documents among others, and what no document says."""

from __future__ import annotations

from pathlib import Path

import pytest

import build_graph
from qa.answering import ask
from qa.build import Build, open_build
from qa.execution.reckoning.quantities import holds_literal

YIJUN = """宜君县人民政府办公室
关于印发《宜君县支持小微企业十条措施》的通知
宜政办发〔2024〕3号
各乡镇人民政府：
宜君县人民政府办公室
2024年3月5日
宜君县支持小微企业十条措施
一、减轻负担
（一）减免房租。对承租国有资产类经营用房的小微企业，1个月房租免收、2个月租金减半。（牵头单位：县财政局）
（二）降低利率。银行对小微企业贷款利率在原有水平基础上下浮15%以上。（牵头单位：县金融办）
（三）延期缴税。确有特殊困难的企业可延期缴纳税款，最长不超过3个月。（牵头单位：县税务局）
（四）扩大就业。全年城镇新增就业2000人。（牵头单位：县人社局）
（五）奖励示范。对获评国家级、省级、市级示范企业的，分别给予30万元、20万元、10万元一次性奖励。（牵头单位：县工信局）
以上措施自印发之日起施行，由县工信局负责解释。
"""
LANGAO = """岚皋县人民政府办公室
关于印发《岚皋县稳企八条意见》的通知
各乡镇人民政府：
岚皋县人民政府办公室
2024年5月20日
岚皋县稳企八条意见
一、稳住企业
（一）房租减免。对承租国有资产类经营用房的小微企业，第一季度房租免收、第二季度租金减半。（牵头单位：县财政局）
（二）信贷支持。银行对小微企业贷款利率在原有水平基础上下浮10%以上。（牵头单位：县金融办）
（三）社保缓缴。确有困难的企业可缓缴失业保险费，最长不超过6个月。（牵头单位：县人社局）
（四）促进就业。全年城镇新增就业3500人。（牵头单位：县人社局）
"""
TABLE = """<html><head><title>镇巴县2024年民生实事项目清单</title></head><body>
<h1>镇巴县2024年民生实事项目清单</h1><table>
<tr><td>序号</td><td>项目名称</td><td>建设地点</td><td>建设内容</td><td>年度投资金额（万元）</td><td>责任单位</td></tr>
<tr><td>1</td><td>滨河步道建设项目</td><td>泾洋街道</td><td>新建滨河步道3公里。</td><td>800</td><td>住建局</td></tr>
<tr><td>2</td><td>农村公路护栏工程</td><td>渔渡镇</td><td>安装护栏25公里。</td><td>1200</td><td>交通局</td></tr>
<tr><td>3</td><td>敬老院改造项目</td><td>泾洋街道</td><td>改造敬老院2所。</td><td>500</td><td>民政局</td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Build:
    folder = tmp_path_factory.mktemp("counties")
    texts = {"yijun.txt": YIJUN, "langao.txt": LANGAO, "镇巴县_2024.html": TABLE}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    options = ["--out", str(folder / "build"), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([*(str(folder / name) for name in texts), *options]) == 0
    return open_build(folder / "build")


# (question, what the answer says, what it does not say)
TOLD = [
    ("延期缴税最长不超过3个月的有哪些地方", ["宜君县"], ["岚皋县"]),
    ("宜君和岚皋的贷款利率下浮幅度哪个大", ["宜君县更高", "15%", "10%"], []),
    ("宜君和岚皋新增就业谁多，差多少", ["岚皋县更多", "1500人"], []),
    ("宜君和岚皋的国有房租减免有什么不一样", ["1个月房租免收", "第一季度房租免收"], []),
    ("三份文件各有几条措施", ["5 项", "4 项", "3 项"], []),
    # numbers in a row, of things in a row
    ("宜君县省级示范企业奖励多少", ["20万元"], ["30万元", "10万元"]),
    ("宜君县国家级示范企业比市级示范企业多奖多少", ["相差 20万元"], []),
    # rows of a table counted, added up and shared
    ("镇巴县表里列了几个，合计多少钱？", ["共 3 项", "合计 2500万元"], []),
    ("镇巴县三个项目总投资多少，平均每个多少？", ["合计 2500万元", "平均每个约 833.33万元"], []),
    ("镇巴县那几个项目，花钱最多的是哪个，花多少？", ["农村公路护栏工程最多，1200万元"], ["预算"]),
    ("哪些地方说要给“示范企业”奖励", ["宜君县"], ["岚皋县"]),
    ("这几份文件里哪些讲的是示范企业？", ["宜君县"], ["岚皋县"]),
    ("哪几份文件没有文号", ["岚皋县稳企八条意见"], ["宜政办发"]),
    ("有落款日期的文件里哪份最晚", ["最晚的是《岚皋县", "2024年5月20日"], []),
    ("宜君的措施由谁负责解释", ["县工信局"], []),
    ("镇巴县农村公路护栏花多少", ["1200万元"], []),
    ("各地房租怎么减", ["宜君县：", "1个月房租免收", "岚皋县：", "第一季度房租免收"], []),
    ("宜君县金融办是负责延期缴税的吗", ["不是。", "县税务局"], []),
    ("镇巴县滨河步道建在哪个街道", ["泾洋街道"], []),
    ("镇巴县清单里哪个项目花钱最多", ["农村公路护栏工程", "1200万元"], ["500"]),
    ("镇巴县列出的项目投资合计多少万元", ["合计 2500万元"], []),
    ("镇巴县投资超过600万的项目有几个", ["2 项"], ["3 项"]),
]


@pytest.mark.parametrize(("question", "words", "strange"), TOLD)
def test_the_first_sentence_says(
    counties: Build, question: str, words: list[str], strange: list[str]
) -> None:
    answer = ask(counties, question)
    assert answer.grade == "stated", answer.text
    assert [word for word in words if word not in answer.text] == []
    assert [word for word in strange if word in answer.text] == []


# near what the documents say, and not there
ABSENT = [
    "宜君县县长叫什么",
    "岚皋的招商热线号码是多少",
    "宜君给每个工人每月补多少钱",
    "广州的房租减免几个月",
    "镇巴县第五项民生实事是哪个",
    "岚皋对网吧有什么补贴",
    "1+1等于几",
    "明天股市会涨吗",
]


@pytest.mark.parametrize("question", ABSENT)
def test_what_is_not_there_is_declined(counties: Build, question: str) -> None:
    assert ask(counties, question).grade == "absent"


@pytest.mark.parametrize(
    ("text", "literal", "held"),
    [
        ("返还失业保险费的50％", "一半", True),
        ("房租减半", "一半", True),
        ("三个月内补缴", "3个月", True),
        ("延长至2月24日", "24号", True),
        ("增长120%", "20%", False),  # digits begin there
    ],
)
def test_a_literal_is_held_in_other_words(text: str, literal: str, held: bool) -> None:
    assert holds_literal(text, literal) is held


def test_namesakes_of_several_places_are_not_summed(counties: Build) -> None:
    answer = ask(counties, "财政局和人社局谁牵头的任务多")
    assert answer.grade == "asked" and "更多" not in answer.text
    assert {"宜君县财政局", "岚皋县财政局"} <= set(answer.choices)
