"""Tables of the data folder: CSV files that a user may edit."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from errors import DocumentError, GraphError
from kg.text.decoding import decode

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")  # no text holds them
_SHOWN = 80  # characters of a row in a message
Words = Mapping[str, dict[str, str]]  # use → word → value


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of rules, in any encoding that a spreadsheet saves.

    Raises:
        GraphError: the file is missing or cannot be read, or a row has more or fewer cells than
            the header.
    """
    reader = csv.reader(io.StringIO(text_of(path), newline=""))  # a third of DictReader's time
    try:
        header = next(reader, [])
        for row in filter(None, reader):
            if len(row) != len(header):
                cells = str(row)[:_SHOWN]
                raise GraphError(
                    f"{path}, line {reader.line_num}: {cells} does not fit the header; quote its "
                    "commas"
                )
            yield dict(zip(header, row, strict=True))
    except csv.Error as error:
        raise GraphError(f"{path}, line {reader.line_num}: {error}; look at its quotes") from error


def text_of(path: Path) -> str:
    """Return the text of a table, in any encoding that a spreadsheet saves.

    Raises:
        GraphError: the file is missing or cannot be read.
    """
    try:
        data = path.read_bytes()
        return _plain(data) or decode(data, str(path)).removeprefix("\ufeff")
    except FileNotFoundError as error:
        raise GraphError(f"{path} is missing; it came with the program, restore it") from error
    except OSError as error:
        raise GraphError(f"{path}: {error.strerror}; check its permissions") from error
    except DocumentError as error:
        raise GraphError(f"{error}; a table is a CSV file") from error


def _plain(data: bytes) -> str:
    """Return UTF-8 without looking what else it may be, as nearly all tables are; "" for others."""
    try:
        return "" if _CONTROLS.search(data) else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""


def alternation(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, longest first; without words, nothing."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or "(?!)"


def any_of(words: Words, *uses: str, end: str = "") -> re.Pattern[str]:
    """Match any word of some uses, and what must follow it."""
    return re.compile(f"(?:{alternation(word for use in uses for word in words[use])}){end}")


def words_by_use(rows: Iterable[dict[str, str]]) -> Words:
    """Return word → value of a table of words, by what they are used for; {} for other uses."""
    words: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        words[row["use"]][row["word"]] = row["value"]
    return words
