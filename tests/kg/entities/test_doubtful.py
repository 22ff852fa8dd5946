"""Doubtful facts: tables of (sentence, facts a person should look at), in tasks.json and report."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from building.report import document_entry
from kg.entities.doubtful import doubt_of
from kg.extraction import extract
from kg.extraction.mentions import DocumentFacts
from kg.structure.parser import parse


def read(sentence: str) -> DocumentFacts:
    text = f"东河县2024年重点任务\n（一）做事。{sentence}\n（二）种树。（责任单位：县林业局）"
    return extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)


@pytest.mark.parametrize(
    "sentence, doubtful",
    [
        ("新增规上工业企业35家。（责任单位：县工信局）", []),
        ("建成人民路。（责任单位：县住建局、有关单位）", []),  # a body without a name is no unit
        ("全部完成。（责任单位：县住建局、河湾园（邹区镇））", ["河湾园（邹区镇）"]),
        ("推进华宇同方、邦达化工等项目建设。（责任单位：县工信局）", ["华宇同方", "邦达化工"]),
        ("计划竣工3个。（责任单位：县住建局）", ["计划竣工3个"]),
    ],
)
def test_doubtful_facts(sentence: str, doubtful: list[str]) -> None:
    facts = read(sentence)
    found = [m for task in facts.tasks for m in task.mentions if doubt_of(m, KNOWLEDGE)]
    assert [mention.text for mention in found] == doubtful
    listed = document_entry(facts, KNOWLEDGE)["doubtful"]
    assert [(item["text"], bool(item["reason"])) for item in listed] == [
        (text, True) for text in doubtful
    ]


def test_every_rule_of_doubt_looks_at_what_its_facts_have() -> None:
    lists = {"units": "name", "projects": "name", "targets": "metric"}
    assert {(of, rule.field) for of, rules in KNOWLEDGE.doubts.items() for rule in rules} == set(
        lists.items()
    )
