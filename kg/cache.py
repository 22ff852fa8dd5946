"""Per-document work that is not done twice: kept by what it was made of, never by time.

An entry's name is the sha256 of everything that can change its content, so an entry is right or
absent, and a build from the cache equals a clean one byte for byte. Plain JSON and arrays, no
pickle. Entries a build did not use are dropped at its end.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

Value = TypeVar("Value")


def digest(*parts: str | bytes) -> str:
    """Return the sha256 of some parts, kept apart from each other."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(f"{len(data)}\0".encode() + data)
    return total.hexdigest()


def files_digest(paths: Iterable[Path]) -> str:
    """Return one sha256 over the names and bytes of files; compiled ones aside."""
    files = sorted({p for p in paths if p.is_file() and p.suffix != ".pyc"})
    return digest(*(part for p in files for part in (p.name, p.read_bytes())))


class Cache:
    """A folder of entries; without a folder nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
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
            value = read(path.read_bytes())
            self.found += 1
        except (OSError, ValueError, KeyError, TypeError):
            value = make()
            self.made += 1
            _write(path, write(value))
        return value

    def json(self, key: str, make: Callable[[], Any]) -> Any:
        """Return plain lists, dicts, strings and numbers kept under a key, or make them."""
        return self.get(key, make, write=_to_json, read=json.loads)

    def sweep(self) -> None:
        """Drop the entries that were not used."""
        if self.folder is None or not self.folder.is_dir():
            return
        for path in self.folder.glob("??/*"):
            if path not in self._used:
                path.unlink(missing_ok=True)


def _to_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _write(path: Path, data: bytes) -> None:
    """Write an entry under a temporary name first, so that a killed build leaves no half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_bytes(data)
    partial.replace(path)
