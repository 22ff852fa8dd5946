"""Tables of the user's folder that the program writes, and a spreadsheet may save.

A spreadsheet gives back other encodings, other columns in another order, empty rows; all of it is
read, or refused in a sentence. A table is written whole in place of the one before, so that half
of one is never seen, with the columns it had.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from errors import GraphError
from kg.knowledge.csv_tables import text_of

_SHOWN = 60  # characters of a row in a message


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table as it was read.

    Attributes:
        header: names of its columns, in their order.
        rows: line and cells of each, without empty ones.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()

    def by_name(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield line and cells, by their columns, of every row."""
        for line, cells in self.rows:
            yield line, dict(zip(self.header, cells, strict=True))

    def with_rows(self, rows: Iterable[Mapping[str, str]]) -> KeptTable:
        """Return it with rows behind its own; columns of somebody else stay empty in them."""
        new = (tuple(row.get(name, "") for name in self.header) for row in rows)
        return KeptTable(self.header, (*self.rows, *((0, cells) for cells in new)))

    def where(self, stays: Callable[[int], bool]) -> KeptTable:
        """Return it without some of its rows, told by their places."""
        kept = (row for place, row in enumerate(self.rows) if stays(place))
        return KeptTable(self.header, tuple(kept))


def read_kept(path: Path, columns: Sequence[str]) -> KeptTable:
    """Read a table; one that is not there is empty.

    Args:
        path: of the file.
        columns: that it must have.

    Raises:
        GraphError: it cannot be read; the sentence names the line.
    """
    if not path.exists():
        return KeptTable(tuple(columns))
    text = text_of(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: tuple[str, ...] = ()
    cells: list[str] = []
    rows = []
    try:
        for cells in reader:
            if not any(map(str.strip, cells)):
                continue
            if not header:
                header = _header(path, cells, columns)
            else:
                rows.append((reader.line_num, _filled(path, reader.line_num, cells, len(header))))
    except csv.Error as error:
        raise GraphError(f"{path}, line {reader.line_num}: {error}; {_MEND}") from error
    if len(cells) < len(header) and rows and not text.endswith(("\n", "\r")):
        raise GraphError(f"{path}, line {reader.line_num}: the last row is cut off; {_MEND}")
    return KeptTable(header or tuple(columns), tuple(rows))


_MEND = "complete or delete it with a spreadsheet or an editor, and save the table as CSV (UTF-8)"


def _header(path: Path, cells: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    header = tuple(map(str.strip, cells))
    missing = [name for name in columns if name not in header]
    if missing:
        raise GraphError(
            f"{path}: the column {missing[0]} is missing; the first line names the columns, parted "
            f"by commas: {','.join(columns)}"
        )
    return header


def _filled(path: Path, line: int, cells: Sequence[str], wanted: int) -> tuple[str, ...]:
    """Return as many cells as there are columns; Excel leaves out empty ones at the end of rows."""
    if any(map(str.strip, cells[wanted:])):
        shown = ",".join(cells)[:_SHOWN]
        raise GraphError(f"{path}, line {line}: {shown!r} has more cells than columns; {_MEND}")
    return (*cells[:wanted], *[""] * (wanted - len(cells)))


def write_kept(path: Path, table: KeptTable) -> None:
    """Write a table in place of the one that is there.

    Raises:
        OSError: it cannot be written; the one before is there still.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows(cells for _, cells in table.rows)
    path = Path(os.path.realpath(path))  # a link stays one
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.part")
    try:
        with half.open("wb") as file:
            file.write(text.getvalue().encode("utf-8-sig"))  # its mark tells a spreadsheet so
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, half)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
