"""The pages of a PDF as lines and tables.

Letters that are printed twice to be bold are read once; letters that stand aslant are a
watermark and left out. A font that tells no letters to one reader is asked of another.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2
from pdfplumber.pdf import PDF

from kg.text.markup.pdf_lines import (
    PdfLine,
    columns_of_page,
    joined,
    lines_of_page,
    without_furniture,
)
from kg.text.markup.pdf_tables import PdfTable, tables_of_page
from kg.text.markup.pdf_unruled import unruled_tables
from kg.text.source_text import Drawn, DrawnTable

# (cid:38738): the number of a sign that its font gives no letter for
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_MANY = 0.05  # of the letters of a page
Piece = PdfLine | PdfTable


def read_pdf(data: bytes) -> Drawn:
    """Return what a PDF draws, page after page; empty where it has no text layer."""
    pieces: list[Piece] = []
    remarks: list[str] = []
    with PDF(io.BytesIO(data)) as pdf:
        pages = len(pdf.pages)
        for number, page in enumerate(pdf.pages):
            if _is_unknown(page):
                pieces.extend(_asked_elsewhere(data, number, float(page.height)))
                remarks.append(
                    f"page {number + 1}: its font tells letters badly; compare, or run OCR on it"
                )
            else:
                pieces.extend(_pieces(page, number, remarks))
            page.close()
    return Drawn(tuple(_blocks(pieces, pages)), tuple(remarks))


def _is_unknown(page: Any) -> bool:
    unknown = sum(1 for char in page.chars if _UNKNOWN.fullmatch(char["text"]))
    return unknown > _MANY * max(len(page.chars), 1)


def _asked_elsewhere(data: bytes, number: int, height: float) -> list[PdfLine]:
    """Return the lines of a page as pypdfium2 reads them; none when it knows no letters either."""
    document = pypdfium2.PdfDocument(data)
    text = document[number].get_textpage().get_text_range()
    known = sum(1 for letter in text if letter.isalnum())
    if known < len(text.split()) or "\ufffd" in text:
        return []
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    middle = height / 2
    return [PdfLine(line, 0, 12.0 * len(line), middle, 12, number, height) for line in lines]


def _pieces(page: Any, number: int, remarks: list[str]) -> list[Piece]:
    """Return the lines and tables of a page, in reading order."""
    page = page.dedupe_chars(tolerance=2)
    slanted = sum(1 for char in page.chars if abs(char["matrix"][1]) > 1e-3)
    if 0 < slanted < len(page.chars) / 2:
        remarks.append(f"page {number + 1}: a watermark was left out ({slanted} characters)")
        page = page.filter(
            lambda item: item["object_type"] != "char" or abs(item["matrix"][1]) <= 1e-3
        )
    tables = tables_of_page(page) or unruled_tables(page)
    if tables:
        outside = page.filter(lambda item: not _is_inside(item, tables))
        lines: list[Piece] = [*lines_of_page(outside, number), *tables]
        return sorted(lines, key=lambda piece: piece.top)
    return [line for part in columns_of_page(page) for line in lines_of_page(part, number)]


def _is_inside(item: dict[str, Any], tables: list[PdfTable]) -> bool:
    middle = (item["top"] + item["bottom"]) / 2
    return any(table.top <= middle <= table.bottom for table in tables)


def _blocks(pieces: list[Piece], pages: int) -> list[str | DrawnTable]:
    """Return paragraphs and tables; a table goes on where the next page begins with its like."""
    kept = set(without_furniture([p for p in pieces if isinstance(p, PdfLine)], pages))
    blocks: list[str | DrawnTable] = []
    run: list[PdfLine] = []
    last: PdfTable | None = None
    for piece in pieces:
        if isinstance(piece, PdfLine):
            if piece in kept:
                run.append(piece)
                last = None
            continue
        whole = last.continued_by(piece) if last else None
        if whole is not None:
            blocks[-1] = whole.table
        else:
            blocks.extend(joined(run))
            run = []
            blocks.append(piece.table)
        last = whole or piece
    return [*blocks, *joined(run)]
