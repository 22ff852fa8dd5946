"""Tables of the data folder: CSV files a user edits, each with a `source` column."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from errors import GraphError

_NOTHING = "(?!)"  # a pattern that matches nowhere


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of rules.

    Raises:
        GraphError: the file is missing or a row has more or fewer cells than the header.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                if None in row or None in row.values():
                    raise GraphError(f"{path}: row {row} does not fit the header; quote its commas")
                yield row
    except FileNotFoundError as error:
        raise GraphError(f"{path} is missing; it came with the program, restore it") from error


def alternation(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, longest first; one of no words matches nothing."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or _NOTHING


def words_by_use(rows: Iterable[dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return word → value of a table of words, by what they are used for; a use may have none."""
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        words[row["use"]][row["word"]] = row["value"]
    return words
