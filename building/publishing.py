"""Publish a build: written beside the old one, then swapped in by renames.

All that a build leaves while it works lies beside its folder under one prefix, so that the next
build removes what a killed one left.
"""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from errors import GraphError
from kg.export.locks import hold
from kg.export.manifest import MANIFEST, retired

_TRIES = 3
_BUSY = "another build is writing {}; wait for it, or choose another --out"


def require_target(build: Path, inputs: Iterable[Path], cache: Path | None = None) -> None:
    """Refuse a folder that a build cannot or should not be written to.

    Args:
        build: the folder.
        inputs: files and folders that are read.
        cache: folder of work kept between builds.

    Raises:
        GraphError: why it is refused, and what to do.
    """
    out = real(build)
    if not out.name or out in (here := Path.cwd().resolve(), *here.parents):
        raise GraphError(f"{build} is the folder you are in, or holds it; name a folder below it")
    if os.fsencode(out).decode("utf-8", "replace") != str(out):
        raise GraphError("a name that is not UTF-8 is none for a build; choose another --out")
    nearest = next(path for path in (out, *out.parents) if path.exists())
    if not nearest.is_dir():
        raise GraphError(f"{nearest} is no folder; choose another --out")
    if _holds_something(out) and not (out / MANIFEST).is_file():
        raise GraphError(f"{build} is not empty and holds no build; choose another --out")
    for path in inputs:
        if path.is_dir() and _within(out, path):
            raise GraphError(
                f"{build} lies in {path}, whose files are read as documents; choose another --out"
            )
        if _within(path, out):
            raise GraphError(f"{build} holds {path}, which is read; choose another --out")
    if cache and cache.exists() and not cache.is_dir():
        raise GraphError(f"{cache} is no folder; choose another --cache")
    if cache and (_within(cache, out) or _within(out, cache)):
        raise GraphError(f"{cache} and {build} lie in each other; choose another --cache")


def real(path: Path) -> Path:
    """Return a path without links, relative parts and `..`."""
    return Path(os.path.realpath(path))


@contextmanager
def alone(build: Path) -> Iterator[None]:
    """Let one builder at a time write a build, and remove what killed ones have left.

    Raises:
        GraphError: another is writing it.
        OSError: its folder cannot be written to.
    """
    build = real(build)
    build.parent.mkdir(parents=True, exist_ok=True)
    path = build.with_name(f".{build.name}.lock")
    with _locked(path, build):
        recover(build)
        for left in build.parent.glob(f"{glob.escape(_prefix(build))}*"):
            shutil.rmtree(left, ignore_errors=True)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def temporary(build: Path) -> tempfile.TemporaryDirectory[str]:
    """Return a new folder beside a build; it is removed at the end, or by the next build."""
    build = real(build)
    return tempfile.TemporaryDirectory(
        prefix=_prefix(build), dir=build.parent, ignore_cleanup_errors=True
    )


@contextmanager
def replacing(build: Path) -> Iterator[Path]:
    """Give a temporary folder beside `build`, and swap it in if the block ends without an error.

    An error or a killed process leaves the old build as it was.

    Raises:
        GraphError: it cannot be swapped in.
    """
    build = real(build)
    build.parent.mkdir(parents=True, exist_ok=True)
    with temporary(build) as place:
        fresh = Path(place, "build")
        fresh.mkdir(mode=0o755)
        yield fresh
        _swap(fresh, build)


def recover(build: Path) -> None:
    """Bring the old build back if a swap was cut off half-way, else delete what is left of it."""
    old = retired(build)
    if old.exists() and not build.exists():
        old.replace(build)
    elif old.exists():
        shutil.rmtree(old, ignore_errors=True)


def _swap(fresh: Path, build: Path) -> None:
    old = retired(build)
    for _ in range(_TRIES):
        if build.exists():
            build.replace(old)
        with suppress(OSError):
            fresh.replace(build)
            break
    else:
        raise GraphError(f"{build} cannot be replaced by {fresh}")
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _locked(path: Path, build: Path) -> Iterator[None]:
    """Hold the lock of a build; the file is removed by who holds it, so it may be another's."""
    for _ in range(_TRIES):
        with path.open("wb") as lock:
            try:
                hold(lock)
            except OSError as error:
                raise GraphError(_BUSY.format(build)) from error
            if _is_at(lock, path):
                yield
                return
    raise GraphError(_BUSY.format(build))


def _is_at(file: IO[bytes], path: Path) -> bool:
    """Tell whether an open file is still the one at a path."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _within(path: Path, folder: Path) -> bool:
    """Tell whether a path is a folder or lies in it."""
    return real(folder) in (real(path), *real(path).parents)


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _prefix(build: Path) -> str:
    return f".{build.name}.new-"
