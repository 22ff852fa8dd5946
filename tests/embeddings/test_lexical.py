"""The lexical ranker: tokens, simplification, scores between 0 and 1, files without pickle."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.lexical import LexicalIndex, simplify, tokens

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


@pytest.mark.parametrize(
    "question, best", [("5G基站", 0), ("适老化", 1), ("幼兒園", 2), ("黑臭水体", 3)]
)
def test_best_text_and_range(question: str, best: int) -> None:
    scores = LexicalIndex.build(TEXTS).scores(tokens(question))
    assert scores.argmax() == best
    assert scores.dtype == np.float32
    assert scores.min() >= 0 and scores.max() <= 1


def test_unknown_words_lower_the_share() -> None:
    index = LexicalIndex.build(TEXTS)
    known, half_known = tokens("适老化改造"), tokens("适老化改造月球飞船")
    assert index.scores(known)[1] > index.scores(half_known)[1] > 0
    assert not index.scores(tokens("月球飞船")).any()
    assert not index.scores([]).any()


def test_rare_words_weigh_most() -> None:
    index = LexicalIndex.build(TEXTS)
    assert index.idf("月球") > index.idf("适老") > index.idf("新建")
    assert index.idf_coverage(["新建", "适老"], "新建公厕") < 0.5
    assert index.idf_coverage(["新建"], "新建公厕") == 1 and index.idf_coverage([], "新建") == 0


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
    words = tokens("幼儿园")
    np.testing.assert_array_equal(again.scores(words), LexicalIndex.build(TEXTS).scores(words))
