"""PDF files as they are drawn: their lines and tables, page after page."""

from __future__ import annotations

from errors import DocumentError
from kg.text.formats.file_format import FileFormat, SourceFile
from kg.text.source_text import Drawn

_FEWEST = 20  # letters of a PDF that has a text layer


def read_pdf(source: SourceFile) -> Drawn:
    """Return the lines and tables of a PDF, page after page.

    Raises:
        DocumentError: encrypted, damaged or scanned (no text layer).
    """
    from kg.text.markup import pdf_pages  # slow to load

    try:
        drawn = pdf_pages.read_pdf(source.data)
    except MemoryError:
        raise
    except Exception as error:  # whatever the library raises
        said = f"{type(error).__name__} {error!r}"
        if "Password" in said or "Encrypt" in said:
            raise DocumentError(
                f"{source.name}: the PDF is encrypted; save it without a password"
            ) from error
        raise DocumentError(
            f"{source.name}: the PDF is damaged, or is none; open it, and print it to a new PDF"
        ) from error
    _check_letters(drawn, source.name)
    return drawn


def _check_letters(drawn: Drawn, name: str) -> None:
    letters = sum(len(b) if isinstance(b, str) else _FEWEST for b in drawn.blocks)
    if letters >= _FEWEST:
        return
    why = "its fonts tell no letters" if drawn.remarks else "no text layer, so probably a scan"
    raise DocumentError(f"{name}: {why}; run text recognition (OCR) on it first")


FORMAT = FileFormat(
    order=1,
    suffixes=(".pdf",),
    recognises=lambda source: source.data.startswith(b"%PDF"),
    read=read_pdf,
)
