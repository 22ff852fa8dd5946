"""What a module of this folder says of the kind of file it reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.text.source_text import Drawn


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that is to be read.

    Attributes:
        path: where it is.
        suffix: the ending of its name, in lower case, with the dot.
        data: its bytes.
    """

    path: Path
    suffix: str
    data: bytes


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One kind of file.

    Attributes:
        order: kinds are tried in this order, plain text last.
        suffixes: endings of names by which a folder is searched for such files.
        recognises: tells whether a file is of this kind, by its first bytes or its name.
        read: returns what it holds, or raises DocumentError with one line that says what to do.
    """

    order: int
    suffixes: tuple[str, ...]
    recognises: Callable[[SourceFile], bool]
    read: Callable[[SourceFile], Drawn]
