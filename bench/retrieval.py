"""Measure what ranks how well: python -m bench.retrieval [--model FOLDER …].

Per family of questions R@1, R@5, MRR@10 and nDCG@10, with standard errors of the recalls, for each
ranker and the fusion, beside BM25 over jieba words and TF-IDF over character bigrams. Question
sets: the public ones beside the project, and the project's own (data/gold/questions).
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.files import GOLD, json_lines, silent_build
from embeddings import Encoder, Retriever, load_encoder
from qa.build import Build, open_build
from settings import ROOT

SHARED = ROOT.parent / "shared"
OWN = GOLD / "questions"
MARKS = re.compile(r"[《》“”\"（）()\s]")
Ranker = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the items that answer it, with grade 2 (answers) or 1 (touches)."""

    text: str
    family: str
    relevant: dict[str, int]


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.retrieval")
    parser.add_argument("--model", action="append", default=[], help="further models to compare")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--misses", action="store_true", help="list paraphrases not in the first 5")
    options = parser.parse_args(argv)
    if not (options.shared / "documents").is_dir():
        print(f"{options.shared} is not there; the documents exist in development only")
        return 0
    encoders = [load_encoder(name) for name in ("default", *options.model)]
    with tempfile.TemporaryDirectory() as folder:
        for title, build, queries in _sets(options.shared, Path(folder)):
            print(
                f"\n== {title}: {len(queries)} questions, R@1 ± s.e., R@5 ± s.e., MRR@10, nDCG@10"
            )
            for name, ranker in rankers(build, encoders):
                _print(name, queries, ranker, misses=options.misses and name == "fused")
    return 0


def _sets(shared: Path, folder: Path) -> Iterator[tuple[str, Build, list[Query]]]:
    first = ROOT / "data" / "documents"
    others = [f for f in (shared / "documents").glob("*.txt") if not f.name.endswith(".flat.txt")]
    for name, files in (("one", [first]), ("four", [first, *others])):
        silent_build(files, folder / name)
    one, four = open_build(folder / "one"), open_build(folder / "four")
    yield "public, first document", one, _by_number(shared / "eval" / "questions_dev.jsonl", one)
    yield "own, written blind, first document", one, _by_number(OWN / "blind.jsonl", one)
    yield "own, four documents at once", four, _by_quote(OWN / "several_documents.jsonl", four)


def rankers(build: Build, encoders: Sequence[Encoder]) -> Iterator[tuple[str, Ranker]]:
    """Yield what is compared, by name: rankers and fusion of each model, then the baselines."""
    for encoder in encoders:
        retriever = build.retriever
        suffix = "" if encoder.name == "default" else f" {Path(encoder.name).name}"
        if suffix:
            retriever = Retriever.build(retriever.passages, encoder, build.questions.words)
        for ranker in ("dense", None):
            yield f"{ranker or 'fused'}{suffix}", _ranked_by(retriever, ranker)
    yield "lexical", _ranked_by(build.retriever, "lexical")
    items, texts = zip(*_whole_texts(build.retriever), strict=True)
    yield "BM25 jieba", _bm25(list(items), list(texts))
    yield "TF-IDF bigrams", _tfidf(list(items), list(texts))


def _ranked_by(retriever: Retriever, ranker: str | None) -> Ranker:
    return lambda text: [hit.item for hit in retriever.search(text, 10, ranker=ranker)]


def _whole_texts(retriever: Retriever) -> Iterator[tuple[str, str]]:
    for passage in retriever.passages:
        if passage.kind == "whole":
            yield passage.item, passage.text


def _bm25(items: list[str], texts: list[str]) -> Ranker:
    import bm25s
    import jieba

    model = bm25s.BM25()
    model.index([list(jieba.cut(text)) for text in texts], show_progress=False)

    def rank(text: str) -> list[str]:
        scores = model.get_scores(list(jieba.cut(text)))
        return [items[i] for i in np.argsort(-scores, kind="stable")[:10]]

    return rank


def _tfidf(items: list[str], texts: list[str]) -> Ranker:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(2, 2), sublinear_tf=True)
    matrix = vectorizer.fit_transform(texts)

    def rank(text: str) -> list[str]:
        scores = np.asarray((matrix @ vectorizer.transform([text]).T).todense()).ravel()
        return [items[i] for i in np.argsort(-scores, kind="stable")[:10]]

    return rank


def _by_number(path: Path, build: Build) -> list[Query]:
    """Return the questions of a file over one document, whose tasks are named by number."""
    items = {task["number"]: item for item, task in build.tasks.items()}
    found = []
    for row in json_lines(path):
        relevant = {items[int(n)]: grade for n, grade in row["relevant_tasks"].items()}
        if any(grade >= 2 for grade in relevant.values()):
            found.append(Query(row["question"], row["family"], relevant))
    return found


def _by_quote(path: Path, build: Build) -> list[Query]:
    """Return the questions of a file over several documents."""
    found = []
    for row in json_lines(path):
        relevant = relevant_items(build, row)
        if any(grade >= 2 for grade in relevant.values()):
            found.append(Query(row["question"], row["family"], relevant))
    return found


def relevant_items(build: Build, row: dict[str, Any]) -> dict[str, int]:
    """Return the items that hold the quotes of a question, with their grades."""
    held = ((holding(build, a["file"], a["quote"]), a["grade"]) for a in row["relevant"])
    return {item: grade for item, grade in held if item}


def holding(build: Build, file: str, quote: str) -> str:
    """Return the item of a file that holds a quote, "" if none does.

    Of nested items the one with the shortest text counts; marks and spaces are no matter.
    """
    keys = {document["file"]: key for key, document in build.documents.items()}
    squeezed = MARKS.sub("", quote)
    held = [
        p
        for p in build.retriever.passages
        if p.kind == "whole"
        and p.document == keys.get(file, "")
        and squeezed in MARKS.sub("", p.text)
    ]
    return min(held, key=lambda p: len(p.text)).item if held else ""


def measure(ranked: Sequence[str], relevant: dict[str, int]) -> tuple[float, ...]:
    """Return R@1, R@5 (capped by how many answer), MRR@10 and nDCG@10 of one ranking."""
    best = {item for item, grade in relevant.items() if grade >= 2}
    recalls = (len(best & set(ranked[:k])) / min(k, len(best)) for k in (1, 5))
    first = next((1 / (i + 1) for i, item in enumerate(ranked[:10]) if item in best), 0.0)
    gains = [2 ** relevant.get(item, 0) - 1 for item in ranked[:10]]
    ideal = sorted((2**grade - 1 for grade in relevant.values()), reverse=True)[:10]
    return (*recalls, first, _discounted(gains) / _discounted(ideal))


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(i + 2) for i, gain in enumerate(gains))


def _print(name: str, queries: list[Query], ranker: Ranker, *, misses: bool) -> None:
    rows: dict[str, list[tuple[float, ...]]] = {}
    for query in queries:
        figures = measure(ranker(query.text), query.relevant)
        rows.setdefault(query.family, []).append(figures)
        if misses and "paraphrase" in query.family and figures[1] == 0:
            print(f"   miss: {query.text}")
    rows["all"] = [figures for family in list(rows.values()) for figures in family]
    for family, found in rows.items():
        values = np.asarray(found)
        mean, error = values.mean(axis=0), values.std(axis=0) / math.sqrt(len(values))
        print(
            f"{name:22s} {family:20s} n={len(values):3d}  {mean[0]:.2f} ± {error[0]:.2f}  "
            f"{mean[1]:.2f} ± {error[1]:.2f}  {mean[2]:.2f}  {mean[3]:.2f}"
        )


if __name__ == "__main__":
    sys.exit(main())
