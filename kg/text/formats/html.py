"""HTML as text: headings, paragraphs and tables, without scripts and navigation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from kg.text.formats.file_format import FileFormat, SourceFile
from kg.text.source_text import Drawn, DrawnCell, DrawnTable

_SUFFIXES = (".html", ".htm")
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # byte order marks and white space before a page
_DROPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "form",
    "nav",
    "footer",
    "header",
    "head",
)
_BLOCKS = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "section",
    "article",
    "blockquote",
    "ul",
    "ol",
    "td",
    "body",
    "pre",
    "center",
}


def read_html(markup: str) -> Drawn:
    """Return what a page holds, a block a line; nothing in it is run or fetched."""
    soup = BeautifulSoup(markup, "html.parser")
    for tag in soup(_DROPPED):
        tag.decompose()
    return Drawn(tuple(_blocks(_pieces(soup))))


def _blocks(pieces: Iterable[str | DrawnTable]) -> Iterator[str | DrawnTable]:
    """Join pieces of text between two tables, without empty lines."""
    for is_table, group in groupby(pieces, key=lambda piece: isinstance(piece, DrawnTable)):
        if is_table:
            yield from group
        else:
            lines = "".join(str(piece) for piece in group).split("\n")
            yield "\n".join(line for line in lines if line.strip())


def _pieces(node: Tag) -> Iterator[str | DrawnTable]:
    for child in node.children:
        if isinstance(child, NavigableString):
            if type(child) is NavigableString:  # no comments, no doctype
                yield child.replace("\n", "")
        elif isinstance(child, Tag) and child.name == "table" and not child.find("table"):
            yield DrawnTable(tuple(_cells(child)))
        elif isinstance(child, Tag):
            edge = "\n" if child.name in _BLOCKS or child.name == "br" else ""
            yield edge
            yield from _pieces(child)
            yield edge


def _cells(table: Tag) -> Iterator[DrawnCell]:
    for row, line in enumerate(table.find_all("tr")):
        for column, cell in enumerate(line.find_all(["td", "th"])):
            yield DrawnCell(row, column, cell.get_text())


def _is_page(source: SourceFile) -> bool:
    """Tell whether a file is a web page, by its name or by how it begins."""
    if source.suffix in _SUFFIXES:
        return True
    opening = source.data[:1024].replace(b"\x00", b"").lstrip(_MARKS).lower()
    return opening.startswith((b"<!doctype html", b"<html"))


FORMAT = FileFormat(
    order=3,
    suffixes=_SUFFIXES,
    recognises=_is_page,
    read=lambda source: read_html(source.decoded.text),
)
