"""Where the cells of a table stand, from what its markup says of each row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.text.source_text import DrawnCell, DrawnTable

MOST_ROWS, MOST_COLUMNS = 2000, 200  # that one cell covers
_MOST_WRITTEN = 4 * 2**20  # places and characters that merged cells may repeat, in all
_LONG_LINES, _LONG_TEXT = 10, 400  # of a cell that holds a whole page
_FEW_COLUMNS = 3  # of a table that only arranges a page
_LONGEST_LABEL = 12  # 信息公开类别：


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell as markup writes it, after those on its left.

    Attributes:
        text: its lines.
        rows: how many it says it covers; 0: all that follow.
        columns: how many it says it covers.
    """

    text: str
    rows: int = 1
    columns: int = 1


def placed(rows: Sequence[Sequence[MarkedCell]]) -> DrawnTable:
    """Return the table of some rows: each cell at the first free place of its row.

    No two cells cover the same place, and none goes beyond the last row.
    """
    taken: dict[int, set[int]] = defaultdict(set)
    left = _MOST_WRITTEN
    cells: list[DrawnCell] = []
    for row, marked in enumerate(rows):
        column = 0
        for cell in marked:
            while column in taken[row]:
                column += 1
            wanted = max(1, min(cell.columns, MOST_COLUMNS))
            columns = next((n for n in range(1, wanted) if column + n in taken[row]), wanted)
            height = cell.rows or len(rows)
            height = max(1, min(height, MOST_ROWS, len(rows) - row))
            left -= (height - 1) * (columns + len(cell.text))
            height = height if left > 0 else 1
            covered = range(column, column + columns)
            for below in range(row, row + height):
                taken[below].update(covered)
            cells.append(DrawnCell(row, column, cell.text, height, columns))
            column += columns
        taken.pop(row)
    return DrawnTable(tuple(cells))


def only_arranges(table: DrawnTable) -> bool:
    """Tell whether a table only arranges a page: one column, or one cell that holds the page."""
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    if width <= 1:
        return True
    if width > _FEW_COLUMNS:
        return False
    whole = sum(len(cell.text) for cell in table.cells)
    longest = max(table.cells, key=lambda cell: len(cell.text)).text
    return len(longest) > max(_LONG_TEXT, 0.8 * whole) and longest.count("\n") >= _LONG_LINES


def lines_of(table: DrawnTable) -> list[str]:
    """Return the cells of a table as lines; a label with a colon stands before its value.

    >>> lines_of(placed([[MarkedCell("发文字号："), MarkedCell("青府发〔2024〕8号")]]))
    ['发文字号：青府发〔2024〕8号']
    """
    lines: list[str] = []
    label = ""
    for cell in _in_order(table.cells):
        if _is_label(cell.text):
            lines.append(label)
            label = cell.text.strip()
        else:
            lines.append(label + cell.text.strip())
            label = ""
    return [line for line in (*lines, label) if line]


def labels_its_values(table: DrawnTable) -> bool:
    """Tell whether a table is a list of labels with values: 发文字号：| … | 成文日期：| …."""
    cells = [cell for cell in _in_order(table.cells) if cell.text.strip()]
    labels = [cell for cell in cells if _is_label(cell.text)]
    return bool(labels) and 3 * len(labels) >= len(cells)


def _is_label(text: str) -> bool:
    text = text.strip()
    return text.endswith(("：", ":")) and len(text) <= _LONGEST_LABEL and "\n" not in text


def _in_order(cells: Iterable[DrawnCell]) -> list[DrawnCell]:
    return sorted(cells, key=lambda cell: (cell.row, cell.column))
