"""Questions typed in pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from qa.answering import ask
from qa.build import Build
from qa.understanding.pinyin import Sounds, may_be_pinyin

SOUNDS = Sounds.of(
    [("新建幼儿园几所", 3), ("增长百分之三", 2), ("长度", 1), ("女工", 1), ("西安", 2)]
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("xin jian you er yuan", "新建幼儿园"),
        ("xinjian youeryuan jisuo", "新建幼儿园几所"),
        ("zengzhang baifenzhisan", "增长百分之三"),
        ("chang du", "长度"),  # 长 sounds otherwise in 增长
        ("xin jian 5g ji suo", "新建 5g几所"),
        ("nvgong", "女工"),
        ("xi an", "西安"),
    ],
)
def test_spelled_in_characters(typed: str, written: str) -> None:
    assert SOUNDS.spell(typed) == written


@pytest.mark.parametrize(
    "question",
    [
        "how many 5g base stations are planned",
        "who leads the renovation of urban villages",
        "what is due by september",
        "ok",
        "",
        "新建几所幼儿园",
    ],
)
def test_what_is_no_pinyin(question: str) -> None:
    assert not may_be_pinyin(question)


@given(st.lists(st.sampled_from("新建幼儿园几所增百分之三"), min_size=4, max_size=12).map("".join))
def test_what_is_written_sounds_as_it_was_typed(characters: str) -> None:
    typed = " ".join(lazy_pinyin(characters))
    written = SOUNDS.spell(typed)
    assert written is not None
    assert [lazy_pinyin(c) for c in written] == [lazy_pinyin(c) for c in characters]


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("xin jian yi yang jie he ji gou ji chu", "5处"),
        ("xinzeng 5g jizhan duoshao ge", "200个"),
        ("shui wu ju qian tou na xie ren wu", "4 项"),
    ],
)
def test_answers_in_chinese(question: str, held: str, build: Build) -> None:
    answer = ask(build, question)
    assert answer.grade == "stated"
    assert held in answer.text
