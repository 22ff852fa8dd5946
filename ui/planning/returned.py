"""What came back in a ledger that somebody filled in: Excel, WPS or old Excel, read apart.

The file is untrusted: it is read like any document, in a process with limits of time and memory.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from errors import DocumentError, PolicyGraphError
from kg.text.child_process import Limits
from kg.text.source_text import SourceText
from ui.messages import LANGUAGES, message
from ui.planning.progress import Sent, sent
from ui.planning.statuses import Statuses
from ui.planning.workbook import MARK, OLD_MARK

KINDS = (".xlsx", ".xls", ".et")
LARGEST = 8 * 1024 * 1024  # bytes of a file
_LIMITS = Limits(seconds=30, memory=2**29)
_MARK = re.compile(rf"(?:{re.escape(MARK)}|{re.escape(OLD_MARK)})(?P<seen>\d{{1,9}})")
_FIELDS = ("status", "progress", "remark")


class ReturnedError(PolicyGraphError):
    """A file is no ledger of ours, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A ledger that came back.

    Attributes:
        seen: how many entries there were when it was made.
        states: what it says of each task, by field; a column that was taken out is none.
        unknown: words in the column of states that are none.
    """

    seen: int
    states: Mapping[str, Sent]
    unknown: tuple[str, ...]


def returned(name: str, content: bytes, statuses: Statuses) -> Returned:
    """Read a file.

    Raises:
        ReturnedError: it is no ledger of ours; the message is a key of ui/messages/ledger.csv.
    """
    kind = Path(name).suffix.lower()
    if kind not in KINDS:
        raise ReturnedError("returned_kind")
    rows = [[cell.strip() for cell in row] for row in _rows(kind, content)]
    for at, row in enumerate(rows):
        found = [_MARK.fullmatch(cell) for cell in row]
        mark = next((n for n, match in enumerate(found) if match), None)
        match = found[mark] if mark is not None else None
        if mark is not None and match is not None:
            return _read(int(match["seen"]), row, rows[at + 1 :], mark, statuses)
    raise ReturnedError("returned_foreign")


def _read(
    seen: int, head: Sequence[str], rows: Sequence[Sequence[str]], mark: int, statuses: Statuses
) -> Returned:
    columns = {field: _column(head, f"ledger_{field}") for field in _FIELDS}
    states, unknown = {}, []
    for row in rows:
        task = row[mark] if mark < len(row) else ""
        if not task:
            continue
        fields = {
            field: row[n] if n < len(row) else "" for field, n in columns.items() if n is not None
        }
        states[task], word = sent(fields, statuses)
        unknown += [word] * bool(word)
    return Returned(seen, states, tuple(dict.fromkeys(unknown)))


def _column(head: Sequence[str], key: str) -> int | None:
    names = {message(language, key) for language in LANGUAGES}
    return next((n for n, cell in enumerate(head) if cell in names), None)


def _rows(kind: str, content: bytes) -> list[list[str]]:
    from kg.text.isolation import Reader  # all readers of files: a third of a second of the start

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"ledger{kind}")
        path.write_bytes(content)
        reader = Reader(_LIMITS)
        try:
            return _cells(reader(path))
        except DocumentError as error:
            raise ReturnedError("returned_damaged") from error
        finally:
            reader.close()


def _cells(source: SourceText) -> list[list[str]]:
    """Return the cells of all grids, by column."""
    found = []
    for grid in source.grids:
        for cells in grid.rows:
            row: list[str] = []
            for cell in cells:
                row += [""] * (cell.column - len(row))
                row.append("" if cell.continued else source.text[cell.span.start : cell.span.end])
            found.append(row)
    return found
