"""PDF files as text: their text layer, page after page."""

from __future__ import annotations

import io

from errors import DocumentError
from kg.text.formats.file_format import FileFormat
from kg.text.source_text import Drawn


def pdf_text(data: bytes, name: str) -> str:
    """Return the text layer of a PDF, page after page.

    Raises:
        DocumentError: encrypted, damaged or scanned (no text layer).
    """
    from pdfplumber.pdf import PDF  # slow to load

    try:
        with PDF(io.BytesIO(data)) as pdf:
            text = "\n".join(page.extract_text() or "" for page in pdf.pages)
    except MemoryError:
        raise
    except Exception as error:  # whatever the library raises
        said = " ".join(f"{type(error).__name__} {error!r}".split())[:120]
        if "Password" in said or "Encrypt" in said:
            raise DocumentError(
                f"{name}: the PDF is encrypted; save it without a password"
            ) from error
        raise DocumentError(
            f"{name}: the PDF cannot be read ({said}); print it to a new PDF"
        ) from error
    if len(text.strip()) < 20:
        raise DocumentError(
            f"{name}: no text layer, so probably a scan; run text recognition (OCR) on it first"
        )
    return joined_lines(text)


def joined_lines(text: str) -> str:
    """Join lines that a page broke in mid-sentence: full ones that end without a stop."""
    lines = [line.rstrip() for line in text.split("\n")]
    widths = sorted(len(line) for line in lines if line)
    full = widths[int(len(widths) * 0.8)] - 3 if widths else 0
    pieces: list[str] = []
    for line in lines:
        pieces.append(line)
        broken = len(line) >= full and line[-1:] not in "。；：！？）"
        pieces.append("" if broken else "\n")
    return "".join(pieces)


FORMAT = FileFormat(
    order=1,
    suffixes=(".pdf",),
    recognises=lambda source: source.data.startswith(b"%PDF"),
    read=lambda source: Drawn((pdf_text(source.data, source.name),)),
)
