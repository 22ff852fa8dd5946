"""Persons and posts under labels of persons."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.extraction import extract
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
        ("（责任人：各科室、白云区、全体干部）", []),
        ("（责任人：张主任）", []),
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
