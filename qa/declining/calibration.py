"""Weights of declining: logistic regressions over named features, fitted by bench.calibrate."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from errors import GraphError
from kg.knowledge.data_folder import DataFolder

TABLE = "questions/answerability.csv"
# reached by meaning; a quotation; one with a number asked for; a number of a sentence; a target;
# whether a sentence is quoted, by what its own weights say of it and by what else there is of it
CALIBRATED = ("topic", "sentence", "counted", "benefit", "target", "quoted")


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over named features.

    Attributes:
        weights: feature → weight; "bias" is added.
        least: probability from which something counts as an answer.
    """

    weights: Mapping[str, float]
    least: float

    def probability(self, features: Mapping[str, float]) -> float:
        """Return how likely these are the features of an answer."""
        return 1 / (1 + math.exp(-self.log_odds(features)))

    def log_odds(self, features: Mapping[str, float]) -> float:
        """Return the same as the logarithm of the odds."""
        total = self.weights["bias"]
        return total + sum(w * features[f] for f, w in self.weights.items() if f != "bias")


def read_calibrations(data: DataFolder) -> dict[str, Calibration]:
    """Read questions/answerability.csv: for each kind of answer.

    Raises:
        GraphError: the file is missing or malformed, or lacks weights.
    """
    weights: dict[str, dict[str, float]] = {of: {} for of in CALIBRATED}
    for row in data.rows(TABLE):
        weights[row["of"]][row["feature"]] = float(row["weight"])
    if not all({"least", "bias"} <= set(found) for found in weights.values()):
        raise GraphError(
            f"{data.path(TABLE)} lacks weights; write it with python -m bench.calibrate"
        )
    return {of: Calibration(found, found.pop("least")) for of, found in weights.items()}
