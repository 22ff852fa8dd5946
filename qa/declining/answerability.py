"""How likely what was found answers what was asked: features, and their weights as data.

The nearest task is not yet an answer. What tells them apart: how much of what is asked about the
task and the sentence hold, how much no document holds at all, how near the meanings are, whether
the noun that is counted stands there, and whether the concepts are those of the task. The weights
(data/questions/answerability.csv) are logistic regressions, fitted by bench.calibrate: one each for
what is reached by meaning, for sentences that are quoted, without and with a number that was asked
for, and for numbers of both kinds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from embeddings.lexical import simplify, tokens
from qa.asked import Asked, said_of

CALIBRATED = "default"  # the encoder whose meanings the weights were fitted on
_LEAST_FIT = 0.55  # fit of a number that counts with any other encoder
_NUMBERS = ("target", "benefit", "counted")
_SURE = 5.0  # log odds of the first judgement beyond which it says no more
_BARELY = 0.05  # of the words: a sentence that holds less shares none that tells
_FAR = 0.35  # cosine below which a word of the question has no counterpart


@dataclass(frozen=True, slots=True)
class Evidence:
    """What would be given as the answer.

    Attributes:
        item: the task or paragraph.
        sentence: the words that answer, with the title of their task.
        counted: the noun that is counted in the question: 院士 in 几名院士, "" for none.
        metric: what a number is of, "" where none is given.
        span: the words of the number.
        fit: how well a number fitted when numbers were ranked.
        gives: whether the sentence gives the kind of value that is asked for; None: none is.
        chance: how likely a sentence is the one, of all those that compete.
    """

    item: str
    sentence: str
    counted: str = ""
    metric: str = ""
    span: str = ""
    fit: float = 0.0
    gives: bool | None = None
    chance: float = 1.0


def features(of: str, asked: Asked, found: Evidence) -> dict[str, float]:
    """Return what speaks for and against something as the answer.

    Args:
        of: what it is, a row of qa.declining.calibration.CALIBRATED.
        asked: what is asked about.
        found: what would be given.
    """
    number = _of_number(asked, found) if of in _NUMBERS else {}
    return {**_of_item(asked, found), **_of_sentence(asked, found), **number}


def is_answer(of: str, asked: Asked, found: Evidence, least: float | None = None) -> bool:
    """Tell whether what was found answers, and is not only the nearest there is.

    Args:
        of: what it is.
        asked: what is asked about.
        found: what would be given.
        least: probability that is enough; by default that of the table.
    """
    if asked.build.encoder.name != CALIBRATED:  # the weights are of the shipped model's meanings
        return not found.metric or found.fit >= _LEAST_FIT
    calibration = asked.build.questions.calibrations[of]
    least = calibration.least if least is None else least
    return calibration.probability(features(of, asked, found)) >= least


def quotable(of: str, asked: Asked, found: Evidence) -> bool:
    """Tell whether a sentence is quoted as the answer: what its task and it are like, together.

    Args:
        of: by which weights it is judged first, sentence or counted.
        asked: what is asked about.
        found: the sentence.
    """
    if asked.build.encoder.name != CALIBRATED:
        return is_answer(of, asked, found)
    calibration = asked.build.questions.calibrations["quoted"]
    return calibration.probability(quotation(of, asked, found)) >= calibration.least


def quotation(of: str, asked: Asked, found: Evidence) -> dict[str, float]:
    """Return what speaks for and against quoting a sentence as the answer."""
    first = asked.build.questions.calibrations[of].log_odds(features(of, asked, found))
    said = simplify(found.sentence)
    return {
        "first": max(-_SURE, min(_SURE, first)),
        "said_covered": asked.covered(said),
        "said_cosine": asked.cosine(said),
        "said_bare": float(asked.covered(said) < _BARELY),
        "chance": found.chance,
        "strange": asked.strange,
        "gives": float(found.gives is True),
        "lacks": float(found.gives is False),
    }


def _of_item(asked: Asked, found: Evidence) -> dict[str, float]:
    """Return how a task or paragraph, and all that is asked, stand to what is asked about."""
    hit = next((h for h in asked.hits if h.item == found.item), None)
    dense = hit.dense if hit else 0.0
    others = [h.dense for h in asked.hits[10:]]
    scores = [h.score for h in asked.hits[:6]]
    peak = scores[0] - sum(scores[1:]) / len(scores[1:]) if len(scores) > 1 else 0.0
    text = said_of(asked.build, [found.item])
    return {
        "dense": dense,
        "contrast": dense - (sum(others) / len(others) if others else 0.0),
        "lexical": hit.lexical if hit else 0.0,
        "peak": peak,
        "strange": asked.strange,
        "length": math.log(1 + len(asked.tokens)),
        "covered": asked.covered(text),
        **_meaning(asked, text, ""),
        **_concepts(asked, found.item),
    }


def _of_sentence(asked: Asked, found: Evidence) -> dict[str, float]:
    """Return how the sentence that answers stands to what is asked about."""
    held, near = asked.counted_in(found.sentence, found.counted)
    return {
        "said_covered": asked.covered(found.sentence),
        **_meaning(asked, found.sentence, "said_"),
        "counted": float(bool(found.counted)),
        "counted_held": held,
        "counted_near": near,
    }


def _of_number(asked: Asked, found: Evidence) -> dict[str, float]:
    """Return how a number, by what it is of, stands to what is asked about."""
    return {
        "fit": found.fit,
        "metric_covered": asked.covered(found.metric),
        "span_covered": asked.covered(found.span),
        "metric_share": asked.build.retriever.idf_coverage(
            tokens(found.metric), simplify(asked.words)
        ),
        "metric_aligned": asked.aligned(found.metric),
        "rank": float(bool(asked.hits) and asked.hits[0].item == found.item),
    }


def _meaning(asked: Asked, text: str, prefix: str) -> dict[str, float]:
    """Return how near the words are to those of a text, each to its nearest."""
    near, weights = asked.nearest(text)
    total = float(weights.sum()) or 1.0
    return {
        f"{prefix}aligned": float(weights @ near) / total,
        f"{prefix}far": float(weights[near < _FAR].sum()) / total,
    }


def _concepts(asked: Asked, task: str) -> dict[str, float]:
    """Return whether the concepts asked about are those of a task, or of no document."""
    build = asked.build
    record = build.tasks.get(task)
    own = {s["concept"] for s in record["subjects"]} if record else set()
    near = {c for c in asked.concepts if any(build.thesaurus.are_near(c, o) for o in own)}
    cosines = asked.concept_cosines
    rows = [build.concept_rows[c] for c in own if c in build.concept_rows]
    best = float(cosines.max())
    named = cosines[asked.named_rows]
    unknown = asked.strange_concepts
    return {
        "concept": float(bool(near)),
        "concept_absent": float(bool(unknown)),
        "concept_all_absent": float(bool(asked.concepts) and asked.concepts == unknown),
        "concept_elsewhere": float(bool(asked.concepts - unknown - near)),
        "no_concept": float(not asked.concepts),
        "concept_near": best,
        "named_near": (float(named.max()) if len(named) else 0.0) - best,
        "own_near": (float(cosines[rows].max()) if rows else 0.0) - best,
    }
