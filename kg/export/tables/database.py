"""The tidy tables as one SQLite file, with views and full-text search; opens in Datasette."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.tables.filling import filled
from kg.export.tables.tidy import Table

VIEWS = Path(__file__).parent / "definitions" / "views.sql"


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the database."""
    with filled(excerpt) as tables:
        save(tables.connection, tables.tables, path)


def save(connection: sqlite3.Connection, tables: tuple[Table, ...], path: Path) -> None:
    """Write filled tables as a file of their own, with what makes it easy to ask."""
    connection.execute("VACUUM INTO ?", (str(path),))
    copy = sqlite3.connect(path, isolation_level=None)
    try:
        copy.executescript(VIEWS.read_text(encoding="utf-8"))
        copy.execute("CREATE TABLE columns (name TEXT, of_table TEXT, zh TEXT, en TEXT)")
        for table in tables:
            rows = [(c.name, table.name, c.zh, c.en) for c in table.columns]
            copy.execute(
                "INSERT INTO columns VALUES ('', ?, ?, ?)", (table.name, table.zh, table.en)
            )
            copy.executemany("INSERT INTO columns VALUES (?, ?, ?, ?)", rows)
        copy.execute("PRAGMA optimize")
    finally:
        copy.close()


FORMAT = Format(
    "tables.sqlite",
    "SQLite：全部数据表、视图与全文检索，可用 Datasette 打开",
    "SQLite: all tables, views and full-text search; opens in Datasette",
    "application/vnd.sqlite3",
    write,
)
