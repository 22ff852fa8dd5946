"""How far tasks have come: what people enter, kept in their own folder through every rebuild.

A table that rows are only ever added to, progress.csv: when, who, task (its IRI), status, progress,
remark. The last row of a task holds; the others are its history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from errors import GraphError, PolicyGraphError
from kg.corrections.kept_tables import read_kept, write_kept
from kg.text.allowed import entered_text
from ui.planning.statuses import Statuses

LONGEST = 2_000  # characters of a field
Sent = Mapping[str, str]  # fields of a state; one that is missing is no change
_HEAD = ("time", "who", "task", "status", "progress", "remark")
# first characters of a cell that a spreadsheet would run as a formula: =1+1
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


class ProgressError(PolicyGraphError):
    """Progress can be neither read nor kept."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a task has come.

    Attributes:
        status: a key of data/ledger/statuses.csv, or "".
        progress: what was done, in words.
        remark: anything else.
    """

    status: str = ""
    progress: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table: a state of a task, who entered it and when (ISO, UTC)."""

    time: str
    who: str
    task: str
    state: State


@dataclass(frozen=True, slots=True)
class Conflict:
    """A state that was not kept, because the task has been entered otherwise since it was shown."""

    stands: Entry
    sent: State


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of what somebody sent.

    Attributes:
        tasks: whose states were changed.
        conflicts: what was not changed.
    """

    tasks: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


class Progress:
    """The table of progress of a user's folder; read again when it was changed."""

    def __init__(self, home: Path) -> None:
        """Take the folder; it is made with the first entry."""
        self._path = home / "progress.csv"
        self._lock = Lock()
        self._read: tuple[tuple[int, int], tuple[Entry, ...]] = ((0, 0), ())

    def entries(self) -> tuple[Entry, ...]:
        """Return all rows, the oldest first.

        Raises:
            ProgressError: the table cannot be read.
        """
        try:
            stat = self._path.stat()
            version = (stat.st_mtime_ns, stat.st_size)
            if self._read[0] != version:
                rows = read_kept(self._path, _HEAD).by_name()
                self._read = version, tuple(_entry(row) for _, row in rows)
        except FileNotFoundError:
            return ()
        except GraphError as error:
            raise ProgressError(str(error)) from error
        except OSError as error:
            raise ProgressError(f"{self._path}: cannot be read ({error})") from error
        return self._read[1]

    def states(self, first: int | None = None) -> dict[str, State]:
        """Return the state of every task that has one, after the first rows or after all."""
        return {entry.task: entry.state for entry in self.entries()[:first]}

    def last(self) -> dict[str, Entry]:
        """Return the last row of every task that has one."""
        return {entry.task: entry for entry in self.entries()}

    def enter(self, who: str, sent: Mapping[str, Sent], seen: int) -> Kept:
        """Add the states that somebody changed.

        Args:
            who: changed them.
            sent: fields of the states of tasks.
            seen: how many rows there were when they were shown: what is sent as it was shown is
                no change, whatever others have entered since; what was changed, and has been
                changed otherwise since, is a conflict, and stays.

        Raises:
            ProgressError: the table cannot be written.
        """
        with self._lock:
            shown, last = self.states(seen), self.last()
            now = datetime.now(UTC).isoformat(timespec="seconds")
            new, conflicts = [], []
            for task, fields in sent.items():
                before = shown.get(task, State())
                state = replace(before, **fields)
                stands = last[task].state if task in last else State()
                if state in (before, stands):
                    continue
                if stands != before:
                    conflicts.append(Conflict(last[task], state))
                else:
                    new.append(Entry(now, who, task, state))
            self._add(new)
        return Kept(tuple(entry.task for entry in new), tuple(conflicts))

    def _add(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        rows = (dict(zip(_HEAD, map(_safe, _row(entry)), strict=True)) for entry in entries)
        try:
            write_kept(self._path, read_kept(self._path, _HEAD).with_rows(rows))
        except GraphError as error:
            raise ProgressError(str(error)) from error
        except OSError as error:
            raise ProgressError(
                f"{self._path}: cannot be written ({error}); is it open in another program?"
            ) from error


def sent(fields: Sent, statuses: Statuses) -> tuple[Sent, str]:
    """Return fields as they are kept, and the word in the field of the state that is none.

    Such a word is kept before the remark where there is one, and changes no state.
    """
    clean = {name: entered_text(text)[:LONGEST] for name, text in fields.items()}
    word = clean.get("status", "")
    if not word:
        return clean, ""
    key = statuses.key(word)
    if key:
        return clean | {"status": key}, ""
    del clean["status"]
    if "remark" in clean:
        clean["remark"] = "；".join(filter(None, (word, clean["remark"])))[:LONGEST]
    return clean, word


def _row(entry: Entry) -> tuple[str, ...]:
    state = entry.state
    return entry.time, entry.who, entry.task, state.status, state.progress, state.remark


def _entry(row: Mapping[str, str]) -> Entry:
    time, who, task, *state = (_plain(row[name]) for name in _HEAD)
    return Entry(time, who, task, State(*state))


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet runs: '=1+1."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
