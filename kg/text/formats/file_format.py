"""What a module of this folder says of the kind of file it reads."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg.text.decoding import Decoded, decoded
from kg.text.source_text import Drawn


@dataclass(frozen=True)
class SourceFile:
    """A file that is to be read.

    Attributes:
        path: where it is.
        data: its bytes.
        frequent: characters that much of any Chinese text consists of.
        suffix: the ending of its name, in lower case, with the dot.
        members: the names in it, if it is a zip archive, as a Word file or a workbook is.
    """

    path: Path
    data: bytes
    frequent: frozenset[str] = frozenset()
    suffix: str = field(init=False)
    members: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "suffix", self.path.suffix.lower())
        object.__setattr__(self, "members", _members(self.data))

    @property
    def name(self) -> str:
        """What messages call it."""
        return str(self.path)

    @cached_property
    def decoded(self) -> Decoded:
        """Its bytes as a text; that they are damaged is told with what is read of it.

        Raises:
            DocumentError: they are no text.
        """
        return decoded(self.data, self.name, self.frequent)


def _members(data: bytes) -> frozenset[str]:
    if not data.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):  # of a later version
        return frozenset()


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One kind of file.

    Attributes:
        order: kinds are tried in this order, plain text last.
        suffixes: endings of names by which a folder is searched for such files.
        recognises: tells whether a file is of this kind, by its first bytes or its name.
        read: returns what it holds, or raises DocumentError with one line that says what to do.
        apart: a library or a pattern may fail on it, so it is read in a process of its own.
    """

    order: int
    suffixes: tuple[str, ...]
    recognises: Callable[[SourceFile], bool]
    read: Callable[[SourceFile], Drawn]
    apart: bool = True
