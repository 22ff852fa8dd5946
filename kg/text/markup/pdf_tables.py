"""Ruled tables of a PDF page: which cell stands where, and the lines of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from kg.text.markup.pdf_lines import PdfLine, lines_of_page
from kg.text.source_text import DrawnCell, DrawnTable

_OPENING = frozenset("（《“‘〔【")
_CLOSING = frozenset("，。、；：！？）》”’〕】%")
_NEAR = 3.0  # points by which edges of one line may differ
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table of one page.

    Attributes:
        top, bottom: where it stands on the page.
        edges: of its columns, from the left; where no rules part them, their left ones.
        table: its cells.
    """

    top: float
    bottom: float
    edges: tuple[float, ...]
    table: DrawnTable

    def continued_by(self, other: PdfTable) -> PdfTable | None:
        """Return this table with the rows of one on the next page; None if that is another."""
        if len(self.edges) != len(other.edges):
            return None
        if any(abs(a - b) > _NEAR for a, b in zip(self.edges, other.edges, strict=True)):
            return None
        height = max(cell.row + cell.rows for cell in self.table.cells)
        repeated = _row(self.table, 0) == _row(other.table, 0)
        rows = tuple(
            DrawnCell(cell.row + height - repeated, cell.column, cell.text, cell.rows, cell.columns)
            for cell in other.table.cells
            if not (repeated and cell.row == 0)
        )
        joined = DrawnTable((*self.table.cells, *rows))
        return PdfTable(self.top, other.bottom, self.edges, joined)


def tables_of_page(page: Any) -> list[PdfTable]:
    """Return the ruled tables of a page that have several columns and rows, from above."""
    found = [_table(page, table.cells, table.bbox) for table in page.find_tables()]
    return sorted((table for table in found if table), key=lambda table: table.top)


def _table(page: Any, boxes: Sequence[Box], outer: Box) -> PdfTable | None:
    lefts = _edges([x for box in boxes for x in (box[0], box[2])])
    tops = _edges([y for box in boxes for y in (box[1], box[3])])
    if len(lefts) < 3 or len(tops) < 3:
        return None
    cells = []
    for box in boxes:
        column, row = _place(lefts, box[0]), _place(tops, box[1])
        columns, rows = _place(lefts, box[2]) - column, _place(tops, box[3]) - row
        cells.append(DrawnCell(row, column, _text(page, box), max(rows, 1), max(columns, 1)))
    return PdfTable(outer[1], outer[3], tuple(lefts), DrawnTable(tuple(cells)))


def _edges(values: list[float]) -> list[float]:
    """Return the values without those that stand beside another one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _place(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def _row(table: DrawnTable, row: int) -> list[tuple[int, str]]:
    return sorted((cell.column, cell.text) for cell in table.cells if cell.row == row)


def _text(page: Any, box: Box) -> str:
    """Return the text of a cell; a line that fills the cell goes on in the next one."""
    left, top, right, bottom = box
    inside = page.filter(
        lambda item: (
            item["object_type"] == "char"
            and left <= (item["x0"] + item["x1"]) / 2 <= right
            and top <= (item["top"] + item["bottom"]) / 2 <= bottom
        )
    )
    text = ""
    lines = lines_of_page(inside)
    margin = min((line.left - left for line in lines), default=0.0)
    for line, following in zip_longest(lines, lines[1:]):
        room = right - left - 2 * min(margin, 1.5 * line.size) - (line.right - line.left)
        text += line.text + ("" if following and _does_not_fit(following, room) else "\n")
    return text.strip()


def _does_not_fit(following: PdfLine, room: float) -> bool:
    """Tell whether what a line begins with had no room above: （ ends none, and ， begins none."""
    text = following.text
    letters = 2 if text[:1] in _OPENING or text[1:2] in _CLOSING else 1
    return room < (letters - 0.1) * following.size
