"""The manifest of a build folder: what made it, and size and sha256 of its files.

Files that no two builds write alike (the report holds times, store/ is arranged by its engine) are
listed in store/checksums.json, so that equal inputs give an equal manifest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from errors import GraphError

MANIFEST = "manifest.json"  # written last: a folder without it is not a build
STORE = "store"  # the embedded database
CHECKSUMS = "store/checksums.json"  # an engine leaves files alone that are not its own
REPORT = "report.json"
_APART = {REPORT, STORE}
_OWN = "sha256"  # of the other entries of the same file


def retired(build: Path) -> Path:
    """Return where the old build is kept while a new one is swapped in."""
    return build.with_name(f".{build.name}.old")


def standing(build: Path) -> Path:
    """Return where a build can be read: its folder, or where a swap that was cut off left it."""
    if build.name and not build.exists() and (retired(build) / MANIFEST).exists():
        return retired(build)
    return build


def write_manifest(folder: Path, facts: dict[str, Any]) -> None:
    """Write store/checksums.json and manifest.json: the facts given, and sums of all files."""
    written = {folder / MANIFEST, folder / CHECKSUMS}
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path not in written]
    apart = [path for path in files if path.relative_to(folder).parts[0] in _APART]
    (folder / STORE).mkdir(exist_ok=True)
    write_json(folder / CHECKSUMS, _summed(_measured(folder, apart)))
    measured = _measured(folder, (path for path in files if path not in set(apart)))
    write_json(folder / MANIFEST, _summed({**facts, **measured}))


def read_manifest(build: Path) -> dict[str, Any]:
    """Read the manifest of a build.

    Raises:
        GraphError: there is no build, or the manifest is damaged.
    """
    try:
        return read_summed(standing(build) / MANIFEST)
    except (FileNotFoundError, NotADirectoryError) as error:
        if build.is_dir() and any(build.iterdir()):
            raise GraphError(
                f"{build} holds no {MANIFEST} and is no build; {how_to_mend(build)}"
            ) from error
        raise GraphError(
            f"{build} holds no build; make one with: python build_graph.py --out {build}"
        ) from error
    except OSError as error:
        raise GraphError(
            f"{build / MANIFEST} cannot be read ({error.strerror}); check its permissions, or "
            f"{how_to_mend(build)}"
        ) from error
    except ValueError as error:
        raise GraphError(f"{build / MANIFEST} is damaged; {how_to_mend(build)}") from error


def read_summed(path: Path) -> dict[str, Any]:
    """Read a file of facts that holds its own sha256.

    Raises:
        OSError: it cannot be read.
        ValueError: it is damaged.
    """
    text = path.read_text(encoding="utf-8")
    content = json.loads(text)
    if not isinstance(content, dict):
        raise ValueError(f"{path} holds no facts")
    if _OWN in content and text != _json(_summed(content)):  # none: of an earlier version
        raise ValueError(f"{path} was changed")
    return content


def how_to_mend(build: Path) -> str:
    """Return what to do about a damaged build, the end of a sentence."""
    return f"build again: python build_graph.py --out {build}"


def sha256(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, content: Any) -> None:
    """Write readable JSON with a stable order of keys."""
    path.write_text(_json(content), encoding="utf-8", newline="\n")


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _measured(folder: Path, files: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """Return the sha256 and the bytes of files, by their names."""
    found = {path.relative_to(folder).as_posix(): path for path in files}
    return {
        "files": {name: sha256(path) for name, path in found.items()},
        "bytes": {name: path.stat().st_size for name, path in found.items()},
    }


def _summed(content: dict[str, Any]) -> dict[str, Any]:
    """Return facts with the sha256 of what they say."""
    facts = {name: value for name, value in content.items() if name != _OWN}
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    return {**facts, _OWN: hashlib.sha256(text.encode()).hexdigest()}
