"""Words are data: a table that a folder changes changes what is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.knowledge.csv_tables import alternation
from kg.knowledge.knowledge import open_knowledge
from kg.structure.document import Document
from kg.structure.parser import parse
from settings import DATA

PLAN = """东河市人民政府关于印发绿化方案的通知
东政发〔2022〕2号
各县人民政府：
现将方案印发给你们。
东河市人民政府
2022年3月5日
（此件公开发布）
一、治水。做事。（牵头单位：市水务局）
二、植树。做事。（市林业局负责）
抄送：市委办公室。
"""


LEAD, RESPONSIBLE = "lead", "responsible"


def parsed(*folders: Path) -> Document:
    return parse(PLAN, open_knowledge(*folders, DATA).lexicon)


def roles(document: Document) -> list[str]:
    return [a.clauses[0].role for task in document.tasks for a in task.attributions]


def test_without_changes() -> None:
    document = parsed()
    assert roles(document) == [LEAD, RESPONSIBLE]
    assert document.metadata.title
    assert document.metadata.title.value == "绿化方案"


@pytest.mark.parametrize(
    "table, header, found, values",
    [
        # a label that no table knows is read by its words, and reported
        ("attribution_labels", "label,role,source", [LEAD, RESPONSIBLE], (True, True, True)),
        ("attribution_verbs", "verb,role,source", [LEAD], (True, True, True)),
        ("organisation_suffixes", "suffix,kind,source", [LEAD], (True, True, False)),
        ("document_words", "use,word,value,source", [LEAD, RESPONSIBLE], (False, False, True)),
        ("attribution_words", "use,word,value,source", [LEAD, RESPONSIBLE], (True, True, True)),
    ],
)
def test_an_emptied_table(
    tmp_path: Path, table: str, header: str, found: list[str], values: tuple[bool, bool, bool]
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / f"{table}.csv").write_text(f"{header}\n", encoding="utf-8")
    document = parsed(tmp_path)
    metadata = document.metadata
    assert roles(document) == found
    known = metadata.notice_title, metadata.disclosure, metadata.issuer
    assert tuple(value is not None for value in known) == values


def test_a_word_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "attribution_labels.csv").write_text(
        "label,role,source\n扛旗单位,lead,东河市\n", encoding="utf-8"
    )
    text = "东河市绿化方案\n一、治水。做事。（扛旗单位：市水务局）"
    (task,) = parse(text, open_knowledge(tmp_path, DATA).lexicon).tasks
    assert task.attributions[0].clauses[0].names[0].name == "市水务局"


def test_no_words_match_nothing() -> None:
    assert alternation([]) == "(?!)"
    assert alternation(["甲", "甲乙", "丙.", "甲"]) == "丙\\.|甲乙|甲"
