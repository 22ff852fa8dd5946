"""Words that point at what was told: which of it they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge.data_folder import DataFolder
from qa.reading.pointers import Pointer, read_pointers
from settings import DATA

POINTERS = read_pointers(DataFolder((DATA,)))
TOLD = ["甲", "乙", "丙", "丁"]
# words, and what of four things told they mean
MEANT = [
    ("前一个是谁牵头", ["丙"]),
    ("前者归谁管", ["丙"]),
    ("后者呢", ["丁"]),
    ("最后一项跟谁一起", ["丁"]),
    ("第二项讲什么", ["乙"]),
    ("那前三项都讲什么", ["甲", "乙", "丙"]),
    ("后两个加起来", ["丙", "丁"]),
    ("这几个里面哪个最高", TOLD),
    ("占总数的百分之几", ["甲"]),
    ("前五项讲什么", []),
]
# not a piece of what was told
NONE = [
    "第二条讲什么",
    "前三个月要做到多少",
    "目前三项重点是什么",
    "第一季度房租",
    "水务局牵头哪些任务",
]


@pytest.mark.parametrize(("words", "meant"), MEANT)
def test_a_pointer_means_a_piece_of_what_was_told(words: str, meant: list[str]) -> None:
    pointer = POINTERS.find(words)
    assert pointer is not None and list(pointer.of(TOLD)) == meant


@pytest.mark.parametrize("words", NONE)
def test_what_only_looks_like_a_pointer(words: str) -> None:
    assert POINTERS.find(words) is None


@given(
    st.sampled_from(["former", "latter", "first", "last", "nth", "whole", "every", "it"]),
    st.integers(1, 12),
    st.lists(st.integers(), max_size=10),
)
def test_a_piece_is_in_order_and_of_what_was_told(which: str, count: int, told: list[int]) -> None:
    piece = Pointer(0, 1, which, count).of(told)
    assert list(piece) in [told[i:j] for i in range(len(told) + 1) for j in range(i, len(told) + 1)]
