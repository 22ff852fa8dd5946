"""The tidy tables: as many rows as the graph has things, keys that are kept, one definition."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import take
from rdflib import RDF

from kg.export.tables.tidy import FOLDER, ORDER, tidy_tables
from kg.rdf.vocabulary import ZT
from qa.build import Build

# table → class of the graph that has a row each
CLASSES = {
    "sections": ZT.Section,
    "tasks": ZT.Task,
    "assignments": ZT.Assignment,
    "targets": ZT.Target,
    "benefits": ZT.Benefit,
    "time_limits": ZT.TimeLimit,
    "projects": ZT._NS.KeyProject,
    "policies": ZT.PolicyDocument,
    "citations": ZT.PolicyCitation,
    "subjects": ZT.ConceptMention,
    "jurisdictions": ZT.Jurisdiction,
}


@pytest.fixture(scope="module", params=["build", "cities"])
def taken(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Build, sqlite3.Connection]]:
    """A build, and its tables as SQLite."""
    opened: Build = request.getfixturevalue(request.param)
    path = take(opened.folder, "tables.sqlite", tmp_path_factory.mktemp(request.param))
    with closing(sqlite3.connect(path)) as connection:
        yield opened, connection


def test_as_many_rows_as_the_graph_has_things(taken: tuple[Build, sqlite3.Connection]) -> None:
    opened, connection = taken
    for table, term in CLASSES.items():
        ((count,),) = connection.execute(f"SELECT count(*) FROM {table}")
        things = set(opened.graph.subjects(RDF.type, term))
        assert count == len(things), table
    drawn = opened.network
    assert connection.execute("SELECT count(*) FROM nodes").fetchone() == (len(drawn),)
    edges = connection.execute("SELECT source, target, relation FROM edges").fetchall()
    assert sorted(edges) == sorted(drawn.edges(keys=True))
    assert connection.execute("SELECT count(DISTINCT edge) FROM edges").fetchone() == (len(edges),)


def test_every_key_is_kept(taken: tuple[Build, sqlite3.Connection]) -> None:
    _, connection = taken
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_statement_is_a_mention_with_its_characters(
    taken: tuple[Build, sqlite3.Connection],
) -> None:
    opened, connection = taken
    texts = {d["id"]: opened.text(key) for key, d in opened.documents.items()}
    rows = connection.execute("SELECT document, text, start, end FROM mentions").fetchall()
    assert all(texts[document][start:end] == text for document, text, start, end in rows)
    classes = Counter(c for (c,) in connection.execute("SELECT class FROM mentions"))
    for table, name in (("targets", "Target"), ("assignments", "Assignment")):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (classes[name],)


def test_views_and_full_text_search(taken: tuple[Build, sqlite3.Connection]) -> None:
    _, connection = taken
    rows = connection.execute("SELECT count(*) FROM task_units").fetchone()
    assert rows == connection.execute("SELECT count(*) FROM assignments").fetchone()
    rows = connection.execute("SELECT count(*) FROM targets_by_place").fetchone()
    assert rows == connection.execute("SELECT count(*) FROM targets").fetchone()
    query = "SELECT text FROM tasks WHERE rowid IN (SELECT rowid FROM tasks_fts WHERE tasks_fts MATCH ?)"
    found = connection.execute(query, ("高质量",)).fetchall()
    like = connection.execute(
        "SELECT text FROM tasks WHERE text LIKE '%高质量%' OR title LIKE '%高质量%'"
    ).fetchall()
    assert found and sorted(found) == sorted(like)


def test_the_csv_says_what_its_description_says(build: Build, tmp_path: Path) -> None:
    with zipfile.ZipFile(take(build.folder, "tables.zip", tmp_path)) as archive:
        described = json.loads(archive.read("csv-metadata.json"))
        for table in described["tables"]:
            text = archive.read(table["url"]).decode("utf-8-sig")
            head, *rows = csv.reader(io.StringIO(text))
            columns = table["tableSchema"]["columns"]
            assert head == [column["name"] for column in columns]
            keys = [head.index(key) for key in table["tableSchema"]["primaryKey"]]
            found = [tuple(row[key] for key in keys) for row in rows]
            assert len(found) == len(set(found)) and all(all(key) for key in found)
            for column in columns:
                assert all(text["@value"].strip() for text in column["dc:description"])


def test_a_definition_for_each_table_and_no_other() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.rq")) == sorted(ORDER)
    for table in tidy_tables(persons=True):
        assert table.keys and all(c.table in {"", *ORDER} for c in table.columns)
        assert len({column.name for column in table.columns}) == len(table.columns)


def test_persons_are_a_table_only_when_they_are_wanted() -> None:
    assert {t.name for t in tidy_tables(persons=True)} - {t.name for t in tidy_tables()} == {
        "persons"
    }


def test_of_one_unit_only_its_tasks(build: Build, tmp_path: Path) -> None:
    path = take(build.folder, "tables.sqlite", tmp_path, of="县财政局")
    with closing(sqlite3.connect(path)) as connection:
        tasks = {task for (task,) in connection.execute("SELECT task FROM tasks")}
        roles: list[Any] = connection.execute(
            "SELECT DISTINCT task FROM assignments WHERE unit LIKE '%/县财政局'"
        ).fetchall()
        for table in ("assignments", "targets", "mentions", "subjects"):
            query = f"SELECT DISTINCT task FROM {table} WHERE task IS NOT NULL"
            assert {task for (task,) in connection.execute(query)} <= tasks
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    unit = next(u for u, name in build.stored_network.of_kind("Unit") if name == "县财政局")
    assert {task for (task,) in roles} == tasks == set(build.stored_network.tasks_of(unit))
