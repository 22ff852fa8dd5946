"""Tables: what serving asks of the whole graph, found by key; a file of SQLite beside the database.

Records, names, labels, steps and measures that a query would have to look at everything for are
found once, when a build is made, and read from here a row at a time.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from errors import GraphError
from kg.entities.kinds import ROLE_RELATIONS

SERVING = "serving"  # the folder of a build that holds them, and what else serving reads
TABLES = Path(SERVING, "tables.sqlite")
LONGEST_HEADING = 100  # characters of a text that stand for a title where there is none
_KNOWN = 50_000  # tasks of which is remembered whose they are
_RECORDS = 256  # of tasks, some kB each: a question reads its nearest again and again
FILES = Path(SERVING, "files.json")  # what the report says beside its documents
CONCEPTS = Path(SERVING, "concepts.npy")  # beside it .sha256: what they were made of
Record = dict[str, Any]
Row = tuple[Any, ...]
SCHEMA = """
CREATE TABLE documents (id TEXT PRIMARY KEY, key TEXT UNIQUE, record TEXT);
CREATE TABLE reports (document TEXT PRIMARY KEY, entry TEXT);
CREATE TABLE tasks (id TEXT PRIMARY KEY, document TEXT, number INTEGER, record TEXT, plain TEXT,
    section TEXT);
CREATE INDEX tasks_of_document ON tasks (document);
CREATE INDEX tasks_by_number ON tasks (number);
CREATE TABLE headings (task TEXT PRIMARY KEY, document TEXT, ordinal TEXT, heading TEXT);
CREATE TABLE goals (kind TEXT, task TEXT, document TEXT, name TEXT, comparator TEXT, amount REAL,
    measure_unit TEXT, measured TEXT, printed TEXT, commitment TEXT, beneficiary TEXT, due TEXT,
    assumed INTEGER, start INTEGER, "end" INTEGER);
CREATE INDEX goals_of_task ON goals (task);
CREATE INDEX goals_by_due ON goals (due);
CREATE TABLE citations (policy TEXT, title TEXT, wenhao TEXT, level TEXT, task TEXT, document TEXT,
    relation TEXT, trigger TEXT, start INTEGER, "end" INTEGER);
CREATE INDEX citations_of_policy ON citations (policy);
CREATE INDEX citations_of_document ON citations (document);
CREATE TABLE forms (number INTEGER PRIMARY KEY, form TEXT, class TEXT);
CREATE INDEX forms_of_class ON forms (class);
CREATE TABLE called (form INTEGER, thing TEXT, PRIMARY KEY (form, thing)) WITHOUT ROWID;
CREATE TABLE pieces (place TEXT, piece TEXT, form INTEGER,
    PRIMARY KEY (place, piece, form)) WITHOUT ROWID;
CREATE TABLE nodes (id TEXT PRIMARY KEY, kind TEXT, label TEXT, x REAL, y REAL);
CREATE INDEX nodes_of_kind ON nodes (kind);
CREATE TABLE steps (node INTEGER, relation TEXT, outgoing INTEGER, other INTEGER,
    PRIMARY KEY (node, relation, outgoing, other)) WITHOUT ROWID;
CREATE TABLE units (id TEXT PRIMARY KEY, label TEXT, tasks INTEGER, partners INTEGER,
    x REAL, y REAL);
CREATE TABLE pairs (one TEXT, other TEXT, tasks INTEGER);
CREATE TABLE measures (unit TEXT, year TEXT, role TEXT, tasks INTEGER, partners INTEGER,
    shared INTEGER, betweenness REAL, betweenness_share REAL, sources INTEGER,
    community INTEGER, PRIMARY KEY (unit, year, role));
CREATE TABLE concepts (label TEXT PRIMARY KEY);
CREATE TABLE terms (term TEXT PRIMARY KEY, zh TEXT, en TEXT);
"""
# kept in the file: a program with other tables says that it cannot read it
LAYOUT = zlib.crc32(SCHEMA.encode()) & 0x7FFFFFFF
_ROLES = ", ".join(f"'{relation}'" for relation in ROLE_RELATIONS.values())
# What is drawn of each document comes in as rows of these, which are no part of the file; SQLite
# sorts and joins them on disk, so memory does not grow with the graph. A thing is drawn by each
# document that names it, and once more (shared = 1) with the names that all of them give it, which
# count.
_DRAWN = """
CREATE TEMP TABLE drawn (id TEXT, kind TEXT, label TEXT, number INTEGER, shared INTEGER);
CREATE TEMP TABLE edges (source TEXT, relation TEXT, target TEXT);
CREATE TEMP TABLE places (id TEXT PRIMARY KEY, x REAL, y REAL) WITHOUT ROWID;
CREATE TEMP TABLE roles (unit TEXT, task TEXT, role TEXT, year INTEGER);
CREATE TEMP TABLE unit_places (id TEXT PRIMARY KEY, x REAL, y REAL) WITHOUT ROWID;
"""
# Rows stand as in the networkx view of the whole graph: by printed number, then by IRI; a test
# holds it.
_NETWORK = f"""
INSERT INTO nodes SELECT id, kind, label, coalesce(x, 0.0), coalesce(y, 0.0)
FROM (SELECT id, kind, label, number, max(shared) FROM drawn GROUP BY id)
LEFT JOIN places USING (id) ORDER BY number, id;

CREATE TEMP TABLE links AS
SELECT DISTINCT one.rowid AS source, relation, other.rowid AS target
FROM edges JOIN nodes AS one ON one.id = source JOIN nodes AS other ON other.id = target;
INSERT INTO steps
SELECT source, relation, 1, target FROM links
UNION ALL SELECT target, relation, 0, source FROM links ORDER BY 1, 2, 3, 4;

CREATE TEMP TABLE assigned (task INTEGER, unit TEXT, PRIMARY KEY (task, unit)) WITHOUT ROWID;
INSERT OR IGNORE INTO assigned
SELECT source, id FROM links JOIN nodes ON nodes.rowid = target WHERE relation IN ({_ROLES});
INSERT INTO pairs
SELECT one.unit, other.unit, count(*)
FROM assigned AS one JOIN assigned AS other ON one.task = other.task AND one.unit < other.unit
GROUP BY one.unit, other.unit ORDER BY one.unit, other.unit;

CREATE TEMP TABLE partners AS
SELECT unit AS id, count(*) AS partners
FROM (SELECT one AS unit FROM pairs UNION ALL SELECT other FROM pairs) GROUP BY unit;
INSERT INTO units
SELECT id, label, tasks, coalesce(partners, 0), coalesce(place.x, 0.0), coalesce(place.y, 0.0)
FROM (SELECT unit AS id, count(*) AS tasks FROM assigned GROUP BY unit)
JOIN nodes USING (id) LEFT JOIN partners USING (id) LEFT JOIN unit_places AS place USING (id)
ORDER BY tasks DESC, partners DESC, id;
"""


class Tables:
    """The tables of a build, opened for reading; threads may share them."""

    def __init__(self, build: Path, shown: Callable[[list[Any]], list[Any]] | None = None) -> None:
        """Open them.

        Args:
            build: the folder.
            shown: returns the values of a row as they may be shown, if not as they are.

        Raises:
            GraphError: the file is missing, or of another version of the program.
        """
        self._shown = shown
        path = (build / TABLES).resolve()
        if not path.is_file():
            raise GraphError(f"{path} is missing; build again: python build_graph.py")
        # a build is never written again, so nothing has to be locked
        address = f"{path.as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        if self.rows("PRAGMA user_version") != [(LAYOUT,)]:
            raise GraphError(
                f"{build.name} was made by another version of the program; make run, or python "
                f"build_graph.py --out {build.name}, builds it again"
            )

    def rows(self, query: str, *values: object) -> list[Row]:
        """Return the rows of a query of SQL.

        Raises:
            GraphError: the file is damaged.
        """
        return list(self.each(query, *values))

    def each(self, query: str, *values: object) -> Iterator[Row]:
        """Yield the rows of a query of SQL, a few in memory at a time.

        Raises:
            GraphError: the file is damaged.
        """
        try:
            rows = self._connection.execute(query, values)
            yield from rows if self._shown is None else (tuple(self._shown([*r])) for r in rows)
        except sqlite3.DatabaseError as error:
            raise GraphError(f"{TABLES} is damaged ({error}); build again") from error


class TaskRecords(Mapping[str, Record]):
    """Records of tasks by IRI, in the order of tasks.json; each is read when it is asked for."""

    def __init__(self, tables: Tables, shown: Callable[[Record], Record] | None = None) -> None:
        """Open them; `shown` returns a record as it is shown, if not as it is."""
        self._tables, self._shown = tables, shown
        self._document = lru_cache(_KNOWN)(self._read_document)
        self._record = lru_cache(_RECORDS)(self._read)

    def __getitem__(self, task: str) -> Record:
        """Return a record, which is not to be changed; the last ones read are kept."""
        return self._record(task)

    def _read(self, task: str) -> Record:
        for (record,) in self._tables.rows("SELECT record FROM tasks WHERE id = ?", task):
            found: Record = json.loads(record)
            return self._shown(found) if self._shown else found
        raise KeyError(task)

    def __contains__(self, task: object) -> bool:
        """Tell whether there is a record, without reading it."""
        return self._document(task) is not None

    def __iter__(self) -> Iterator[str]:
        """Yield the IRIs."""
        return _first(self._tables.rows("SELECT task FROM headings ORDER BY rowid"))

    def __len__(self) -> int:
        """Return the number of records."""
        return int(self._tables.rows("SELECT count(*) FROM tasks")[0][0])

    def document_of(self, task: str) -> str:
        """Return the key of the document a task belongs to."""
        document = self._document(task)
        if document is None:
            raise KeyError(task)
        return document

    def _read_document(self, task: object) -> str | None:
        found = self._tables.rows("SELECT document FROM headings WHERE task = ?", task)
        return str(found[0][0]) if found else None

    def headings(self, tasks: Collection[str]) -> dict[str, tuple[str, str]]:
        """Return the ordinals of tasks, and their titles or how their texts begin; records unread.

        Those of a build without persons are read: who is named in a task is hidden in it alone.
        """
        if self._shown:
            records = ((task, self.get(task)) for task in tasks)
            return {t: (r["ordinal"], r["title"] or r["text"]) for t, r in records if r}
        query = (
            "SELECT task, ordinal, heading FROM headings "
            "WHERE task IN (SELECT value FROM json_each(?))"
        )
        found = self._tables.each(query, json.dumps(list(tasks)))
        return {task: (ordinal, heading) for task, ordinal, heading in found}

    def within(self, documents: Collection[str] | None) -> list[str]:
        """Return the tasks of some documents, or all of them."""
        if documents is None:
            return list(self)
        query = (
            "SELECT id FROM tasks WHERE document IN (SELECT value FROM json_each(?)) ORDER BY rowid"
        )
        keys = json.dumps(sorted(documents))
        return list(_first(self._tables.rows(query, keys)))

    def of_document(self, document: str) -> Iterator[Record]:
        """Yield the records of the tasks of a document, by its key."""
        return (self[task] for task in self.within([document]))

    def dated(
        self, documents: Collection[str] | None, among: Collection[str] | None = None
    ) -> list[tuple[str, str, str]]:
        """Return (task, document, date) for each date that tasks or their targets print.

        Args:
            documents: only those of these.
            among: only these tasks, whatever their documents.
        """
        dated = "SELECT task, document, due FROM goals WHERE due <> '' AND NOT assumed AND task "
        if among is not None:
            those = "IN (SELECT value FROM json_each(?)) ORDER BY rowid"
            return self._tables.rows(f"{dated} {those}", json.dumps(list(among)))
        if documents is None:
            return self._tables.rows(f"{dated} <> '' ORDER BY rowid")
        theirs = "SELECT id FROM tasks WHERE document IN (SELECT value FROM json_each(?))"
        return self._tables.rows(
            f"{dated} IN ({theirs}) ORDER BY rowid", json.dumps(sorted(documents))
        )

    def holding(self, text: str) -> list[str]:
        """Return the tasks whose title or text holds a text, in simplified characters."""
        query = "SELECT id FROM tasks WHERE instr(plain, ?) ORDER BY rowid"
        return list(_first(self._tables.rows(query, text)))

    def numbered(self, number: str) -> list[str]:
        """Return the tasks that have a running number."""
        query = "SELECT id FROM tasks WHERE number = CAST(? AS INTEGER) ORDER BY rowid"
        return list(_first(self._tables.rows(query, number))) if number.isdecimal() else []


def _first(rows: Iterable[Row]) -> Iterator[str]:
    return (row[0] for row in rows)


class TablesWriter:
    """Writes the tables of a build: rows as they come, then what all of them give.

    Equal rows in equal order give equal bytes.
    """

    def __init__(self, path: Path) -> None:
        """Make a new file, and its folder."""
        path.parent.mkdir(exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.executescript(f"PRAGMA user_version = {LAYOUT}; {SCHEMA} {_DRAWN}")
        self._connection.execute("BEGIN")

    def __enter__(self) -> TablesWriter:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file; what was not finished is no whole build."""
        self._connection.close()

    def add(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Add rows to a table, which all have the same length."""
        rows = iter(rows)
        first = next(rows, None)
        if first is not None:
            marks = ",".join("?" * len(first))
            self._connection.executemany(
                f"INSERT INTO {table} VALUES ({marks})", chain((first,), rows)
            )

    def assigned(self) -> frozenset[str]:
        """Return the units and firms that have a role in some task."""
        return frozenset(_first(self._connection.execute("SELECT DISTINCT unit FROM assigned")))

    def roles(self) -> Iterator[Row]:
        """Yield unit, task, role and year of every role that some task gives."""
        yield from self._connection.execute("SELECT * FROM roles")

    def connect(self) -> None:
        """Make nodes, steps, units and pairs of what was drawn."""
        for statement in _NETWORK.split(";"):
            self._connection.execute(statement)

    def finish(self) -> None:
        """Keep what was written."""
        self._connection.execute("COMMIT")
        self._connection.close()
