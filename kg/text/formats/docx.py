"""Word documents (.docx, .docm) as they are drawn; the file itself is read, over lxml."""

from __future__ import annotations

from collections import Counter

from kg.text.formats.file_format import FileFormat
from kg.text.markup.word_package import W, open_package
from kg.text.markup.word_tables import drawn_blocks
from kg.text.markup.word_text import WordText
from kg.text.source_text import Drawn

_SUFFIXES = (".docx", ".docm")
_REMARKS = {
    "hidden": "hidden text was left out ({} characters)",
    "struck": "text that is struck through was left out ({} characters)",
    "rows": "hidden rows of tables were left out ({})",
    "contents": "the table of contents was left out ({} lines)",
    "pictures": "pictures are not read ({})",
}


def read_docx(data: bytes, name: str) -> Drawn:
    """Return the paragraphs and tables of a Word document in order.

    Raises:
        DocumentError: no zip, no Word document, or one that unpacks to far too much.
    """
    package = open_package(data, name)
    body = package.body.find(f"{W}body")
    text = WordText(package)
    blocks = tuple(drawn_blocks(package.body if body is None else body, text))
    return Drawn(blocks, (*package.remarks, *_remarks(text.left_out)))


def _remarks(left_out: Counter[str]) -> list[str]:
    return [said.format(left_out[what]) for what, said in _REMARKS.items() if left_out[what]]


FORMAT = FileFormat(
    order=2,
    suffixes=_SUFFIXES,
    recognises=lambda source: source.suffix in _SUFFIXES and bool(source.data),
    read=lambda source: read_docx(source.data, str(source.path)),
)
