"""The program as others install it: requirements, the wheel, the command zhengtu."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import FIRST, ROOT

from embeddings.encoder import MODEL_LIBRARIES
from kg.export.formats import FORMATS
from settings import VERSION
from zhengtu.__main__ import COMMANDS, main

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
QUESTION = "小孩上幼儿园难谁管"


def required(name: str) -> list[str]:
    """Return the lines of a requirements file without comments and the files it includes."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-r"))]


def test_requirements_and_project_name_the_same() -> None:
    assert required("requirements-run.txt") == PROJECT["dependencies"]
    assert required("requirements.txt") == PROJECT["optional-dependencies"]["models"]
    assert f"pip install {' '.join(required('requirements.txt'))}" == MODEL_LIBRARIES


def test_engines_of_others_are_extras_and_what_the_foreign_tests_install() -> None:
    extras = PROJECT["optional-dependencies"]
    engines = [
        line for name in ("graph-server", "qdrant", "dask", "parquet") for line in extras[name]
    ]
    others = required("requirements-foreign.txt")
    assert others[: len(engines)] == engines and "oxigraph==0.5.13" in others
    assert not {"qdrant-client", "distributed", "duckdb"} & {
        r.split("==")[0] for r in PROJECT["dependencies"]
    }


def test_the_default_needs_no_torch_and_torch_is_named_exactly() -> None:
    assert not re.search("torch|transformers", "\n".join(required("requirements-run.txt")))
    assert required("requirements.txt")[0] == "torch==2.13.0"


def test_a_model_without_torch_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['sentence_transformers'] = None\n"
        "from embeddings import load_encoder\nfrom errors import ModelError\n"
        "try: load_encoder('some-model')\nexcept ModelError as error: print(error)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert MODEL_LIBRARIES in run.stdout and run.stdout.count("\n") == 1


# --- the wheel -------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the backend that is installed; no network."""
    pytest.importorskip("hatchling")
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = out.glob("*.whl")
    return path


def test_the_wheel_holds_program_data_and_model(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    rooms = ("kg", "embeddings", "building", "qa", "ui", "zhengtu")
    code = {p.relative_to(ROOT).as_posix() for room in rooms for p in (ROOT / room).rglob("*.py")}
    training = {p for p in code if p.startswith(("embeddings/train.", "embeddings/training/"))}
    top = {path.name for path in ROOT.glob("*.py")}
    assert {*top, *code} - training <= held
    folders = ("data", "embeddings/model", "ui/static", "kg/rdf")
    files = (p for folder in folders for p in (ROOT / folder).rglob("*.*") if p.is_file())
    for path in (p.relative_to(ROOT).as_posix() for p in files):
        if not re.search("^data/(gold|training)/|__pycache__", path):
            assert re.sub("^data/", "zhengtu/data/", path) in held, path
    assert "zhengtu/ontology.ttl" in held


def test_the_wheel_holds_nothing_of_development(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    assert not [p for p in held if re.search("gold|training|^tests|^bench|^docs|__pycache__", p)]
    assert wheel.name.startswith(f"zhengtu-{VERSION}-")


# --- the command -----------------------------------------------------------------------------


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    said = ""
    for command in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        said += capsys.readouterr().out
        assert ended.value.code == 0 and f"usage: zhengtu {command}" in said
    for option in re.findall(r"`(--[a-z-]+)`", page):
        assert option in said or option == "--help"


def test_a_question_through_the_command(
    build_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", QUESTION, "--build", str(build_folder)]) == 0
    assert "由县教育和体育局牵头" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["tasks.csv", "graph.graphml", "graph.nq"])
def test_export_writes_what_the_page_offers(build_folder: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert name in FORMATS
    assert main(["export", "--build", str(build_folder), "--format", name, "--out", str(out)]) == 0
    if (build_folder / name).exists():
        assert out.read_bytes() == (build_folder / name).read_bytes()
    else:
        assert out.stat().st_size > 10_000


def test_export_without_a_build_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--build", str(tmp_path), "--format", "tasks.csv"]) == 2
    assert "holds no build" in capsys.readouterr().err


# --- elsewhere -------------------------------------------------------------------------------


def run(folder: Path, *command: str | Path) -> str:
    """Run a command in another folder, with nothing of the checkout on its path."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "ZHENGTU"))}
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.foreign
@pytest.mark.parametrize("how", [(), ("-e",)], ids=["installed", "editable"])
def test_installed_in_a_fresh_environment_it_builds_and_answers(
    tmp_path: Path, how: tuple[str, ...]
) -> None:
    """Needs a network for pip: everything the default needs, 50 s and 0.7 GB."""
    run(tmp_path, sys.executable, "-m", "venv", "venv")
    binaries = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(tmp_path, binaries / "python", "-m", "pip", "install", "-q", *how, ROOT)
    (tmp_path / "document.txt").write_bytes(FIRST.read_bytes())
    run(tmp_path, binaries / "zhengtu", "build", "document.txt", "--out", "X", "--quiet")
    answer = run(tmp_path, binaries / "zhengtu", "ask", QUESTION, "--build", "X")
    assert "由县教育和体育局牵头" in answer
    run(tmp_path, binaries / "zhengtu", "export", "--build", "X", "--format", "tasks.csv")
    assert (tmp_path / "tasks.csv").exists()
    listed = run(tmp_path, binaries / "python", "-m", "pip", "list")
    assert not re.search("^(torch|transformers|sentence-transformers) ", listed, re.M)
