"""Annexes are parts of their own; lists of them and of persons are no tasks; lists of works are."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.structure.document import Document
from kg.structure.parser import parse

LETTER = "东河县2024年工作方案\n一、治水。修闸。（牵头单位：县水利局）\n"


def parsed(text: str) -> Document:
    return parse(text, KNOWLEDGE.lexicon)


# (text, [(key, title, plan)])
PARTS: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    (
        f"{LETTER}附件：1.任务表\n2.联络员名单\n东河县人民政府\n2024年3月5日\n"
        "附件1\n重点任务表\n1.修路。（牵头单位：县交通局）\n2.种树。（牵头单位：县林业局）\n"
        "附件2\n联络员名单\n1.张三，县教育局，0537-7654321",
        [("1", "治水", None), ("附件1.1", "修路", "附件1"), ("附件1.2", "种树", "附件1")],
    ),
    # an annex that lists works without units
    (
        f"{LETTER}附件\n民生实事项目\n（1）修路30公里。\n（2）种树5亩。",
        [("1", "治水", None), ("附件1.1", "修路30公里", "附件1"), ("附件1.2", "种树5亩", "附件1")],
    ),
    # all that is numbered is in the only annex: keys and plan are as without it
    (
        "各单位：\n现印发方案。\n附件\n东河县2024年工作方案\n（一）治水。修闸。（牵头单位：县水利局）",
        [("1", "治水", None)],
    ),
    # a list of annexes alone
    (f"{LETTER}附件1：任务表\n附件2：名单\n东河县人民政府", [("1", "治水", None)]),
]
# (title and items, titles of tasks)
LISTS = [
    ("东河县2024年民生实事\n（1）修路30公里。\n（2）种树5亩。", ["修路30公里", "种树5亩"]),
    (
        "东河县2024年民生实事\n一、交通\n1.修路30公里。\n二、绿化\n1.种树5亩。",
        ["修路30公里", "种树5亩"],
    ),
    # （1） is a part of 1.
    ("东河县2024年民生实事\n1.交通\n（1）修路。\n（2）建桥。", ["交通"]),
    ("东河县2024年情况\n（1）修路30公里。\n（2）种树5亩。", []),
    ("东河县2024年民生实事\n修路、种树都要做好。", []),
]


@pytest.mark.parametrize("text, expected", PARTS)
def test_annexes_are_parts(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(task.key, task.title, task.plan) for task in parsed(text).tasks] == expected


@pytest.mark.parametrize("text, expected", LISTS)
def test_lists_of_works_without_units(text: str, expected: list[str]) -> None:
    assert [task.title for task in parsed(text).tasks] == expected


def test_persons_of_an_annex_stay_out() -> None:
    document = parsed(PARTS[0][0])
    assert not any("张三" in p.text for p in document.paragraphs)
    assert [(s.key, s.ordinal, s.title) for s in document.sections] == [
        ("附件1", "附件1", "重点任务表"),
        ("附件2", "附件2", "联络员名单"),
    ]
