"""Tables of the data folder: CSV files a user edits, each with a `source` column."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from errors import GraphError

Words = dict[str, dict[str, str]]  # use → word → value


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
    """Return a pattern that matches any of the words, longest first; without words, nothing."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, longest_first)) or "(?!)"


def any_of(words: Words, *uses: str, end: str = "") -> re.Pattern[str]:
    """Match any word of some uses, and what must follow it."""
    return re.compile(f"(?:{alternation(word for use in uses for word in words[use])}){end}")


def words_by_use(rows: Iterable[dict[str, str]]) -> Words:
    """Return word → value of a table of words, by what they are used for; a use may have none."""
    words: Words = defaultdict(dict)
    for row in rows:
        words[row["use"]][row["word"]] = row["value"]
    return words
