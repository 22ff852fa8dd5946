"""Check a user's own tables before they are laid over the program's: every slip is a sentence.

An own table has the columns of the table it takes the place of; what stands in a closed column
(role, use, kind …) is one of the values there, and what stands in a column of patterns compiles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from errors import GraphError
from kg.knowledge.csv_tables import read_csv

Row = dict[str, str]
_OPEN = "topics/"  # a folder in which a user may add tables of any name
_NO_TABLES = ("documents", "gold", "training")  # folders of a data folder that hold other things
_CLOSED = frozenset(
    (
        "role",
        "use",
        "kind",
        "relation",
        "level",
        "needs",
        "intent",
        "where",
        "target",
        "of",
        "stage",
    )
)
_PATTERNS = frozenset(("pattern", "before", "after", "asked", "said"))


def check_own_tables(own: Path, shipped: Path) -> None:
    """Check the tables of a folder against those that come with the program.

    Raises:
        GraphError: the folder is missing or holds nothing, or a table has another name, other
            columns or other values than the program can read; the message says which.
    """
    if not own.is_dir():
        raise GraphError(f"{own}: no such folder; name one that holds tables as in {shipped}")
    known = {name: shipped / name for name in _table_names(shipped)}
    names = list(_table_names(own))
    if not names and not (own / "documents").is_dir():
        raise GraphError(f"{own} holds no table and no documents/; lay it out as {shipped}")
    for name in names:
        like = known.get(name)
        if like is None and name.startswith(_OPEN):
            like = next((path for other, path in known.items() if other.startswith(_OPEN)), None)
        elif like is None:
            raise GraphError(f"{own / name}: the program has no such table{_meant(name, known)}")
        if like:
            _check_table(own / name, like)


def _table_names(folder: Path) -> Iterator[str]:
    """Yield the names of a folder's tables, as rules/attribution_labels.csv."""
    for path in sorted(folder.rglob("*.csv")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] not in _NO_TABLES:
            yield name


def _meant(name: str, known: dict[str, Path]) -> str:
    from difflib import get_close_matches  # only a slip needs it

    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; {near[0]} was perhaps meant" if near else ""


def _check_table(path: Path, like: Path) -> None:
    rows, shipped = list(read_csv(path)), list(read_csv(like))
    needed = set(shipped[0]) - {"source"} if shipped else set()
    missing = sorted(needed - set(rows[0])) if rows else []
    if missing:
        found = ", ".join(rows[0])
        raise GraphError(f"{path}: the column {', '.join(missing)} is missing; found {found}")
    for number, row in enumerate(rows, 2):
        _check_closed(f"{path}, row {number}", row, shipped)
        _check_patterns(f"{path}, row {number}", row)


def _check_closed(where: str, row: Row, shipped: list[Row]) -> None:
    for column in _CLOSED & set(row) & set(shipped[0]):
        allowed = {other[column] for other in shipped}
        if row[column] not in allowed:
            values = ", ".join(sorted(allowed - {""}))
            raise GraphError(f"{where}: {column} is {row[column]!r}, but may be {values}")


def _check_patterns(where: str, row: Row) -> None:
    for column in _PATTERNS & set(row):
        try:
            re.compile(row[column])
        except re.error as error:
            raise GraphError(
                f"{where}: the pattern {row[column]!r} cannot be read ({error}); mend it"
            ) from error
