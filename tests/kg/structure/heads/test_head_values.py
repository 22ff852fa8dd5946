"""The letters of a 文号: what an issuer writes, and what runs into it."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.structure.heads.head_values import number_letters
from kg.structure.parser import parse

# of real documents
REAL = [
    "国发",
    "国函",
    "国办发",
    "国办函",
    "国办发明电",
    "中发",
    "中办发",
    "鄂政文",
    "京政文",
    "京政办发",
    "鲁发",
    "鲁政办字",
    "济发",
    "汶政办字",
    "怀政函",
    "明政办发明电",
    "播府发",
    "播府办发",
    "遵府办发",
    "缙政办发",
    "丽政发",
    "达政办发",
    "达政发",
    "醴政办函",
    "南府办函",
    "射府发",
    "遂府发",
    "遂府办发",
    "洋政发",
    "泰政办发",
    "泰政发",
    "泰政规",
    "苏政规",
    "铜政办发",
    "陕政发",
    "湘政办发",
    "川委发",
    "发改办财金规",
    "发改价格",
    "发改农经",
    "财社",
    "教外际",
    "教职成",
    "教政法",
    "工信部联企业",
    "国科发高",
    "民航总局",
    "环发",
    "环办监测函",
    "环办水体",
    "环宣教",
    "人社部函",
    "陕民发",
    "肺炎机制发",
    "和政办发",
    "沪府规",
    "粤府办",
    "建城",
    "公通字",
]

# (characters in front of the year, letters)
RUN_IN = [
    ("若干措施京政办发", "京政办发"),
    ("治区人民政府要按照国办发", "国办发"),
    ("要根据中发", "中发"),
    ("强环境保护工作的决定国发", "国发"),
    ("染第三方治理的意见国办发", "国办发"),
    ("以及汶政办字", "汶政办字"),
    ("由京政办发", "京政办发"),
    ("平和政办发", "平和政办发"),
    ("加强文物京政发", "京政发"),  # no table knows the run-in; the letter of the province is known
    ("全面振兴老工业基地", None),
    ("第三章", None),
]


@pytest.mark.parametrize("letters", REAL)
def test_letters_of_an_issuer(letters: str) -> None:
    assert number_letters(letters, KNOWLEDGE.lexicon.documents) == letters


@pytest.mark.parametrize("prefix, letters", RUN_IN)
def test_what_runs_into_the_letters(prefix: str, letters: str | None) -> None:
    assert number_letters(prefix, KNOWLEDGE.lexicon.documents) == letters


def test_letters_of_nobody_are_refused_with_a_warning() -> None:
    document = parse("全面振兴老工业基地〔2023〕5号\n东河市规划\n", KNOWLEDGE.lexicon)
    assert document.metadata.wenhao is None
    (warning,) = [w for w in document.warnings if "number" in w.message]
    assert warning.line == 1 and "全面振兴老工业基地〔2023〕5号" in warning.message
