"""What a file holds: lines and tables as they are drawn, and the one text that is stored of them.

A table is written cell after cell, each on lines of its own. A cell merged over several rows is
written in each of them, so that a row says everything by itself; empty cells are left out:

| 类别 | 任务         | 责任单位 |        类别 ⏎ 任务 ⏎ 责任单位 ⏎
| 工业 | 培育企业     | 经信局   |   →    ⏎ 工业 ⏎ 培育企业 ⏎ 经信局 ⏎
|      | 建设产业园   | 商务局   |        ⏎ 工业 ⏎ 建设产业园 ⏎ 商务局
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.text.span import Span
from kg.text.view import normalise

# two empty lines, or more, inside a cell
_EMPTY_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell of a table as its format draws it.

    Attributes:
        row: counted from 0, the uppermost it covers.
        column: counted from 0, the leftmost it covers.
        text: lines of the cell, parted by line breaks.
        rows: how many it covers.
        columns: how many it covers.
    """

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """The cells of a table, in any order; no two cover the same place."""

    cells: tuple[DrawnCell, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a file holds, in reading order.

    Attributes:
        blocks: lines (a string may hold several) and tables.
        remarks: what was left out or is doubtful, a sentence each: hidden text, a lost picture.
    """

    blocks: tuple[str | DrawnTable, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of one row of a table, at its place in the stored text.

    Attributes:
        column: counted from 0, the leftmost it covers.
        columns: how many it covers.
        span: its characters; empty (start = end) for an empty cell.
        continued: it began in a row above, and is written again.
    """

    column: int
    columns: int
    span: Span
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows from above, the cells of each from the left, merged ones in every row."""

    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The stored text of a file, with its tables.

    Attributes:
        text: as kg.text.view.normalise returns it.
        grids: the tables that its format drew, in order; spans count characters of text.
        remarks: what was left out or is doubtful.
    """

    text: str
    grids: tuple[Grid, ...] = ()
    remarks: tuple[str, ...] = ()


def source_text(drawn: Drawn) -> SourceText:
    """Return the stored text of what a file holds."""
    pieces: list[str] = []
    grids: list[Grid] = []
    at = 0
    for number, block in enumerate(drawn.blocks, 1):
        if isinstance(block, DrawnTable):
            grid, piece = _written(block, at)
            grids.append(grid)
        else:
            piece = normalise(block)
            if number < len(drawn.blocks) and not piece.endswith("\n"):
                piece += "\n"
        pieces.append(piece)
        at += len(piece)
    return SourceText("".join(pieces), tuple(grids), drawn.remarks)


def _written(table: DrawnTable, at: int) -> tuple[Grid, str]:
    """Return a table as it is stored from an offset on, and its text."""
    pieces: list[str] = []
    rows: list[tuple[GridCell, ...]] = []
    for row, cells in _rows(table.cells):
        found: list[GridCell] = []
        for cell in cells:
            text = _EMPTY_LINES.sub("\n", normalise(cell.text).strip())
            found.append(
                GridCell(cell.column, cell.columns, Span(at, at + len(text)), cell.row < row)
            )
            if text:
                pieces.append(text + "\n")
                at += len(text) + 1
        rows.append(tuple(found))
        pieces.append("\n")
        at += 1
    return Grid(tuple(rows)), "".join(pieces)


def _rows(cells: Iterable[DrawnCell]) -> Iterator[tuple[int, list[DrawnCell]]]:
    """Yield each row that has cells, with those that cover it, from the left."""
    covering: dict[int, list[DrawnCell]] = defaultdict(list)
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            covering[row].append(cell)
    for row in sorted(covering):
        yield row, sorted(covering[row], key=lambda cell: cell.column)
