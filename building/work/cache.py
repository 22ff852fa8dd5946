"""Per-document work that is not done twice: kept by what it was made of, never by time.

An entry's name is the sha256 of everything that can change its content, so an entry is right or
absent, and a build from the cache equals a clean one byte for byte. Entries are plain JSON and
arrays, not pickles, under a first line with their own sha256. Those a build did not use are dropped
at its end and no other file is; a folder that is not the cache's own is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from errors import GraphError
from kg.export.locks import hold

Value = TypeVar("Value")
MARKER = "CACHEDIR.TAG"  # convention of https://bford.info/cachedir/: backups leave it out
_USER = ".building"  # ends the name of a file that a build holds while it works with the cache
_MARK = b"""Signature: 8a477f597d28d172789f06886806bc55
# Cache of zhengtu (build_graph.py); it may be deleted at any time.
"""
# 0a/0a4d… · 0a/0a4d….812.part: what a killed build leaves
_ENTRY = re.compile(r"(?P<folder>[0-9a-f]{2})/(?P=folder)[0-9a-f]{62}(?:(?:\.[0-9]+)?\.part)?")


class Cache:
    """A folder of entries; without a folder nothing is kept.

    Raises:
        GraphError: the folder holds something and is not a cache.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None and not _is_own(folder) and not _is_free(folder):
            raise GraphError(
                f"{folder} is not empty and has no {MARKER} of this program; "
                "choose another --cache, or delete it if it is an old cache"
            )
        self.folder = folder
        self.found = self.made = 0
        self._used: set[Path] = set()

    def get(
        self,
        key: str,
        make: Callable[[], Value],
        *,
        write: Callable[[Value], bytes],
        read: Callable[[bytes], Value],
    ) -> Value:
        """Return what is kept under a key, or make and keep it.

        An entry that cannot be read (cut short, edited) is made again.
        """
        if self.folder is None:
            return make()
        path = self.folder / key[:2] / key
        self._used.add(path)
        try:
            value = read(_content(path))
            self.found += 1
        except (OSError, ValueError):
            value = make()
            self.made += 1
            self._keep(path, write(value))
        return value

    def find(self, key: str) -> bytes | None:
        """Return what is kept under a key, None if nothing whole is."""
        if self.folder is None:
            return None
        path = self.folder / key[:2] / key
        self._used.add(path)
        try:
            return _content(path)
        except (OSError, ValueError):
            return None

    def keep(self, key: str, data: bytes) -> None:
        """Keep something under a key; another process may do so too, with the same content."""
        if self.folder is not None:
            self._keep(self.folder / key[:2] / key, data)

    def json(self, key: str, make: Callable[[], Any]) -> Any:
        """Return what is kept under a key, or make it: plain lists, dicts, strings and numbers."""
        return self.get(key, make, write=_to_json, read=json.loads)

    def sweep(self) -> None:
        """Drop the entries that were not used, unless another build may be using them."""
        if self.folder is None or not _is_own(self.folder) or _others(self.folder):
            return
        for path in self.folder.glob("??/*"):
            is_entry = _ENTRY.fullmatch(path.relative_to(self.folder).as_posix()) and path.is_file()
            if is_entry and path not in self._used:
                path.unlink(missing_ok=True)

    def _keep(self, path: Path, data: bytes) -> None:
        if self.folder is not None and not _is_own(self.folder):
            _write(self.folder / MARKER, _MARK)
        _write(path, hashlib.sha256(data).hexdigest().encode() + b"\n" + data)


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Say that a build works with a cache, so that no other build at the same time sweeps it.

    Raises:
        GraphError: the folder holds something and is not a cache.
    """
    Cache(folder)
    if not _is_own(folder):
        _write(folder / MARKER, _MARK)
    path = folder / f"{os.getpid()}{_USER}"
    with path.open("wb") as lock:
        hold(lock)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def not_writable(folder: Path) -> str:
    """Return why nothing can be written to the folder of a cache, empty if it can be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\0")
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _others(folder: Path) -> bool:
    """Tell whether another build works with a cache; what killed ones left is removed."""
    found = False
    for path in folder.glob(f"*{_USER}"):
        if path.name == f"{os.getpid()}{_USER}":
            continue
        try:
            with path.open("rb+") as lock:
                hold(lock)
        except OSError:
            found = True
        else:
            path.unlink(missing_ok=True)
    return found


def _is_own(folder: Path) -> bool:
    """Tell whether a folder holds the marker that this cache writes."""
    marker = folder / MARKER
    return marker.is_file() and marker.read_bytes() == _MARK


def _is_free(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _content(path: Path) -> bytes:
    """Return what an entry holds.

    Raises:
        OSError: there is none.
        ValueError: it was cut short or edited.
    """
    said, _, data = path.read_bytes().partition(b"\n")
    if said != hashlib.sha256(data).hexdigest().encode():
        raise ValueError(f"{path} is damaged")
    return data


def _to_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _write(path: Path, data: bytes) -> None:
    """Write an entry under a temporary name first, so that a killed build leaves no half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    partial.write_bytes(data)
    partial.replace(path)
