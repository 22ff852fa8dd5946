"""Numbers and heads of pages, and lines broken at a width, in the view of a text."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.structure.lines.broken_lines import as_read
from kg.structure.parser import parse
from kg.text.span import Span
from kg.text.stored_text import StoredText

WIDTH = 20
# 7 lines of 20 characters that end without a stop
FULL = "\n".join("全县各级各部门要加强统筹，协调好各项工作的"[:WIDTH] for _ in range(7))
# (stored text, text of its view)
CASES = [
    # numbers of pages, and what stands beside them on every page
    ("做好工作。\n— 2 —\n（二）植树", "做好工作。\n（二）植树"),
    ("做好工作。\n第 2 页 共 9 页\n（二）植树", "做好工作。\n（二）植树"),
    (
        "全年新增。企业\n— 2 —\n东河县要点\n12家。\n— 3 —\n东河县要点\n（二）植树",
        "全年新增。企业12家。\n（二）植树",
    ),
    (
        "（一）甲。（牵头单位：县经信\n东河县人民政府文件\n-3-\n局）",
        "（一）甲。（牵头单位：县经信局）",
    ),
    # a line that only stands once beside a number is text
    ("做好工作。\n— 2 —\n东河县要点\n（二）植树", "做好工作。\n东河县要点\n（二）植树"),
    # sentences and brackets
    ("（一）甲。全年新增企业\n12家。", "（一）甲。全年新增企业12家。"),
    (
        "（一）甲。（牵头单位：县市\n场监管局）\n（二）乙",
        "（一）甲。（牵头单位：县市场监管局）\n（二）乙",
    ),
    ("（一）推动企业培育和\n小微企业扶持。做事。", "（一）推动企业培育和小微企业扶持。做事。"),
    # half a heading, in a text that is broken elsewhere too
    (
        "一、稳住工业\n经济运行\n（一）甲。新增企业\n12家。",
        "一、稳住工业经济运行\n（一）甲。新增企业12家。",
    ),
    ("一、稳住工业\n经济运行\n（一）甲。", "一、稳住工业\n经济运行\n（一）甲。"),
    # a decimal number begins an item
    (
        "1 理清家底\n1.1 入户调查。做事。\n1.2 编制规划。新建车位\n90个。\n2 加快建设\n2.1 修路。",
        "1理清家底\n1.1入户调查。做事。\n1.2编制规划。新建车位90个。\n2加快建设\n2.1修路。",
    ),
    (
        "1 理清家底，编好规划\n1.1 入户调查。做事。\n1.2 编制规划。做事。",
        "1理清家底，编好规划\n1.1入户调查。做事。\n1.2编制规划。做事。",
    ),
    # what ends stays apart: headings, labels, names, signatures, dates
    ("（一）优化环境，激发活力\n全面落实政策。", "（一）优化环境，激发活力\n全面落实政策。"),
    ("（一）甲。做事\n责任单位：县水利局。", "（一）甲。做事\n责任单位：县水利局。"),
    ("（一）甲。做事\n县水利局、县财政局", "（一）甲。做事\n县水利局、县财政局"),
    ("请认真执行。特此通知\n2024年3月5日", "请认真执行。特此通知\n2024年3月5日"),
    ("（一）甲。（牵头单位：县科技局\n（二）乙）", "（一）甲。（牵头单位：县科技局\n（二）乙）"),
    # lines of one width
    (FULL + "。", FULL.replace("\n", "") + "。"),
    (FULL + "\n" + "长" * 40, FULL + "\n" + "长" * 40),
]


@pytest.mark.parametrize("text, expected", CASES)
def test_what_a_view_leaves_out(text: str, expected: str) -> None:
    assert as_read(StoredText(text), (), KNOWLEDGE.lexicon).view.text == expected


def test_spans_of_what_is_read_over_a_break() -> None:
    text = "（一）甲。（牵头单位：县经信\n— 3 —\n局）"
    stored = as_read(StoredText(text), (), KNOWLEDGE.lexicon)
    start = stored.view.text.index("县经信局")
    (span,) = stored.trimmed_spans([(start, start + 4)])
    assert stored.slice(span) == "县经信\n— 3 —\n局"
    assert stored.read(span) == "县经信局"
    assert stored.read(Span(0, 3)) == "（一）"


def test_marks_of_emphasis_that_were_pasted_are_not_read() -> None:
    text = (
        "甲县2024年重点任务分工方案\n**一、治水**\n**（一）修渠**。修渠2公里。（责任单位：县**水利局**）\n"
        "联系人电话：138****1234\n"
    )
    document = parse(text, KNOWLEDGE.lexicon)
    (task,) = document.tasks
    assert [section.title for section in document.sections] == ["治水"]
    assert task.title == "修渠"
    assert [unit.name for unit in task.attributions[0].clauses[0].names] == ["县水利局"]
    assert "138****1234" in document.stored.view.text
