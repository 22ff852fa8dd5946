"""The manifest of a build folder: what made it, and the sha256 of its files."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from errors import GraphError

MANIFEST = "manifest.json"  # written last: a folder without it is not a build
STORE = "store"  # the embedded database
_UNHASHED = {MANIFEST, "report.json", STORE}  # the report holds times, store/ what graph.nq does


def retired(build: Path) -> Path:
    """Return where the old build is kept while a new one is swapped in."""
    return build.with_name(f".{build.name}.old")


def recover(build: Path) -> None:
    """Bring the old build back if a swap was cut off half-way, else delete what is left of it."""
    old = retired(build)
    if old.exists() and not build.exists():
        old.replace(build)
    elif old.exists():
        shutil.rmtree(old, ignore_errors=True)


def write_manifest(folder: Path, facts: dict[str, Any]) -> None:
    """Write manifest.json: the facts given and the sha256 of every file of the build."""
    files = {
        path.relative_to(folder).as_posix(): _sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in _UNHASHED
    }
    write_json(folder / MANIFEST, {**facts, "files": files})


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(build: Path) -> dict[str, Any]:
    """Read the manifest of a build, after recovering from a swap that was cut off.

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
