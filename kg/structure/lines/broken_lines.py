"""What pages do to a text copied from them: numbers and heads of pages, lines broken at a width.

Nothing is changed in the stored text; what is found here is only left out of the view that rules
match on, so that a sentence, a heading or a name over a page's end is read whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.knowledge.lexicon import Lexicon
from kg.structure.heading_patterns import HEADINGS
from kg.structure.lines.decimal_numbers import decimal_numbers
from kg.structure.metadata_patterns import DATE_LINE
from kg.structure.organisation_names import looks_like_organisation, split_names
from kg.structure.tables.reading import read_tables
from kg.text.source_text import Grid
from kg.text.span import Bounds, Range, Span
from kg.text.stored_text import StoredText

# — 3 — · -3- · 第3页 · 第3页共12页
_PAGE_NUMBER = re.compile(r"[-—–―─·•]{1,3}\d{1,4}[-—–―─·•]{1,3}|第\d{1,4}页(?:[，/]?共\d{1,4}页)?")
# **|一、提升供给质量|**: marks of Markdown, pasted into another kind of file; not 138****1234
_EMPHASIS = re.compile(r"(?<![*\d])\*\*(?![*\d])")
_STOPS = frozenset("。；：！？）】〕”》")
_CLOSED = {"）": "（", "】": "【", "〕": "〔", "]": "["}
# …，|…: what only a sentence has
_SENTENCE = re.compile("[。；]")
_CLAUSE = re.compile("[，。；]")
_GOES_ON = frozenset("和及与或的、，")  # with which no heading ends
_MOST_BRACKET_LINES = 4
_LONGEST_BRACKET = 200  # characters of it before a line's end
_LONGEST_SENTENCE = 400  # characters of one that are looked at
_LONGEST_HEADING = 30  # characters of each of the two lines of one
_FULL_LINES = 5  # lines of one width that end without a stop: the text is broken at it
_WIDTHS = range(16, 60)
_UNEVEN = 3  # characters by which full lines differ


def as_read(stored: StoredText, grids: Sequence[Grid], lexicon: Lexicon) -> StoredText:
    """Return a stored text whose view has neither what pages print nor the breaks they make.

    Marks of emphasis (**) are left out too, wherever a text was pasted from.
    """
    drawn = [cell.span for grid in grids for row in grid.rows for cell in row]
    furniture = list(_outside(list(_furniture(stored, lexicon)), drawn))
    marks = [Span(*match.span()) for match in _EMPHASIS.finditer(stored.text)]
    if furniture or len(marks) > 1:
        left_out = sorted([*furniture, *(_outside(marks, furniture) if len(marks) > 1 else ())])
        stored = replace(stored, unread=tuple(left_out))
    taken = [(table.start, table.end) for table in read_tables(stored, grids, lexicon)]
    text = stored.view.text
    free = tuple(_free_lines(stored, drawn, taken))
    lines = _Lines(text, free, decimal_numbers(text).keys(), lexicon)
    offsets = stored.view.offsets
    breaks = [Span(offsets[at], offsets[at] + 1) for at in lines.soft_breaks()]
    if not breaks:
        return stored
    return replace(stored, unread=tuple(sorted((*stored.unread, *breaks))))


def _outside(spans: Sequence[Span], drawn: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans that touch none of some others, which are in order."""
    position = 0
    for span in spans:
        while position < len(drawn) and drawn[position].end <= span.start:
            position += 1
        if position == len(drawn) or drawn[position].start >= span.end:
            yield span


# --- numbers and heads of pages ----------------------------------------------------------------


def _furniture(stored: StoredText, lexicon: Lexicon) -> Iterator[Span]:
    """Yield page numbers, and the lines beside them that pages repeat, with their breaks."""
    text, offsets = stored.view.text, stored.view.offsets
    lines = list(_lines(text))
    numbers = {at for at, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(text, *line)}
    beside = [at for n in numbers for at in (n - 1, n + 1) if 0 <= at < len(lines)]
    often = Counter(text[slice(*lines[at])] for at in beside if at not in numbers)
    for at in sorted({*numbers, *beside}):
        start, end = lines[at]
        line = text[start:end]
        repeated = often[line] > 1 and line[-1] not in _STOPS and not _is_numbered(line)
        if at in numbers or repeated or lexicon.documents.masthead.fullmatch(line):
            following = lines[at + 1][0] if at + 1 < len(lines) else len(text)
            yield Span(offsets[start], offsets[following])


def _lines(text: str) -> Iterator[Bounds]:
    """Yield the lines of a text that hold something."""
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, start + len(line)
        start += len(line) + 1


def _is_numbered(line: str) -> bool:
    return any(pattern.match(line) for pattern in HEADINGS.values())


# --- lines broken at a width -------------------------------------------------------------------


def _free_lines(
    stored: StoredText, drawn: Sequence[Span], taken: Sequence[Bounds]
) -> Iterator[Bounds]:
    """Yield the lines outside tables."""
    offsets, places = stored.view.offsets, sorted(taken)
    position = cell = 0
    for start, end in _lines(stored.view.text):
        while position < len(places) and places[position][1] <= start:
            position += 1
        while cell < len(drawn) and drawn[cell].end <= offsets[start]:
            cell += 1
        in_table = position < len(places) and places[position][0] <= start
        if not in_table and (cell == len(drawn) or drawn[cell].start > offsets[start]):
            yield start, end


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines outside tables, and the words to read them by.

    Attributes:
        text: of the view.
        lines: outside tables, in order.
        decimals: where lines begin with a decimal number, 1 or 1.1.
        lexicon: of names, labels and columns.
    """

    text: str
    lines: tuple[Bounds, ...]
    decimals: Collection[int]
    lexicon: Lexicon

    def soft_breaks(self) -> list[int]:
        """Return the breaks inside a sentence, a bracket or a heading."""
        width = self._width()
        breaks = self._breaks(lambda at, logical: self._goes_on(at, logical, width))
        if not breaks:
            return []
        return sorted({*breaks, *self._breaks(lambda at, _: self._is_broken_heading(at))})

    def _breaks(self, test: Callable[[int, int], bool]) -> list[int]:
        """Return where lines end that a test joins to the next.

        Args:
            test: tells it of the index of a line, and the start of what was joined to it.
        """
        found: list[int] = []
        logical = self.lines[0][0] if self.lines else 0
        for at, ((_, end), (start, _)) in enumerate(pairwise(self.lines)):
            if end + 1 == start and self._may_continue(at + 1) and test(at, logical):
                found.append(end)
            else:
                logical = start
        return found

    def _width(self) -> int:
        """Return the width that lines are broken at, 0 where they are not."""
        ends = [end - start for start, end in self.lines if self.text[end - 1] not in _STOPS]
        widest = Counter(length for length in ends if length in _WIDTHS).most_common(1)
        if not widest:
            return 0
        width = widest[0][0] + 1
        full = sum(width - _UNEVEN <= length <= width for length in ends)
        longer = sum(end - start > width + 1 for start, end in self.lines)
        return width if full >= _FULL_LINES and longer == 0 else 0

    def _may_continue(self, at: int) -> bool:
        """Tell whether a line may be the rest of another: no number, label, name or date."""
        start, end = self.lines[at]
        line, words = self.text[start:end], self.lexicon.attributions
        return not (
            line[0] in "#|附（【〔"
            or self._begins_item(at)
            or line in self.lexicon.columns
            or words.label.match(line)
            or (words.field.match(line) and not _SENTENCE.search(line))
            or DATE_LINE.match(line)
            or self.lexicon.documents.web_residue.match(line)
        )

    def _begins_item(self, at: int) -> bool:
        """Tell whether a line begins with a number of any style."""
        start, end = self.lines[at]
        return start in self.decimals or _is_numbered(self.text[start:end])

    def _goes_on(self, at: int, logical: int, width: int) -> bool:
        start, end = self.lines[at]
        before = self.text[max(logical, end - _LONGEST_SENTENCE) : end]
        if self._open_bracket(at, logical):
            return True
        if before[-1] in _STOPS or self._names_only(at + 1):
            return False
        following = self.text[slice(*self.lines[at + 1])]
        numbered = _is_numbered(self.text[logical : min(end, logical + _LONGEST_HEADING)])
        if numbered and before[-1] in _GOES_ON:
            return True
        is_sentence = _SENTENCE if numbered else _CLAUSE
        if is_sentence.search(before) and _SENTENCE.search(following):
            return True
        return width > 0 and width - _UNEVEN <= end - start and bool(_CLAUSE.search(following))

    def _open_bracket(self, at: int, logical: int) -> bool:
        """Tell whether a bracket opens before a line's end, and closes soon behind it."""
        _, end = self.lines[at]
        opened = _open(self.text[max(logical, end - _LONGEST_BRACKET) : end])
        if not opened:
            return False
        for following in range(at + 1, min(at + 1 + _MOST_BRACKET_LINES, len(self.lines))):
            start, end = self.lines[following]
            if start != self.lines[following - 1][1] + 1 or self._begins_item(following):
                return False
            for character in self.text[start:end]:
                if character in _CLOSED:
                    return _CLOSED[character] == opened
                if character in _CLOSED.values():
                    return False
        return False

    def _names_only(self, at: int) -> bool:
        """Tell whether a line is a list of units, or signs."""
        place = Range(self.text, *self.lines[at])
        names = split_names(place, self.lexicon)
        return bool(names) and all(
            looks_like_organisation(self.text[s:e], self.lexicon) for s, e in names
        )

    def _is_broken_heading(self, at: int) -> bool:
        """Tell whether a line is half a heading: plain, with a plain rest, then a number."""
        if at + 2 >= len(self.lines) or self._names_only(at + 1):
            return False
        lines = [self.text[slice(*self.lines[i])] for i in (at, at + 1, at + 2)]
        return (
            self._begins_item(at)
            and self._begins_item(at + 2)
            and all(
                len(x) <= _LONGEST_HEADING and not _CLAUSE.search(x) and "：" not in x
                for x in lines[:2]
            )
            and lines[0][-1] not in _STOPS
            and not any(character.isdigit() for character in lines[1])
        )


def _open(text: str) -> str:
    """Return the bracket that is open at the end of a text, "" without one."""
    stack: list[str] = []
    for character in text:
        if character in _CLOSED.values():
            stack.append(character)
        elif stack and stack[-1] == _CLOSED.get(character):
            stack.pop()
    return stack[-1] if stack else ""
