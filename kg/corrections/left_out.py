"""left_out.txt of the user's folder: names of files that builds leave out, one a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from errors import GraphError
from kg.knowledge.csv_tables import text_of

FILE = "left_out.txt"
_WRITING = Lock()  # two who change the list at once both do


def read_left_out(folder: Path) -> frozenset[str]:
    """Return the names of files to leave out; none if nobody named any.

    Raises:
        GraphError: the list cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        return frozenset()
    return frozenset(name for line in text_of(path).split("\n") if (name := line.strip()))


def change_left_out(folder: Path, change: Callable[[frozenset[str]], frozenset[str]]) -> bool:
    """Change the list; tell whether it is another now.

    Raises:
        GraphError: it cannot be read or written.
    """
    with _WRITING:
        before = read_left_out(folder)
        after = change(before)
        if after != before:
            write_left_out(folder, after)
    return after != before


def write_left_out(folder: Path, names: frozenset[str]) -> None:
    """Write the list anew; half of one is never seen.

    Raises:
        GraphError: it cannot be written.
    """
    path, half = folder / FILE, folder / f".{FILE}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        half.write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")
        half.replace(path)
    except OSError as error:
        raise GraphError(f"{path}: {error.strerror}; nothing was changed") from error
