"""Digests: names of content, so that the same content has the same name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

# gives what is kept under a key, or makes and keeps it; plain lists, dicts, strings and numbers
Remember = Callable[[str, Callable[[], Any]], Any]


def digest(*parts: str | bytes) -> str:
    """Return the sha256 of some parts, kept apart from each other."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(f"{len(data)}\0".encode() + data)
    return total.hexdigest()


def files_digest(paths: Iterable[Path]) -> str:
    """Return one sha256 over the names and bytes of files, compiled ones excepted."""
    files = sorted({p for p in paths if p.is_file() and p.suffix != ".pyc"})
    return digest(*(part for p in files for part in (p.name, p.read_bytes())))
