"""The files of a build: every one that was named or stands in a folder that was named.

Each is read, fails, or is passed over, and the report says which. An archive stands for its files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from errors import DocumentError
from kg.text.files import SUFFIXES, check

ARCHIVES = (".zip",)
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"}
_OCR = "a picture; run text recognition (OCR) on it, and save the text"
_UNKNOWN = "no document by its name ({}); if it is one, name the file itself, or save it as .txt"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        path: where its bytes are.
        name: as the report calls it: the path, or archive and place in it.
        file: as its document calls it: without the folders.
    """

    path: Path
    name: str
    file: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in one line."""

    file: str
    message: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that was not read, and why, in one line."""

    file: str
    reason: str


@dataclass(slots=True)
class Sources:
    """What was found, in order.

    Attributes:
        files: to be read.
        failures: files that cannot be.
        passed: files that are not to be read.
    """

    files: list[Source] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    passed: list[PassedOver] = field(default_factory=list)

    def add(self, source: Source) -> None:
        """Add a file to those to read, or to those that cannot be."""
        try:
            check(source.path)
        except DocumentError as error:
            self.fail(source, str(error))
        else:
            self.files.append(source)

    def fail(self, source: Source, message: str) -> None:
        """Add a file that cannot be read; a message that begins with its path gets its name."""
        reason = message.removeprefix(f"{source.path}: ")
        self.failures.append(Failure(source.name, printable(f"{source.name}: {reason}")))

    def skip(self, name: str, reason: str) -> None:
        """Add a file that is not to be read."""
        self.passed.append(PassedOver(name, reason))


def printable(name: str) -> str:
    r"""Return a name of a file as it can be printed and stored: one line, of characters.

    >>> printable("a\udcffb\nc")
    'a\ufffdb\ufffdc'
    """
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def source_at(path: Path) -> Source:
    """Return the file at a path."""
    return Source(path, printable(str(path)), printable(path.name))


def find_sources(paths: Iterable[Path]) -> Sources:
    """Return the files named, and those in the folders named, sorted."""
    found = Sources()
    seen: set[str] = set()
    for path in paths:
        if not _is_folder(path):
            listed = [path]
        else:
            listed = list(_listed(path, found, {os.path.realpath(path)}))
        for file in listed:
            place = os.path.normpath(file.absolute())
            if place not in seen:
                seen.add(place)
                found.add(source_at(file))
    return found


def _listed(folder: Path, found: Sources, above: set[str]) -> Iterator[Path]:
    """Yield the files of a folder that are documents by their names; the others are passed over.

    Args:
        folder: to look into.
        found: gets what is passed over, and folders that cannot be opened.
        above: real paths of the folder and of those it was reached through.
    """
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        found.fail(source_at(folder), f"the folder cannot be opened ({error.strerror})")
        return
    for entry in entries:
        if reason := hidden(entry.name):
            found.skip(printable(str(entry)), reason)
        elif not _is_folder(entry):
            if reason := not_read(entry):
                found.skip(printable(str(entry)), reason)
            else:
                yield entry
        elif (real := os.path.realpath(entry)) in above:
            found.skip(printable(str(entry)), "a link to a folder that it stands in")
        else:
            yield from _listed(entry, found, above | {real})


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that is too long, or holds what no name may
        return False


def hidden(name: str) -> str:
    """Return why a file or folder is not looked at, by how its name begins, or nothing."""
    if name.startswith("."):
        return "hidden (its name begins with a dot)"
    if name.startswith("~$"):
        return "made by Word or WPS while a file is open"
    return ""


def not_read(path: Path) -> str:
    """Return why a file in a folder is not read, or nothing."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES or suffix in ARCHIVES:
        return ""
    if suffix in _PICTURES:
        return _OCR
    return _UNKNOWN.format(printable(suffix) or "without an ending")
