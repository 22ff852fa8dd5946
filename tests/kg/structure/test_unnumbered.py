"""Paragraphs without numbers that close with units are tasks, under the headings above them."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.structure.document import Document
from kg.structure.parser import parse

LINES = """龙城区2024年政府工作报告任务分解
提升城市能级
加快轨道交通建设。开通地铁4号线一期。（牵头单位：区住建局；责任单位：区轨道办）
打造特色街区。改造提升老城步行街。
全年举办促消费活动30场以上。（牵头单位：区商务局）
增进民生福祉
扩大学位供给。新建小学2所。（责任单位：区教育局）
"""


def document_of(text: str) -> Document:
    return parse(text, KNOWLEDGE.lexicon)


def test_paragraphs_and_headings_without_numbers() -> None:
    document = document_of(LINES)
    sections = {section.key: section.title for section in document.sections}
    assert [(t.title, sections.get(t.section or "")) for t in document.tasks] == [
        ("加快轨道交通建设", "提升城市能级"),
        ("全年举办促消费活动30场以上", "提升城市能级"),
        ("扩大学位供给", "增进民生福祉"),
    ]
    assert len({task.key for task in document.tasks}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "甲县2024年工作安排\n请各单位抓好落实。（牵头单位：县政府办）\n",
        "甲县2024年工作安排\n牵头单位：县水务局\n责任单位：县财政局\n",
    ],
    ids=["a single paragraph", "labels alone"],
)
def test_few_paragraphs_are_no_list_of_tasks(text: str) -> None:
    assert document_of(text).tasks == ()


def test_numbered_items_keep_their_further_paragraphs() -> None:
    text = (
        "甲县2024年工作要点\n一、兴业\n（一）治水。疏浚河道。\n"
        "建设水闸5座。（牵头单位：县水务局）\n管护到位。（牵头单位：县林业局）\n"
        "（二）兴教。新建小学2所。（牵头单位：县教育局）\n"
    )
    assert [task.title for task in document_of(text).tasks] == ["治水", "兴教"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "一是开工率达到100%（责任单位：县发改局）；二是支出进度不低于80%（责任单位：县财政局）",
            ["100%", "80%"],
        ),
        ("牵头单位：县发改局；责任单位：县水务局。力争投资增长10%左右。", ["10%"]),
    ],
)
def test_the_text_of_a_task_does_not_end_at_its_first_units(text: str, kept: list[str]) -> None:
    document = document_of(
        f"甲县2024年工作要点\n一、兴业\n（一）用好债券。{text}\n（二）治水。疏浚。（牵头单位：县水务局）\n"
    )
    assert all(figure in document.tasks[0].text for figure in kept)
