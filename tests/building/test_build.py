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
from pathlib import Path

import pytest
from conftest import FIRST, ROOT, FakeEncoder

import build_graph
from building.publishing import replacing
from errors import GraphError, IndexMismatchError
from kg.export.manifest import read_manifest, write_manifest
from qa.build import open_build


def digests(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "report.json"
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


def test_a_current_build_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "build"
    arguments = [str(FIRST), "--out", str(out), "--quiet", "--if-changed"]
    assert build_graph.main(arguments) == 0
    before = (out / "manifest.json").stat().st_mtime_ns
    assert build_graph.main(arguments) == 0
    assert "up to date" in capsys.readouterr().out
    assert (out / "manifest.json").stat().st_mtime_ns == before


def test_exit_codes(tmp_path: Path, build_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "空.txt"
    bad.write_bytes(b"")
    out = tmp_path / "out"
    assert build_graph.main([str(bad), "--out", str(out), "--quiet"]) == 2
    assert not out.exists()
    assert "空.txt: the file is empty" in capsys.readouterr().err
    assert build_graph.main([str(FIRST), str(bad), "--out", str(out), "--quiet"]) == 1
    assert "FAILED" in capsys.readouterr().out
    before = digests(out)
    assert build_graph.main([str(FIRST), str(bad), "--out", str(out), "--quiet", "--strict"]) == 2
    assert build_graph.main([str(tmp_path / "missing.txt"), "--out", str(out), "--quiet"]) == 2
    assert digests(out) == before


def test_a_folder_that_is_no_build_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "my").mkdir()
    (tmp_path / "my" / "letter.txt").write_text("keep me")
    assert build_graph.main([str(FIRST), "--out", str(tmp_path / "my"), "--quiet"]) == 2
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
    (copy / "index" / "vectors.faiss").write_bytes(b"nonsense")
    with pytest.raises(IndexMismatchError, match="missing or changed"):
        _ = build.retriever
    from embeddings import Retriever

    with pytest.raises(IndexMismatchError, match="build again with --model fake"):
        Retriever.load(build_folder / "index", fake_encoder)
