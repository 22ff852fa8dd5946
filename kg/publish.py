"""Publish a build: written beside the old one, checked, then swapped in by renames."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from errors import GraphError

MANIFEST = "manifest.json"  # written last: a folder without it is no build
_UNHASHED = {MANIFEST, "report.json"}  # the report holds times


@contextmanager
def replacing(build: Path) -> Iterator[Path]:
    """Give a temporary folder beside `build`; swap it in when the block ends without an error.

    An error, or a killed process, leaves the old build as it was.

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


def _swap(fresh: Path, build: Path) -> None:
    old = _old(build)
    if build.exists():
        build.replace(old)
    fresh.replace(build)
    shutil.rmtree(old, ignore_errors=True)


def _old(build: Path) -> Path:
    return build.with_name(f".{build.name}.old")


def recover(build: Path) -> None:
    """Bring the old build back if a swap was cut off half-way; else tidy what is left of it."""
    old = _old(build)
    if old.exists() and not build.exists():
        old.replace(build)
    elif old.exists():
        shutil.rmtree(old, ignore_errors=True)


def write_manifest(folder: Path, facts: dict[str, Any]) -> None:
    """Write manifest.json: the facts given and the sha256 of every file of the build."""
    files = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).as_posix() not in _UNHASHED
    }
    write_json(folder / MANIFEST, {**facts, "files": files})


def read_manifest(build: Path) -> dict[str, Any]:
    """Read the manifest of a build, after recovering from a half-made swap.

    Raises:
        GraphError: there is no build.
    """
    recover(build)
    try:
        manifest: dict[str, Any] = json.loads((build / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise GraphError(
            f"{build} holds no build; make one with: python build_graph.py --out {build}"
        ) from error
    except ValueError as error:
        raise GraphError(f"{build / MANIFEST} is damaged; build again") from error
    return manifest


def write_json(path: Path, content: Any) -> None:
    """Write readable JSON with a stable order of keys."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False)
    path.write_text(text + "\n", encoding="utf-8")
