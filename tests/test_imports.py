"""The walls of the house: which folder may import which, read from the syntax trees."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

ROOMS = {"kg", "embeddings", "qa", "ui", "bench", "settings", "errors", "build_graph"}
ALLOWED = {
    "errors": set(),
    "settings": set(),
    "kg": {"kg", "errors"},
    "embeddings": {"embeddings", "errors"},
    "qa": {"qa", "kg", "embeddings", "errors", "settings"},
    "ui": {"ui", "qa", "kg", "errors", "settings"},
    "build_graph": {"kg", "embeddings", "errors", "settings"},
    "bench": {"bench", "qa", "kg", "embeddings", "errors", "settings", "build_graph"},
}


def modules(room: str) -> list[Path]:
    single = ROOT / f"{room}.py"
    return [single] if single.exists() else sorted((ROOT / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_imports_go_one_way(room: str) -> None:
    for path in modules(room):
        rooms = {name.split(".")[0] for name in imported(path)} & ROOMS
        assert rooms <= ALLOWED[room], f"{path.relative_to(ROOT)} imports {rooms - ALLOWED[room]}"


@pytest.mark.parametrize("room", ["kg", "embeddings"])
def test_inside_a_room_siblings_are_imported_not_the_root(room: str) -> None:
    for path in modules(room):
        assert room not in imported(path), f"{path.relative_to(ROOT)} imports the root of {room}"


def test_no_import_loops() -> None:
    graph = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): imported(path)
        for room in ALLOWED
        for path in modules(room)
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"import loop: {' → '.join((*trail, name))}"
        if name in graph and name not in done:
            for other in graph[name]:
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize(
    "statement, heavy",
    [
        ("import kg.parser, kg.extraction", {"torch", "gradio", "faiss", "sentence_transformers"}),
        (
            "import embeddings; embeddings.load_encoder().encode_queries(['托育'])",
            {"torch", "gradio", "sentence_transformers", "transformers"},
        ),
        ("import qa.__main__", {"torch", "gradio", "sentence_transformers"}),
    ],
)
def test_heavy_libraries_stay_away(statement: str, heavy: set[str]) -> None:
    code = f"import sys; {statement}; print(' '.join(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not heavy & set(run.stdout.split())
