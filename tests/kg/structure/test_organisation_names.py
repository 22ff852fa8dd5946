"""Names of organisations: what looks like one, and where a list is cut."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.structure.organisation_names import (
    is_list_of_organisations,
    looks_like_organisation,
    parted_lists,
    split_lists,
    split_names,
)
from kg.text.span import Range

LEXICON = KNOWLEDGE.lexicon


def names(text: str) -> list[str]:
    return [text[start:end] for start, end in split_names(Range(text, 0, len(text)), LEXICON)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("县畜牧水产事务中心各乡镇人民政府", ["县畜牧水产事务中心", "各乡镇人民政府"]),
        ("管委会各部门", ["管委会各部门"]),
        ("各大企业，各高等院校", ["各大企业", "各高等院校"]),
    ],
)
def test_classes_beside_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "name, expected",
    [
        ("市教育局", True),
        ("各区（开发区管委会）", True),
        ("甲河集团", True),
        ("局", False),  # a head noun alone
        ("整治清溪河", False),
        ("", False),
    ],
)
def test_what_looks_like_an_organisation(name: str, expected: bool) -> None:
    assert looks_like_organisation(name, LEXICON) is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("县科技局、县财政局", ["县科技局", "县财政局"]),
        ("市财政局，市水利局；市林业局", ["市财政局", "市水利局", "市林业局"]),
        # a class of organisations is one name
        ("各市、县（区）人民政府", ["各市、县（区）人民政府"]),
        ("各市人民政府、各县人民政府", ["各市人民政府", "各县人民政府"]),
        ("各镇政府，县直各委、办、局", ["各镇政府", "县直各委、办、局"]),
        # what is no part of the class: the level above it, or what a stronger mark parts
        ("各苏木镇、旗水利局", ["各苏木镇", "旗水利局"]),
        ("各苏木乡镇；园区管委会", ["各苏木乡镇", "园区管委会"]),
        # separators inside brackets
        ("各县（市、区）政府、市水利局", ["各县（市、区）政府", "市水利局"]),
        # what closes a list
        ("财政部、税务总局等国务院相关部门", ["财政部", "税务总局"]),
        ("县财政局等", ["县财政局"]),
        # 和 between two names, and inside one
        ("省发展改革委和省财政厅", ["省发展改革委", "省财政厅"]),
        ("拖欠账款的所有部门和单位", ["拖欠账款的所有部门和单位"]),
        ("各镇党委和人民政府", ["各镇党委和人民政府"]),
        ("园区和示范区管委会", ["园区和示范区管委会"]),
        ("", []),
        ("、。", []),
    ],
)
def test_names_of_a_list(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_lists_that_spaces_part() -> None:
    text = "市财政局市水利局"
    both, one = Range(text, 0, 8), Range(text, 0, 4)
    assert parted_lists([([4], both), ([], one)], LEXICON) == [(0, 4), (4, 8), (0, 4)]


def test_several_lists_at_once() -> None:
    text = "市财政局、市水利局。市林业局"
    assert split_lists([Range(text, 0, 9), Range(text, 10, 14)], LEXICON) == [
        ((0, 4), (5, 9)),
        ((10, 14),),
    ]


@pytest.mark.parametrize(
    "cell, expected",
    [
        ("市水务局、各区政府", True),
        ("市水务局牵头，市财政局配合", True),
        ("牵头单位：市水务局", True),
        ("整治清溪河，修复湿地", False),
        ("6月底", False),
    ],
)
def test_cells_that_list_organisations(cell: str, expected: bool) -> None:
    assert is_list_of_organisations(cell, LEXICON) is expected
