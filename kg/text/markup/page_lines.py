"""A part of a web page as the lines and tables it draws, with the numbers of its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from kg.text.markup.number_forms import drawn_number
from kg.text.markup.table_cells import (
    MarkedCell,
    labels_its_values,
    lines_of,
    only_arranges,
    placed,
)
from kg.text.source_text import DrawnTable

_BLOCKS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd"),
        *("section", "article", "main", "header", "footer", "blockquote", "pre", "center", "hr"),
        *("table", "caption", "tr", "td", "th", "body", "form", "fieldset", "figure", "address"),
        *("figcaption", "aside", "details", "summary", "legend", "br"),
    )
)
_FEW_CELLS = 3  # in the rows of a table that holds other tables
_HEADINGS = ("h1", "h2", "h3", "h4")
# a line end of the markup, with the indentation around it
_LINE_END = re.compile(r"[ \t\r\f]*\n\s*")
# list-style-type: cjk-ideographic · list-style: none inside
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.IGNORECASE)
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman"}
_TYPES["I"] = "upper-roman"
# 1. · （一） · 三、 · 第二条 · ①: an item that prints its number
_OWN_NUMBER = re.compile(r"\s*[（(]?(?:第?[\d一二三四五六七八九十百]{1,4}[、.．)）条章]|[①-⑳])")


def drawn_blocks(
    root: html.HtmlElement, until: html.HtmlElement | None = None
) -> list[str | DrawnTable]:
    """Return the lines and tables of a part of a page, up to a node, without empty lines."""
    walk = _Walk()
    walk.over(root, until)
    return walk.blocks()


@dataclass
class _Walk:
    """What is drawn so far: pieces of text, line breaks among them, and tables.

    Attributes:
        in_cell: tables are read as lines, since a cell holds lines.
    """

    in_cell: bool = False
    _pieces: list[str | DrawnTable] = field(default_factory=list)
    _counts: dict[html.HtmlElement, int] = field(default_factory=dict)
    _in_pre: int = 0
    _label: str = ""  # of an item whose text has not come yet

    def over(self, root: html.HtmlElement, until: html.HtmlElement | None = None) -> None:
        """Read a part of a page; no depth of it is too much for the stack."""
        above = set() if until is None else set(until.iterancestors("table"))
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, node in walk:
            if node is until:
                return
            if event == "start":
                if node.tag == "table" and node not in above and self._table(node):
                    walk.skip_subtree()
                else:
                    self._begin(node)
            else:
                self._finish(node, is_root=node is root)

    def blocks(self) -> list[str | DrawnTable]:
        """Return the lines between tables, and the tables."""
        blocks: list[str | DrawnTable] = []
        run: list[str] = []
        for piece in [*self._pieces, ""]:
            if isinstance(piece, DrawnTable):
                blocks.extend(_lines("".join(run)))
                blocks.append(piece)
                run = []
            else:
                run.append(piece)
        return [*blocks, *_lines("".join(run))]

    def _begin(self, node: html.HtmlElement) -> None:
        if node.tag in _BLOCKS:
            self._pieces.append("\n")
        self._in_pre += node.tag == "pre"
        if node.tag == "li":
            self._label = self._number(node)
        if node.tag != "table":
            self._text(node.text)

    def _finish(self, node: html.HtmlElement, is_root: bool) -> None:
        self._in_pre -= node.tag == "pre"
        if node.tag in _BLOCKS:
            self._pieces.append("\n")
        if not is_root:
            self._text(node.tail)

    def _text(self, text: str | None) -> None:
        if text:
            if text.strip():
                self._pieces.append(self._label)
                self._label = ""
            self._pieces.append(text if self._in_pre else _LINE_END.sub(_space, text))

    def _table(self, node: html.HtmlElement) -> bool:
        """Append a table of data; tell whether it was one, not one that arranges the page."""
        if self.in_cell or _holds_a_page(node):
            return False
        table = placed([[_cell(cell) for cell in _cells(row)] for row in _rows(node)])
        self._pieces.append("\n")
        for caption in node.iterchildren("caption"):
            self._pieces.append(caption.text_content().strip() + "\n")
        if labels_its_values(table) or only_arranges(table):
            self._pieces.append("\n".join(lines_of(table)))
        else:
            self._pieces.append(table)
        return True

    def _number(self, item: html.HtmlElement) -> str:
        """Return the number drawn before an item of a list."""
        above = item.getparent()
        if above is None or above.tag != "ol":
            return ""
        step = -1 if above.get("reversed") is not None else 1
        first = _integer(above.get("start"))
        if first is None:
            first = len(above.findall("li")) if step < 0 else 1
        said = _integer(item.get("value"))
        number = said if said is not None else self._counts.get(above, first - step) + step
        self._counts[above] = number
        if _OWN_NUMBER.match(item.text_content()[:12]):
            return ""
        drawn = drawn_number(number, _form(item) or _form(above) or "decimal")
        return drawn + (". " if drawn.isascii() else "、") if drawn else ""


def _lines(text: str) -> Iterator[str]:
    lines = (line.strip(" \t\r\xa0") for line in text.split("\n"))
    yield from (line for line in lines if line.strip())


def _space(match: re.Match[str]) -> str:
    """Return what a line end of the markup draws: a space between words of Latin letters."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return " " if before.isascii() and before.isalnum() and after.isascii() else ""


def _holds_a_page(table: html.HtmlElement) -> bool:
    """Tell whether a table arranges a page: its cells hold headings, or other tables."""
    if (
        table.get("role") in {"presentation", "none"}
        or next(table.iter(*_HEADINGS), None) is not None
    ):
        return True
    inner = [node for node in table.iter("table") if _table_above(node) is table]
    if not inner:
        return False
    is_narrow = all(len(list(_cells(row))) <= _FEW_CELLS for row in _rows(table))
    return is_narrow or 2 * sum(map(_length, inner)) >= _length(table)


def _table_above(node: html.HtmlElement) -> html.HtmlElement | None:
    return next(node.iterancestors("table"), None)


def _length(node: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in node.itertext())


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for row in table.iter("tr"):
        if _table_above(row) is table:
            yield row


def _cells(row: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield from row.iterchildren("td", "th")


def _cell(node: html.HtmlElement) -> MarkedCell:
    walk = _Walk(in_cell=True)
    walk.over(node)
    text = "\n".join(str(line) for line in walk.blocks())
    rows, columns = _integer(node.get("rowspan")), _integer(node.get("colspan"))
    return MarkedCell(text, 1 if rows is None else rows, columns or 1)


def _form(node: html.HtmlElement) -> str | None:
    """Return the form of numbers that a list or an item asks for; None without one."""
    said = _LIST_STYLE.search(node.get("style") or "")
    words = said[1].split() if said else []
    kept = [word for word in words if word not in {"inside", "outside", "!important"}]
    if kept:
        return kept[0]
    return _TYPES.get((node.get("type") or "").strip())


def _integer(text: str | None) -> int | None:
    try:
        return min(max(int(text.strip()), -9999), 9999) if text else None
    except ValueError:
        return None
