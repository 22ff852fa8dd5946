"""Tables that conversion flattened to one cell a line: 序号, 事项, 责任单位, then rows.

The text stays as it is; a row is found by its number, or by the count of columns, and its cells
keep their positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.names import looks_like_body, split_names
from kg.rules import Rules

Line = tuple[int, int]  # start and end in the view's text
_FEWEST_COLUMNS = 3
_DATE = re.compile(r"\d{1,2}月|\d{4}年|年底|年内|季度|半年|长期|持续|全年|常年")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, where it begins and ends, and the cells that say who or when.

    Attributes:
        number: printed, or counted where the table has no numbers.
        start: at the number, or at the first cell.
        body: at the first cell of text.
        end: one past the last cell.
        cells: (column label, start, end).
    """

    number: int
    start: int
    body: int
    end: int
    cells: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A header and its rows; positions in the view's text."""

    start: int
    end: int
    rows: tuple[Row, ...]


def flat_tables(text: str, rules: Rules) -> Iterator[FlatTable]:
    """Yield the flattened tables of a view's text, in order."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    position = 0
    while position < len(lines):
        header = _header(text, lines, position, rules)
        if not header:
            position += 1
            continue
        begin = position + len(header)
        rows = tuple(_rows(text, lines[begin:], header, rules))
        if rows:
            yield FlatTable(lines[position][0], rows[-1].end, rows)
            while position < len(lines) and lines[position][0] < rows[-1].end:
                position += 1
        else:
            position = begin


def _header(text: str, lines: Sequence[Line], position: int, rules: Rules) -> list[str]:
    """Return the column names that stand here, a line each; none unless one says who does it."""
    names: list[str] = []
    for start, end in lines[position : position + 12]:
        name = text[start:end]
        if (name not in rules.columns and name not in rules.labels) or name in names:
            break
        names.append(name)
    says_who = any(rules.labels.get(name) in {"lead", "responsible"} for name in names)
    return names if len(names) >= _FEWEST_COLUMNS and says_who else []


def _rows(text: str, lines: Sequence[Line], header: list[str], rules: Rules) -> Iterator[Row]:
    if rules.columns.get(header[0]) == "number":
        yield from _numbered(text, lines, header, rules)
        return
    width = len(header)
    for number, first in enumerate(range(0, len(lines) - width + 1, width), 1):
        row = _row(text, number, None, lines[first : first + width], header, rules)
        if row is None:
            return
        yield row


def _numbered(text: str, lines: Sequence[Line], header: list[str], rules: Rules) -> Iterator[Row]:
    """Yield rows that begin with a line that is only the next number."""
    marks = [-1]
    for index, (start, end) in enumerate(lines):
        if text[start:end].rstrip("、.．") == str(len(marks)) and index > marks[-1]:
            marks.append(index)
    marks = marks[1:]
    width = len(header) - 1
    for number, (first, following) in enumerate(zip(marks, [*marks[1:], None], strict=True), 1):
        stop = first + 1 + width if following is None else following
        row = _row(text, number, lines[first], lines[first + 1 : stop], header[1:], rules)
        if row is None:
            return
        yield row


def _row(
    text: str,
    number: int,
    mark: Line | None,
    cells: Sequence[Line],
    names: Sequence[str],
    rules: Rules,
) -> Row | None:
    """Return a row; None where no cell under a label names a body, so this is no row."""
    if not cells:
        return None
    placed = _placed(text, cells, names, rules)
    found = tuple(sorted((c for c in placed if c[0] in rules.labels), key=lambda c: c[1:]))
    if not any(_names_bodies(text, s, e, rules) for _, s, e in found):
        return None
    return Row(number, (mark or cells[0])[0], cells[0][0], cells[-1][1], found)


def _placed(
    text: str, cells: Sequence[Line], names: Sequence[str], rules: Rules
) -> Iterator[tuple[str, int, int]]:
    """Yield (column, start, end); a text broken over lines takes what the others leave."""
    if len(cells) == len(names):
        for name, (start, end) in zip(names, cells, strict=True):
            yield name, start, end
        return
    labels = [name for name in names if name in rules.labels]
    left = list(cells)
    for name in reversed(labels):
        wanted = _is_limit if rules.labels[name] == "deadline" else _names_bodies
        if left and wanted(text, *left[-1], rules):
            yield name, *left.pop()


def _is_limit(text: str, start: int, end: int, _: Rules) -> bool:
    return _DATE.search(text, start, end) is not None


def _names_bodies(text: str, start: int, end: int, rules: Rules) -> bool:
    names = list(split_names(text, start, end, rules))
    return any(looks_like_body(text[s:e], rules) and e - s <= 24 for s, e in names)
