"""Read a source file as stored text; what cannot be read says so in one line."""

from __future__ import annotations

import codecs
from pathlib import Path

from errors import DocumentError
from kg.text import normalise

SUFFIXES = (".txt",)
_LARGEST = 64 * 2**20  # bytes
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive (.docx, .xlsx, .wps?)",
    b"\xd0\xcf\x11\xe0": "an old Word file (.doc, .wps)",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_text(path: Path) -> str:
    """Return the stored text of a file: decoded, without BOM, LF line ends, NFC.

    Raises:
        DocumentError: missing, empty, too large, binary or in no known encoding.
    """
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise DocumentError(
                f"{path}: {size / 2**20:.0f} MB is larger than {_LARGEST >> 20} MB; split it"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(f"{path}: no such file; check the name") from error
    except OSError as error:
        raise DocumentError(
            f"{path}: cannot be read ({error.strerror}); check its permissions"
        ) from error
    text = normalise(decode(data, str(path)))
    if not text.strip():
        raise DocumentError(f"{path}: the file is empty; nothing to build")
    return text


def decode(data: bytes, name: str) -> str:
    """Decode bytes as UTF-8, UTF-16 or GB18030, whichever fits without an error.

    Raises:
        DocumentError: the bytes are a known binary format or fit no encoding.
    """
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise DocumentError(f"{name}: this is {kind}, not a text; save it as UTF-8 text (.txt)")
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
