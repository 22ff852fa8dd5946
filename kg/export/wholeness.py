"""Whether the files of a build are as they were written; a damaged one is named with what to do.

Sizes are looked at whenever a build is opened, contents when somebody asks: a command, who is about
to leave a build as it is, who wants to know why reading it failed.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from errors import GraphError
from kg.export.manifest import (
    CHECKSUMS,
    MANIFEST,
    how_to_mend,
    read_manifest,
    read_summed,
    sha256,
    standing,
)

Facts = dict[str, Any]
_TRIES = 5
_WAIT = 0.05  # seconds between them; a swap is two renames


def opened(build: Path) -> tuple[Path, Facts]:
    """Return where a build can be read, and its manifest; its files are all there, none is cut.

    Raises:
        GraphError: there is no build, or a file of it is missing or has another size.
    """
    for _ in range(_TRIES):
        place = _place(build)
        try:
            manifest = read_manifest(build)
            damage = next(_of_sizes(place[0], manifest), "")
            problem = _sentence(build, damage) if damage else ""
        except GraphError as error:
            problem = str(error)
        if place == _place(build):
            break
        time.sleep(_WAIT)  # a builder swapped another in meanwhile
    if problem:
        raise GraphError(problem)
    return place[0], manifest


def _place(build: Path) -> tuple[Path, tuple[int, int] | None]:
    """Return where a build can be read, and what tells it from another in the same place."""
    folder = standing(build)
    try:
        found = (folder / MANIFEST).stat()
    except OSError:
        return folder, None
    return folder, (found.st_ino, found.st_mtime_ns)


def damages(build: Path, called: Path | None = None) -> list[str]:
    """Return a sentence for each file that is not as it was written; all of them are read.

    Args:
        build: its folder.
        called: the folder people know it by, where ``build`` is a snapshot of it.
    """
    try:
        manifest = read_manifest(build)
    except GraphError as error:
        return [str(error)]
    folder = standing(build)
    found = list(_of_sizes(folder, manifest)) or list(_of_contents(folder, manifest))
    return [_sentence(called or build, damage) for damage in found]


def _sentence(build: Path, damage: str) -> str:
    return f"{build / damage}; {how_to_mend(build)}"


def _listed(folder: Path, manifest: Facts, what: str) -> Iterator[tuple[str, Any]]:
    """Yield what is said of each file of a build: its "bytes", or the sha256 under "files".

    Raises:
        GraphError: the list is missing or damaged.
    """
    yield from manifest.get(what, {}).items()
    if "bytes" not in manifest:  # of an earlier version
        return
    try:
        yield from read_summed(folder / CHECKSUMS)[what].items()
    except (OSError, ValueError, KeyError) as error:
        raise GraphError(f"{CHECKSUMS} is missing or damaged") from error


def _of_sizes(folder: Path, manifest: Facts) -> Iterator[str]:
    """Yield which files are missing, no files, or of another size."""
    try:
        for name, size in _listed(folder, manifest, "bytes"):
            try:
                found = (folder / name).stat()
            except OSError as error:
                yield f"{name} is missing ({error.strerror})"
                continue
            if not stat.S_ISREG(found.st_mode):
                yield f"{name} is no file"
            elif found.st_size != size:
                yield f"{name} is damaged ({found.st_size} bytes, written were {size})"
    except GraphError as error:
        yield str(error)


def _of_contents(folder: Path, manifest: Facts) -> Iterator[str]:
    """Yield which files cannot be read or hold something else."""
    for name, written in _listed(folder, manifest, "files"):
        try:
            if sha256(folder / name) != written:
                yield f"{name} is damaged (its content changed)"
        except OSError as error:
            yield f"{name} cannot be read ({error.strerror})"
