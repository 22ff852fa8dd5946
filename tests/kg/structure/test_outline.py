"""The tree of items: several plans in a file, and what comes after the last item."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.structure.blocks import blocks
from kg.structure.lines.decimal_numbers import decimal_numbers
from kg.structure.outline import outline
from kg.structure.parser import parse

NOTICE = """东河市人民政府办公室
关于印发东河市2024年重点任务的通知
各县（区）人民政府，市政府各部门：
《东河市2024年重点任务》已经市政府同意，现印发给你们。
东河市人民政府办公室
2024年3月5日
（此件公开发布）
东河市2024年重点任务
为贯彻《西川省发展规划》（川发〔2023〕7号），制定如下任务。
"""


LINES = "一、甲甲。做事。（市教育局负责）\n二、乙乙。做事。（市财政局负责）"


def test_several_plans_in_one_file() -> None:
    plan = "一、要求\n做好工作。\n二、措施\n1．甲甲。\n牵头部门：市教育局\n2．乙乙。\n牵头部门：市水利局\n"
    text = (
        NOTICE.split("东河市2024年重点任务\n为")[0]
        + f"东河市第一专项方案\n{plan}东河市第二专项方案\n{plan}"
    )
    document = parse(text, KNOWLEDGE.lexicon)
    assert [task.key for task in document.tasks] == ["1.1", "1.2", "2.1", "2.2"]
    assert {task.plan for task in document.tasks} == {"1", "2"}


@pytest.mark.parametrize(
    "tail, date, disclosure",
    [
        # signature and date in the last line of a text without line breaks
        ("三、加强领导。市海洋小组研究重大问题。东河市人民政府2020年9月15日(此件主动公开)", "2020-09-15", "此件主动公开"),
        ("三、加强领导。研究重大问题。东河市人民政府办公室2020年9月15日", "2020-09-15", None),
        ("三、加强领导。研究重大问题。\n本意见自2023年5月15日起施行，由市发改局负责解释。\n扫一扫在手机打开当前页", None, None),
        ("三、加强领导。研究重大问题。\n信息公开选项：主动公开\n抄送：市委办公室。", None, "信息公开选项：主动公开"),
        ("三、加强领导。研究重大问题。\n扫一扫在手机打开当前页", None, None),
        ("三、加强领导。研究重大问题。\n附件：甲表", None, None),
    ],
)  # fmt: skip
def test_what_stands_behind_the_last_task(
    tail: str, date: str | None, disclosure: str | None
) -> None:
    document = parse(f"东河市绿化工作方案\n{LINES}\n{tail}", KNOWLEDGE.lexicon)
    assert document.tasks[-1].text.endswith("研究重大问题。")
    assert document.slice(document.tasks[-1].span).endswith("研究重大问题。")
    assert (document.metadata.date.value if document.metadata.date else None) == date
    found = document.metadata.disclosure
    assert (found.value if found else None) == disclosure


def test_a_date_in_the_last_task_is_no_signature() -> None:
    document = parse(
        f"东河市绿化工作方案\n{LINES}\n三、收尾。做好总结。各县局2020年9月15日前报送。",
        KNOWLEDGE.lexicon,
    )
    assert document.tasks[-1].text.endswith("报送。")


def test_items_know_their_place() -> None:
    text = "一、甲\n（一）乙。做事。（市教育局负责）\n1.丙。\n（二）丁。做事。\n二、戊\n尾声。"
    found = outline(text, blocks(text, decimal_numbers(text)), (), KNOWLEDGE.lexicon)
    first, second, third, fourth, fifth = found.items
    assert [item.style for item in found.items] == ["han", "han_bracket", "arabic", "han_bracket", "han"]  # fmt: skip
    assert third.ancestors == (second, first)
    assert first.children == [second, fourth]
    assert first.below == (second, third, fourth)
    assert (first.end, first.last_end) == (text.index("\n"), text.index("\n二、"))
    assert (fifth.start, fifth.last_end) == (text.index("二、"), len(text))
    assert [len(item.attributions) for item in found.items] == [0, 1, 0, 0, 0]
    assert (found.head_end, found.tail_start) == (0, len(text))


def test_a_text_without_items() -> None:
    assert outline("甲", blocks("甲", {}), (), KNOWLEDGE.lexicon).items == ()
