"""Tables that a format drew: which rows are tasks, and what each cell says of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.knowledge.lexicon import Lexicon
from kg.structure.tables.column_kinds import ROLES, UNKNOWN, ColumnKinds
from kg.structure.tables.header import (
    Column,
    Header,
    find_header,
    naming_column,
    with_told_columns,
)
from kg.structure.tables.table import Cell, Row, Table
from kg.text.numerals import to_int
from kg.text.source_text import Grid, GridCell
from kg.text.span import Bounds
from kg.text.stored_text import StoredText

_TEXTS = frozenset({"task", "project", "metric", "measure", "text", "target"})
_LONGEST_CATEGORY = 40  # characters
# 3 · 3.1 · 3、 · （三） · 第三项
_HAN = re.compile("[（(]?[一二三四五六七八九十]{1,3}[）)、]?")
_NUMBER = re.compile(
    r"[（(第]?(?P<n>\d{1,4}(?:[.．]\d{1,3})*|[一二三四五六七八九十百]{1,5})\D{0,2}"
)
# 一、产业类项目 · （二）产业类项目 · 产业类项目
_HEADING = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、][\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{4}"
)


class _Placed(NamedTuple):
    """A cell of a grid at its place in the view; empty where start = end."""

    column: int
    columns: int
    text: str
    start: int
    end: int
    is_new: bool  # not written in the row above already


def _texts(row: Sequence[_Placed]) -> dict[int, str]:
    """Return the text at each column of a row; a merged cell is at all that it covers."""
    covered = (
        (at, cell.text) for cell in row for at in range(cell.column, cell.column + cell.columns)
    )
    return dict(covered)


@dataclass(frozen=True)
class DrawnTables:
    """Reads the tables of a stored text."""

    stored: StoredText
    lexicon: Lexicon

    def read(self, grids: Sequence[Grid]) -> tuple[Table, ...]:
        """Return the tables whose header is understood, in order; others stay text."""
        kinds = ColumnKinds(self.lexicon)
        return tuple(table for grid in grids if (table := self._table(grid, kinds)))

    def _table(self, grid: Grid, kinds: ColumnKinds) -> Table | None:
        rows = self._placed(grid)
        header = find_header([_texts(row) for row in rows], kinds)
        if header is None:
            return None
        below = [_texts(row) for row in rows[header.end :]]
        header = with_told_columns(header, below, self.lexicon.documents)
        start = rows[header.first][0].start
        end = max(cell.end for row in rows[header.first :] for cell in row)
        above = [(c.start, c.end) for row in rows[header.first : header.end] for c in row]
        if not header.lists_tasks:
            if "contact" not in header.kinds:
                return Table(start, end, (), tuple(above))
            persons = tuple((c.start, c.end) for row in rows[header.first :] for c in row)
            remark = (start, "a list of persons is left out")
            return Table(start, end, (), persons, (remark,), is_roster=True)
        reader = _RowReader(self, _with_groups(header, rows), rows[header.end :])
        for row in rows[header.end :]:
            reader.take(row)
        rows_read = reader.finished()
        warnings = tuple(
            (rows[header.end - 1][0].start, _warning(header.columns[index]))
            for index in header.doubtful
        )
        silent = tuple(sorted(above + reader.silent))
        return Table(start, end, rows_read, silent, warnings)

    def _placed(self, grid: Grid) -> list[list[_Placed]]:
        """Return the cells of each row that has some text, without empty cells."""
        found: list[list[_Placed]] = []
        for cells in grid.rows:
            row = [placed for cell in cells if (placed := self._cell(cell))]
            if row:
                found.append(row)
        return found

    def _cell(self, cell: GridCell) -> _Placed | None:
        view = self.stored.view
        last = len(view.text)
        start = bisect_left(view.offsets, cell.span.start, 0, last)
        end = bisect_left(view.offsets, cell.span.end, 0, last)
        text = view.text[start:end]
        if not text.strip():
            return None
        return _Placed(cell.column, cell.columns, text, start, end, not cell.continued)


def _warning(column: Column) -> str:
    taken = {UNKNOWN: "a remark", "measure": "what is to be done"}.get(column.kind, "units")
    return f"column {column.name} has no known name: taken for {taken}"


def _with_groups(header: Header, rows: Sequence[Sequence[_Placed]]) -> Header:
    """Return a header whose first of two task columns groups rows, where its cells reach down."""
    tasks = [index for index, column in sorted(header.columns.items()) if column.kind == "task"]
    below = rows[header.end :]
    merged = (
        any(cell.column == tasks[0] and not cell.is_new for row in below for cell in row)
        if (len(tasks) > 1)
        else False
    )
    if not merged:
        return header
    group = replace(header.columns[tasks[0]], kind="category")
    return replace(header, columns={**header.columns, tasks[0]: group})


class _RowReader:
    """Reads rows from above: what is a task, a category, a header again, a sum or a note."""

    def __init__(
        self, tables: DrawnTables, header: Header, below: Sequence[Sequence[_Placed]]
    ) -> None:
        """Begin below a header.

        Args:
            tables: with the text.
            header: of the table.
            below: all rows that will be read.
        """
        self.tables = tables
        self.header = header
        self.words = tables.lexicon.documents
        self.naming = naming_column(header.columns)
        self.rows: list[Row] = []
        self.more: list[list[Cell]] = []  # of each row, what cells below its own say
        self.silent: list[Bounds] = []
        self.group: Bounds | None = None  # the category over the whole width
        self.categories: dict[int, _Placed] = {}  # by column
        numbers = (cell.text for row in below for cell in row if self._kind(cell) == "number")
        self.counts_in_digits = any(text.isdigit() for text in numbers)

    def take(self, row: Sequence[_Placed]) -> None:
        """Read the next row."""
        if self.header.repeats(_texts(row)):
            self.silent.extend((cell.start, cell.end) for cell in row)
        elif self.words.table_note.match(row[0].text) or self._is_sum(row):
            return
        elif named := self._group(row):
            self.group = (named.start, named.end)
            self.categories = {}
            self.silent.extend((cell.start, cell.end) for cell in row)
        else:
            self._task(row)

    def _is_sum(self, row: Sequence[_Placed]) -> bool:
        return any(self.words.table_sum.fullmatch(cell.text) for cell in row[:3])

    def _group(self, row: Sequence[_Placed]) -> _Placed | None:
        """Return the cell that names what is below a row which is itself no task, if it is one.

        It is alone in its row, or has sums beside it: 一 | 产业类项目（4个） | | | 97300; it may
        stand where numbers do: 一、产业类项目（4个） | | | 97300.
        """
        if self._is_category(row):
            return row[0]
        named = next((cell for cell in row if cell.column == self.naming), None)
        if any(self._kind(cell) in ROLES for cell in row):
            return None
        if named is None:
            says = any(self._kind(cell) in _TEXTS for cell in row)
            return None if says or not self._is_heading(row[0]) else row[0]
        covered = range(named.column, named.column + named.columns)
        over_others = len({self.header.columns.get(at) for at in covered} - {None}) > 1
        counted = next((cell for cell in row if self._kind(cell) == "number"), None)
        in_han = counted is not None and self.counts_in_digits and _HAN.fullmatch(counted.text)
        return named if over_others or in_han else None

    def _is_heading(self, cell: _Placed) -> bool:
        """Tell whether a cell where numbers stand is a heading: 一、产业类项目（4个）."""
        is_long = len(cell.text) > _LONGEST_CATEGORY
        return self._kind(cell) == "number" and bool(_HEADING.match(cell.text)) and not is_long

    def _is_category(self, row: Sequence[_Placed]) -> bool:
        """Tell whether a row is one cell that names what is below it."""
        first = row[0]
        if len({cell.text for cell in row}) > 1 or len(self.header.columns) < 2:
            return False
        alone = len(row) > 1 or first.column < (self.naming or 1) or not self.rows
        is_long = len(first.text) > _LONGEST_CATEGORY or "。" in first.text[:-1]
        numbered = self._kind(first) == "number" and _NUMBER.fullmatch(first.text)
        return alone and not is_long and not numbered

    def _kind(self, cell: _Placed) -> str:
        column = self.header.columns.get(cell.column)
        return column.kind if column else UNKNOWN

    def _task(self, row: Sequence[_Placed]) -> None:
        self._under(cell for cell in row if self._kind(cell) == "category")
        cells = [self._read(cell) for cell in row if self._kind(cell) != "category"]
        new = {cell.start for cell in row if cell.is_new}
        texts = [cell for cell in cells if cell.kind in _TEXTS]
        fresh = [cell for cell in texts if cell.start in new]
        says = tuple(cell for cell in cells if cell.kind in ROLES)
        if fresh:
            self.rows.append(self._row(cells, self._named_first(texts, fresh), says))
            self.more.append([])
        elif self.rows:
            self.more[-1].extend(cell for cell in says if cell.start in new)

    def finished(self) -> tuple[Row, ...]:
        """Return the rows, each with what the cells of rows that continue it say."""
        return tuple(
            replace(row, cells=(*row.cells, *more), end=more[-1].end) if more else row
            for row, more in zip(self.rows, self.more, strict=True)
        )

    def _under(self, cells: Iterable[_Placed]) -> None:
        """Take note of the categories of a row; an empty cell is under the one above."""
        for cell in cells:
            self.silent.append((cell.start, cell.end))
            above = self.categories.get(cell.column)
            if above is None or above.text != cell.text:
                inner = [index for index in self.categories if index > cell.column]
                for index in inner:
                    del self.categories[index]
                self.categories[cell.column] = cell

    def _read(self, cell: _Placed) -> Cell:
        column = self.header.columns.get(cell.column, Column(UNKNOWN, ""))
        gaps = self.tables.stored.gaps([(cell.start, cell.end)])[0] if column.kind in ROLES else ()
        return Cell(column.kind, column.name, cell.start, cell.end, gaps)

    def _named_first(self, texts: Sequence[Cell], fresh: Sequence[Cell]) -> tuple[Cell, ...]:
        """Return the cells of text, the one that names the task first."""
        own = self.header.columns[self.naming].name if self.naming is not None else ""
        named = next((cell for cell in fresh if cell.column == own), fresh[0])
        return (named, *(cell for cell in texts if cell is not named))

    def _row(self, cells: Sequence[Cell], texts: tuple[Cell, ...], says: tuple[Cell, ...]) -> Row:
        place = next((cell for cell in cells if cell.kind == "number"), None)
        number, printed = self._number(place)
        groups = [self.group, *((c.start, c.end) for _, c in sorted(self.categories.items()))]
        return Row(
            number=number,
            printed=printed,
            ordinal=(place.start, place.end) if place else None,
            start=cells[0].start,
            content=min(cell.start for cell in texts),
            end=cells[-1].end,
            cells=says,
            texts=texts,
            others=tuple(c for c in cells if c.kind not in _TEXTS | ROLES | {"number", "contact"}),
            categories=tuple(group for group in groups if group),
        )

    def _number(self, place: Cell | None) -> tuple[int, str]:
        """Return the number of a row, and how it is printed where it has several parts."""
        text = self.tables.stored.view.text[place.start : place.end] if place else ""
        match = _NUMBER.fullmatch(text)
        printed = match["n"].replace("．", ".") if match else ""
        number = to_int(printed.rpartition(".")[2]) if printed else None
        if number is None:
            return len(self.rows) + 1, ""
        return number, printed if "." in printed else ""
