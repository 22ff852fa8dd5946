"""A sheet of cells as lines and a table: lines that stand alone above and below it are no rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.text.source_text import DrawnCell, DrawnTable

Place = tuple[int, int]  # row and column, counted from 0


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a sheet.

    Attributes:
        texts: of those that are not empty.
        merged: first and last place of ranges that are one cell.
    """

    texts: Mapping[Place, str]
    merged: tuple[tuple[Place, Place], ...] = ()


def sheet_blocks(cells: Cells) -> Iterator[str | DrawnTable]:
    """Yield the lines above the table of a sheet, the table, and the lines below it.

    A row with one text, alone in its row, is a line: 附件1, a title, 单位：万元, 注：…
    """
    ends = dict(cells.merged)
    rows: dict[int, list[DrawnCell]] = defaultdict(list)
    for (row, column), text in sorted(cells.texts.items()):
        last_row, last_column = ends.get((row, column), (row, column))
        rows[row].append(DrawnCell(row, column, text, last_row - row + 1, last_column - column + 1))
    alone = {row for row, found in rows.items() if len(found) == 1 and found[0].rows == 1}
    numbers = list(rows)
    first, last = 0, len(numbers)
    while first < last and numbers[first] in alone:
        first += 1
    while last > first and numbers[last - 1] in alone:
        last -= 1
    covered = max((c.row + c.rows for n in numbers[first:last] for c in rows[n]), default=0)
    while last < len(numbers) and numbers[last] < covered:  # beside a cell of several rows
        last += 1
    yield from (rows[number][0].text for number in numbers[:first])
    if first < last:
        yield DrawnTable(tuple(cell for number in numbers[first:last] for cell in rows[number]))
    yield from (rows[number][0].text for number in numbers[last:])
