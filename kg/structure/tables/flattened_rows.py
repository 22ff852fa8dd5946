"""Where the rows of a flattened table begin: their numbers, and the columns they are read by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from kg.knowledge.lexicon import Lexicon
from kg.structure.organisation_names import is_list_of_organisations
from kg.structure.tables.column_kinds import ROLES, WHO, ColumnKinds
from kg.text.numerals import to_int
from kg.text.span import Range

LONGEST_NAME = 12  # characters of a column's name
# 整治清溪河|，|修复湿地
PUNCTUATION = re.compile(r"[，。；：、！？]")
# 12 · 3、整治清溪河 · 3.1 alone on its line · （三） alone on its line
NUMBER = re.compile(
    r"(?P<n>\d{1,3})(?:[、.．](?!\d)|$)"
    r"|(?P<parts>(?:\d{1,2}[.．]){1,2})(?P<last>\d{1,2})$"
    r"|[（(](?P<han>[一二三四五六七八九十]{1,3}|\d{1,3})[）)]$"
)
_MOST_AHEAD = 40  # numbers that are looked at for that of the next row
GOES_ON = "、，"  # a cell broken over lines


@dataclass(frozen=True)
class FlatColumns:
    """The columns of a table that hold text, and the words to read their cells by."""

    names: tuple[str, ...]
    lexicon: Lexicon

    @cached_property
    def roles(self) -> dict[str, str]:
        """What each column says: lead, deadline …; a column of text is left out."""
        kinds = ColumnKinds(self.lexicon)
        told = {name: kinds.of([name]).kind for name in self.names}
        return {name: kind for name, kind in told.items() if kind in ROLES}

    def role(self, name: str) -> str | None:
        """Return what a column says; None for a column of text."""
        return self.roles.get(name)

    def list_organisations(self, cell: Range) -> bool:
        """Tell whether a cell is a list of organisations."""
        return is_list_of_organisations(cell.content, self.lexicon)

    def has_date(self, text: str) -> bool:
        """Tell whether a text holds a date or another time limit."""
        return self.lexicon.attributions.cell_limit.search(text) is not None

    def is_word(self, cell: Range) -> bool:
        """Tell whether a cell may name somebody in words that no rule knows: 相关镇街."""
        text = cell.content
        sentence = len(text) > LONGEST_NAME or PUNCTUATION.search(text) or self.has_date(text)
        return not sentence and not any(character.isdigit() for character in text)


class Mark(NamedTuple):
    """The number of a row: the index of its line, where it ends, and how it is printed."""

    line: int
    end: int
    is_alone: bool  # the line ends with it
    number: int
    outer: str  # 3. of 3.1; （ of （三）

    @property
    def style(self) -> tuple[int, bool]:
        """How many parts it has, and whether it is in brackets."""
        return self.outer.count("."), self.outer == "（"


def row_marks(lines: Sequence[Range], columns: FlatColumns) -> list[Mark]:
    """Return the number of each row.

    A cell or a list in one may hold the next number too: the number that is printed like the
    first, and after a row of the right width, is taken rather than another. Where no next number
    follows, numbers may jump or begin again behind such a row.
    """
    found = list(_numbers(lines))
    width = len(columns.names)
    ended = [0, *accumulate(text[end - 1] not in GOES_ON for text, _, end in lines)]
    marks = [mark for mark in found[:1] if mark.line == 0]
    marks = marks or [mark for mark in found if mark.number == 1][:1]
    while marks:
        first = marks[-1].line + marks[-1].is_alone  # line of the first cell
        begin = bisect_right(found, marks[-1].line, key=lambda mark: mark.line)
        near = [m for m in found[begin : begin + _MOST_AHEAD] if m.style == marks[-1].style]
        later = _printed_alike([m for m in near if m.number == marks[-1].number + 1], marks[-1])
        whole = (mark for mark in later if ended[mark.line] - ended[first] == width)
        row = lines[first : first + width]
        others = (mark for mark in later if not _is_cell(row, mark, columns))
        jumps = (
            mark
            for mark in near
            if mark.is_alone
            and marks[-1].is_alone
            and ended[mark.line] - ended[first] == width
            and _may_jump(lines, mark, marks[-1])
            and _is_row(row, columns)
        )
        following = next(whole, None) or next(others, None) or next(jumps, None)
        if following is None:
            break
        marks.append(following)
    return marks


def _may_jump(lines: Sequence[Range], mark: Mark, last: Mark) -> bool:
    """Tell whether numbers go up, or begin again with nothing between the rows: no new header."""
    text, start, _ = lines[mark.line]
    between = text[lines[mark.line - 1].end : start]
    return mark.number > last.number or not between.strip("\n")


def _is_row(row: Sequence[Range], columns: FlatColumns) -> bool:
    """Tell whether cells are a whole row, who does it where the header says."""
    cells = zip(columns.names, row, strict=False)
    who = [cell for name, cell in cells if columns.role(name) in WHO]
    return any(columns.list_organisations(cell) for cell in who)


def _printed_alike(numbers: Sequence[Mark], last: Mark) -> Sequence[Mark]:
    """Return those of some numbers that are alone on their line as another is, if any."""
    return [mark for mark in numbers if mark.is_alone == last.is_alone] or numbers


def _numbers(lines: Sequence[Range]) -> Iterator[Mark]:
    """Yield the numbers that lines begin with."""
    for index, line in enumerate(lines):
        if match := NUMBER.match(*line):
            number = to_int(match["n"] or match["last"] or match["han"]) or 0
            outer = (match["parts"] or "").replace("．", ".") or ("（" if match["han"] else "")
            yield Mark(index, match.end(), match.end() == line.end, number, outer)


def _is_cell(row: Sequence[Range], mark: Mark, columns: FlatColumns) -> bool:
    """Tell whether a number is in a cell, not a row's own: who does it is named only after it."""
    cells = zip(columns.names, row, strict=False)
    who = [cell for name, cell in cells if columns.role(name) in WHO]
    named = [cell.end for cell in who if columns.list_organisations(cell)]
    return bool(named) and min(named) > mark.end
