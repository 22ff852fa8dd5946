"""Tables that conversion flattened: one cell a line, or a row a line with its cells apart.

序号, 重点任务, 责任单位 each on a line, then the rows. The text stays as it is; a row is found by
its number or by the count of columns, and its cells keep their positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.names import looks_like_body, split_names
from kg.rules import Rules

Line = tuple[int, int]  # start and end in the view's text
_FEWEST, _MOST = 3, 12  # columns
_LONGEST_NAME = 12  # characters of a column's name
_LONGEST_PERSON = 5
_DATE = re.compile(r"\d{1,2}月|\d{4}年|年底|年内|季度|半年|长期|持续|全年|常年")
_PUNCTUATION = re.compile(r"[，。；：、！？]")
_NUMBER = re.compile(r"(?P<n>\d{1,3})(?:[、.．](?=\D)|$)")
# - 12 - between two pages; 二、民生保障 between two rows
_BETWEEN = re.compile(
    r"[-—–]?\d{1,3}[-—–]|第\d{1,3}页.{0,8}|[一二三四五六七八九十]{1,3}、[^，。；]{2,20}"
)


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
        rows = tuple(_rows(text, lines[position + len(header) :], header, rules)) if header else ()
        if rows:
            yield FlatTable(lines[position][0], rows[-1].end, rows)
        end = rows[-1].end if rows else lines[position][1]
        while position < len(lines) and lines[position][0] < end:
            position += 1


def _header(text: str, lines: Sequence[Line], position: int, rules: Rules) -> list[str]:
    """Return the column names that stand here, a line each; none unless one says who does it.

    Names between known ones count as columns of text, whatever they are called.
    """
    names: list[str] = []
    for start, end in lines[position : position + _MOST]:
        name = text[start:end]
        if len(name) > _LONGEST_NAME or _PUNCTUATION.search(name) or name in names:
            break
        if _NUMBER.match(name) or (looks_like_body(name, rules) and name not in rules.labels):
            break
        names.append(name)
    while names and names[-1] not in rules.columns and names[-1] not in rules.labels:
        names.pop()
    known = names[:1] and (names[0] in rules.columns or names[0] in rules.labels)
    says_who = any(rules.labels.get(name) in {"lead", "responsible"} for name in names)
    return names if known and says_who and len(names) >= _FEWEST else []


def _rows(text: str, lines: Sequence[Line], header: list[str], rules: Rules) -> Iterator[Row]:
    names = set(header)
    kept = [
        line
        for line in lines
        if text[slice(*line)] not in names and not _BETWEEN.fullmatch(text[slice(*line)])
    ]
    if rules.columns.get(header[0]) == "number":
        yield from _numbered(text, kept, header[1:], rules)
        return
    width = len(header)
    for number, first in enumerate(range(0, len(kept) - width + 1, width), 1):
        row = _row(text, number, kept[first][0], kept[first : first + width], header, rules)
        if row is None:
            return
        yield row


def _numbered(text: str, lines: Sequence[Line], names: list[str], rules: Rules) -> Iterator[Row]:
    """Yield rows that begin with the next number, alone on its line or before the first cell."""
    marks: list[tuple[int, int]] = []  # index of the line, where its cell begins
    for index, (start, end) in enumerate(lines):
        match = _NUMBER.match(text, start, end)
        if match and int(match["n"]) == len(marks) + 1:
            marks.append((index, match.end()))
    for number, (index, cell) in enumerate(marks, 1):
        stop = marks[number][0] if number < len(marks) else None
        cells = [(cell, lines[index][1])] if cell < lines[index][1] else []
        last = _row_end(text, lines, index + 1 + len(names) - len(cells)) if stop is None else stop
        cells.extend(lines[index + 1 : last])
        row = _row(text, number, lines[index][0], cells, names, rules)
        if row is not None:
            yield row


def _row_end(text: str, lines: Sequence[Line], last: int) -> int:
    """Return the line after a last row, with the lines that go on a list broken after 、."""
    last = min(last, len(lines))
    while 0 < last < len(lines) and text[lines[last - 1][1] - 1] in "、，":
        last += 1
    return last


def _row(
    text: str, number: int, start: int, cells: Sequence[Line], names: Sequence[str], rules: Rules
) -> Row | None:
    """Return a row; None where no cell under a label names a body, so this is no row."""
    joined = list(_joined(text, cells))
    placed = _placed(text, joined, names, rules)
    found = tuple(sorted((c for c in placed if c[0] in rules.labels), key=lambda c: c[1:]))
    if not any(_names_bodies(text, s, e, rules) for _, s, e in found):
        return None
    return Row(number, start, joined[0][0], joined[-1][1], found)


def _joined(text: str, cells: Sequence[Line]) -> Iterator[Line]:
    """Yield cells, those broken after 、 or ， put together again."""
    begin: int | None = None
    for start, end in cells:
        begin = start if begin is None else begin
        if text[end - 1] in "、，":
            continue
        yield begin, end
        begin = None
    if begin is not None:
        yield begin, cells[-1][1]


def _placed(
    text: str, cells: Sequence[Line], names: Sequence[str], rules: Rules
) -> Iterator[tuple[str, int, int]]:
    """Yield (column, start, end); where cells are missing or broken, their kind decides."""
    if len(cells) == len(names):
        for name, (start, end) in zip(names, cells, strict=True):
            yield name, start, end
        return
    left = list(cells)
    tail = _tail(text, left, rules)
    bodies = [cell for cell in tail if _names_bodies(text, *cell, rules)]
    who = [name for name in names if rules.labels.get(name) in {"lead", "responsible", "assist"}]
    if len(bodies) > len(who) > 0:  # one list over several lines: the first list is the longest
        bodies = [
            (bodies[0][0], bodies[len(bodies) - len(who)][1]),
            *bodies[1 + len(bodies) - len(who) :],
        ]
    for name, cell in zip(
        sorted(who, key=lambda n: rules.labels[n] == "assist"), bodies, strict=False
    ):
        yield name, *cell
    limits = [cell for cell in tail if _DATE.search(text, *cell) and cell not in bodies]
    for name in names:
        if rules.labels.get(name) == "deadline" and limits:
            yield name, *limits[-1]


def _tail(text: str, cells: list[Line], rules: Rules) -> list[Line]:
    """Return the closing cells that say who or when: bodies, dates and persons."""
    tail: list[Line] = []
    for cell in reversed(cells[1:]):
        short = cell[1] - cell[0] <= _LONGEST_PERSON
        if not (_names_bodies(text, *cell, rules) or _is_limit(text, cell) or (short and not tail)):
            break
        tail.insert(0, cell)
    return tail


def _is_limit(text: str, cell: Line) -> bool:
    return cell[1] - cell[0] <= _LONGEST_NAME and _DATE.search(text, *cell) is not None


def _names_bodies(text: str, start: int, end: int, rules: Rules) -> bool:
    """Tell whether a cell is a list of bodies: most of its pieces look like one."""
    names = list(split_names(text, start, end, rules))
    bodies = [1 for s, e in names if e - s <= 24 and looks_like_body(text[s:e], rules)]
    return 2 * len(bodies) > len(names)
