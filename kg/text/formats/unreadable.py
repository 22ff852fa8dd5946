"""Kinds of files that are known and not read: what they are, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from errors import DocumentError
from kg.text.formats.file_format import FileFormat, SourceFile
from kg.text.source_text import Drawn


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of file that is not read."""

    is_it: Callable[[SourceFile], bool]
    name: str
    remedy: str


def _begins(*openings: bytes) -> Callable[[SourceFile], bool]:
    return lambda source: source.data.startswith(openings)


def _holds(member: str) -> Callable[[SourceFile], bool]:
    return lambda source: member in source.members


def _is_web_archive(source: SourceFile) -> bool:
    head = source.data[:2048].lower()
    return source.suffix in (".mht", ".mhtml") or (
        b"mime-version:" in head and b"content-type: multipart/" in head
    )


def _is_archive(source: SourceFile) -> bool:
    """Tell whether a file is a zip archive, and none that is a document."""
    inside = any(name.startswith(_DOCUMENTS) for name in source.members)
    return source.data.startswith(b"PK") and not inside and source.suffix not in _ZIPPED


_DOCUMENTS = ("word/", "xl/", "ppt/", "OFD.xml", "content.xml")
_ZIPPED = (".docx", ".docm", ".xlsx", ".xlsm", ".ofd")  # damaged, their readers say so
_OCR = "run text recognition (OCR) on it, and save the text as .txt"
_PRINT = "open it in the program it was made with, and print it to a PDF"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_KINDS = (
    _Kind(
        _is_web_archive,
        "a web archive (.mht)",
        "open it in Word or a browser, and save it as .docx or as a web page (.html)",
    ),
    _Kind(_begins(*_PICTURES), "a picture", _OCR),
    _Kind(
        _begins(b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"),
        "an archive that is no zip",
        "unpack it, and name the folder",
    ),
    _Kind(_is_archive, "a zip archive", "name it .zip, or unpack it and name the folder"),
    _Kind(_holds("ppt/presentation.xml"), "a presentation (.pptx)", _PRINT),
    _Kind(lambda source: source.suffix in (".ceb", ".gd", ".gw", ".sep"), "a page file", _PRINT),
)
_SUFFIXES = (".mht", ".mhtml", ".rar", ".7z", ".gz", ".pptx", ".ceb", ".gd", ".gw", ".sep")


def _kind(source: SourceFile) -> _Kind | None:
    return next((kind for kind in _KINDS if kind.is_it(source)), None)


def _refuse(source: SourceFile) -> Drawn:
    kind = _kind(source)
    assert kind is not None
    raise DocumentError(f"{source.name}: {kind.name}, which is not read; {kind.remedy}")


FORMAT = FileFormat(
    order=0,
    suffixes=_SUFFIXES,
    recognises=lambda source: _kind(source) is not None,
    read=_refuse,
    apart=False,
)
