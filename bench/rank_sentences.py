"""Fit which sentence says what is asked: python -m bench.rank_sentences.

A conditional logistic regression over the features of qa.execution.ranking.sentences: of the
sentences of the nearest tasks and paragraphs the one that holds the quote or the value of the gold
must be likeliest. Fitted on the tuning questions of data/gold/questions that have one, over one and
over several documents; written to questions/sentence_ranking.csv of a data folder (--data). Prints
how often the right sentence is first, by cross-validation. The questions kept for the report are
not read.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp

from bench.files import QUESTIONS, own_questions
from bench.retrieval import MARKS
from bench.several import sets
from qa.build import Build, open_build
from qa.context import context_of
from qa.execution.ranking.sentences import Candidate, candidates, features
from qa.execution.scope import Scope
from settings import DATA, ROOT

TABLE = "questions/sentence_ranking.csv"
SOURCE = "fitted by python -m bench.rank_sentences"
STRENGTH = 1.0  # inverse strength of regularisation
PARTS = 10  # of cross-validation
ITEMS = 8  # nearest tasks and paragraphs whose sentences compete
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A question: the features of its sentences, and which of them answer."""

    seen: Matrix
    right: NDArray[np.bool_]


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.rank_sentences")
    parser.add_argument("--build", type=Path, default=Path("build"), help="of the first document")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--data", type=Path, default=DATA, help="data folder that is written to")
    options = parser.parse_args(argv)
    tuned = [row for name in QUESTIONS for row in own_questions(name, "tune")]
    examples = list(_examples(open_build(options.build), tuned))
    with tempfile.TemporaryDirectory() as folder:
        for _, build, questions in sets(options.shared, Path(folder)):
            examples += _examples(build, questions)
    names = [name for _, named in examples[:1] for name in named]
    weights = _fitted([example for example, _ in examples], names)
    with (options.data / TABLE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight", "source"))
        rows = zip(names, weights, strict=True)
        writer.writerows((name, f"{weight:.4f}", SOURCE) for name, weight in rows)
    return 0


def _examples(build: Build, rows: list[dict[str, Any]]) -> Iterator[tuple[Example, list[str]]]:
    """Yield the questions whose gold is in one of the sentences that compete, and in another not.

    What is asked about is the topic of the last clause, as an answer would look for it.
    """
    scope = Scope(build)
    for row in rows:
        wanted = list(_wanted(row))
        context = context_of(build, row["question"])
        clauses = build.splitter.clauses(context.question.plain, context.question.mentions)
        topic = clauses[-1].topic if clauses else ""
        if not wanted or len(clauses) != 1 or not topic:
            continue
        asked = scope.asked(topic)
        found = [c for hit in asked.hits[:ITEMS] for c in candidates(hit, scope)]
        right = [any(_holds(c, quote, build) for quote in wanted) for c in found]
        if any(right) and not all(right):
            seen = [features(asked, c, scope.task_name(c.hit.item)) for c in found]
            matrix = np.asarray([list(row.values()) for row in seen], float)
            yield Example(matrix, np.asarray(right)), list(seen[0])


def _wanted(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a sentence must hold: (number of the task or file, characters)."""
    answer = row.get("answer")
    tasks = row.get("relevant_tasks") or {}
    if isinstance(answer, dict) and "text" in answer and len(tasks) == 1:
        yield next(iter(tasks)), str(answer["text"])
    for held in row.get("relevant", ()):
        yield held["file"], held["quote"]


def _holds(candidate: Candidate, wanted: tuple[str, str], build: Build) -> bool:
    where, quote = wanted
    task = build.tasks.get(candidate.hit.item)
    known = (task and str(task["number"])) == where
    known = known or build.documents[candidate.hit.document]["file"] == where
    return known and MARKS.sub("", quote) in MARKS.sub("", candidate.passage.text)


def _fitted(examples: Sequence[Example], names: list[str]) -> list[float]:
    """Return the weight of each feature; print how often the right sentence is first."""
    parts = np.random.default_rng(0).permutation(len(examples)) % PARTS
    first = []
    for part in range(PARTS):
        weights = _regression([e for e, p in zip(examples, parts, strict=True) if p != part])
        own = [e for e, p in zip(examples, parts, strict=True) if p == part]
        first += [bool(e.right[int(np.argmax(e.seen @ weights))]) for e in own]
    print(f"{len(examples)} questions; the right sentence is first in {np.mean(first):.3f}")
    for i, name in enumerate(names):
        alone = [bool(e.right[int(np.argmax(e.seen[:, i]))]) for e in examples]
        print(f"  {name} alone {np.mean(alone):.3f}")
    return list(_regression(examples))


def _regression(examples: Sequence[Example]) -> Matrix:
    """Return the weights under which the right sentences are likeliest among those of a question.

    No feature may speak against its sense: weights are not below 0.
    """
    scale = np.vstack([e.seen for e in examples]).std(axis=0) + 1e-9

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = float(weights @ weights) / (2 * STRENGTH), weights / STRENGTH
        for example in examples:
            scores = (example.seen / scale) @ weights
            every, right = logsumexp(scores), logsumexp(scores[example.right])
            total += every - right
            chances = np.exp(scores - every)
            own = np.where(example.right, np.exp(scores - right), 0.0)
            slope = slope + (chances - own) @ (example.seen / scale)
        return total, slope

    start = np.ones(examples[0].seen.shape[1])
    bounds = [(0.0, None)] * len(start)
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return np.asarray(found / scale)


if __name__ == "__main__":
    sys.exit(main())
