"""Structure: headings, tasks, plans and frames of the first document and of invented ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.document import Document
from kg.extraction import extract
from kg.parser import parse
from kg.text import normalise

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


def test_the_first_document(first_document: Document) -> None:
    frame = first_document.frame
    assert len(first_document.tasks) == 78
    assert [len(s.title) > 0 for s in first_document.sections] == [True] * 11
    assert frame.wenhao and frame.wenhao.value == "汶政办字〔2023〕29号"
    assert frame.title and len(frame.title.spans) == 2  # printed over two lines
    assert frame.notice_title and frame.notice_title.value.endswith("2023年重点工作任务的通知")
    assert frame.issuer and frame.issuer.value == "汶上县人民政府办公室"
    assert frame.date and frame.date.value == "2023-07-17"
    assert frame.disclosure and frame.disclosure.value == "此件公开发布"
    assert [f.value for f in frame.addressees] == [
        "各乡镇（街道）人民政府（办事处）",
        "县政府有关部门",
    ]
    assert len(frame.cc) == 6
    assert [t.key for t in first_document.tasks if not t.attributions] == ["76", "77", "78"]
    assert "抄送" not in first_document.slice(first_document.tasks[-1].span)


def test_spans_quote_the_text(first_document: Document) -> None:
    for task in first_document.tasks:
        assert first_document.slice(task.title_span) == task.title
        assert task.text in first_document.slice(task.body)
        assert first_document.slice(task.span).startswith(task.ordinal)


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
    assert keys(parse(NOTICE + body)) == expected


def test_several_plans_in_one_file() -> None:
    plan = "一、要求\n做好工作。\n二、措施\n1．甲甲。\n牵头部门：市教育局\n2．乙乙。\n牵头部门：市水利局\n"
    text = (
        NOTICE.split("东河市2024年重点任务\n为")[0]
        + f"东河市第一专项方案\n{plan}东河市第二专项方案\n{plan}"
    )
    document = parse(text)
    assert keys(document) == ["1.1", "1.2", "2.1", "2.2"]
    assert {task.plan for task in document.tasks} == {"1", "2"}


def test_a_text_without_tasks_is_kept_as_paragraphs() -> None:
    document = parse(
        "东河市政府工作报告\n各位代表：\n过去一年，全市经济增长5%。\n一、回顾\n成绩很大。"
    )
    assert document.tasks == ()
    assert any("全市经济增长" in paragraph.text for paragraph in document.paragraphs)
    assert any("no task" in warning.message for warning in document.warnings)


def test_a_law_has_articles_not_tasks() -> None:
    assert parse("东河市绿化条例\n第一条 为了绿化。\n第二条 市林业局负责绿化工作。").tasks == ()


def test_a_restarted_number_twice_in_one_section_stays_unique() -> None:
    document = parse(NOTICE + "1.甲甲。（市教育局负责）\n1.乙乙。（市教育局负责）")
    assert len(set(keys(document))) == len(document.tasks) == 2


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "一、",
                "（一）",
                "1.",
                "①",
                "第一条",
                "（牵头单位：",
                "）",
                "《",
                "》",
                "县财政局",
                "、",
                "。",
                "\n",
                "抄送：",
                "附件：",
                "2023年7月17日",
                "关于",
                "通知",
                "（国发〔2022〕18号",
                "各县",
                "等",
                "牵头",
                " ",
                "重点任务",
                "#",
            ]
        ),
        max_size=60,
    )
)
def test_no_text_is_refused_and_every_mention_is_a_span(pieces: list[str]) -> None:
    text = normalise("".join(pieces))
    facts = extract(parse(text), "x.txt")
    for task_facts in facts.tasks:
        for mention in task_facts.mentions:
            assert text[mention.span.start : mention.span.end] == mention.text


@pytest.mark.parametrize(
    "piece",
    [
        "一、",
        "（牵头单位：县财政局、",
        "《",
        "（",
        "各县、",
        "1.甲。",
        "关于印发",
        "等、",
        "年月日",
    ],
)
def test_long_pathological_lines_stay_linear(piece: str) -> None:
    # no timing: a quadratic or exponential rule would not come back from this
    parse(piece * 20_000)
