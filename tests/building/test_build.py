"""The build: exit codes, equal bytes, the swap, a killed build, clear errors."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FIRST, ROOT, FakeEncoder

import build_graph
from building.order import Order, is_current
from building.publishing import replacing
from embeddings import Retriever
from errors import GraphError, IndexMismatchError
from kg.export.manifest import read_manifest, write_manifest
from kg.knowledge.knowledge import open_knowledge
from qa.build import open_build
from settings import BASE_IRI, layers

SMALL = "东河市2024年水利重点任务\n（一）整治河道。（牵头单位：市水务局）\n"


def digests(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "report.json" and p.parent.name != "store"
    }


def test_a_build_holds_what_it_promises(build_folder: Path) -> None:
    names = {p.relative_to(build_folder).as_posix() for p in build_folder.rglob("*") if p.is_file()}
    assert {
        "graph.nq",
        "graph.ttl",
        "tasks.json",
        "layout.json",
        "report.json",
        "manifest.json",
        "store/CURRENT",
    } <= names
    assert "text/汶政办字-2023-29.txt" in names
    manifest = json.loads((build_folder / "manifest.json").read_text(encoding="utf-8"))
    assert (
        manifest["model"] == "default"
        and manifest["files"]["graph.nq"] == digests(build_folder)["graph.nq"]
    )
    assert not [p for p in names if p.endswith((".pkl", ".pickle"))]


def test_the_same_input_gives_the_same_bytes(build_folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "build_graph.py", str(FIRST), "--out", str(again), "--quiet"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert digests(again) == digests(build_folder)


def test_a_current_build_is_left_alone(
    build_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "build"
    shutil.copytree(build_folder, out)
    before = (out / "manifest.json").stat().st_mtime_ns
    assert build_graph.main([str(FIRST), "--out", str(out), "--quiet", "--if-changed"]) == 0
    assert "up to date" in capsys.readouterr().out
    assert (out / "manifest.json").stat().st_mtime_ns == before


def order(out: Path, path: Path, *, own: Path | None = None, model: str = "default") -> Order:
    knowledge = open_knowledge(*layers(own))
    return Order((path,), out, knowledge, BASE_IRI, model, cache=None, quiet=True)


def test_a_build_is_current_until_an_input_changes(build_folder: Path, tmp_path: Path) -> None:
    assert is_current(order(build_folder, FIRST))
    assert not is_current(order(build_folder, FIRST, model="another"))
    changed = tmp_path / FIRST.name
    changed.write_text(FIRST.read_text(encoding="utf-8") + "。", encoding="utf-8")
    assert not is_current(order(build_folder, changed))
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "policy_levels.csv").write_text("word,level,source\n", encoding="utf-8")
    assert not is_current(order(build_folder, FIRST, own=tmp_path))


@pytest.fixture
def run(cache_folder: Path) -> Callable[..., int]:
    """Build with the session's cache; return the exit code."""

    def build_into(out: Path, *arguments: object) -> int:
        options = ["--out", str(out), "--quiet", "--cache", str(cache_folder)]
        return build_graph.main([*map(str, arguments), *options])

    return build_into


def test_exit_codes(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good, out = tmp_path / "空.txt", tmp_path / "水.txt", tmp_path / "out"
    bad.write_bytes(b"")
    good.write_text(SMALL, encoding="utf-8")
    assert run(out, bad) == 2
    assert not out.exists()
    assert "空.txt: the file is empty" in capsys.readouterr().err
    assert run(out, good) == 0
    assert run(out, good, bad) == 1
    assert "FAILED" in capsys.readouterr().out
    before = digests(out)
    assert run(out, good, bad, "--strict") == 2
    assert run(out, tmp_path / "missing.txt") == 2
    assert digests(out) == before


def test_a_folder_that_is_no_build_is_not_replaced(run: Callable[..., int], tmp_path: Path) -> None:
    (tmp_path / "水.txt").write_text(SMALL, encoding="utf-8")
    (tmp_path / "my").mkdir()
    (tmp_path / "my" / "letter.txt").write_text("keep me")
    assert run(tmp_path / "my", tmp_path / "水.txt") == 2
    assert (tmp_path / "my" / "letter.txt").read_text() == "keep me"


def test_an_error_half_way_leaves_the_old_build_whole(tmp_path: Path) -> None:
    build = tmp_path / "build"
    with replacing(build) as folder:
        (folder / "a").write_text("old")
        write_manifest(folder, {})
    with pytest.raises(RuntimeError), replacing(build) as folder:
        (folder / "a").write_text("new")
        raise RuntimeError("power cut")
    assert (build / "a").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["build"]


def test_a_swap_cut_off_between_its_renames_is_undone(tmp_path: Path) -> None:
    build = tmp_path / "build"
    with replacing(build) as folder:
        write_manifest(folder, {"program": "old"})
    build.rename(tmp_path / ".build.old")  # what a cut between the two renames leaves
    assert read_manifest(build)["program"] == "old"


def test_a_killed_build_leaves_the_old_one(build_folder: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    shutil.copytree(build_folder, build)
    before = digests(build)
    command = [sys.executable, "build_graph.py", str(FIRST), "--out", str(build), "--quiet"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and not list(tmp_path.glob(".build.new-*")):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert digests(build) == before
    open_build(build)


def test_a_damaged_or_foreign_index_is_refused(
    build_folder: Path, tmp_path: Path, fake_encoder: FakeEncoder
) -> None:
    with pytest.raises(GraphError, match="holds no build"):
        open_build(tmp_path)
    copy = tmp_path / "copy"
    shutil.copytree(build_folder, copy)
    build = open_build(copy)
    (copy / "index" / "vectors.npy").write_bytes(b"nonsense")
    with pytest.raises(IndexMismatchError, match="missing or changed"):
        _ = build.retriever
    with pytest.raises(IndexMismatchError, match="build again with --model fake"):
        Retriever.load(build_folder / "index", fake_encoder)
