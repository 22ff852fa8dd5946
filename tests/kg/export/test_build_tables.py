"""The tables of a build are read by the version of the program that wrote them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from errors import GraphError
from kg.export.build_tables import TABLES, Tables, TablesWriter


def test_tables_of_another_version_are_refused(tmp_path: Path) -> None:
    with TablesWriter(tmp_path / TABLES) as tables:
        tables.finish()
    assert Tables(tmp_path).rows("SELECT * FROM tasks") == []
    with sqlite3.connect(tmp_path / TABLES) as changed:
        changed.execute("PRAGMA user_version = 7")
    changed.close()
    with pytest.raises(GraphError, match="another version"):
        Tables(tmp_path)
