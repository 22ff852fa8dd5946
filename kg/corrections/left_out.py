"""left_out.txt of the user's folder: names of files that builds leave out, one a line."""

from __future__ import annotations

from pathlib import Path

from errors import GraphError

FILE = "left_out.txt"


def read_left_out(folder: Path) -> frozenset[str]:
    """Return the names of files to leave out; none if nobody named any.

    Raises:
        GraphError: the list cannot be read.
    """
    path = folder / FILE
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        raise GraphError(f"{path}: {error.strerror}; check its permissions") from error
    return frozenset(name for line in lines if (name := line.strip()))


def write_left_out(folder: Path, names: frozenset[str]) -> None:
    """Write the list anew.

    Raises:
        GraphError: it cannot be written.
    """
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")
    except OSError as error:
        raise GraphError(f"{path}: {error.strerror}; nothing was changed") from error
