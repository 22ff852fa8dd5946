"""Phrases: clauses, the items of their lists, and lists by the words that open or frame them."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.extraction.phrases import Phrases, read_phrases
from kg.text.span import Range


def phrases(text: str) -> Phrases:
    return read_phrases(text, KNOWLEDGE.lexicon.names)


def contents(ranges: tuple[Range, ...]) -> list[str]:
    return [found.content for found in ranges]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("新建甲路、改造乙路，巩固丙", [["新建甲路", "改造乙路"], ["巩固丙"]]),
        ("建设“甲、乙”平台、丙（丁、戊）", [["建设“甲、乙”平台", "丙（丁、戊）"]]),
        ("甲、《乙、丙》：丁。", [["甲", "《乙、丙》"], ["丁"]]),
        ("", []),
    ],
)
def test_clauses_and_their_items(text: str, expected: list[list[str]]) -> None:
    assert [contents(clause.items) for clause in phrases(text).clauses] == expected


@pytest.mark.parametrize(
    "text, use, items",
    [
        ("加快实施甲行动、乙计划", "campaign", ["甲行动", "乙计划"]),
        ("二要争创甲县、乙县", "honour", ["甲县", "乙县"]),
        ("巩固甲成果", "held", ["甲成果"]),
        ("积极支持甲镇、乙镇创建丙镇、丁镇", "supported", ["丙镇", "丁镇"]),
        ("县医院创建三级医院", "titled", ["三级医院"]),
        ("通过甲县、乙县城市复审", "reviewed", ["甲县", "乙县城市"]),
        ("（支持甲科技、乙药业等企业）", "firm", ["甲科技", "乙药业"]),
        ("完善甲", "campaign", []),
    ],
)
def test_lists_of_names(text: str, use: str, items: list[str]) -> None:
    found = [contents(listed.items) for listed in phrases(text).lists[use]]
    assert found == ([items] if items else [])
