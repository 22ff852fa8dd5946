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

import kg.structure.heading_patterns as patterns
from kg.knowledge.lexicon import Lexicon
from kg.structure.attribution import names_nobody, without_roles
from kg.structure.organisation_names import looks_like_organisation, split_names

Line = tuple[int, int]  # start and end in the view's text
_FEWEST, _MOST = 3, 12  # columns
_LONGEST_NAME = 12  # characters of a column's name
_LONGEST_PERSON = 5
_DATE = re.compile(r"\d{1,2}月|\d{4}年|年底|年内|季度|半年|长期|持续|全年|常年")
_PUNCTUATION = re.compile(r"[，。；：、！？]")
_NUMBER = re.compile(r"(?P<n>\d{1,3})(?:[、.．](?!\d)|$)")
_GOES_ON = "、，"  # a cell broken over lines
_WHO = {"lead", "responsible", "assist"}
# - 12 - between two pages; 二、民生保障 between two rows
_BETWEEN = re.compile(
    r"[-—–]?\d{1,3}[-—–]|第\d{1,3}页.{0,8}|[一二三四五六七八九十]{1,3}、[^，。；]{2,20}"
)
_BEHIND = (patterns.CC, patterns.DISCLOSURE, patterns.ATTACHMENTS, patterns.PROVISION)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, where it begins and ends, and the cells that say who or when.

    Attributes:
        number: printed, or counted where the table has no numbers.
        start: at the number, or at the first cell.
        content: at the first cell of text; who or when may stand before it.
        end: one past the last cell.
        cells: (column label, start, end).
    """

    number: int
    start: int
    content: int
    end: int
    cells: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A header and its rows; positions in the view's text."""

    start: int
    end: int
    rows: tuple[Row, ...]


def flat_tables(text: str, lexicon: Lexicon) -> Iterator[FlatTable]:
    """Yield the flattened tables of a view's text, in order."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    position = 0
    while position < len(lines):
        header = _header(text, lines, position, lexicon)
        rows = _rows(text, lines[position + len(header) :], header, lexicon) if header else ()
        if rows:
            yield FlatTable(lines[position][0], rows[-1].end, rows)
        end = rows[-1].end if rows else lines[position][1]
        while position < len(lines) and lines[position][0] < end:
            position += 1


def _header(text: str, lines: Sequence[Line], position: int, lexicon: Lexicon) -> list[str]:
    """Return the column names that stand here, a line each; none unless one says who does it.

    Names between known ones count as columns of text, whatever they are called.
    """
    names: list[str] = []
    for start, end in lines[position : position + _MOST]:
        name = text[start:end]
        if len(name) > _LONGEST_NAME or _PUNCTUATION.search(name) or name in names:
            break
        if _NUMBER.match(name) or (
            looks_like_organisation(name, lexicon) and name not in lexicon.labels
        ):
            break
        names.append(name)
    while names and names[-1] not in lexicon.columns and names[-1] not in lexicon.labels:
        names.pop()
    known = names[:1] and (names[0] in lexicon.columns or names[0] in lexicon.labels)
    says_who = any(lexicon.labels.get(name) in {"lead", "responsible"} for name in names)
    return names if known and says_who and len(names) >= _FEWEST else []


def _rows(text: str, lines: Sequence[Line], header: list[str], lexicon: Lexicon) -> tuple[Row, ...]:
    """Return the rows under a header; none unless one of them names a body."""
    cells = list(_cells(text, lines, set(header)))
    numbered = lexicon.columns.get(header[0]) == "number"
    rows = tuple((_numbered if numbered else _counted)(text, cells, header, lexicon))
    named = any(
        _names_organisations(text, *cell, lexicon) for row in rows for cell in _who(row, lexicon)
    )
    return rows if named else ()


def _cells(text: str, lines: Sequence[Line], names: set[str]) -> Iterator[Line]:
    """Yield the lines that may be cells: no page number, no header, no closing block."""
    for line in lines:
        content = text[slice(*line)]
        if any(pattern.match(content) for pattern in _BEHIND):
            return
        if content not in names and not _BETWEEN.fullmatch(content):
            yield line


def _counted(text: str, lines: Sequence[Line], names: list[str], lexicon: Lexicon) -> Iterator[Row]:
    """Yield rows of as many cells as there are columns, until one does not say who."""
    cells = list(_joined(text, lines))
    width = len(names)
    for number, first in enumerate(range(0, len(cells) - width + 1, width), 1):
        row = _row(text, number, cells[first][0], cells[first : first + width], names, lexicon)
        who = list(_who(row, lexicon))
        if not any(
            names_nobody(text[s:e]) or _names_organisations(text, s, e, lexicon) for s, e in who
        ):
            return
        yield row


def _numbered(
    text: str, lines: Sequence[Line], header: list[str], lexicon: Lexicon
) -> Iterator[Row]:
    """Yield rows that begin with the next number; who does it may be said in a word (待定)."""
    names = header[1:]
    marks = _marks(text, lines, names, lexicon)
    for number, (index, start) in enumerate(marks, 1):
        stop = marks[number][0] if number < len(marks) else len(lines)
        same_line = [(start, lines[index][1])] if start < lines[index][1] else []
        cells = list(_joined(text, [*same_line, *lines[index + 1 : stop]]))
        if number == len(marks):
            cells = cells[: len(names)]
        if cells:
            row = _row(text, number, lines[index][0], cells, names, lexicon)
            who = list(_who(row, lexicon))
            if any(
                _is_word(text[s:e]) or _names_organisations(text, s, e, lexicon) for s, e in who
            ):
                yield row


def _marks(
    text: str, lines: Sequence[Line], names: Sequence[str], lexicon: Lexicon
) -> list[tuple[int, int]]:
    """Return the line (its index) of each row's number, and where the number ends.

    A cell or a list in one may hold the next number too: the number that stands like the first,
    and behind a row of the right width, is taken rather than another.
    """
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for index, (start, end) in enumerate(lines):
        match = _NUMBER.match(text, start, end)
        if match:
            found[int(match["n"])].append((index, match.end()))
    ended = [0, *accumulate(text[end - 1] not in _GOES_ON for _, end in lines)]
    marks = found[1][:1]
    while marks:
        last, alone = marks[-1][0], _stands_alone(lines, marks[-1])
        later = [mark for mark in found[len(marks) + 1] if mark[0] > last]
        later = [mark for mark in later if _stands_alone(lines, mark) == alone] or later
        first = last + alone  # line of the first cell
        whole = (m for m in later if ended[m[0]] - ended[first] == len(names))
        row = lines[first : first + len(names)]
        others = (m for m in later if not _is_cell(text, row, m, names, lexicon))
        mark = next(whole, None) or next(others, None)
        if mark is None:
            break
        marks.append(mark)
    return marks


def _stands_alone(lines: Sequence[Line], mark: tuple[int, int]) -> bool:
    return mark[1] == lines[mark[0]][1]


def _is_cell(
    text: str, row: Sequence[Line], mark: tuple[int, int], names: Sequence[str], lexicon: Lexicon
) -> bool:
    """Tell whether a number is no row's but a cell's: who does it is named behind it only."""
    who = [line for name, line in zip(names, row, strict=False) if lexicon.labels.get(name) in _WHO]
    named = [end for start, end in who if _names_organisations(text, start, end, lexicon)]
    return bool(named) and min(named) > mark[1]


def _row(
    text: str,
    number: int,
    start: int,
    cells: Sequence[Line],
    names: Sequence[str],
    lexicon: Lexicon,
) -> Row:
    placed = (cell for cell in _placed(text, cells, names, lexicon) if cell[0] in lexicon.labels)
    found = tuple(sorted(placed, key=lambda cell: cell[1:]))
    texts = [begin for begin, _ in cells if not any(s <= begin < e for _, s, e in found)]
    return Row(number, start, texts[0] if texts else cells[0][0], cells[-1][1], found)


def _who(row: Row, lexicon: Lexicon) -> Iterator[Line]:
    """Yield the cells that say who does it."""
    yield from ((start, end) for name, start, end in row.cells if lexicon.labels[name] in _WHO)


def _joined(text: str, cells: Sequence[Line]) -> Iterator[Line]:
    """Yield cells, those broken after 、 or ， put together again."""
    begin: int | None = None
    for start, end in cells:
        begin = start if begin is None else begin
        if text[end - 1] in _GOES_ON:
            continue
        yield begin, end
        begin = None
    if begin is not None:
        yield begin, cells[-1][1]


def _placed(
    text: str, cells: Sequence[Line], names: Sequence[str], lexicon: Lexicon
) -> Iterator[tuple[str, int, int]]:
    """Yield (column, start, end); where cells are missing or broken, their kind decides."""
    if len(cells) == len(names):
        for name, (start, end) in zip(names, cells, strict=True):
            yield name, start, end
        return
    leading = list(takewhile(lambda name: name in lexicon.labels, names))
    if leading and len(cells) > len(names):  # who stands before a text broken over lines
        for name, (start, end) in zip(leading, cells, strict=False):
            yield name, start, end
        names, cells = names[len(leading) :], cells[len(leading) :]
    tail = _tail(text, cells, lexicon)
    bodies = [cell for cell in tail if _names_organisations(text, *cell, lexicon)]
    who = [name for name in names if lexicon.labels.get(name) in _WHO]
    if len(bodies) > len(who) > 0:  # one list over several lines: the first list is the longest
        bodies = [
            (bodies[0][0], bodies[len(bodies) - len(who)][1]),
            *bodies[1 + len(bodies) - len(who) :],
        ]
    for name, cell in zip(
        sorted(who, key=lambda n: lexicon.labels[n] == "assist"), bodies, strict=False
    ):
        yield name, *cell
    limits = [cell for cell in tail if _DATE.search(text, *cell) and cell not in bodies]
    for name in names:
        if lexicon.labels.get(name) == "deadline" and limits:
            yield name, *limits[-1]


def _tail(text: str, cells: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """Return the closing cells that say who or when: bodies, dates and persons."""
    tail: list[Line] = []
    for cell in reversed(cells[1:]):
        short = cell[1] - cell[0] <= _LONGEST_PERSON
        if not (
            _names_organisations(text, *cell, lexicon)
            or _is_limit(text, cell)
            or (short and not tail)
        ):
            break
        tail.insert(0, cell)
    return tail


def _is_limit(text: str, cell: Line) -> bool:
    return cell[1] - cell[0] <= _LONGEST_NAME and _DATE.search(text, *cell) is not None


def _is_word(cell: str) -> bool:
    """Tell whether a cell may name somebody in a way no rule knows: no sentence, date, number."""
    sentence = len(cell) > _LONGEST_NAME or _PUNCTUATION.search(cell) or _DATE.search(cell)
    return not sentence and not any(character.isdigit() for character in cell)


def _names_organisations(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Tell whether a cell is a list of bodies: most of its pieces look like one."""
    cell = without_roles(text[start:end], lexicon)
    names = list(split_names(cell, 0, len(cell), lexicon))
    bodies = [1 for s, e in names if e - s <= 24 and looks_like_organisation(cell[s:e], lexicon)]
    return 2 * len(bodies) > len(names)
