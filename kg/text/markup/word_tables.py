"""Tables of Word: which cell stands where, merged ones once; no merge makes reading fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kg.text.markup.table_cells import MOST_COLUMNS, lines_of, only_arranges
from kg.text.markup.word_package import W
from kg.text.markup.word_styles import is_on, value
from kg.text.markup.word_text import WordTable, WordText
from kg.text.source_text import DrawnCell, DrawnTable

_LEFT_OUT = frozenset(("del", "moveFrom", "Fallback"))


def drawn_blocks(node: etree._Element, text: WordText) -> Iterator[str | DrawnTable]:
    """Yield the lines and tables under a node, as they are drawn."""
    for block in text.blocks(node):
        if isinstance(block, WordTable):
            table = _table(block.node, text)
            if only_arranges(table):
                yield from lines_of(table)
            else:
                yield table
        else:
            yield block
    rest = text.rest()
    if rest:
        yield rest


@dataclass
class _Open:
    """A cell that rows below may continue."""

    row: int
    column: int
    columns: int
    text: str
    rows: int = 1

    def cell(self) -> DrawnCell:
        return DrawnCell(self.row, self.column, self.text, self.rows, self.columns)


def _table(node: etree._Element, text: WordText) -> DrawnTable:
    """Return a table; a cell that continues is one with the cell open above it, if there is one."""
    done: list[_Open] = []
    above: dict[int, _Open] = {}
    number = 0
    for row in _inside(node, "tr"):
        if _is_left_out(row, text):
            continue
        here: dict[int, _Open] = {}
        for column, columns, cell in _columns(row):
            opened = above.get(column)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            lines = _lines(cell, text)
            continues = merge is not None and value(merge) in {None, "continue"}
            if continues and opened is not None and opened.columns == columns:
                opened.rows += 1
                here[column] = opened
                continue
            found = _Open(number, column, columns, lines)
            done.append(found)
            if merge is not None:
                here[column] = found
        above = here
        number += 1
    return DrawnTable(tuple(found.cell() for found in done))


def _columns(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield each cell of a row with its column and how many it covers."""
    column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    waiting: tuple[int, int, etree._Element] | None = None
    for cell in _inside(row, "tc"):
        columns = max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
        beside = cell.find(f"{W}tcPr/{W}hMerge")
        if waiting and beside is not None and value(beside) in {None, "continue"}:
            waiting = (waiting[0], waiting[1] + columns, waiting[2])
        else:
            if waiting:
                yield waiting
            waiting = (column, columns, cell)
        column += columns
    if waiting:
        yield waiting


def _lines(cell: etree._Element, text: WordText) -> str:
    """Return a cell's paragraphs as lines; the cells of a table inside it are lines too."""
    lines: list[str] = []
    for block in drawn_blocks(cell, text):
        lines.extend([block] if isinstance(block, str) else lines_of(block))
    return "\n".join(lines)


def _is_left_out(row: etree._Element, text: WordText) -> bool:
    """Tell whether a row was deleted or is hidden."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    if is_on(properties.find(f"{W}hidden")):
        text.left_out["rows"] += 1
        return True
    return properties.find(f"{W}del") is not None


def _inside(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, those in content controls too."""
    for child in node:
        own = str(child.tag).rpartition("}")[2]
        if own == name:
            yield child
        elif own not in _LEFT_OUT and own not in {"tbl", "p"}:
            yield from _inside(child, name)


def _number(node: etree._Element | None, default: int) -> int:
    try:
        return min(int(value(node) or default), MOST_COLUMNS)
    except ValueError:
        return default
