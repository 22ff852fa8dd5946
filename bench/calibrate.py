"""Fit when the nearest task or number counts as an answer: python -m bench.calibrate.

A logistic regression over the features of qa.declining.answerability, on the tuning questions of
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
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from bench.files import QUESTIONS, json_lines, own_questions
from bench.retrieval import MARKS, relevant_items
from bench.several import sets
from qa.answers.answer_question import Answerer
from qa.answers.clauses.attempt import readings_in
from qa.answers.judging.convincing import Judge
from qa.build import Build, open_build
from qa.context import Context, context_of
from qa.declining.absence import plain_absence
from qa.declining.answerability import Evidence, features, quotation
from qa.declining.calibration import TABLE
from qa.evidence.rows import Number
from qa.execution.execute import execute
from qa.execution.results import Found
from qa.execution.scope import Scope
from qa.query.tree import Asks
from settings import DATA, ROOT

# probability from which something counts as an answer
LEAST = {
    "topic": 0.5,
    "sentence": 0.5,
    "counted": 0.5,
    "benefit": 0.5,
    "target": 0.5,
    "quoted": 0.5,
}
SOURCE = "fitted by python -m bench.calibrate"
STRENGTH = 0.2  # inverse strength of regularisation
_QUOTATIONS = ("sentence", "counted")
_EVERYDAY = 4  # times a question over measures counts, in a stranger's words as most are
PARTS = 20  # of cross-validation
# features that only speak against an answer, and those that may do both; all others speak for it
AGAINST = {"strange", "far", "said_far", "concept_absent", "concept_all_absent"}
AGAINST |= {"concept_elsewhere", "no_concept", "lacks", "said_bare"}
EITHER_WAY = {"length", "counted"}
Matrix = NDArray[np.float64]
Example = tuple[dict[str, float], bool]
Question = dict[str, Any]
Asked = tuple[Question, Context]


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.calibrate")
    parser.add_argument("--build", type=Path, default=Path("build"), help="of the first document")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--only", choices=LEAST, help="fit nothing else; other weights stay")
    parser.add_argument("--data", type=Path, default=DATA, help="data folder that is written to")
    options = parser.parse_args(argv)
    tuned = [row for name in QUESTIONS for row in own_questions(name, "tune")]
    public = options.shared / "eval" / "questions_dev.jsonl"
    tuned += json_lines(public) if public.exists() else ()
    asked = list(_asked(open_build(options.build), tuned))
    with tempfile.TemporaryDirectory() as folder:
        for name, build, questions in sets(options.shared, Path(folder)):
            everyday = name == "everyday"  # tells what may be quoted, nothing else
            asked += _asked(build, [{**q, "everyday": everyday} for q in questions])
        examples: dict[str, list[Example]] = {of: [] for of in LEAST}
        for of, example in _examples(asked):
            examples[of].append(example)
            if of == "quoted":
                continue
            if of in ("topic", "sentence"):  # the same features: together they are more
                examples["topic" if of == "sentence" else "sentence"].append(example)
    fitted = {of: found for of, found in examples.items() if options.only in (None, of)}
    path = options.data / TABLE
    rows = [r for r in _written(path) if r[0] not in fitted]
    rows += [(of, *weight) for of, found in fitted.items() for weight in _fitted(of, found)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("of", "feature", "weight", "source"))
        writer.writerows((of, name, f"{weight:.4f}", SOURCE) for of, name, weight in rows)
    return 0


def _written(path: Path) -> list[tuple[str, str, float]]:
    """Return the weights that a table holds already."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return [(r["of"], r["feature"], float(r["weight"])) for r in csv.DictReader(file)]


def _asked(build: Build, questions: list[Question]) -> Iterator[Asked]:
    """Yield each question before its build, where nothing is plainly absent."""
    for question in questions:
        context = context_of(build, question["question"])
        if not plain_absence(context):
            yield question, context


def _examples(asked: list[Asked]) -> Iterator[tuple[str, Example]]:
    """Yield by which weights what each reading finds is judged, its features, whether it is right.

    What is found by a wrong reading of an answerable question says nothing, and is left out.
    """
    for question, context in asked:
        Answerer(context.build)
        plain = context.question.plain
        clauses = context.build.splitter.clauses(plain, context.question.mentions)
        if len(clauses) != 1:
            continue  # which of them the gold answers is not known
        judge = Judge(clauses[0], Scope(context.build), context.question.language)
        seen: set[str] = set()
        for result in _results(readings_in(clauses[0], context, alone=True), judge.scope):
            judged = judge.judged(result)
            if judged is None or judged[0] in seen:
                continue
            right = _is_right(question, result, judged[2], context.build)
            if right is not None:
                seen.add(judged[0])
                if question["family"] != "quoted" and not question.get("everyday"):
                    yield judged[0], (features(*judged), right)
                if judged[0] in _QUOTATIONS:
                    times = _EVERYDAY if question.get("everyday") else 1
                    yield from [("quoted", (quotation(*judged), right))] * times


def _results(readings: tuple[Asks, ...], scope: Scope) -> Iterator[Found]:
    """Yield what the readings of a clause find, likeliest first."""
    for reading in readings:
        for tree in reading.trees:
            result = execute(tree, scope)
            if isinstance(result, Found) and not result.is_empty:
                yield result


def _is_right(question: Question, result: Found, found: Evidence, build: Build) -> bool | None:
    """Tell whether what was found answers a question; None where it says nothing."""
    if question["family"] == "unanswerable":
        return False
    if question["family"] == "quoted":  # of a task with several matters the sentence counts
        said = MARKS.sub("", f"{found.sentence}{found.span}")
        return (
            True if any(MARKS.sub("", a["quote"]) in said for a in question["relevant"]) else None
        )
    item = found.item
    wanted = question["answer"]
    if result.find.kind in ("target", "benefit"):
        number = next(r for i in result.items for r in i.rows if isinstance(r, Number))
        if isinstance(wanted, dict) and _number(wanted) == float(number.amount):
            return True
        return False if isinstance(wanted, dict) and result.find.kind == "benefit" else None
    relevant = question.get("relevant_tasks", ())
    relevant = relevant_items(build, question) if "relevant" in question else relevant
    known = build.tasks.get(item)
    return True if item in relevant or (known and str(known["number"]) in relevant) else None


def _number(wanted: dict[str, Any]) -> float:
    return float(wanted["value_norm"] if "value_norm" in wanted else wanted["value"])


def _fitted(of: str, examples: list[Example]) -> Iterator[tuple[str, float]]:
    """Yield bias, threshold and the weight of each feature; print what they are worth."""
    names = list(examples[0][0])
    features = np.asarray([[found[name] for name in names] for found, _ in examples])
    right = np.asarray([answer for _, answer in examples])
    parts = np.random.default_rng(0).permutation(len(right)) % PARTS
    chances = np.empty(len(right))
    for part in range(PARTS):
        bias, weights = _regression(names, features[parts != part], right[parts != part])
        chances[parts == part] = expit(bias + features[parts == part] @ weights)
    print(f"== {of}: {right.sum()} answers, {(~right).sum()} that only stand nearest")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        lost, declined = (chances[right] < least).mean(), (chances[~right] < least).mean()
        print(f"from {least}: answers declined {lost:.3f}, others declined {declined:.3f}")
    bias, weights = _regression(names, features, right)
    yield "least", LEAST[of]
    yield "bias", bias
    yield from zip(names, map(float, weights), strict=True)


def _regression(names: list[str], features: Matrix, right: Matrix) -> tuple[float, Matrix]:
    """Return bias and weights of a logistic regression in which features keep their direction."""
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    scaled, sign = (features - mean) / scale, np.where(right, 1.0, -1.0)

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        margin = sign * (weights[0] + scaled @ weights[1:])
        slope = -sign * expit(-margin)
        gradient = np.concatenate(([slope.sum()], slope @ scaled + weights[1:] / STRENGTH))
        penalty = float(weights[1:] @ weights[1:]) / (2 * STRENGTH)
        return float(np.logaddexp(0, -margin).sum()) + penalty, gradient

    bounds = [(None, None), *(_bounds(name) for name in names)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = found[1:] / scale
    return float(found[0] - weights @ mean), weights


def _bounds(name: str) -> tuple[float | None, float | None]:
    """Return between what the weight of a feature may lie: what is strange never speaks for."""
    if name in EITHER_WAY:
        return None, None
    return (None, 0.0) if name in AGAINST else (0.0, None)


if __name__ == "__main__":
    sys.exit(main())
