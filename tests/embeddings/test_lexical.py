"""The lexical leg: tokens, simplification, scores between 0 and 1, files without pickle."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.lexical import LexicalIndex, query_tokens, simplify, tokens

TEXTS = [
    "新建5G基站200个，实现数字经济核心产业增加值增长25%",
    "完成200户困难家庭适老化改造",
    "新建幼儿园2所，新增公办学位900个",
    "推动农村黑臭水体动态清零",
]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("幼儿园", ["幼儿", "儿园"]),
        ("新建5G基站", ["新建", "5g", "基站"]),
        ("ＰＭ２．５浓度", ["pm2.5", "浓度"]),
        ("節約型機關", ["节约", "约型", "型机", "机关"]),
        ("桥", ["桥"]),
        ("", []),
        ("，。！", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text())
def test_simplify_twice_is_simplify_once_on_any_text(text: str) -> None:
    once = simplify(text)
    assert simplify(once) == once or not once.isascii()


@given(st.text(alphabet=st.characters(whitelist_categories=("Lo", "Nd", "Po", "Ll"))))
def test_any_question_has_tokens_or_none(text: str) -> None:
    assert isinstance(query_tokens(text), list)


@pytest.mark.parametrize(
    "question, dropped",
    [("幼儿园归谁管", "归谁"), ("适老化改造怎么开展", "开展"), ("5G基站有多少", "多少")],
)
def test_words_that_only_ask_are_left_out(question: str, dropped: str) -> None:
    assert dropped not in query_tokens(question)
    assert query_tokens(question)


@pytest.mark.parametrize(
    "question, best", [("5G基站", 0), ("适老化", 1), ("幼兒園", 2), ("黑臭水体", 3)]
)
def test_best_text_and_range(question: str, best: int) -> None:
    scores = LexicalIndex.build(TEXTS).scores(question)
    assert scores.argmax() == best
    assert scores.dtype == np.float32
    assert scores.min() >= 0 and scores.max() <= 1


def test_unknown_words_lower_the_share() -> None:
    index = LexicalIndex.build(TEXTS)
    assert index.scores("适老化改造")[1] > index.scores("适老化改造月球飞船")[1] > 0
    assert not index.scores("月球飞船").any()
    assert not index.scores("").any()


def test_file_round_trip_same_bytes_and_no_pickle(tmp_path: Path) -> None:
    for name in ("a", "b"):
        LexicalIndex.build(TEXTS).save(tmp_path / name)
    files = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert files
    for name in files:
        content = (tmp_path / "a" / name).read_bytes()
        assert content == (tmp_path / "b" / name).read_bytes()
        assert not content.startswith(b"\x80")
    again = LexicalIndex.load(tmp_path / "a")
    assert len(again) == len(TEXTS)
    np.testing.assert_array_equal(
        again.scores("幼儿园"), LexicalIndex.build(TEXTS).scores("幼儿园")
    )
