"""corrections.csv of the user's folder: one row for each correction of one fact.

A spreadsheet may edit it. The program adds rows, and takes one out where somebody takes it back;
columns that somebody added stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from threading import Lock

from errors import GraphError
from kg.corrections.kept_tables import KeptTable, read_kept, write_kept
from kg.text.days import day_of
from kg.text.span import Span

FILE = "corrections.csv"
# in place of a field: other characters name it; there is no such fact; it was not read
TEXT, REMOVE, ADD = "text", "remove", "add"
LONGEST = 500  # characters of a cell
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of one fact.

    Attributes:
        when: day it was made, ISO.
        who: made it; stays in this table.
        document: key of the document.
        kind: class of the fact, as a local name of the ontology: Unit, Target, KeyProject.
        start: of the fact's characters in the stored text.
        end: of them.
        text: these characters, by which they are found again if the text moves.
        field: what is wrong of it: role, value; TEXT, REMOVE or ADD.
        old: what it says; may be empty where one fact alone is read from the characters.
        new: what it must say.
        why: a sentence.
    """

    when: str
    who: str
    document: str
    kind: str
    start: int
    end: int
    text: str
    field: str
    old: str
    new: str
    why: str

    @property
    def span(self) -> Span:
        """Where the fact's characters were when it was made."""
        return Span(self.start, self.end)

    @property
    def about(self) -> tuple[object, ...]:
        """What it says something of: two that are about the same contradict each other."""
        place = (self.document, self.kind, self.start, self.end, self.text)
        return (*place, self.field, self.old)

    @property
    def mark(self) -> str:
        """What tells the row from others: the first half of the sha256 of its cells."""
        cells = "\x1f".join(str(value) for value in asdict(self).values())
        return sha256(cells.encode()).hexdigest()[:32]


_WRITING = Lock()  # what is read and written anew loses nothing that is added meanwhile
COLUMNS = tuple(f.name for f in fields(Correction))
Corrections = Mapping[str, tuple[Correction, ...]]  # by key of the document, in the order made


def in_force(rows: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return the rows that hold, in order: of several about the same, the one made last."""
    made = tuple(rows)
    last = {row.about: number for number, row in enumerate(made)}
    return tuple(row for number, row in enumerate(made) if last[row.about] == number)


def read_corrections(folder: Path) -> Corrections:
    """Return the corrections in a user's folder; none if it holds no such table.

    Raises:
        GraphError: the table cannot be read; the sentence names the line.
    """
    path = folder / FILE
    found: dict[str, list[Correction]] = {}
    for correction in _corrections(path, read_kept(path, COLUMNS)):
        found.setdefault(correction.document, []).append(correction)
    return {key: tuple(rows) for key, rows in found.items()}


def _corrections(path: Path, table: KeptTable) -> list[Correction]:
    return [_correction(row, f"{path}, line {line}") for line, row in table.by_name()]


def _correction(row: Mapping[str, str], place: str) -> Correction:
    try:
        start, end = int(row["start"]), int(row["end"])
        when = day_of(row["when"])
    except ValueError as error:
        message = f"{place}: start and end are whole numbers, when is a day (2026-11-30)"
        raise GraphError(message) from error
    words = {name: _plain(row[name]) for name in COLUMNS if name not in ("when", "start", "end")}
    return Correction(when=when, **words, start=start, end=end)


def add_corrections(folder: Path, rows: Iterable[Correction]) -> None:
    """Write corrections behind those that are there.

    Raises:
        GraphError: the folder or the table cannot be read or written.
    """
    path = folder / FILE
    with _WRITING:
        table = read_kept(path, COLUMNS)
        _corrections(path, table)  # behind what cannot be read, these could not be either
        _write(path, table.with_rows(map(_cells, rows)), "nothing was noted")


def take_back_correction(folder: Path, mark: str) -> bool:
    """Take one row out of the table, by its mark; tell whether it was there.

    Raises:
        GraphError: the table cannot be read or written.
    """
    path = folder / FILE
    with _WRITING:
        table = read_kept(path, COLUMNS)
        marks = [row.mark for row in _corrections(path, table)]
        if mark not in marks:
            return False
        _write(path, table.where(lambda place: marks[place] != mark), "nothing was taken back")
    return True


def _write(path: Path, table: KeptTable, else_said: str) -> None:
    try:
        write_kept(path, table)
    except OSError as error:
        raise GraphError(f"{path}: {error.strerror}; {else_said}") from error


def _cells(row: Correction) -> Mapping[str, str]:
    return {name: _safe(value) for name, value in asdict(row).items()}


def _safe(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula: ' before =, + , - and @."""
    if not isinstance(value, str):
        return str(value)
    cell = value[:LONGEST]
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    """Return a cell as it was given."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(_FORMULA) else cell
