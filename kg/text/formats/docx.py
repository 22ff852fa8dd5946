"""Word documents (.docx) as text, tables included; archives that swell are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from errors import DocumentError
from kg.text.formats.file_format import FileFormat
from kg.text.source_text import Drawn, DrawnCell, DrawnTable

LARGEST = 256 * 2**20  # bytes unpacked
LARGEST_RATIO = 100  # unpacked to packed


def read_docx(data: bytes, name: str) -> Drawn:
    """Return the paragraphs and tables of a .docx in order.

    Raises:
        DocumentError: no zip, no Word document, or one that unpacks to far too much.
    """
    _check_archive(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise DocumentError(
            f"{name}: a zip archive, but no Word document; save it as .docx again"
        ) from error
    return Drawn(tuple(_blocks(document)))


def _check_archive(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise DocumentError(
            f"{name}: not a .docx file (no zip archive inside); save it as .docx again"
        ) from error
    if size > LARGEST or size > LARGEST_RATIO * max(len(data), 2**16):
        raise DocumentError(f"{name}: unpacks to {size >> 20} MB; refused as a possible zip bomb")


def _blocks(document: docx.document.Document) -> Iterator[str | DrawnTable]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield DrawnTable(tuple(_cells(block)))


def _cells(table: Table) -> Iterator[DrawnCell]:
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells.cells):
            yield DrawnCell(row, column, cell.text)


FORMAT = FileFormat(
    order=2,
    suffixes=(".docx",),
    recognises=lambda source: source.suffix == ".docx" and bool(source.data),
    read=lambda source: read_docx(source.data, str(source.path)),
)
