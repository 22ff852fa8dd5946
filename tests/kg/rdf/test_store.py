"""The database of a build: opened read-only, moved, missing, damaged, swapped under a reader."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import URIRef

from building.publishing import replacing
from errors import GraphError
from kg.export.manifest import write_manifest
from kg.rdf.named_queries import QUERIES, select
from kg.rdf.store import open_database, open_store


@pytest.fixture
def copy(build_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(build_folder, tmp_path / "build"))


def test_a_copy_is_read_by_many_and_written_by_none(copy: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (copy / "store").iterdir()}
    one, two = open_store(copy), open_store(copy)
    assert select(one, "nodes") == select(two, "nodes") != []
    assert {path: path.stat().st_mtime_ns for path in (copy / "store").iterdir()} == before
    with pytest.raises(RuntimeError, match="only possible on read-write"):
        one.add((URIRef("a:a"), URIRef("a:b"), URIRef("a:c")))


def test_a_reader_keeps_the_build_it_opened_when_another_takes_its_place(copy: Path) -> None:
    reader = open_store(copy)
    with replacing(copy) as fresh:
        (fresh / "store").mkdir()
        write_manifest(fresh, {})
    rows = {name: len(select(reader, name)) for name in ("nodes", "edges", "terms", "subjects")}
    assert all(rows.values()), rows


@pytest.mark.parametrize("name", sorted(QUERIES.by_name))
def test_rows_without_rdflib_are_those_it_gives(build_folder: Path, name: str) -> None:
    found = select(open_database(build_folder), name)
    other = select(open_store(build_folder), name)  # a literal of rdflib is a str of another kind
    expected = [{k: str(v) if isinstance(v, str) else v for k, v in r.items()} for r in other]
    assert found == expected
    assert [[type(v) for v in r.values()] for r in found] == [
        [type(v) for v in r.values()] for r in expected
    ]


def remove(store: Path) -> None:
    shutil.rmtree(store)


def empty(store: Path) -> None:
    shutil.rmtree(store)
    store.mkdir()


def cut(store: Path) -> None:
    for path in store.glob("*.sst"):
        path.write_bytes(path.read_bytes()[:100])


def scribble(store: Path) -> None:
    for path in store.glob("MANIFEST-*"):
        path.write_bytes(b"nonsense")


@pytest.mark.parametrize(
    ("harm", "said"),
    [(remove, "missing"), (empty, "missing"), (cut, "damaged"), (scribble, "damaged")],
)
def test_a_missing_or_damaged_database_says_to_build_again(
    harm: Callable[[Path], None], said: str, copy: Path
) -> None:
    harm(copy / "store")
    with pytest.raises(GraphError, match=f"store is {said}.*; build again") as raised:
        open_store(copy)
    assert "\n" not in str(raised.value)
