"""A snapshot of a build for who serves, so that a builder may swap in another at any time.

It is a private folder of hard links beside the build, of copies where there can be no links. The
database opens its files when it needs them, long after a swap has deleted the folder it came from;
and on Windows a folder that is in use cannot be renamed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from errors import GraphError
from kg.export.locks import hold
from kg.export.manifest import MANIFEST, standing
from kg.export.wholeness import opened

_LOCK = "lock"  # held while the snapshot is in use; the system frees it when its holder dies
_TRIES = 20
_WAIT = 0.1  # seconds between them
_YOUNG = 60  # seconds in which a new snapshot gets its lock


@contextmanager
def snapshot(build: Path) -> Iterator[Path]:
    """Give a folder that holds a build as it is now, whatever becomes of the build.

    What servers that died have left is removed.

    Raises:
        GraphError: there is no build, it is damaged, or cannot be linked or copied.
    """
    opened(build)
    prefix = f".{build.name}.served-"
    sweep(build.parent, prefix)
    sweep(Path(tempfile.gettempdir()), prefix)
    own = _private(build.parent, prefix)
    try:
        with (own / _LOCK).open("wb") as lock:
            hold(lock)
            _take(build, own / build.name)
            yield own / build.name
    finally:
        shutil.rmtree(own, ignore_errors=True)


def sweep(place: Path, prefix: str) -> None:
    """Remove the snapshots in a folder whose servers are gone."""
    for left in place.glob(f"{prefix}*"):
        if _is_left(left):
            shutil.rmtree(left, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Tell whether nobody uses a snapshot any more."""
    try:
        with (folder / _LOCK).open("rb+") as lock:
            hold(lock)
        return True
    except FileNotFoundError:  # just made, or half removed
        return folder.exists() and time.time() - folder.stat().st_mtime > _YOUNG
    except OSError:  # held, or another user's
        return False


def _private(beside: Path, prefix: str) -> Path:
    """Return a new folder that only this user may read, beside the build where that can be."""
    try:
        return Path(tempfile.mkdtemp(prefix=prefix, dir=beside))
    except OSError:
        return Path(tempfile.mkdtemp(prefix=prefix))


def _take(build: Path, to: Path) -> None:
    """Link a build into a folder, anew if another was swapped in meanwhile.

    Raises:
        GraphError: it cannot be done.
    """
    problem = "it is being replaced all the time"
    for _ in range(_TRIES):
        before = _identity(build)
        try:
            shutil.copytree(standing(build), to, copy_function=_link)
        except OSError as error:
            problem = str(error)
        else:
            if before and before == _identity(build):
                return
        shutil.rmtree(to, ignore_errors=True)
        time.sleep(_WAIT)
    raise GraphError(f"{build} cannot be opened: {problem[:200]}")


def _identity(build: Path) -> tuple[int, int, int] | None:
    """Return what tells a build from another in the same place, None between two."""
    try:
        found = (standing(build) / MANIFEST).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns


def _link(source: str, target: str) -> None:
    """Link a file, or copy it where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
