"""The titles of a document and of what it brings."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.extraction import extract
from kg.structure.document_title import FoundValue, Titles, read_titles, stored_values
from kg.structure.parser import parse
from kg.text.span import Span
from kg.text.view import View

LINES = "一、甲甲。做事。（市教育局负责）\n二、乙乙。做事。（市财政局负责）"


PLAN = "东河市绿化行动方案"


@pytest.mark.parametrize(
    "named, brought, printed, title",
    [
        # the notice puts the title in 《》, in its own title and in the letter
        (f"《{PLAN}》", f"《{PLAN}》", PLAN, PLAN),
        (PLAN, f"《{PLAN}》", PLAN, PLAN),
        # years with another dash, or only where the plan itself stands
        (f"{PLAN}（2023-2025年）", f"《{PLAN}（2023—2025年）》", f"{PLAN}（2023—2025年）", f"{PLAN}（2023—2025年）"),
        (PLAN, f"《{PLAN}（2022—2024年）》", f"{PLAN}\n（2022—2024年）", f"{PLAN}（2022—2024年）"),
        (f"《{PLAN}（试行）》", f"《{PLAN}（试行）》", f"{PLAN}（试行）", f"{PLAN}（试行）"),
        # a title inside the title
        ("《2024年政府工作报告》分工方案", "《2024年〈政府工作报告〉分工方案》", "2024年《政府工作报告》分工方案", "2024年《政府工作报告》分工方案"),
        ("分工落实《东河市规划》", "《分工落实〈东河市规划〉》", "分工落实《东河市规划》", "分工落实《东河市规划》"),
        # not printed again
        (f"《{PLAN}》", f"《{PLAN}》", "", PLAN),
        # forwarded, the notice's sentence begins with it
        (f"市林业局关于{PLAN}", f"市林业局《关于{PLAN}》", "", f"市林业局关于{PLAN}"),
        # the letter sends it under other words
        ("绿化行动", "《东河市绿化行动任务表》", "", "东河市绿化行动任务表"),
        (f"{PLAN}和项目表", f"《{PLAN}》《东河市项目表》", "", PLAN),
        # the letter names what the plan is of
        ("《政府工作报告重点任务分解方案》", "《政府工作报告》重点任务", "", "政府工作报告重点任务分解方案"),
        # marks around its first words
        ("“无废城市”试点方案", "《“无废城市”试点方案》", "“无废城市”试点方案", "“无废城市”试点方案"),
        # the letter names it without brackets
        (PLAN, PLAN, PLAN, PLAN),
    ],
)  # fmt: skip
def test_the_title_a_notice_covers(named: str, brought: str, printed: str, title: str) -> None:
    text = (
        f"东河市人民政府关于印发{named}的通知\n东政发〔2022〕2号\n各县人民政府：\n"
        f"现将{brought}印发给你们。\n东河市人民政府\n2022年3月5日\n{printed}\n"
        f"为贯彻《西川省绿化规划》，制定本方案。\n{LINES}"
    )
    document = parse(text, KNOWLEDGE.lexicon)
    metadata = document.metadata
    assert metadata.title and metadata.title.value == title
    assert (
        metadata.notice_title
        and metadata.notice_title.value == f"东河市人民政府关于印发{named}的通知"
    )
    assert metadata.date and metadata.date.value == "2022-03-05"
    assert [policy.title for policy in extract(document, "x.txt", KNOWLEDGE).basis] == [
        "西川省绿化规划"
    ]


def test_masthead_and_number_above_the_title() -> None:
    text = "东河市人民政府文件\n东政发〔2025〕3号\n东河市人民政府关于印发《甲方案》的通知\n各县人民政府：\n现将《甲方案》印发给你们。\n"
    metadata = parse(f"{text}甲方案\n{LINES}", KNOWLEDGE.lexicon).metadata
    assert (
        metadata.notice_title
        and metadata.notice_title.value == "东河市人民政府关于印发《甲方案》的通知"
    )
    assert metadata.wenhao and metadata.wenhao.value == "东政发〔2025〕3号"


@pytest.mark.parametrize(
    "head, cover",
    [
        ("东河市绿化工作方案\n为了绿化", "东河市绿化工作方案"),
        ("东河市人民政府\n关于加强\n绿化的意见（试行）\n各县：", "东河市人民政府关于加强绿化的意见（试行）"),
        # runs into the text
        ("东河市人民政府关于绿化的通知各县人民政府：请做好工作。", "东河市人民政府关于绿化的通知"),
        # what web pages and mastheads put above it
        ("索引号：123\n发布日期：2022年\n东河市绿化方案", "东河市绿化方案"),
        ("东河市人民政府文件\n东政发〔2022〕2号\n东河市绿化方案", "东河市绿化方案"),
        ("东政发〔2022〕2号东河市绿化方案", "东河市绿化方案"),
        # the title of a page, and the same above its text
        ("东河市绿化若干措施东河市绿化若干措施东政发〔2022〕2号\n各县：", "东河市绿化若干措施"),
        # nothing ends like a title: the first line
        ("绿化东河\n大家一起来", "绿化东河"),
    ],
)  # fmt: skip
def test_the_first_title(head: str, cover: str) -> None:
    titles = read_titles(View.of(head), len(head), KNOWLEDGE.lexicon.documents)
    assert titles.cover
    assert titles.cover.value == cover
    assert head[titles.cover.start : titles.cover.end].replace("\n", "") == cover


def test_a_text_without_a_title() -> None:
    assert read_titles(View.of(""), 0, KNOWLEDGE.lexicon.documents) == Titles()


def test_stored_spans_of_a_title_over_lines() -> None:
    view = View.of("东 河市\n绿化方案")
    (value,) = stored_values(view, [FoundValue("东河市绿化方案", 0, 8)])
    assert value.spans == (Span(0, 4), Span(5, 9))
    (value,) = stored_values(view, [FoundValue("河市", 1, 3, pieces=((1, 2), (2, 3)))])
    assert value.spans == (Span(2, 3), Span(3, 4))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Key Tasks of Jia County for 2024", "Key Tasks of Jia County for 2024"),
        ("甲县“AI + 制造” 行动 2024 年重点任务", "甲县“AI+制造”行动2024年重点任务"),
        ("甲县 Open Data 行动方案", "甲县Open Data行动方案"),
    ],
)
def test_latin_words_of_a_title_stay_apart(head: str, title: str) -> None:
    metadata = parse(f"{head}\n{LINES}", KNOWLEDGE.lexicon).metadata
    assert metadata.title and metadata.title.value == title


def test_a_title_over_lines_that_could_end_before() -> None:
    text = (
        "东河市人民政府办公室关于推行\n执法公示制度全过程记录制度\n法制审核制度的指导意见\n"
        f"各县人民政府：\n为做好工作，提出如下意见。\n{LINES}"
    )
    metadata = parse(text, KNOWLEDGE.lexicon).metadata
    assert metadata.title
    assert metadata.title.value.endswith("推行执法公示制度全过程记录制度法制审核制度的指导意见")
    assert [field.value for field in metadata.addressees] == ["各县人民政府"]
