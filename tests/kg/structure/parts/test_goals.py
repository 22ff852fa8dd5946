"""Headline goals of a document."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.extraction.task_facts import extract
from kg.structure.parser import parse

TASK = "\n二、重点任务\n（一）促进就业。新增就业3000人。（牵头单位：县人社局）"
# (text, value and due of the document's targets)
CASES = [
    ("一、总体目标\n到2027年底，建成社区20个以上。" + TASK, [("20", "2027-12-31")]),
    ("一、总体要求\n工作目标：到2027年底，建成社区20个。" + TASK, [("20", "2027-12-31")]),
    ("一、总体要求\n去年建成社区20个。" + TASK, []),
]


@pytest.mark.parametrize("text, expected", CASES)
def test_headline_goals(text: str, expected: list[tuple[str, str]]) -> None:
    document = parse("甲县2024年重点工作任务\n" + text, KNOWLEDGE.lexicon)
    facts = extract(document, "a.txt", KNOWLEDGE)
    assert [(str(target.value), target.due) for target in facts.targets] == expected
