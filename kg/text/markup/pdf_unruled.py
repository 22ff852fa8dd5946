"""Tables of a PDF page that no rules part: words that stand in columns below each other.

序号   工作任务     责任单位
1      培育家庭     县农业农
       农场         村局           columns are the gaps that no word of any line crosses
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.text.markup.pdf_tables import PdfTable
from kg.text.source_text import DrawnCell, DrawnTable

_SAME_LINE = 3.0  # points by which words of one line may differ in height
_GAP = 2.5  # points between columns
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3  # the header among them
_LONGEST_NAME = 14  # letters of a column's name
# 1 · 12、 · （3）
_NUMBER = re.compile(r"[（(]?\d{1,3}[)）.．、]?")
_Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of one line, from the left: where each stands, and what it says."""

    top: float
    bottom: float
    words: tuple[tuple[float, float, str], ...]


def unruled_tables(page: Any) -> list[PdfTable]:
    """Return the tables of a page whose columns only gaps tell, from above."""
    lines = _lines(page.extract_words())
    found: list[PdfTable] = []
    at = 0
    while at < len(lines):
        end, columns = _reach(lines, at)
        table = _table(lines[at:end], columns)
        if table:
            found.append(table)
        at = end if table else at + 1
    return found


def _lines(words: Sequence[dict[str, Any]]) -> list[_Line]:
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        if rows and word["top"] - rows[-1][0]["top"] <= _SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [
        _Line(
            min(word["top"] for word in row),
            max(word["bottom"] for word in row),
            tuple(sorted((word["x0"], word["x1"], word["text"]) for word in row)),
        )
        for row in rows
    ]


def _reach(lines: Sequence[_Line], start: int) -> tuple[int, list[_Interval]]:
    """Return where the lines end that stand in the columns of the first, and these columns."""
    header = lines[start].words
    names = all(len(text) <= _LONGEST_NAME for _, _, text in header)
    if len(header) < _FEWEST_COLUMNS or not names:
        return start + 1, []
    columns = [(left, right) for left, right, _ in header]
    end = start + 1
    while end < len(lines):
        wider = _covered([*columns, *((left, right) for left, right, _ in lines[end].words)])
        if len(wider) < len(header):
            break
        columns, end = wider, end + 1
    return end, columns


def _covered(places: Sequence[_Interval]) -> list[_Interval]:
    """Return the stretches that some places cover together."""
    found: list[_Interval] = []
    for left, right in sorted(places):
        if found and left - found[-1][1] < _GAP:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _table(lines: Sequence[_Line], columns: Sequence[_Interval]) -> PdfTable | None:
    rows = list(_rows(lines, columns)) if columns else []
    full = sum(len(row) >= _FEWEST_COLUMNS for row in rows)
    if len(columns) != len(lines[0].words) or full < _FEWEST_ROWS or 2 * full < len(rows):
        return None
    cells = (
        DrawnCell(number, column, text)
        for number, row in enumerate(rows)
        for column, text in sorted(row.items())
    )
    edges = tuple(left for left, _ in columns)
    return PdfTable(lines[0].top, lines[-1].bottom, edges, DrawnTable(tuple(cells)))


def _rows(lines: Sequence[_Line], columns: Sequence[_Interval]) -> Iterator[dict[int, str]]:
    """Yield the rows, each the texts of its columns; a line without a number goes on in a row."""
    row: dict[int, str] = {}
    rights: dict[int, float] = {}
    for line in lines:
        cells = {_column(columns, left): (right, text) for left, right, text in line.words}
        if row and _begins(cells):
            yield row
            row, rights = {}, {}
        for column, (right, text) in cells.items():
            is_full = columns[column][1] - rights.get(column, 0.0) < (line.bottom - line.top)
            between = "" if column not in row or is_full else "\n"
            row[column] = row.get(column, "") + between + text
            rights[column] = right
    if row:
        yield row


def _begins(cells: dict[int, tuple[float, str]]) -> bool:
    """Tell whether a line begins a row: with a number, or with most cells filled."""
    if 0 not in cells:
        return False
    return _NUMBER.fullmatch(cells[0][1]) is not None or len(cells) >= _FEWEST_COLUMNS


def _column(columns: Sequence[_Interval], left: float) -> int:
    return max(at for at, (start, _) in enumerate(columns) if start <= left + _GAP)
