"""Persons and posts under labels of persons."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.extraction import extract
from kg.extraction.assignments.persons import person_spans
from kg.extraction.mentions import DocumentFacts, PersonMention, UnitMention
from kg.structure.parser import parse


def facts_of(attribution: str) -> DocumentFacts:
    text = f"汶上县2024年重点任务\n一、兴业\n（一）整治河道。疏浚清溪河。\n{attribution}\n"
    return extract(parse(text, KNOWLEDGE.lexicon), "persons.txt", KNOWLEDGE)


def persons_of(attribution: str) -> list[PersonMention]:
    facts = facts_of(attribution)
    found = [m for task in facts.tasks for m in task.mentions if isinstance(m, PersonMention)]
    assert all(facts.document.slice(mention.span) == mention.text for mention in found)
    return found


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        ("（分管领导：张三）", [("张三", "分管领导", "")]),
        (
            "（牵头单位：县水务局；分管领导：张三；责任人：李四、欧阳建国）",
            [("张三", "分管领导", ""), ("李四", "责任人", ""), ("欧阳建国", "责任人", "")],
        ),
        ("分管领导：副县长 张三\n责任单位：县水务局", [("张三", "分管领导", "副县长")]),
        ("（责任人：张 三（县水务局局长））", [("张三", "责任人", "县水务局局长")]),
        ("（责任领导：王××、赵某某）", [("王××", "责任领导", ""), ("赵某某", "责任领导", "")]),
        ("（责任人：张三 李四）", [("张三", "责任人", ""), ("李四", "责任人", "")]),
        ("（责任人：张三 13800000000）", [("张三", "责任人", "")]),
        ("（责任人：张三，0537-7200000）", [("张三", "责任人", "")]),
        ("牵头单位：县民政局（责任人：周杰，电话0537/7212346）", [("周杰", "责任人", "")]),
        ("分管领导：张三 县交通运输局牵头，县财政局配合", [("张三", "分管领导", "")]),
        ("（分管领导：张三，县水务局牵头）", [("张三", "分管领导", "")]),
        (
            "（责任人：张三 县水务局局长赵六六；牵头单位：县水务局）",
            [("张三", "责任人", ""), ("赵六六", "责任人", "县水务局局长")],
        ),
        ("（牵头单位：张三 县水务局）", [("张三", "牵头单位", "")]),
        ("包保县领导：王五\n牵头单位：县水务局", [("王五", "包保县领导", "")]),
        ("（责任人：各科室、白云区、全体干部）", []),
        ("（责任人：张主任）", []),
        ("（分管领导：芮春祥、水永福）", [("芮春祥", "分管领导", ""), ("水永福", "分管领导", "")]),
    ],
)
def test_persons(attribution: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(m.name, m.role, m.post) for m in persons_of(attribution)] == expected
    assert not any(m.is_post for m in persons_of(attribution))


@pytest.mark.parametrize("post", ["副县长", "县委常委", "县水务局主要负责人", "镇长"])
def test_a_post_without_a_name_is_a_post(post: str) -> None:
    (mention,) = persons_of(f"（牵头单位：县水务局；分管领导：{post}）")
    assert (mention.name, mention.is_post, mention.order) == (post, True, 1)


def test_persons_are_no_units() -> None:
    mentions = facts_of("（牵头单位：县水务局；责任人：张三）").tasks[0].mentions
    assert [m.text for m in mentions if isinstance(m, UnitMention)] == ["县水务局"]


def test_persons_of_a_table() -> None:
    cells = "序号/工作任务/责任单位/分管领导/责任人/1/整治清溪河/县水务局/副县长/张三/2/建设水厂/县水务局/副县长/李四"
    text = "汶上县2024年重点任务\n" + cells.replace("/", "\n") + "\n"
    facts = extract(parse(text, KNOWLEDGE.lexicon), "persons.txt", KNOWLEDGE)
    found = [
        [(m.name, m.role) for m in task.mentions if isinstance(m, PersonMention)]
        for task in facts.tasks
    ]
    assert found == [
        [("副县长", "分管领导"), ("张三", "责任人")],
        [("副县长", "分管领导"), ("李四", "责任人")],
    ]


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        (
            "分管领导：张三 县交通运输局牵头，县财政局配合",
            [("县交通运输局", "lead"), ("县财政局", "assist")],
        ),
        ("（分管领导：张三，县水务局牵头）", [("县水务局", "lead")]),
        ("（牵头单位：张三 县水务局）", [("县水务局", "lead")]),
        ("（责任人：县水务局局长赵六六；牵头单位：县水务局）", [("县水务局", "lead")]),
        ("牵头单位：县民政局（责任人：周杰，电话0537/7212346）", [("县民政局", "lead")]),
        (
            "牵头单位：县民政局（责任人：周杰）；责任单位：县财政局（责任人：李四）",
            [("县民政局", "lead"), ("县财政局", "responsible")],
        ),
    ],
)
def test_units_beside_persons(attribution: str, expected: list[tuple[str, str]]) -> None:
    mentions = facts_of(attribution).tasks[0].mentions
    assert [(m.text, m.role) for m in mentions if isinstance(m, UnitMention)] == expected


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("联系人：王晓明，电话：0537-7200000。", ["王晓明"]),
        ("组  长：孙志刚（副县长）、李四", ["孙志刚（副县长）", "李四"]),
        ("李四　　县水务局局长", ["李四　　县水务局局长"]),
        ("责任人：县水务局局长 赵六六", ["局长 赵六六"]),
        ("由张建国同志牵头推进。", ["张建国"]),
        ("联系人及电话：刘志强，7212345。", ["刘志强"]),
        ("联系人（电话）：刘志强 7212345。", ["刘志强"]),
        ("联络员：刘志强、李强。", ["刘志强", "李强"]),
        ("由王小明、李强负责。", ["王小明", "李强"]),
        ("由王小明同志和李和平同志具体负责。", ["王小明", "李和平"]),
        ("由单位负责，由施工方负责。明确分管负责人，实施经常性督导。", []),
        ("由管委会、村委会负责，由高校负责。", []),
        ("由县水务局、商务局牵头负责。", []),
        ("成员：县财政局、县水务局。", []),
        ("高新区管委会牵头，常年坚持。", []),
        ("领导小组办公室设在县水务局。", []),
    ],
)
def test_persons_are_found_wherever_they_are_named(line: str, named: list[str]) -> None:
    lexicon = KNOWLEDGE.lexicon
    document = parse(f"汶上县2024年重点任务\n一、保障措施\n{line}\n", lexicon)
    spans = [document.slice(span) for span in person_spans(document, lexicon)]
    assert spans == named
