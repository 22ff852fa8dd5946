"""Issuers, numbers and titles of letters, decrees and pages."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.structure.document import DocumentMetadata
from kg.structure.parser import parse

ITEM = "\n一、治水。做事。（牵头单位：市水务局）"
JOINT = "甲县甲局\n甲县乙局\n2024年3月5日"
# (text, issuers, title, 文号, date)
CASES: list[tuple[str, list[str], str, str | None, str | None]] = [
    (
        "关于印发《甲方案》的通知\n各乡镇：\n现印发给你们。\n" + JOINT + "\n甲方案" + ITEM,
        ["甲县甲局", "甲县乙局"],
        "甲方案",
        None,
        "2024-03-05",
    ),
    (
        "关于印发《甲方案》的通知\n各乡镇：\n现印发给你们。\n甲县水利局 甲县财政局\n2024年3月5日\n甲方案"
        + ITEM,
        ["甲县水利局", "甲县财政局"],
        "甲方案",
        None,
        "2024-03-05",
    ),
    (
        "中华人民共和国国务院令\n第707号\n现公布《甲办法》。\n2024年3月5日\n甲办法\n第一条 做事。",
        ["国务院"],
        "甲办法",
        "国务院令第707号",
        "2024-03-05",
    ),
    (
        "标题：甲县绿化方案\n发文机关：甲县水利局\n成文日期：2024-03-05\n发文字号：甲水〔2024〕2号"
        + ITEM,
        ["甲县水利局"],
        "甲县绿化方案",
        "甲水〔2024〕2号",
        "2024-03-05",
    ),
    ("附件1\n甲县绿化任务" + ITEM, [], "甲县绿化任务", None, None),
    # a line under the title that holds nothing but issuer and date, with a label or without
    (
        "甲县绿化任务表\n编制单位：甲县人民政府督查室　　2024年1月20日" + ITEM,
        ["甲县人民政府督查室"],
        "甲县绿化任务表",
        None,
        "2024-01-20",
    ),
    (
        "甲县绿化任务表\n甲县绿化工作领导小组办公室 2024年3月5日" + ITEM,
        ["甲县绿化工作领导小组办公室"],
        "甲县绿化任务表",
        None,
        "2024-03-05",
    ),
    # behind the line that ends a page's text nothing is of the document
    (
        "甲县绿化任务\n发布日期：2024-01-19\n1.新建公园3个。\n2.植树5万株。\n甲县人民政府\n"
        "2024年1月16日\n（责任编辑：王某）\n热点新闻\n1.项目开工\n2.新增主体3000户",
        ["甲县人民政府"],
        "甲县绿化任务",
        None,
        "2024-01-16",
    ),
]


def metadata_of(text: str) -> DocumentMetadata:
    return parse(text, KNOWLEDGE.lexicon).metadata


@pytest.mark.parametrize("text, issuers, title, wenhao, date", CASES)
def test_heads(
    text: str, issuers: list[str], title: str, wenhao: str | None, date: str | None
) -> None:
    found = metadata_of(text)
    assert [issuer.value for issuer in found.signed_by] == issuers
    assert found.title
    assert found.title.value == title
    assert (found.wenhao.value if found.wenhao else None) == wenhao
    assert (found.date.value if found.date else None) == date


def test_addressees_behind_the_lines_of_a_page() -> None:
    text = (
        "甲县绿化方案\n发布机构：甲县政府\n原文链接：http://a\n---\n各乡镇政府，县水利局：\n做事。"
        + ITEM
    )
    assert [a.value for a in metadata_of(text).addressees] == ["各乡镇政府", "县水利局"]


def test_a_title_printed_twice_is_one_plan() -> None:
    text = (
        "甲县绿化方案\n政策全文\n甲县绿化方案\n各乡镇政府：\n做事。\n一、治水\n（一）修渠。做事。"
    )
    assert [section.title for section in parse(text, KNOWLEDGE.lexicon).sections] == ["治水"]


def test_of_several_issuers_the_first_leads() -> None:
    text = (
        "关于印发《甲县绿化方案》的通知\n各乡镇政府：\n现印发给你们。\n"
        "甲县林业局　甲县水利局\n二〇二三年四月十七日\n甲县绿化方案" + ITEM
    )
    found = metadata_of(text)
    assert found.issuer and found.issuer.value == "甲县林业局"
    assert found.date and found.date.value == "2023-04-17"


@pytest.mark.parametrize(
    "head, issuer",
    [
        ("甲县绿化任务\n制表单位：甲县绿化指挥部办公室\n2024年4月2日", "甲县绿化指挥部办公室"),
        ("甲县绿化任务\n甲政发〔2025〕3号 | 甲县人民政府 | 2025年1月27日", "甲县人民政府"),
        (
            "甲县绿化任务\n（甲县人民政府办公室  甲政办函〔2025〕3号  2025年1月27日）",
            "甲县人民政府办公室",
        ),
    ],
)
def test_issuers_that_labels_and_lines_of_a_head_give(head: str, issuer: str) -> None:
    found = metadata_of(head + ITEM)
    assert found.issuer and found.issuer.value == issuer
    assert found.addressees == ()


def test_who_signs_in_full_is_who_the_title_names_in_short() -> None:
    text = (
        "区政府办公室关于印发2023年任务表的通知\n各镇人民政府：\n现印发给你们。\n"
        "一、各单位要制定计划。\n二、按月报送进展。\n附件：2023年任务表\n"
        "甲市乙区政府办公室\n2023年2月10日\n附件\n2023年任务表\n"
    )
    found = metadata_of(text + ITEM)
    assert [issuer.value for issuer in found.issuers] == ["甲市乙区政府办公室"]


def test_an_imprint_in_brackets_gives_number_and_date() -> None:
    found = metadata_of(
        "甲县绿化任务\n（甲县人民政府办公室  甲政办函〔2025〕3号  2025年1月27日）" + ITEM
    )
    assert found.wenhao and found.wenhao.value == "甲政办函〔2025〕3号"
    assert found.date and found.date.value == "2025-01-27"


def test_a_letter_on_one_line_gives_its_date() -> None:
    found = metadata_of(
        "甲县人民政府关于印发《甲县十条措施》的通知 甲政函〔2025〕3号 甲县人民政府\n各乡镇：\n"
        "甲县人民政府  2025年1月27日  甲县十条措施 为深入贯彻落实精神，特制定以下措施。" + ITEM
    )
    assert found.date and found.date.value == "2025-01-27"


def test_what_is_behind_the_end_of_a_page_is_no_task() -> None:
    text = CASES[-1][0]
    tasks = parse(text, KNOWLEDGE.lexicon).tasks
    assert [task.title for task in tasks] == ["新建公园3个", "植树5万株"]
