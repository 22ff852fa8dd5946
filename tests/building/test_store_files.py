"""The database holds each triple once, is taken over from build to build, and is counted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store, parse

import building.store_files as store_files
from building.store_files import write_store
from kg.export.manifest import MANIFEST, read_manifest
from kg.rdf.serialise import turtle_body

BASE = "https://example.org"
Graphs = Mapping[str, list[str]]  # name → objects of its triples


def made(build: Path, graphs: Graphs, before: Path | None = None) -> Store:
    """Write the graph files of a build and its manifest as a build does; return its database."""
    build.mkdir()
    found: dict[str, dict[str, Any]] = {}
    with (build / "graph.nq").open("wb") as quads, (build / "graph.ttl").open("wb") as triples:
        for name in sorted(graphs):
            graph = f"{BASE}/graph/{name}"
            lines = sorted(f"<{BASE}/a> <{BASE}/b> {o} <{graph}> .\n" for o in graphs[name])
            block = "".join(lines).encode()
            sha256 = hashlib.sha256(block).hexdigest()
            found[graph] = {"bytes": quads.write(block), "sha256": sha256}
            triples.write(turtle_body(block))
    facts = {"graphs": found, "store": write_store(build, found, before)}
    (build / MANIFEST).write_text(json.dumps(facts), encoding="utf-8")
    store = Store.read_only(str(build / "store"))
    assert facts["store"] == {"quads": len(store)}
    return store


def union(build: Path) -> set[str]:
    """Return the triples of graph.nq, whatever their graphs."""
    quads = parse(path=build / "graph.nq", format=RdfFormat.N_QUADS)
    return {str(quad.triple) for quad in quads}


def test_the_manifest_counts_the_triples_and_leaves_the_files_unhashed(build_folder: Path) -> None:
    store, manifest = Store.read_only(str(build_folder / "store")), read_manifest(build_folder)
    assert manifest["store"] == {"quads": len(store)}
    assert {str(quad.triple) for quad in store} == union(build_folder)
    assert sum(g["bytes"] for g in manifest["graphs"].values()) == (
        (build_folder / "graph.nq").stat().st_size
    )
    assert not [name for name in manifest["files"] if name.startswith("store/")]


def test_what_two_graphs_state_is_one_triple(tmp_path: Path) -> None:
    assert len(made(tmp_path / "one", {"1": ['"x"'], "2": ['"x"', '"y"']})) == 2


@pytest.fixture
def always_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take over a database however much differs, and never load one."""
    monkeypatch.setattr(store_files, "_SHARE", 1.1)


OBJECTS = st.lists(st.sampled_from(['"x"', '"y"', '"z <g>"', f"<{BASE}/c>", '"x"@zh']), unique=True)
GRAPHS = st.dictionaries(st.sampled_from("1234"), OBJECTS)


@settings(deadline=None, max_examples=25)
@given(first=GRAPHS, second=GRAPHS)
def test_a_database_taken_over_holds_what_a_new_one_does(
    tmp_path_factory: pytest.TempPathFactory, first: Graphs, second: Graphs
) -> None:
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_files, "_SHARE", 1.1)
        patch.setattr(store_files, "_loaded", lambda build: store_files_loaded(build, folder))
        old = made(folder / "old", first)
        held = set(old)
        new = made(folder / "new", second, folder / "old")
    assert {str(quad.triple) for quad in new} == union(folder / "new")
    assert set(Store.read_only(str(folder / "old" / "store"))) == held  # the old one is as it was


_LOADED = store_files._loaded


def store_files_loaded(build: Path, folder: Path) -> int:
    """Load the first database; no other is to be."""
    assert build == folder / "old"
    return _LOADED(build)


@pytest.mark.usefixtures("always_taken_over")
@pytest.mark.parametrize("harm", ["no database", "no manifest", "other counts", "cut"])
def test_a_database_that_is_not_whole_is_made_anew(tmp_path: Path, harm: str) -> None:
    made(tmp_path / "old", {"1": ['"x"', '"y"']})
    if harm == "no manifest":
        (tmp_path / "old" / MANIFEST).unlink()
    elif harm == "other counts":
        manifest = json.loads((tmp_path / "old" / MANIFEST).read_text(encoding="utf-8"))
        manifest["store"]["quads"] += 1
        (tmp_path / "old" / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    else:
        for path in (tmp_path / "old" / "store").glob("*.sst"):
            path.unlink() if harm == "no database" else path.write_bytes(path.read_bytes()[:99])
    new = made(tmp_path / "new", {"1": ['"x"'], "2": ['"z"']}, tmp_path / "old")
    assert {str(quad.triple) for quad in new} == union(tmp_path / "new")


def test_where_much_differs_all_is_loaded(tmp_path: Path) -> None:
    made(tmp_path / "old", {"1": ['"x"']})
    made(tmp_path / "new", {"2": ['"y"']}, tmp_path / "old")
    files = [{p.stat().st_ino for p in (tmp_path / b / "store").iterdir()} for b in ("old", "new")]
    assert not files[0] & files[1]
