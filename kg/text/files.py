"""Read a source file as stored text; what cannot be read says so in one line."""

from __future__ import annotations

from pathlib import Path

from errors import DocumentError
from kg.text.formats import FILE_FORMATS, SourceFile
from kg.text.source_text import SourceText, source_text

LARGEST = 64 * 2**20  # bytes
SUFFIXES = tuple(suffix for format in FILE_FORMATS for suffix in format.suffixes)


def read_source(path: Path) -> SourceText:
    """Return the stored text of a file (decoded, without BOM, LF line ends, NFC) and its tables.

    Raises:
        DocumentError: missing, empty, too large, of an unknown kind or in no known encoding.
    """
    source = SourceFile(path, path.suffix.lower(), _bytes(path))
    kind = next(format for format in FILE_FORMATS if format.recognises(source))
    stored = source_text(kind.read(source))
    if not stored.text.strip():
        raise DocumentError(f"{path}: the file is empty; nothing to build")
    return stored


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
