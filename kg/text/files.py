"""Read a source file as stored text; what cannot be read says so in one line."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from errors import DocumentError
from kg.text.formats import FILE_FORMATS, FileFormat, SourceFile
from kg.text.source_text import SourceText, source_text

LARGEST = 64 * 2**20  # bytes
SUFFIXES = tuple(suffix for format in FILE_FORMATS for suffix in format.suffixes)
# reads the file at a path; given the characters that much of any Chinese text consists of
ReadSource = Callable[[Path, frozenset[str]], SourceText]


def read_source(path: Path, frequent: frozenset[str] = frozenset()) -> SourceText:
    """Return the stored text of a file (decoded, without BOM, LF line ends, NFC) and its tables.

    Args:
        path: of the file.
        frequent: characters that much of any Chinese text consists of; without them Big5 and
            GB18030 cannot be told apart.

    Raises:
        DocumentError: missing, empty, too large, of an unknown kind or in no known encoding.
    """
    return drawn_text(*recognised(path, frequent))


def recognised(path: Path, frequent: frozenset[str]) -> tuple[FileFormat, SourceFile]:
    """Return a file, and the kind it is of.

    Raises:
        DocumentError: missing, empty, too large, not to be opened.
    """
    check(path)
    source = SourceFile(path, file_bytes(path), frequent)
    if not source.data:
        raise DocumentError(f"{path}: the file is empty; nothing to build")
    return next(format for format in FILE_FORMATS if format.recognises(source)), source


def drawn_text(kind: FileFormat, source: SourceFile) -> SourceText:
    """Return the stored text of a file.

    Raises:
        DocumentError: it cannot be read; what a library says of it is the error's cause.
    """
    try:
        stored = source_text(kind.read(source))
    except DocumentError:
        raise
    except MemoryError as error:
        raise DocumentError(f"{source.name}: too large to be read; split it") from error
    except RecursionError as error:
        raise DocumentError(
            f"{source.name}: nested too deeply to be read; save its text as .txt"
        ) from error
    except Exception as error:  # whatever a library raises; what it says is for its makers
        raise DocumentError(
            f"{source.name}: damaged, or of another kind than its name says; open it in the "
            "program it was made with, and save it again"
        ) from error
    if not stored.text.strip():
        raise DocumentError(f"{source.name}: the file is empty; nothing to build")
    remarks = source.decoded.remarks if "decoded" in vars(source) else ()
    return replace(stored, remarks=(*_misnamed(kind, source), *remarks, *stored.remarks))


def _misnamed(kind: FileFormat, source: SourceFile) -> Iterator[str]:
    """Yield a remark where a file is of another kind than its name says: a text named .pdf."""
    if source.suffix in SUFFIXES and source.suffix not in kind.suffixes:
        yield f"named {source.suffix}, but it holds no such thing: read as {kind.suffixes[0]}"


def check(path: Path) -> None:
    """See whether a file can be read at all: its kind and its size, and that it opens.

    Raises:
        DocumentError: why it cannot, and what to do.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise DocumentError(f"{path}: a pipe or a device, no file; save what it gives as one")
        if found.st_size > LARGEST:
            size = f"{found.st_size >> 20} MB is larger than {LARGEST >> 20} MB"
            raise DocumentError(f"{path}: {size}; split it")
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise DocumentError(_trouble(path, error)) from error


def _trouble(path: Path, error: OSError) -> str:
    """Return why a file cannot be opened, and what to do."""
    if path.is_symlink() and not isinstance(error, PermissionError):
        return f"{path}: a link that leads nowhere or in a circle; name the file it should lead to"
    if isinstance(error, FileNotFoundError):
        return f"{path}: no such file; check the name"
    return f"{path}: cannot be read ({error.strerror}); check its permissions"


def file_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        DocumentError: missing, too large, or not to be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(_trouble(path, error)) from error
