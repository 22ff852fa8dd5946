"""How many of the facts that rules find are right, as measured: quality/precision.csv."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from errors import GraphError
from kg.knowledge.data_folder import DataFolder

PRECISION = "quality/precision.csv"
_Z = 1.959964  # 95 % of a normal distribution lie within so many standard deviations


@dataclass(frozen=True, slots=True)
class MeasuredPrecision:
    """How many of the facts of some rules were right in annotated documents.

    Attributes:
        rules: what the names of the rules begin with: target for target/quantity.
        doubtful: whether it was measured on facts that are marked doubtful, or on all others.
        right: facts that were right.
        found: facts that were found.
        zh: the documents, in Chinese.
        en: the same in English.
    """

    rules: str
    doubtful: bool
    right: int
    found: int
    zh: str
    en: str

    @property
    def precision(self) -> float:
        """The share that was right."""
        return self.right / self.found

    @property
    def at_least(self) -> float:
        """The share that is right at least, with 95 % certainty: Wilson's lower bound.

        Few facts say little: 5 of 5 give .566, 500 of 500 give .992. Source: E. B. Wilson, Probable
        Inference, the Law of Succession, and Statistical Inference, JASA 22 (1927).
        """
        n, p = self.found, self.precision
        middle = p + _Z**2 / (2 * n)
        spread = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return max(0.0, (middle - spread) / (1 + _Z**2 / n))


def read_measured_precision(data: DataFolder) -> tuple[MeasuredPrecision, ...]:
    """Read quality/precision.csv.

    Raises:
        GraphError: the table is missing or malformed.
    """
    return tuple(_measured(row) for row in data.rows(PRECISION))


def _measured(row: dict[str, str]) -> MeasuredPrecision:
    try:
        right, found = int(row["right"]), int(row["found"])
    except ValueError:
        right, found = 0, 0
    if not 0 <= right <= found or not found or row["doubtful"] not in ("yes", "no"):
        raise GraphError(
            f"{PRECISION}: {row['rules']}: right of found are counts, doubtful yes or no"
        )
    return MeasuredPrecision(
        row["rules"], row["doubtful"] == "yes", right, found, row["set_zh"], row["set_en"]
    )


def pooled(rows: Iterable[MeasuredPrecision]) -> tuple[MeasuredPrecision, ...]:
    """Return one measure for each kind of rules: the counts of all sets of documents together."""
    found: dict[tuple[str, bool], list[MeasuredPrecision]] = {}
    for row in rows:
        found.setdefault((row.rules, row.doubtful), []).append(row)
    return tuple(
        MeasuredPrecision(
            rules,
            doubtful,
            sum(row.right for row in same),
            sum(row.found for row in same),
            "；".join(row.zh for row in same),
            "; ".join(row.en for row in same),
        )
        for (rules, doubtful), same in sorted(found.items())
    )
