"""Markdown as it is drawn; text without marks stays letter for letter."""

from __future__ import annotations

import re

from kg.text.formats.file_format import FileFormat
from kg.text.markup.markdown_lines import drawn_lines
from kg.text.source_text import Drawn
from kg.text.view import normalise

_SUFFIXES = (".md", ".markdown")
# --- ⏎ title: 青川县2024年重点工作任务 ⏎ --- at the very beginning
_FRONT = re.compile(r"---[ \t]*\n((?:[^\n]*\n){0,100}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
# title: "青川县2024年重点工作任务" · 发布日期: 2024-03-08
_ENTRY = re.compile(r"([\w一-鿿-]+)\s*[：:]\s*(\S.*)")


def read_markdown(source: str) -> Drawn:
    """Return the lines and tables of a Markdown text.

    Of a block of metadata at its beginning (--- … ---) the title is read where the text lacks
    it, and entries with Chinese names; the others belong to the page.
    """
    source = normalise(source)
    front = _FRONT.match(source)
    text = source[front.end() :] if front else source
    said, others = _front(front[1] if front else "", text)
    blocks, struck = drawn_lines(text)
    remarks = []
    if others:
        remarks.append(f"entries of the page's metadata were left out ({', '.join(others)})")
    if struck:
        remarks.append(f"text that is struck through was left out ({struck} characters)")
    return Drawn((*said, *blocks), tuple(remarks))


def _front(metadata: str, text: str) -> tuple[list[str], list[str]]:
    """Return the lines that are read of a block of metadata, and the names of the others."""
    said: list[str] = []
    others: list[str] = []
    for line in metadata.split("\n"):
        entry = _ENTRY.fullmatch(line.strip())
        if entry is None:
            continue
        name, value = entry[1], entry[2].strip("\"' ")
        if name.lower() == "title":
            said.extend([value] if value not in text else [])
        elif name.isascii():
            others.append(name)
        else:
            said.append(f"{name}：{value}")
    return said, others


FORMAT = FileFormat(
    order=4,
    suffixes=_SUFFIXES,
    recognises=lambda source: source.suffix in _SUFFIXES,
    read=lambda source: read_markdown(source.decoded.text),
)
