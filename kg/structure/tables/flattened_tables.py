"""Tables that conversion flattened: one cell a line, or a row a line with its cells apart.

序号, 重点任务, 责任单位 each on a line, then the rows. The text stays as it is; a row is found by
its number or by the count of columns, and its cells keep their positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from kg.knowledge.lexicon import Lexicon
from kg.structure.organisation_names import looks_like_organisation
from kg.structure.tables.cell_attributions import names_nobody
from kg.structure.tables.column_kinds import WHO, ColumnKinds
from kg.structure.tables.flattened_rows import (
    GOES_ON,
    LONGEST_NAME,
    NUMBER,
    PUNCTUATION,
    FlatColumns,
    row_marks,
)
from kg.structure.tables.table import Cell, Row, Table
from kg.text.span import Bounds, Range

# one line
_LINE = re.compile(r"[^\n]+")
_FEWEST, _MOST = 3, 12  # columns
_LONGEST_PERSON = 5  # characters
# one line
_LINE = re.compile(r"[^\n]+")
# - 12 - between two pages; 二、民生保障 between two rows
_BETWEEN = re.compile(
    r"[-—–]?\d{1,3}[-—–]|第\d{1,3}页.{0,8}|[一二三四五六七八九十]{1,3}、[^，。；]{2,20}"
)


def flat_tables(text: str, lexicon: Lexicon, taken: Sequence[Bounds] = ()) -> tuple[Table, ...]:
    """Return the flattened tables of a view's text, in order.

    Args:
        text: a view's text.
        lexicon: names of columns, and how organisations are called.
        taken: where it is not looked at, in order: tables that were drawn.
    """
    lines = list(_lines(text, taken))
    kinds = ColumnKinds(lexicon)
    found: list[Table] = []
    end = 0
    for position, (_, start, stop) in enumerate(lines):
        if start < end or stop - start > LONGEST_NAME or not kinds.is_name(text[start:stop]):
            continue
        header = _header(lines[position : position + _MOST], kinds)
        rows = _rows(lines[position + len(header) :], header, lexicon) if header else ()
        if rows:
            end = rows[-1].end
            found.append(Table(start, end, rows))
    return tuple(found)


def _lines(text: str, taken: Sequence[Bounds]) -> Iterator[Range]:
    """Yield the lines of a text but for those inside some places."""
    position = 0
    for match in _LINE.finditer(text):
        while position < len(taken) and taken[position][1] <= match.start():
            position += 1
        if position == len(taken) or match.start() < taken[position][0]:
            yield Range(text, *match.span())


def _header(lines: Sequence[Range], kinds: ColumnKinds) -> list[str]:
    """Return the column names on these lines; none unless one says who does it.

    Names between known ones count as columns of text, whatever they are called.
    """
    names: list[str] = []
    for line in lines:
        name = line.content
        if name in names or not _may_be_column(name, kinds):
            break
        names.append(name)
    numbered = bool(names) and kinds.of(names[:1]).kind == "number"
    is_name = kinds.is_like_name if numbered else kinds.is_name
    while names and not is_name(names[-1]):
        names.pop()
    says_who = {"lead", "responsible"} & {kinds.of([name]).kind for name in names if is_name(name)}
    return names if says_who and len(names) >= _FEWEST else []


def _may_be_column(name: str, kinds: ColumnKinds) -> bool:
    """Tell whether a line may be the name of a column: short, no sentence, row or organisation."""
    if len(name) > LONGEST_NAME or PUNCTUATION.search(name) or NUMBER.match(name):
        return False
    return kinds.is_like_name(name) or not looks_like_organisation(name, kinds.lexicon)


def _rows(lines: Sequence[Range], header: list[str], lexicon: Lexicon) -> tuple[Row, ...]:
    """Return the rows under a header; none unless one of them names an organisation."""
    cells = list(_cells(lines, set(header), lexicon))
    numbered = ColumnKinds(lexicon).of(header[:1]).kind == "number"
    columns = FlatColumns(tuple(header[numbered:]), lexicon)
    rows = tuple((_numbered if numbered else _counted)(cells, columns))
    named = any(columns.list_organisations(c) for row in rows for c in _who(row, cells))
    return rows if named else ()


def _cells(lines: Sequence[Range], names: set[str], lexicon: Lexicon) -> Iterator[Range]:
    """Yield the lines that may be cells: no page number, no header, no closing block."""
    for line in lines:
        content = line.content
        if any(pattern.match(content) for pattern in lexicon.documents.closing):
            return
        if content not in names and not _BETWEEN.fullmatch(content):
            yield line


def _counted(lines: Sequence[Range], columns: FlatColumns) -> Iterator[Row]:
    """Yield rows of as many cells as there are columns, until one does not say who."""
    cells = list(_joined(lines))
    width = len(columns.names)
    for number, first in enumerate(range(0, len(cells) - width + 1, width), 1):
        row = _row(number, cells[first].start, cells[first : first + width], columns)
        if not any(
            names_nobody(cell.content, columns.lexicon) or columns.list_organisations(cell)
            for cell in _who(row, cells)
        ):
            return
        yield row


def _numbered(lines: Sequence[Range], columns: FlatColumns) -> Iterator[Row]:
    """Yield rows that begin with a number; who does it may be said in a word (待定)."""
    marks = row_marks(lines, columns)
    for position, mark in enumerate(marks, 1):
        text, begin, end = lines[mark.line]
        stop = marks[position].line if position < len(marks) else len(lines)
        same_line = [Range(text, mark.end, end)] if mark.end < end else []
        cells = list(_joined([*same_line, *lines[mark.line + 1 : stop]]))
        if position == len(marks):
            cells = cells[: len(columns.names)]
        row = _row(mark.number, begin, cells, columns) if cells else None
        who = _who(row, cells) if row else []
        if row and any(columns.is_word(c) or columns.list_organisations(c) for c in who):
            printed = f"{mark.outer}{mark.number}" if "." in mark.outer else ""
            yield replace(row, printed=printed)


def _row(number: int, start: int, cells: Sequence[Range], columns: FlatColumns) -> Row:
    placed = (
        Cell(role, name, cell.start, cell.end)
        for name, cell in _placed(cells, columns)
        if (role := columns.role(name))
    )
    found = tuple(sorted(placed, key=lambda cell: (cell.start, cell.end)))
    begins = [cell.start for cell in cells]
    texts = [begin for begin in begins if not any(c.start <= begin < c.end for c in found)]
    return Row(number, start, texts[0] if texts else begins[0], cells[-1].end, found)


def _who(row: Row, cells: Sequence[Range]) -> list[Range]:
    """Return the cells of a row that say who does it."""
    text = cells[0].text
    return [Range(text, c.start, c.end) for c in row.cells if c.kind in WHO]


def _joined(cells: Sequence[Range]) -> Iterator[Range]:
    """Yield cells, those broken after 、 or ， put together again."""
    begin: int | None = None
    for text, start, end in cells:
        begin = start if begin is None else begin
        if text[end - 1] in GOES_ON:
            continue
        yield Range(text, begin, end)
        begin = None
    if begin is not None:
        yield cells[-1]._replace(start=begin)


def _placed(cells: Sequence[Range], columns: FlatColumns) -> Iterator[tuple[str, Range]]:
    """Yield (column, cell); where cells are missing or broken, their kind decides."""
    names = columns.names
    if len(cells) == len(names):
        yield from zip(names, cells, strict=True)
        return
    leading = list(takewhile(lambda name: name in columns.roles, names))
    if leading and len(cells) > len(names):  # who comes before a text broken over lines
        yield from zip(leading, cells, strict=False)
        names, cells = names[len(leading) :], cells[len(leading) :]
    yield from _placed_by_kind(cells, FlatColumns(names, columns.lexicon))


def _placed_by_kind(cells: Sequence[Range], columns: FlatColumns) -> Iterator[tuple[str, Range]]:
    """Yield (column, cell) of the closing cells, by what they look like."""
    tail = _tail(cells, columns)
    who = [name for name in columns.names if columns.role(name) in WHO]
    lists = _one_each([cell for cell in tail if columns.list_organisations(cell)], len(who))
    yield from zip(sorted(who, key=lambda n: columns.role(n) == "assist"), lists, strict=False)
    limits = [cell for cell in tail if columns.has_date(cell.content) and cell not in lists]
    for name in columns.names:
        if columns.role(name) == "deadline" and limits:
            yield name, limits[-1]


def _one_each(lists: list[Range], count: int) -> list[Range]:
    """Join the first of more lists than columns: a list over several lines is the first."""
    over = len(lists) - count
    if over <= 0 or count == 0:
        return lists
    return [lists[0]._replace(end=lists[over].end), *lists[over + 1 :]]


def _tail(cells: Sequence[Range], columns: FlatColumns) -> list[Range]:
    """Return the closing cells that say who or when: organisations, dates and persons."""
    tail: list[Range] = []
    for cell in reversed(cells[1:]):
        short = cell.end - cell.start <= _LONGEST_PERSON
        limit = cell.end - cell.start <= LONGEST_NAME and columns.has_date(cell.content)
        if not limit and not columns.list_organisations(cell) and (tail or not short):
            break
        tail.insert(0, cell)
    return tail
