"""Snapshots: what is served stays whole while builds are swapped, and nothing is left over."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from conftest import ROOT
from pyoxigraph import RdfFormat, Store, parse

from building.publishing import replacing
from errors import GraphError
from kg.export.manifest import write_manifest
from kg.export.snapshot import snapshot
from kg.rdf.store import STORE, open_store

PARTS = 3  # written one after the other: about thirty files; a reader has sixteen open
ROWS = 50


def publish(build: Path, name: str) -> None:
    """Swap in a build whose database has many files."""
    with replacing(build) as folder:
        store = Store(str(folder / STORE))
        for part in range(PARTS):
            lines = (
                f'<urn:{name}:{part}:{row}> <urn:p> "{name}" {graph}.\n'
                for row in range(ROWS)
                for graph in ("", "<urn:graph> ")
            )
            store.extend(parse("".join(lines).encode(), format=RdfFormat.N_QUADS))
            store.flush()
        del store
        (folder / "text").mkdir()
        (folder / "text" / "a.txt").write_text(name)
        write_manifest(folder, {"program": name})


def count(folder: Path) -> int:
    return len(open_store(folder))


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.glob(".build.*")]


def test_what_is_served_outlives_its_build(tmp_path: Path) -> None:
    build = tmp_path / "build"
    publish(build, "one")
    assert len(list((build / STORE).glob("*.sst"))) > 16
    with snapshot(build) as folder:
        graph = open_store(folder)
        for name in ("two", "three"):
            publish(build, name)
            assert len(list(graph.subjects())) == PARTS * ROWS
            assert (folder / "text" / "a.txt").read_text() == "one"
        assert folder.name == "build" and folder.parent.parent == tmp_path
        assert (build / "text" / "a.txt").read_text() == "three"
    assert leftovers(tmp_path) == []


def test_a_snapshot_is_of_links_and_private(tmp_path: Path) -> None:
    build = tmp_path / "build"
    publish(build, "one")
    with snapshot(build) as folder:
        for path in build.rglob("*"):
            if path.is_file():
                assert path.samefile(folder / path.relative_to(build))
        if sys.platform != "win32":
            assert folder.parent.stat().st_mode & 0o077 == 0


def test_where_there_are_no_links_it_is_of_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("not here")

    build = tmp_path / "build"
    publish(build, "one")
    monkeypatch.setattr(os, "link", refuse)
    with snapshot(build) as folder:
        shutil.rmtree(build)
        assert count(folder) == PARTS * ROWS


def test_a_folder_that_cannot_be_written_is_served_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tempfile.mkdtemp

    def mkdtemp(prefix: str, dir: Path | None = None) -> str:
        if dir:
            raise PermissionError(dir)
        return made(prefix=prefix, dir=tmp_path / "elsewhere")

    build = tmp_path / "build"
    (tmp_path / "elsewhere").mkdir()
    publish(build, "one")
    monkeypatch.setattr(tempfile, "mkdtemp", mkdtemp)
    with snapshot(build) as folder:
        assert folder.is_relative_to(tmp_path / "elsewhere") and count(folder) == PARTS * ROWS


def test_a_swap_half_way_gives_the_new_build_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build, link = tmp_path / "build", os.link
    publish(build, "one")
    swapped: list[bool] = []

    def interrupted(source: str, target: str) -> None:
        link(source, target)
        if not swapped:
            swapped.append(True)
            publish(build, "two")

    monkeypatch.setattr(os, "link", interrupted)
    with snapshot(build) as folder:
        assert (folder / "text" / "a.txt").read_text() == "two"
        assert len(list(open_store(folder).subjects())) == PARTS * ROWS


def test_a_folder_without_a_build_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="holds no build"), snapshot(tmp_path / "build"):
        pass
    assert leftovers(tmp_path) == []


SERVER = """
import sys, time
from pathlib import Path
from kg.export.snapshot import snapshot
with snapshot(Path(sys.argv[1])) as folder:
    print(folder, flush=True)
    time.sleep(60)
"""


def test_what_a_dead_server_left_is_removed_and_no_other(tmp_path: Path) -> None:
    build = tmp_path / "build"
    publish(build, "one")
    young, old = tmp_path / ".build.served-young", tmp_path / ".build.served-old"
    for folder in (young, old, tmp_path / "buildings"):
        folder.mkdir()
    os.utime(old, (time.time() - 3600,) * 2)
    command = [sys.executable, "-c", SERVER, str(build)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        served = Path(server.stdout.readline().strip())
        with snapshot(build) as own:
            assert served.exists() and own.exists() and not old.exists()
        server.kill()
    assert served.exists()
    with snapshot(build):
        assert not served.exists() and young.exists()
    assert (tmp_path / "buildings").exists()
