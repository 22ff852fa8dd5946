"""The database holds the named graphs and their union, and the manifest counts its quads."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import DefaultGraph, Store

from building.store_files import write_store
from kg.export.manifest import read_manifest

FACT = "<https://example.org/a> <https://example.org/b> <https://example.org/c>"


def test_the_manifest_counts_the_quads_and_leaves_the_files_unhashed(build_folder: Path) -> None:
    store, manifest = Store.read_only(str(build_folder / "store")), read_manifest(build_folder)
    lines = (build_folder / "graph.nq").read_text(encoding="utf-8").splitlines()
    assert manifest["store"] == {"quads": len(store)}
    assert len(list(store.quads_for_pattern(None, None, None, DefaultGraph()))) == len(lines)
    assert len(store) == 2 * len(lines)
    assert not [name for name in manifest["files"] if name.startswith("store/")]


def test_what_two_graphs_state_is_one_triple_of_the_union(tmp_path: Path) -> None:
    quads = "".join(f"{FACT} <https://example.org/graph/{n}> .\n" for n in (1, 2))
    (tmp_path / "graph.nq").write_text(quads, encoding="utf-8")
    (tmp_path / "graph.ttl").write_text(f"{FACT} .\n", encoding="utf-8")
    assert write_store(tmp_path) == {"quads": 3}
    store = Store.read_only(str(tmp_path / "store"))
    assert len(list(store.quads_for_pattern(None, None, None, DefaultGraph()))) == 1
