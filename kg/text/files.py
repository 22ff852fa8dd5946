"""Read a source file as stored text; what cannot be read says so in one line."""

from __future__ import annotations

from pathlib import Path

from errors import DocumentError
from kg.text.formats import FILE_FORMATS, SourceFile
from kg.text.view import normalise

LARGEST = 64 * 2**20  # bytes
SUFFIXES = tuple(suffix for format in FILE_FORMATS for suffix in format.suffixes)


def read_text(path: Path) -> str:
    """Return the stored text of a file: decoded, without BOM, LF line ends, NFC.

    Raises:
        DocumentError: missing, empty, too large, of an unknown kind or in no known encoding.
    """
    return text_of(path, file_bytes(path))


def text_of(path: Path, data: bytes) -> str:
    """Return the stored text of a file that was read; its path need not be on this machine.

    Raises:
        DocumentError: empty, of an unknown kind or in no known encoding.
    """
    source = SourceFile(path, path.suffix.lower(), data)
    kind = next(format for format in FILE_FORMATS if format.recognises(source))
    text = normalise(kind.read(source))
    if not text.strip():
        raise DocumentError(f"{path}: the file is empty; nothing to build")
    return text


def file_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        DocumentError: missing, too large, or not to be read.
    """
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
