"""Decode the bytes of a text: UTF-8, UTF-16 or GB18030, whichever fits without an error."""

from __future__ import annotations

import codecs

from errors import DocumentError

_CONVERT = "open it in Word or WPS and save it as .docx"
_MAGIC = {
    b"PK\x03\x04": ("a zip archive", "if it is a Word document, give it the name .docx"),
    b"\xd0\xcf\x11\xe0": ("an old Word or WPS file (.doc, .wps)", _CONVERT),
    b"{\\rtf": ("an RTF file", _CONVERT),
    b"\x89PNG": ("a picture", "run text recognition (OCR) on it first"),
    b"\xff\xd8\xff": ("a picture", "run text recognition (OCR) on it first"),
}
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


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
