"""Parsing: the first document, texts without tasks, spans, and texts of any kind."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction import extract
from kg.structure.document import Document
from kg.structure.parser import parse
from kg.text.view import normalise


def test_the_first_document(first_document: Document) -> None:
    metadata = first_document.metadata
    assert len(first_document.tasks) == 78
    assert [len(s.title) > 0 for s in first_document.sections] == [True] * 11
    assert metadata.wenhao and metadata.wenhao.value == "汶政办字〔2023〕29号"
    assert metadata.title and len(metadata.title.spans) == 2  # printed over two lines
    assert metadata.notice_title and metadata.notice_title.value.endswith(
        "2023年重点工作任务的通知"
    )
    assert metadata.issuer and metadata.issuer.value == "汶上县人民政府办公室"
    assert metadata.date and metadata.date.value == "2023-07-17"
    assert metadata.disclosure and metadata.disclosure.value == "此件公开发布"
    assert [f.value for f in metadata.addressees] == [
        "各乡镇（街道）人民政府（办事处）",
        "县政府有关部门",
    ]
    assert len(metadata.cc) == 6
    assert [t.key for t in first_document.tasks if not t.attributions] == ["76", "77", "78"]
    assert "抄送" not in first_document.slice(first_document.tasks[-1].span)


def test_spans_quote_the_text(first_document: Document) -> None:
    for task in first_document.tasks:
        assert first_document.slice(task.title_span) == task.title
        assert task.text in first_document.slice(task.content)
        assert first_document.slice(task.span).startswith(task.ordinal)


def test_a_text_without_tasks_is_kept_as_paragraphs() -> None:
    document = parse(
        "东河市政府工作报告\n各位代表：\n过去一年，全市经济增长5%。\n一、回顾\n成绩很大。",
        KNOWLEDGE.lexicon,
    )
    assert document.tasks == ()
    assert any("全市经济增长" in paragraph.text for paragraph in document.paragraphs)
    assert any("no task" in warning.message for warning in document.warnings)


def test_what_follows_the_units_of_a_task_is_a_paragraph() -> None:
    text = (
        "关于印发若干措施的通知\n一、减免房租。对中小企业免收2月份房租。（责任单位：市国资委）\n"
        "二、法律援助。积极提供法律援助。（责任单位：市司法局等） 本意见自发布之日起3个月内有效。"
    )
    document = parse(text, KNOWLEDGE.lexicon)
    (left,) = [p for p in document.paragraphs if "有效" in p.text]
    assert document.slice(left.span) == left.text == "本意见自发布之日起3个月内有效。"
    assert len(document.tasks) == 2


@pytest.mark.parametrize(
    "item, title",
    [
        ("开工新建西环路，改造提升新城路、像山路、渭川路、康庄东路", None),
        ("新建行政村公共厕所120座、旅游厕所8座，农村户用厕所14500座", None),
        ("建设驿站。新增停车位400个以上", "建设驿站"),
        ("新建行政村公共厕所120座、旅游厕所8座，农村户用厕所14500座。改造两个市场", ""),
    ],
)
def test_the_title_of_an_item_of_one_sentence_is_that_sentence(
    item: str, title: str | None
) -> None:
    text = f"东河市2024年民生实事\n（1）{item}。\n（2）完成新安大道一期工程。"
    assert parse(text, KNOWLEDGE.lexicon).tasks[0].title == (item if title is None else title)


@pytest.mark.parametrize(
    "lines",
    [
        "（一）治水。做事。（牵头单位：市水务局）（责任单位：市财政局）\n（二）植树。做事。（市林业局负责）",
        "（一）治水。做事。\n牵头单位：市水务局\n责任单位：市财政局\n完成时限：6月底",
        "序号\n事项\n责任单位\n完成时限\n1\n新建水闸\n市水务局\n6月底",
        "序号\n责任单位\n事项\n完成时限\n1\n市水务局\n新建水闸\n6月底",
    ],
)
def test_the_span_of_a_task_holds_all_its_attributions(lines: str) -> None:
    task = parse(f"东河市2024年重点任务\n{lines}", KNOWLEDGE.lexicon).tasks[0]
    assert len(task.attributions) > 1
    assert all(a.span.within(task.span) for a in task.attributions)


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
    facts = extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)
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
    parse(piece * 20_000, KNOWLEDGE.lexicon)
