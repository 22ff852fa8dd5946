"""Training: the evaluation stays unseen, the tokenizer knows its words, runs repeat, absence is said."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT, SHARED, needs_shared

from embeddings.train import main
from embeddings.training.contrastive import Plan, train
from embeddings.training.corpus import Leakage, Pair, colloquial_pairs, evaluation
from embeddings.training.tokenizer import build_tokenizer

PAIRS = sorted((ROOT / "data" / "training" / "pairs").glob("*.jsonl"))
LONG = "扎实开展农村人居环境整治提升行动"


@pytest.mark.parametrize(
    "text, leaks",
    [
        (LONG, True),
        (f"为此要{LONG}，力争", True),
        (LONG[:11], False),
        ("扎实开展农村，人居环境整治提升行动", False),  # two runs, both short
        ("问一下小孩上幼儿园难怎么办呢", True),  # holds a question whole
        ("小孩上幼儿园很难", False),
        ("", False),
    ],
)
def test_leakage_filter(text: str, leaks: bool) -> None:
    assert Leakage([LONG], ["小孩上幼儿园难怎么办？"])(text) is leaks


@needs_shared
@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_written_pairs_hold_nothing_of_the_evaluation(path: Path) -> None:
    leaks = evaluation(SHARED, ROOT / "data" / "gold" / "questions")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    questions = [question for row in rows for question in row["questions"]]
    assert [question for question in questions if leaks(question)] == []


@needs_shared
def test_training_drops_what_leaks() -> None:
    leaks = evaluation(SHARED, ROOT / "data" / "gold" / "questions")
    files = [SHARED / "corpus" / "colloquial_pairs.jsonl", *PAIRS]
    kept = [p for p in colloquial_pairs(files) if not leaks(f"{p.query}。{p.passage}")]
    questions = {
        json.loads(line)["question"]
        for line in (SHARED / "eval" / "questions_dev.jsonl").read_text("utf-8").splitlines()
    }
    assert not questions & {pair.query for pair in kept}
    assert len(kept) > 4_000


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_pair_files_have_the_shape(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"area", "official", "questions"}
        assert 3 <= len(row["questions"]) <= 8 and all(map(str.strip, row["questions"]))


def test_tokenizer_keeps_needed_words_and_knows_characters() -> None:
    counts = {"幼儿园": 50, "幼儿": 40, "娃": 1, "学位": 30, "园": 5}
    tokenizer, vocabulary = build_tokenizer(counts, {"娃": 1}, 20)
    assert tokenizer.encode("娃上幼儿园", add_special_tokens=False).tokens[-1] == "幼儿园"
    assert {"娃", "幼", "儿", "园"} <= set(vocabulary)
    assert vocabulary[0] == "[UNK]"


def test_training_draws_pairs_together_and_repeats() -> None:
    counts = {w: 5 for w in ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛")}
    tokenizer, vocabulary = build_tokenizer(counts, (), 50)
    start = np.random.default_rng(0).normal(size=(len(vocabulary), 8)).astype(np.float32)
    pairs = [
        Pair("甲", "乙", "x"),
        Pair("丙", "丁", "x"),
        Pair("戊", "己", "x"),
        Pair("庚", "辛", "x"),
    ] * 8
    plan = Plan(passes=20, batch=4, dropout=0.0, rate=2e-2)
    first, second = (train(tokenizer, start, pairs, plan) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    unit = first / np.linalg.norm(first, axis=1, keepdims=True)
    row = {word: i for i, word in enumerate(vocabulary)}
    assert unit[row["甲"]] @ unit[row["乙"]] > unit[row["甲"]] @ unit[row["丁"]]


def test_absent_corpus_is_said_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--corpus", str(tmp_path / "corpus"), "--out", str(tmp_path / "model")])
    assert code == 2
    assert "missing" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()
