"""How likely a task or a number answers a question: features, and their weights as data.

The nearest task is not yet an answer. What tells them apart: how much of the question's words the
task holds, how much no document holds at all, how much other tasks hold but not this one, how near
the meanings are, and whether the concepts of the question are those of the task. The weights
(data/questions/answerability.csv) are a logistic regression, fitted by bench.calibrate.
"""

from __future__ import annotations

import math

import numpy as np

from embeddings.alignment import WordEncoder, Words
from embeddings.lexical import Scores, simplify, tokens
from qa.context import Context
from qa.facts import Row

CALIBRATED = "default"  # the encoder whose meanings the weights were fitted on
_LEAST_FIT = 0.55  # fit of a target that counts with any other encoder
_FAR = 0.35  # cosine below which a word of the question has no counterpart


def topic_features(context: Context, task: str) -> dict[str, float]:
    """Return what speaks for and against a task as the answer to a question."""
    hit = next((h for h in context.hits if h.item == task), None)
    dense = hit.dense if hit else 0.0
    others = [h.dense for h in context.hits[10:]]
    return {
        "dense": dense,
        "contrast": dense - (sum(others) / len(others) if others else 0.0),
        "lexical": hit.lexical if hit else 0.0,
        "peak": _peak(context),
        **_words(context, context.question.plain, context.text_of(task)),
        **_concepts(context, task),
    }


def target_features(context: Context, row: Row, fit: float) -> dict[str, float]:
    """Return what speaks for and against a number as the answer to a question.

    Args:
        context: the question before its build.
        row: the target.
        fit: how well it fitted in qa.target_ranking.
    """
    measures, plain = context.build.questions.measures, context.question.plain
    asked = measures.asked.sub(" ", plain)
    said = f"{row['metric']}，{context.sentence(row)}，{context.title(row['task'])}"
    hit = next((h for h in context.hits if h.item == row["task"]), None)
    words = context.build.questions.words.query_tokens(asked)
    covered = context.build.retriever.idf_coverage
    return {
        "fit": fit,
        "metric_covered": covered(words, simplify(row["metric"])),
        "span_covered": covered(words, simplify(row["exact"])),
        "metric_share": covered(tokens(row["metric"]), plain),
        "dense": hit.dense if hit else 0.0,
        "rank": float(bool(context.hits) and context.hits[0].item == row["task"]),
        **_words(context, asked, said),
        "metric_aligned": _meaning(context, asked, row["metric"])["aligned"],
        **_concepts(context, row["task"]),
    }


def _peak(context: Context) -> float:
    """Return how far the best item stands out of those after it."""
    scores = [h.score for h in context.hits[:6]]
    return scores[0] - sum(scores[1:]) / len(scores[1:]) if len(scores) > 1 else 0.0


def _words(context: Context, question: str, text: str) -> dict[str, float]:
    """Return how the words of a question stand to a text and to all texts."""
    words = sorted(set(context.build.questions.words.query_tokens(question)))
    said, everything = simplify(text), context.simplified_texts
    known = [w for w in words if w in everything]
    covered = context.build.retriever.idf_coverage
    return {
        "covered": covered(words, said),
        "strange": 1 - covered(words, " ".join(known)) if words else 0.0,
        "length": math.log(1 + len(words)),
        **_meaning(context, question, text),
    }


def _meaning(context: Context, question: str, text: str) -> dict[str, float]:
    """Return how near the words of a question are to those of a text, each to its nearest."""
    encoder = context.build.encoder
    if not isinstance(encoder, WordEncoder):
        return {"aligned": 0.0, "far": 0.0}
    asking = context.build.questions.words
    asked, said = encoder.words(asking.without_asking(question)), encoder.words(simplify(text))
    nearest, weights = _nearest(asked, said)
    total = float(weights.sum()) or 1.0
    return {
        "aligned": float(weights @ nearest) / total,
        "far": float(weights[nearest < _FAR].sum()) / total,
    }


def _nearest(question: Words, text: Words) -> tuple[Scores, Scores]:
    if not len(question.weights) or not len(text.weights):
        return np.zeros(1, np.float32), np.ones(1, np.float32)
    return (question.vectors @ text.vectors.T).max(axis=1), question.weights


def _concepts(context: Context, task: str) -> dict[str, float]:
    """Return whether the question's concepts are those of a task, or of no document."""
    build = context.build
    asked, unknown = set(context.concepts()), set(context.strange_concepts())
    record = context.build.tasks.get(task)
    own = {s["concept"] for s in record["subjects"]} if record else set()
    near = {c for c in asked if any(build.thesaurus.are_near(c, o) for o in own)}
    labels, vectors = build.concept_vectors
    words = build.questions.words.without_asking(context.question.plain)
    cosines = vectors @ build.encoder.encode_queries([words])[0]
    is_named = np.asarray([label in build.named_concepts for label in labels])
    is_own = np.asarray([label in own for label in labels])
    best = float(cosines.max())
    best_named = float(cosines[is_named].max()) if is_named.any() else 0.0
    best_own = float(cosines[is_own].max()) if is_own.any() else 0.0
    return {
        "concept": float(bool(near)),
        "concept_absent": float(bool(unknown)),
        "concept_all_absent": float(bool(asked) and asked == unknown),
        "concept_elsewhere": float(bool(asked - unknown - near)),
        "no_concept": float(not asked),
        "concept_near": best,
        "named_near": best_named - best,
        "own_near": best_own - best,
    }


def is_answerable(context: Context) -> bool:
    """Tell whether the best task answers a question about a topic, not only stands nearest."""
    if not context.hits:
        return False
    if context.build.encoder.name != CALIBRATED:
        return True  # the weights are of the shipped model's meanings; other models never decline
    item = context.main_item() or context.hits[0].item
    calibration = context.build.questions.calibrations["topic"]
    return calibration.probability(topic_features(context, item)) >= calibration.least


def answers(context: Context, row: Row, fit: float) -> bool:
    """Tell whether a target answers the question, not only stands nearest."""
    if context.build.encoder.name != CALIBRATED:
        return fit >= _LEAST_FIT
    calibration = context.build.questions.calibrations["target"]
    return calibration.probability(target_features(context, row, fit)) >= calibration.least
