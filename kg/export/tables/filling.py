"""Fill the tidy tables, document after document, into one SQLite file that every format reads."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.export.build_folder import Record
from kg.export.excerpt.excerpt import Excerpt
from kg.export.tables.tidy import DATATYPES, SEPARATOR, Column, Table, tidy_tables
from kg.network.traversal import local_name, node_label
from kg.network.unit_measures import all_measures, unit_views
from kg.rdf.named_queries import select

Row = tuple[Any, ...]
# in which years a thing or relation is named; gathered first, then a column of it
_WORK = """
CREATE TABLE temp.node_years (node TEXT, year INTEGER, PRIMARY KEY (node, year)) WITHOUT ROWID;
CREATE TABLE temp.edge_years (edge INTEGER, year INTEGER, PRIMARY KEY (edge, year)) WITHOUT ROWID;
CREATE UNIQUE INDEX edge_ends ON edges (source, relation, target);
"""
_FINISH = (
    "DELETE FROM edges WHERE source NOT IN (SELECT node FROM nodes)",
    "DELETE FROM edges WHERE target NOT IN (SELECT node FROM nodes)",
    "UPDATE edges SET edge = 'e' || rowid, years = "
    "(SELECT group_concat(year, '；') FROM (SELECT year FROM edge_years AS known "
    "WHERE known.edge = edges.rowid ORDER BY year))",
    "UPDATE nodes SET years = (SELECT group_concat(year, '；') FROM (SELECT year "
    "FROM node_years AS known WHERE known.node = nodes.node ORDER BY year))",
    "DROP INDEX edge_ends",
)


@dataclass(frozen=True, slots=True)
class Filled:
    """The tidy tables of what is taken, filled.

    Attributes:
        path: of the SQLite file.
        connection: to it.
        tables: their definitions.
    """

    path: Path
    connection: sqlite3.Connection
    tables: tuple[Table, ...]

    def rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table, a few in memory at a time."""
        yield from self.connection.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid')

    def select(self, query: str, *values: object) -> Iterator[Row]:
        """Yield the rows of a query of SQL."""
        yield from self.connection.execute(query, values)

    def count(self, table: str) -> int:
        """Return the number of rows of a table."""
        return int(self.connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


@contextmanager
def filled(excerpt: Excerpt) -> Iterator[Filled]:
    """Give the tidy tables of what is taken; they are there until the block ends."""
    if isinstance(excerpt.ready, Filled):
        yield excerpt.ready
        return
    with tempfile.TemporaryDirectory(prefix="zhengtu-tables-") as folder:
        path = Path(folder, "tables.sqlite")
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            tables = tidy_tables(persons=excerpt.persons)
            _fill(connection, tables, excerpt)
            yield Filled(path, connection, tables)
        finally:
            connection.close()


def _fill(connection: sqlite3.Connection, tables: Sequence[Table], excerpt: Excerpt) -> None:
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    for table in tables:
        connection.execute(_created(table))
    connection.executescript(_WORK)
    connection.execute("BEGIN")
    for document, store in excerpt.stores():
        for table in tables:
            if table.query:
                _insert(connection, table, _found(table, store))
        _add_network(connection, store, document)
    _finish_network(connection, excerpt)
    _add_measures(connection, excerpt)
    connection.execute("COMMIT")


def _created(table: Table) -> str:
    columns = [_declared(column) for column in table.columns]
    keys = ", ".join(f'"{key}"' for key in table.keys)
    return f'CREATE TABLE "{table.name}" ({", ".join(columns)}, PRIMARY KEY ({keys}))'


def _declared(column: Column) -> str:
    refers = f' REFERENCES "{column.table}"' if column.table else ""
    return f'"{column.name}" {DATATYPES[column.datatype][1]}{refers}'


def _insert(connection: sqlite3.Connection, table: Table, rows: Iterable[Row]) -> None:
    """Add rows; what another document has said already stays."""
    marks = ",".join("?" * len(table.columns))
    connection.executemany(f'INSERT OR IGNORE INTO "{table.name}" VALUES ({marks})', rows)


def _found(table: Table, store: ox.Store) -> Iterator[Row]:
    """Yield the rows of a table in the graph of a document, one for each key.

    Where the graph says several things of one key, a column of texts holds all of them, any other
    the first in order, so that equal graphs give equal rows.
    """
    solutions = store.query(table.query)
    assert isinstance(solutions, ox.QuerySolutions)
    names = {variable.value for variable in solutions.variables}
    columns = [column.name if column.name in names else None for column in table.columns]
    merged: dict[Row, list[set[Any]]] = defaultdict(lambda: [set() for _ in columns])
    for solution in solutions:
        terms = [solution[name] if name else None for name in columns]
        values = [_value(column, term) for column, term in zip(table.columns, terms, strict=True)]
        key = tuple(v for c, v in zip(table.columns, values, strict=True) if c.is_key)
        for cell, value in zip(merged[key], values, strict=True):
            if value is not None:
                cell.add(value)
    for cells in merged.values():
        yield tuple(map(_cell, table.columns, cells))


def _value(column: Column, term: Any) -> Any:
    if term is None:
        return None
    text = str(term.value)
    if column.datatype == "integer":
        return int(text)
    if column.datatype == "decimal":
        return float(text)
    if column.datatype == "boolean":
        return text in ("true", "1")
    return text


def _cell(column: Column, values: set[Any]) -> Any:
    if not values:
        return None
    return SEPARATOR.join(sorted(values)) if column.datatype == "texts" else min(values)


def _add_network(connection: sqlite3.Connection, store: ox.Store, document: Record) -> None:
    """Add the nodes and edges of a document, each with the year it plans for."""
    nodes = [
        (row["node"], local_name(row["class"]), node_label(row)) for row in select(store, "nodes")
    ]
    connection.executemany("INSERT OR IGNORE INTO nodes (node, class, label) VALUES (?,?,?)", nodes)
    edges = [
        (row["source"], local_name(row["property"]), row["target"])
        for row in select(store, "edges")
    ]
    connection.executemany(
        "INSERT OR IGNORE INTO edges (source, relation, target) VALUES (?,?,?)", edges
    )
    if year := document["year"]:
        connection.executemany(
            "INSERT OR IGNORE INTO node_years VALUES (?,?)", ((node, year) for node, *_ in nodes)
        )
        connection.executemany(
            "INSERT OR IGNORE INTO edge_years SELECT rowid, ? FROM edges "
            "WHERE source = ? AND relation = ? AND target = ?",
            ((year, *edge) for edge in edges),
        )


def _finish_network(connection: sqlite3.Connection, excerpt: Excerpt) -> None:
    """Leave out edges without both ends, number the others, and add positions and years."""
    for statement in _FINISH:
        connection.execute(statement)
    positions = (
        (x, y, node) for node, x, y in excerpt.build.tables.each("SELECT id, x, y FROM nodes")
    )
    connection.executemany("UPDATE nodes SET x = ?, y = ? WHERE node = ?", positions)


def _add_measures(connection: sqlite3.Connection, excerpt: Excerpt) -> None:
    """Add measures and pairs of units: those of the build, or of the excerpt by itself."""
    add = f"INSERT INTO unit_measures VALUES ({','.join('?' * 10)})"
    if excerpt.only.is_whole:
        rows = excerpt.build.tables.each("SELECT * FROM measures ORDER BY rowid")
        connection.executemany(add, rows)
    else:
        measures = all_measures(unit_views(_assignments(connection)))
        connection.executemany(add, (measure.row for measure in measures))
    for view in unit_views(_assignments(connection)):
        pairs = ((a, b, view.year, view.role, n) for (a, b), n in sorted(view.pairs.items()))
        connection.executemany("INSERT INTO unit_pairs VALUES (?,?,?,?,?)", pairs)


def _assignments(connection: sqlite3.Connection) -> list[tuple[str, str, str, int | None]]:
    return connection.execute(
        "SELECT unit, task, role, year FROM assignments JOIN documents USING (document)"
    ).fetchall()
