"""The notebook and the R script of docs/research, run again on a package of invented documents."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, take

import build_graph

pytestmark = pytest.mark.foreign
RESEARCH = ROOT / "docs" / "research"


@pytest.fixture(scope="module")
def crate(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Path:
    """The package of the eight invented documents, unpacked."""
    folder = tmp_path_factory.mktemp("research")
    options = ["--out", str(folder / "build"), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([str(ROOT / "data" / "gold" / "documents"), *options]) == 0
    with zipfile.ZipFile(take(folder / "build", "crate.zip", folder)) as archive:
        archive.extractall(folder / "crate")
    return folder / "crate"


def test_every_cell_of_the_notebook_prints_what_it_keeps(crate: Path) -> None:
    pytest.importorskip("pandas")
    run = subprocess.run(
        [sys.executable, str(RESEARCH / "rerun.py"), str(RESEARCH / "cooperation.ipynb")],
        cwd=crate.parent,
        env={**os.environ, "CRATE": str(crate)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    assert "<circle" in (crate.parent / "cooperation.svg").read_text("utf-8")


def test_the_script_of_r_finds_the_same(crate: Path) -> None:
    if not shutil.which("Rscript"):
        pytest.skip("R is not there (Debian: r-base-core, r-cran-igraph)")
    run = subprocess.run(
        ["Rscript", str(RESEARCH / "cooperation.R"), str(crate)],
        cwd=crate.parent,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    assert "documents 8 tasks 137 assignments" in run.stdout and "城镇新增就业" in run.stdout
