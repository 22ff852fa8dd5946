"""Which items are tasks, and their keys."""

from __future__ import annotations

import re

import pytest
from conftest import KNOWLEDGE

from kg.structure.document import Document
from kg.structure.parser import parse
from kg.structure.parts.goals import goal_spans

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


def keys(document: Document) -> list[str]:
    return [task.key for task in document.tasks]


@pytest.mark.parametrize(
    "body, expected",
    [
        (
            "一、甲\n（一）乙乙。做事。（市教育局负责）\n（二）丙丙。做事。（市教育局负责）",
            ["1", "2"],
        ),
        # no line breaks at all
        (
            "一、甲（一）乙乙。做事。（市教育局负责）（二）丙丙。做事。（市教育局负责）二、丁（三）戊戊。做事。（市水利局负责）",
            ["1", "2", "3"],
        ),
        # the item is the task, no sections
        (
            "一、甲甲。做事。（责任单位：市教育局）\n二、乙乙。做事。（责任单位：市教育局）",
            ["1", "2"],
        ),
        # numbering restarts in each section
        (
            "一、甲\n1.乙乙。（市教育局负责）\n2.丙丙。（市教育局负责）\n二、丁\n1.戊戊。（市水利局负责）",
            ["1.1", "1.2", "2.1"],
        ),
        # two levels, each with its own attribution
        (
            "（一）甲甲。（市教育局牵头）\n1.乙乙。（市财政局负责）\n2.丙丙。（市水利局负责）",
            ["1", "1.1", "1.2"],
        ),
        # parts that an item numbers in its own paragraph, each with its attribution
        (
            "一、甲\n（一）乙乙。①做事（市教育局负责）；②修路（市财政局负责）。\n（二）丙丙。做事。（市水利局负责）",
            ["1", "2"],
        ),
        # attributions on lines of their own
        (
            "1．甲甲。做事。\n\n牵头部门：市教育局\n\n完成时限：6月底\n\n2．乙乙。做事。\n\n牵头部门：市水利局",
            ["1", "2"],
        ),
        # a task without attribution among its kind
        (
            "一、甲\n（一）乙乙。（市教育局负责）\n（二）丙丙。（市教育局负责）\n二、保障\n（三）加强领导。各级要重视。",
            ["1", "2", "3"],
        ),
    ],
)
def test_numbering(body: str, expected: list[str]) -> None:
    assert keys(parse(NOTICE + body, KNOWLEDGE.lexicon)) == expected


FRAMED = """东河市数字化改造实施方案
{}总体要求
{}指导思想
坚持企业主体，推动高质量发展。
{}工作目标
到2026年，增加值超过150亿元。
{}重点任务
{}推进改造
改造企业120家。（责任单位：市教育局）
{}培育服务商
引进50家。（责任单位：市水利局）"""


@pytest.mark.parametrize(
    "numbers",
    [
        ("一、", "（一）", "（二）", "二、", "（一）", "（二）"),
        ("一、", "（一）", "（二）", "二、", "（三）", "（四）"),
        ("一、", "1.", "2.", "二、", "1.", "2."),
        ("1 ", "1.1 ", "1.2 ", "2 ", "2.1 ", "2.2 "),
        ("第一章 ", "（一）", "（二）", "第二章 ", "（三）", "（四）"),
    ],
)
@pytest.mark.parametrize("attributed", [True, False])
def test_what_frames_the_work_is_no_task(numbers: tuple[str, ...], attributed: bool) -> None:
    text = FRAMED.format(*numbers)
    text = text if attributed else re.sub("（责任单位：.*?）", "", text)
    document = parse(text, KNOWLEDGE.lexicon)
    assert [task.title for task in document.tasks] == ["推进改造", "培育服务商"]
    goals = goal_spans(document, KNOWLEDGE.lexicon.documents)
    assert [document.stored.read(span) for span in goals] == ["到2026年，增加值超过150亿元。"]


def test_what_frames_the_work_is_a_task_where_somebody_does_it() -> None:
    body = (
        "一、总体要求\n（一）工作目标。做事。（市教育局负责）\n二、乙\n（二）丙丙。（市教育局负责）"
    )
    assert keys(parse(NOTICE + body, KNOWLEDGE.lexicon)) == ["1", "2"]


SAFEGUARDED = """东河市绿化方案
一、重点任务
1.推进改造。改造企业120家。（责任单位：市教育局）
2.培育企业。引进50家。（责任单位：市水利局）
二、{}
（一）加强组织领导。成立专班。
（二）强化资金保障。安排资金3500万元。"""


@pytest.mark.parametrize("heading, count", [("保障措施", 4), ("组织保障", 4), ("名词解释", 2)])
def test_safeguards_are_tasks_beside_others(heading: str, count: int) -> None:
    document = parse(SAFEGUARDED.format(heading), KNOWLEDGE.lexicon)
    titles = ["推进改造", "培育企业", "加强组织领导", "强化资金保障"]
    assert [task.title for task in document.tasks] == titles[:count]


def test_a_law_has_articles_not_tasks() -> None:
    assert (
        parse(
            "东河市绿化条例\n第一条 为了绿化。\n第二条 市林业局负责绿化工作。", KNOWLEDGE.lexicon
        ).tasks
        == ()
    )


def test_a_restarted_number_twice_in_one_section_stays_unique() -> None:
    document = parse(
        NOTICE + "1.甲甲。（市教育局负责）\n1.乙乙。（市教育局负责）", KNOWLEDGE.lexicon
    )
    assert len(set(keys(document))) == len(document.tasks) == 2


def test_one_attribution_of_many_does_not_tell_the_tasks() -> None:
    items = "\n".join(f"（{number}）甲甲。做事。" for number in "一二三四五六七八九")
    document = parse(f"{NOTICE}一、甲\n{items}（市教育局负责）", KNOWLEDGE.lexicon)
    assert keys(document) == [str(number) for number in range(1, 10)]
