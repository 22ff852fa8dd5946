"""Fit when the nearest task or number counts as an answer: python -m bench.calibrate.

A logistic regression over the features of qa.answerability, on the tuning questions of
data/gold/questions and the public ones, over one and over several documents; written to
questions/answerability.csv of a data folder (--data). Prints what cross-validation says of it at
several thresholds. The questions kept for the report are not read.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench.files import QUESTIONS, json_lines, own_questions
from bench.several import sets
from qa.absence import is_about_topic, plain_absence
from qa.answerability import target_features, topic_features
from qa.build import Build, open_build
from qa.calibration import TABLE
from qa.context import Context, context_of
from qa.evidence.rows import Number, Row
from qa.execution.number_ranking import nearest_numbers
from qa.execution.scope import Scope
from settings import DATA, ROOT

LEAST = {"topic": 0.4, "target": 0.55}  # probability from which something counts as an answer
SOURCE = "fitted by python -m bench.calibrate"
STRENGTH = 0.2  # inverse strength of regularisation
Example = tuple[dict[str, float], bool]
Question = dict[str, Any]
Asked = tuple[Question, Context]


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.calibrate")
    parser.add_argument("--build", type=Path, default=Path("build"), help="of the first document")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--data", type=Path, default=DATA, help="data folder that is written to")
    options = parser.parse_args(argv)
    tuned = [row for name in QUESTIONS for row in own_questions(name, "tune")]
    public = options.shared / "eval" / "questions_dev.jsonl"
    tuned += json_lines(public) if public.exists() else ()
    asked = list(_asked(open_build(options.build), tuned))
    with tempfile.TemporaryDirectory() as folder:
        for _, build, questions in sets(options.shared, Path(folder)):
            asked += _asked(build, questions)
        topics, numbers = list(_topics(asked)), list(_targets(asked))
    rows = [
        (of, *weight)
        for of, examples in (("topic", topics), ("target", numbers))
        for weight in _fitted(of, examples)
    ]
    path = options.data / TABLE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("of", "feature", "weight", "source"))
        writer.writerows((of, name, f"{weight:.4f}", SOURCE) for of, name, weight in rows)
    return 0


def _asked(build: Build, questions: list[Question]) -> Iterator[Asked]:
    """Yield each question before its build, where nothing is plainly absent."""
    for question in questions:
        context = context_of(build, question["question"])
        if not plain_absence(context):
            yield question, context


def _topics(asked: list[Asked]) -> Iterator[Example]:
    """Yield the features of the best task of each question about a topic: does it answer."""
    for question, context in asked:
        task = context.main_item()
        if task and is_about_topic(context):
            yield topic_features(context, task), question["family"] != "unanswerable"


def _targets(asked: list[Asked]) -> Iterator[Example]:
    """Yield the features of the best number of each question for one, and whether it is right.

    A best number that is not the right one of an answerable question is left out.
    """
    for question, context in asked:
        asks = context.question.intent in ("target_value", "sum_targets")
        scope = Scope(context.build, context.question.documents)
        ranked = nearest_numbers(context.question.plain, scope, None) if asks else ()
        if not ranked:
            continue
        fit, row = ranked[0].score, _row(ranked[0].rows[0])
        wanted = question["answer"]
        if question["family"] == "unanswerable":
            yield target_features(context, row, fit), False
        elif isinstance(wanted, dict) and _number(wanted) == float(row["amount"]):
            yield target_features(context, row, fit), True


def _row(number: Row) -> dict[str, Any]:
    """Return a number as qa.answerability reads it."""
    assert isinstance(number, Number)
    return {
        "task": number.task,
        "metric": number.metric,
        "exact": number.text,
        "amount": number.amount,
        "document": number.quote.document,
        "start": number.quote.start,
        "end": number.quote.end,
    }


def _number(wanted: dict[str, Any]) -> float:
    return float(wanted["value_norm"] if "value_norm" in wanted else wanted["value"])


def _fitted(of: str, examples: list[Example]) -> Iterator[tuple[str, float]]:
    """Yield bias, threshold and the weight of each feature; print what they are worth."""
    names = list(examples[0][0])
    features = np.asarray([[found[name] for name in names] for found, _ in examples])
    right = np.asarray([answer for _, answer in examples])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=1000))
    chances = cross_val_predict(model, features, right, cv=20, method="predict_proba")[:, 1]
    print(f"== {of}: {right.sum()} answers, {(~right).sum()} that only stand nearest")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        lost, declined = (chances[right] < least).mean(), (chances[~right] < least).mean()
        print(f"from {least}: answers declined {lost:.3f}, others declined {declined:.3f}")
    model.fit(features, right)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    yield "least", LEAST[of]
    yield "bias", float(regression.intercept_[0] - weights @ scaler.mean_)
    yield from zip(names, map(float, weights), strict=True)


if __name__ == "__main__":
    sys.exit(main())
