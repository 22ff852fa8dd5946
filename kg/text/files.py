"""Read a source file as stored text; what cannot be read says so in one line."""

from __future__ import annotations

import codecs
from pathlib import Path

from errors import DocumentError
from kg.text.view import normalise

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
LARGEST = 64 * 2**20  # bytes
_CONVERT = "open it in Word or WPS and save it as .docx"
_MAGIC = {
    b"PK\x03\x04": ("a zip archive", "if it is a Word document, give it the name .docx"),
    b"\xd0\xcf\x11\xe0": ("an old Word or WPS file (.doc, .wps)", _CONVERT),
    b"{\\rtf": ("an RTF file", _CONVERT),
    b"\x89PNG": ("a picture", "run text recognition (OCR) on it first"),
    b"\xff\xd8\xff": ("a picture", "run text recognition (OCR) on it first"),
}
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_text(path: Path) -> str:
    """Return the stored text of a file: decoded, without BOM, LF line ends, NFC.

    Raises:
        DocumentError: missing, empty, too large, of an unknown kind or in no known encoding.
    """
    text = normalise(_plain_text(path, _bytes(path)))
    if not text.strip():
        raise DocumentError(f"{path}: the file is empty; nothing to build")
    return text


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise DocumentError(
                f"{path}: {size >> 20} MB is larger than {LARGEST >> 20} MB; split it"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(f"{path}: no such file; check the name") from error
    except OSError as error:
        raise DocumentError(
            f"{path}: cannot be read ({error.strerror}); check its permissions"
        ) from error


def _plain_text(path: Path, data: bytes) -> str:
    """Return the text of a file by its kind: what it begins with, then its suffix."""
    suffix = path.suffix.lower()
    if data.startswith(b"%PDF"):
        from kg.text.formats.pdf import pdf_text

        return pdf_text(path)
    if suffix == ".docx" and data:
        from kg.text.formats.docx import docx_text

        return docx_text(data, str(path))
    text = decode(data, str(path))
    if suffix in {".html", ".htm"} or text[:200].lstrip().lower().startswith(
        ("<!doctype html", "<html")
    ):
        from kg.text.formats.html import html_text

        return html_text(text)
    return text


def decode(data: bytes, name: str) -> str:
    """Decode bytes as UTF-8, UTF-16 or GB18030, whichever fits without an error.

    Raises:
        DocumentError: the bytes are a known binary format or fit no encoding.
    """
    for magic, (kind, remedy) in _MAGIC.items():
        if data.startswith(magic):
            raise DocumentError(f"{name}: this is {kind}, not a text; {remedy}")
    bom = next((encoding for mark, encoding in _BOMS.items() if data.startswith(mark)), None)
    for encoding in [bom] if bom else [*_likely_utf16(data), "utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise DocumentError(f"{name}: neither UTF-8, UTF-16 nor GB18030; save it as UTF-8 text (.txt)")


def _likely_utf16(data: bytes) -> list[str]:
    """Return the UTF-16 byte order a text without BOM is in, by where its line ends have zeros."""
    head = data[:4096]
    if b"\n\x00" in head and head.count(0) > len(head) // 200 and len(data) % 2 == 0:
        return ["utf-16-le"]
    if b"\x00\n" in head and head.count(0) > len(head) // 200 and len(data) % 2 == 0:
        return ["utf-16-be"]
    return []
