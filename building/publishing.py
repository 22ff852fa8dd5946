"""Publish a build: written beside the old one, then swapped in by renames."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pyoxigraph import Store

from errors import GraphError
from kg.export.manifest import MANIFEST, STORE, read_manifest, recover, retired

_TRIES = 3


@contextmanager
def replacing(build: Path) -> Iterator[Path]:
    """Give a temporary folder beside `build`, and swap it in if the block ends without an error.

    An error or a killed process leaves the old build as it was.

    Raises:
        GraphError: the folder that would be replaced is not a build.
    """
    recover(build)
    if build.exists() and any(build.iterdir()) and not (build / MANIFEST).exists():
        raise GraphError(f"{build} is not empty and holds no build; choose another --out")
    build.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{build.name}.new-", dir=build.parent))
    try:
        yield fresh
        fresh.chmod(0o755)
        _swap(fresh, build)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def is_whole(build: Path, inputs: str) -> bool:
    """Tell whether a build was made of some inputs, and all its files are as they were written."""
    try:
        manifest = read_manifest(build)
        files: dict[str, str] = manifest["files"]
        Store.read_only(str(build / STORE))
        return manifest["inputs"] == inputs and all(
            _sha256(build / name) == written for name, written in files.items()
        )
    except (GraphError, KeyError, OSError, RuntimeError):
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _swap(fresh: Path, build: Path) -> None:
    old = retired(build)
    for _ in range(_TRIES):  # a reader that finds no build brings the old one back
        if build.exists():
            build.replace(old)
        with suppress(OSError):
            fresh.replace(build)
            break
    else:
        raise GraphError(f"{build} cannot be replaced by {fresh}")
    shutil.rmtree(old, ignore_errors=True)
