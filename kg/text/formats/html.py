"""HTML as text: headings, paragraphs and tables, without scripts and navigation."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from kg.text.decoding import decode
from kg.text.formats.file_format import FileFormat, SourceFile
from kg.text.formats.tables import table_lines

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


def html_text(markup: str) -> str:
    """Return the text of a page, a block a line; nothing in it is run or fetched."""
    soup = BeautifulSoup(markup, "html.parser")
    for tag in soup(_DROPPED):
        tag.decompose()
    return "\n".join(line for line in "".join(_pieces(soup)).split("\n") if line.strip())


def _pieces(node: Tag) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, NavigableString):
            if type(child) is NavigableString:  # no comments, no doctype
                yield child.replace("\n", "")
        elif isinstance(child, Tag) and child.name == "table" and not child.find("table"):
            yield "\n" + "\n".join(table_lines(list(_rows(child)))) + "\n"
        elif isinstance(child, Tag):
            edge = "\n" if child.name in _BLOCKS or child.name == "br" else ""
            yield edge
            yield from _pieces(child)
            yield edge


def _rows(table: Tag) -> Iterator[list[str]]:
    for row in table.find_all("tr"):
        yield [cell.get_text() for cell in row.find_all(["td", "th"])]


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
    read=lambda source: html_text(decode(source.data, str(source.path))),
)
