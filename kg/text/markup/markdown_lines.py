"""Markdown as lines and tables: what stands without marks stays letter for letter.

A block that is rendered equal to its source keeps its lines, indentation included. Emphasis,
marks of headings, escapes and targets of links are dropped; the numbers of lists stay as
printed, bullets are not read; code is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.text.markup.page_lines import drawn_blocks as page_blocks
from kg.text.markup.page_tree import page_tree
from kg.text.markup.table_cells import MarkedCell, placed
from kg.text.source_text import DrawnTable

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# indented text is no code: paragraphs of documents begin with spaces
# ** that CommonMark leaves beside Chinese punctuation: **（三）改造。**改造
_STARS = re.compile(r"\*{2,}")
# *改造。* in running text
_STAR = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?!\*)")
# 5*3: a sign of multiplication, no emphasis
_TIMES = re.compile(r"(?<=\d)\*(?=\d)")
# \（一\） · 1\、
_ESCAPED = re.compile(r"\\(?=[（）、．。：【】《》〔〕])")
# <br> · <br />
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# - 12 -: the number of a page, no item of a list
_PAGE = re.compile(r"[-*+]\s*\d+\s*[-*+]")
_NO_LINE = "<!-- -->"  # for an empty line in a table of HTML, which would end it


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt  # as long to import as a build that has nothing to do

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")


def drawn_lines(source: str) -> tuple[list[str | DrawnTable], int]:
    """Return lines of a Markdown text, empty ones too, and tables; how many letters are struck."""
    lines = source.split("\n")
    reading = _Reading(lines)
    reading.over(_reader().parse(_TIMES.sub(r"\\*", "\n".join(_tables_whole(lines)))))
    return reading.blocks(), reading.struck


def _tables_whole(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines so that a table of HTML is one block, with empty lines in it and indented."""
    depth = 0
    for line in lines:
        small = line.lower()
        inside = depth > 0
        depth = max(0, depth + small.count("<table") - small.count("</table"))
        begins = small.lstrip().startswith("<table")
        yield (line.strip() or _NO_LINE) if inside or begins else line


@dataclass
class _Reading:
    """Lines of the source with what takes the place of some of them.

    Attributes:
        lines: of the source.
        struck: how many letters were left out since they are struck through.
    """

    lines: list[str]
    struck: int = 0
    _instead: dict[int, Sequence[str | DrawnTable]] = field(default_factory=dict)
    _labels: _Labels = field(default_factory=lambda: _Labels())

    def over(self, tokens: Sequence[Token]) -> None:
        """Take the tokens of a whole text, in order."""
        table: list[Token] = []
        for before, token in pairwise([*tokens[:1], *tokens]):
            if token.type == "table_open":
                table = [token]
            elif token.type == "table_close":
                self._put(table[0], [self._table(table)])
                table = []
            elif table:
                table.append(token)
            else:
                self._take(token, before)

    def blocks(self) -> list[str | DrawnTable]:
        """Return what is drawn, in order."""
        return [
            block for at, line in enumerate(self.lines) for block in self._instead.get(at, (line,))
        ]

    def _take(self, token: Token, opening: Token) -> None:
        if token.type == "inline":
            self._inline(token, opening)
        elif token.type == "fence":
            start, end = token.map or (0, 0)
            is_closed = self.lines[end - 1].lstrip("> ").startswith(token.markup)
            self._put(token, self.lines[start + 1 : end - is_closed])
        elif token.type == "hr":
            self._put(token, [""])
        elif token.type == "html_block":
            root = page_tree(token.content)
            self._put(token, [] if root is None else page_blocks(root))
        else:
            self._labels.see(token)

    def _inline(self, token: Token, opening: Token) -> None:
        """Take a paragraph or a heading; a line that is drawn as it is printed stays."""
        start, end = opening.map or token.map or (0, 0)
        drawn = (self._labels.take() + self._text(token.children or [])).split("\n")
        printed = self.lines[start:end]
        if len(printed) == 1 and _PAGE.fullmatch(printed[0].strip()):
            return
        if len(drawn) == len(printed):
            drawn = [
                line if line.strip() == piece.strip() else piece
                for piece, line in zip(drawn, printed, strict=True)
            ]
        if drawn != printed:
            self._put(opening if opening.map else token, drawn)

    def _put(self, token: Token, drawn: Sequence[str | DrawnTable]) -> None:
        start, end = token.map or (0, 0)
        self._instead.update(dict.fromkeys(range(start, end), ()))
        self._instead[start] = drawn

    def _table(self, tokens: Sequence[Token]) -> DrawnTable:
        rows: list[list[MarkedCell]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(MarkedCell(self._text(token.children or [])))
        return placed(rows)

    def _text(self, children: Sequence[Token]) -> str:
        """Return what a run of text draws."""
        pieces: list[str] = []
        is_struck = 0
        for child in children:
            is_struck += child.nesting if child.tag == "s" else 0
            if is_struck:
                self.struck += len(child.content)
            elif child.type in {"softbreak", "hardbreak"}:
                pieces.append("\n")
            elif child.type == "html_inline":
                pieces.append("\n" if _BREAK.fullmatch(child.content) else "")
            elif child.type != "image":
                pieces.append(child.content)
        return _ESCAPED.sub("", _STAR.sub(r"\1", _STARS.sub("", "".join(pieces))))


@dataclass
class _Labels:
    """The numbers of lists, as printed; counted where every item prints the same one."""

    _waiting: str = ""
    _lists: list[tuple[str, int] | None] = field(default_factory=list)

    def see(self, token: Token) -> None:
        """Take the beginning or the end of a list or of an item."""
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            self._lists.append(("", 0) if token.type.startswith("ordered") else None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            self._lists.pop()
        elif token.type == "list_item_open":
            self._waiting = self._number(token)

    def take(self) -> str:
        """Return the number that stands before the next text."""
        label, self._waiting = self._waiting, ""
        return label

    def _number(self, item: Token) -> str:
        above = self._lists[-1]
        if above is None:
            return ""
        first, count = above
        number = item.info
        if count and number == first:
            number = str(int(first) + count)
        self._lists[-1] = (first or item.info, count + 1)
        return f"{number}{item.markup} "
