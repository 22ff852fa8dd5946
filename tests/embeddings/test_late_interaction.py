"""Late interaction against the plain sum of nearest words, and from many threads at once."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from embeddings.alignment import Alignment, WordEncoder, Words
from embeddings.encoder import DEFAULT, StaticEncoder

ENCODER = StaticEncoder(DEFAULT, "default")
TEXTS = (
    "新建幼儿园2所，新增学位900个",
    "改造老旧小区12个",
    "",
    "城镇污水管网建设",
    "修建农村公路",
) * 40
QUESTIONS = ("小孩上学难", "下水道谁来修", "村里的路", "abc", "")


def plain(question: str, texts: Sequence[str], encoder: WordEncoder) -> NDArray[np.float32]:
    asked = encoder.words(question)
    gains = np.zeros(len(texts), np.float32)
    for i, text in enumerate(texts):
        said: Words = encoder.words(text)
        if len(said.weights) and asked.weights.sum():
            nearest = (said.vectors @ asked.vectors.T).max(axis=0)
            gains[i] = max(0.0, float((nearest * asked.weights).sum() / asked.weights.sum()))
    return gains


def test_each_word_looks_for_its_nearest() -> None:
    alignment = Alignment(ENCODER, TEXTS.__getitem__)
    for question in QUESTIONS:
        gains = alignment.gains(question, range(len(TEXTS)))
        assert np.allclose(gains, plain(question, TEXTS, ENCODER), atol=1e-5)
        assert gains.max(initial=0) <= 1.0001


def test_threads_that_meet_new_words_at_once_see_the_same() -> None:
    words = [f"{a}{b}建设{c}工程" for a in "东南西北" for b in "城乡村镇" for c in "水路桥学医"]
    expected = plain("村里的路", words, ENCODER)
    with warnings.catch_warnings(), ThreadPoolExecutor(8) as threads:
        warnings.simplefilter("error")
        for _ in range(5):
            alignment = Alignment(ENCODER, words.__getitem__)
            orders = [np.roll(np.arange(len(words)), 7 * i).tolist() for i in range(16)]
            found = threads.map(lambda order, a=alignment: a.gains("村里的路", order), orders)
            for order, gains in zip(orders, found, strict=True):
                assert np.allclose(gains, expected[order], atol=1e-5)
