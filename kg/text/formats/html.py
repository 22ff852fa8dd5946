"""Web pages as they are drawn: the article with its tables and numbers, nothing run or fetched."""

from __future__ import annotations

import html as entities
import re

from kg.text.formats.file_format import FileFormat, SourceFile
from kg.text.markup.page_body import head_lines, outside_length, text_part
from kg.text.markup.page_lines import drawn_blocks
from kg.text.markup.page_tree import page_tree, without_furniture, without_what_is_not_drawn
from kg.text.source_text import Drawn

_SUFFIXES = (".html", ".htm")
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # byte order marks and white space before a page
_MUCH = 200  # characters outside of the article that are worth a remark
_HIDDEN = {
    "hidden": "hidden text was left out ({} characters)",
    "struck": "text that is struck through was left out ({} characters)",
}
# <p class="a"> · </td>
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*>")
_IN_A_LINE = frozenset(("a", "b", "i", "u", "em", "span", "font", "strong", "sub", "sup"))


def read_html(markup: str) -> Drawn:
    """Return what a page holds, a block a line; nothing in it is run or fetched."""
    if not _TAG.search(markup):
        return Drawn((entities.unescape(markup),))
    root = page_tree(markup)
    if root is None:
        return _flat(markup)
    named = root.findtext(".//title") or ""
    left_out = without_what_is_not_drawn(root)
    remarks = [said.format(left_out[why]) for why, said in _HIDDEN.items() if left_out[why]]
    without_furniture(root)
    part = text_part(root)
    outside = outside_length(root, part)
    if outside > _MUCH:
        remarks.append(f"text around the article was left out ({outside} characters)")
    return Drawn((*head_lines(root, part, named), *drawn_blocks(part)), tuple(remarks))


def _flat(markup: str) -> Drawn:
    """Return the text of a page that is nested too deeply to be read as a tree."""
    text = _TAG.sub(lambda tag: "" if tag[2].lower() in _IN_A_LINE else "\n", markup)
    lines = (line.strip() for line in entities.unescape(text).split("\n"))
    remark = "the page is nested too deeply: read without its tables and the numbers of its lists"
    return Drawn(tuple(line for line in lines if line), (remark,))


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
