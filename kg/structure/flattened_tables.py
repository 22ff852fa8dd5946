"""Tables that conversion flattened: one cell a line, or a row a line with its cells apart.

序号, 重点任务, 责任单位 each on a line, then the rows. The text stays as it is; a row is found by
its number or by the count of columns, and its cells keep their positions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import NamedTuple

from kg.knowledge.lexicon import Lexicon
from kg.structure.attribution import Cell, names_nobody
from kg.structure.organisation_names import is_list_of_organisations, looks_like_organisation
from kg.text.span import Range

_FEWEST, _MOST = 3, 12  # columns
_LONGEST_NAME, _LONGEST_PERSON = 12, 5  # characters of a column's name, of a person's
# 整治清溪河|，|修复湿地
_PUNCTUATION = re.compile(r"[，。；：、！？]")
# 12 · 3、整治清溪河
_NUMBER = re.compile(r"(?P<n>\d{1,3})(?:[、.．](?!\d)|$)")
_GOES_ON = "、，"  # a cell broken over lines
_WHO = {"lead", "responsible", "assist"}
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
        content: at the first cell of text; who or when may come before it.
        end: one past the last cell.
        cells: those that say who or when, in order.
    """

    number: int
    start: int
    content: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A header and its rows; positions in the view's text."""

    start: int
    end: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table that hold text, and the words to read their cells by."""

    names: tuple[str, ...]
    lexicon: Lexicon

    def role(self, name: str) -> str | None:
        """Return what a column says: lead, deadline …; None for a column of text."""
        return self.lexicon.labels.get(name)

    def list_organisations(self, cell: Range) -> bool:
        """Tell whether a cell is a list of organisations."""
        return is_list_of_organisations(cell.content, self.lexicon)

    def has_date(self, text: str) -> bool:
        """Tell whether a text holds a date or another time limit."""
        return self.lexicon.attributions.cell_limit.search(text) is not None

    def is_word(self, cell: Range) -> bool:
        """Tell whether a cell may name somebody in words that no rule knows: 相关镇街."""
        text = cell.content
        sentence = len(text) > _LONGEST_NAME or _PUNCTUATION.search(text) or self.has_date(text)
        return not sentence and not any(character.isdigit() for character in text)


class _Mark(NamedTuple):
    """The number of a row: the index of its line, where it ends, and whether the line does too."""

    line: int
    end: int
    is_alone: bool


def flat_tables(text: str, lexicon: Lexicon) -> tuple[FlatTable, ...]:
    """Return the flattened tables of a view's text, in order."""
    lines = [Range(text, *match.span()) for match in re.finditer(r"[^\n]+", text)]
    known = {**lexicon.columns, **lexicon.labels}
    found: list[FlatTable] = []
    end = 0
    for position, (_, start, stop) in enumerate(lines):
        if start < end or text[start:stop] not in known:
            continue
        header = _header(lines[position : position + _MOST], lexicon)
        rows = _rows(lines[position + len(header) :], header, lexicon) if header else ()
        if rows:
            end = rows[-1].end
            found.append(FlatTable(start, end, rows))
    return tuple(found)


def _header(lines: Sequence[Range], lexicon: Lexicon) -> list[str]:
    """Return the column names on these lines; none unless one says who does it.

    Names between known ones count as columns of text, whatever they are called.
    """
    names: list[str] = []
    for line in lines:
        name = line.content
        if name in names or not _may_be_column(name, lexicon):
            break
        names.append(name)
    while names and names[-1] not in lexicon.columns and names[-1] not in lexicon.labels:
        names.pop()
    says_who = {"lead", "responsible"} & {lexicon.labels.get(name) for name in names}
    return names if says_who and len(names) >= _FEWEST else []


def _may_be_column(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a line may be the name of a column: short, no sentence, row or organisation."""
    if len(name) > _LONGEST_NAME or _PUNCTUATION.search(name) or _NUMBER.match(name):
        return False
    return name in lexicon.labels or not looks_like_organisation(name, lexicon)


def _rows(lines: Sequence[Range], header: list[str], lexicon: Lexicon) -> tuple[Row, ...]:
    """Return the rows under a header; none unless one of them names an organisation."""
    cells = list(_cells(lines, set(header), lexicon))
    numbered = lexicon.columns.get(header[0]) == "number"
    columns = _Columns(tuple(header[numbered:]), lexicon)
    rows = tuple((_numbered if numbered else _counted)(cells, columns))
    named = any(columns.list_organisations(c) for row in rows for c in _who(row, cells, columns))
    return rows if named else ()


def _cells(lines: Sequence[Range], names: set[str], lexicon: Lexicon) -> Iterator[Range]:
    """Yield the lines that may be cells: no page number, no header, no closing block."""
    for line in lines:
        content = line.content
        if any(pattern.match(content) for pattern in lexicon.documents.closing):
            return
        if content not in names and not _BETWEEN.fullmatch(content):
            yield line


def _counted(lines: Sequence[Range], columns: _Columns) -> Iterator[Row]:
    """Yield rows of as many cells as there are columns, until one does not say who."""
    cells = list(_joined(lines))
    width = len(columns.names)
    for number, first in enumerate(range(0, len(cells) - width + 1, width), 1):
        row = _row(number, cells[first].start, cells[first : first + width], columns)
        if not any(
            names_nobody(cell.content, columns.lexicon) or columns.list_organisations(cell)
            for cell in _who(row, cells, columns)
        ):
            return
        yield row


def _numbered(lines: Sequence[Range], columns: _Columns) -> Iterator[Row]:
    """Yield rows that begin with the next number; who does it may be said in a word (待定)."""
    marks = _marks(lines, columns)
    for number, (index, start, _) in enumerate(marks, 1):
        text, begin, end = lines[index]
        stop = marks[number].line if number < len(marks) else len(lines)
        same_line = [Range(text, start, end)] if start < end else []
        cells = list(_joined([*same_line, *lines[index + 1 : stop]]))
        if number == len(marks):
            cells = cells[: len(columns.names)]
        row = _row(number, begin, cells, columns) if cells else None
        who = _who(row, cells, columns) if row else []
        if row and any(columns.is_word(c) or columns.list_organisations(c) for c in who):
            yield row


def _marks(lines: Sequence[Range], columns: _Columns) -> list[_Mark]:
    """Return the number of each row.

    A cell or a list in one may hold the next number too: the number that is printed like the
    first, and after a row of the right width, is taken rather than another.
    """
    found = _numbers(lines)
    width = len(columns.names)
    ended = [0, *accumulate(text[end - 1] not in _GOES_ON for text, _, end in lines)]
    marks = found[1][:1]
    while marks:
        later = _printed_alike(found[len(marks) + 1], marks[-1])
        first = marks[-1].line + marks[-1].is_alone  # line of the first cell
        whole = (mark for mark in later if ended[mark.line] - ended[first] == width)
        row = lines[first : first + width]
        others = (mark for mark in later if not _is_cell(row, mark, columns))
        following = next(whole, None) or next(others, None)
        if following is None:
            break
        marks.append(following)
    return marks


def _printed_alike(numbers: Sequence[_Mark], last: _Mark) -> list[_Mark]:
    """Return the numbers after another, those that are alone on their line as it is, if any."""
    later = [mark for mark in numbers if mark.line > last.line]
    return [mark for mark in later if mark.is_alone == last.is_alone] or later


def _numbers(lines: Sequence[Range]) -> dict[int, list[_Mark]]:
    """Return the lines that begin with a number, by that number."""
    found: dict[int, list[_Mark]] = defaultdict(list)
    for index, line in enumerate(lines):
        if match := _NUMBER.match(*line):
            found[int(match["n"])].append(_Mark(index, match.end(), match.end() == line.end))
    return found


def _is_cell(row: Sequence[Range], mark: _Mark, columns: _Columns) -> bool:
    """Tell whether a number is in a cell, not a row's own: who does it is named only after it."""
    cells = zip(columns.names, row, strict=False)
    who = [cell for name, cell in cells if columns.role(name) in _WHO]
    named = [cell.end for cell in who if columns.list_organisations(cell)]
    return bool(named) and min(named) > mark.end


def _row(number: int, start: int, cells: Sequence[Range], columns: _Columns) -> Row:
    placed = (Cell(name, cell.start, cell.end) for name, cell in _placed(cells, columns))
    labels = columns.lexicon.labels
    found = tuple(sorted((c for c in placed if c.column in labels), key=lambda cell: cell[1:]))
    begins = [cell.start for cell in cells]
    texts = [begin for begin in begins if not any(c.start <= begin < c.end for c in found)]
    return Row(number, start, texts[0] if texts else begins[0], cells[-1].end, found)


def _who(row: Row, cells: Sequence[Range], columns: _Columns) -> list[Range]:
    """Return the cells of a row that say who does it."""
    text = cells[0].text
    return [Range(text, c.start, c.end) for c in row.cells if columns.role(c.column) in _WHO]


def _joined(cells: Sequence[Range]) -> Iterator[Range]:
    """Yield cells, those broken after 、 or ， put together again."""
    begin: int | None = None
    for text, start, end in cells:
        begin = start if begin is None else begin
        if text[end - 1] in _GOES_ON:
            continue
        yield Range(text, begin, end)
        begin = None
    if begin is not None:
        yield cells[-1]._replace(start=begin)


def _placed(cells: Sequence[Range], columns: _Columns) -> Iterator[tuple[str, Range]]:
    """Yield (column, cell); where cells are missing or broken, their kind decides."""
    names = columns.names
    if len(cells) == len(names):
        yield from zip(names, cells, strict=True)
        return
    leading = list(takewhile(lambda name: name in columns.lexicon.labels, names))
    if leading and len(cells) > len(names):  # who comes before a text broken over lines
        yield from zip(leading, cells, strict=False)
        names, cells = names[len(leading) :], cells[len(leading) :]
    yield from _placed_by_kind(cells, _Columns(names, columns.lexicon))


def _placed_by_kind(cells: Sequence[Range], columns: _Columns) -> Iterator[tuple[str, Range]]:
    """Yield (column, cell) of the closing cells, by what they look like."""
    tail = _tail(cells, columns)
    who = [name for name in columns.names if columns.role(name) in _WHO]
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


def _tail(cells: Sequence[Range], columns: _Columns) -> list[Range]:
    """Return the closing cells that say who or when: organisations, dates and persons."""
    tail: list[Range] = []
    for cell in reversed(cells[1:]):
        short = cell.end - cell.start <= _LONGEST_PERSON
        limit = cell.end - cell.start <= _LONGEST_NAME and columns.has_date(cell.content)
        if not limit and not columns.list_organisations(cell) and (tail or not short):
            break
        tail.insert(0, cell)
    return tail
