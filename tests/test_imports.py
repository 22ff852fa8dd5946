"""The walls of the house, read from the syntax trees: which room may import which."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

# each room of kg may import those above it in this list
KG = (
    "text",
    "knowledge",
    "structure",
    "extraction",
    "entities",
    "corrections",
    "rdf",
    "network",
    "comparison",
    "export",
)
ALLOWED = {
    "characters": set(),
    "errors": set(),
    "settings": set(),
    "console": {"console", "errors"},
    **{
        f"kg.{room}": {"characters", "errors", *(f"kg.{r}" for r in KG[: i + 1])}
        for i, room in enumerate(KG)
    },
    "embeddings": {"embeddings", "characters", "errors"},
    "building": {"building", "console", "kg", "embeddings", "errors", "settings"},
    "qa": {"qa", "console", "kg", "embeddings", "errors", "settings"},
    "ui": {"ui", "console", "qa", "kg", "errors", "settings"},
    "build_graph": {"building", "console", "kg", "errors", "settings"},
    "deploy": {"deploy", "settings", "zhengtu"},
    "zhengtu": {"zhengtu", "building", "console", "kg", "errors", "settings"},
    "bench": {
        "bench",
        "building",
        "qa",
        "ui",
        "console",
        "kg",
        "embeddings",
        "errors",
        "settings",
        "build_graph",
    },
}
TOP = {room.split(".")[0] for room in ALLOWED}
MOST = 16  # modules of a folder; about ten is the aim, and a new kind finds a place
# the only modules that read files by themselves: sources, tables, models, program texts; and what
# reads builds and writes what is taken of them
EXPORTS = "kg/export/"
READERS = {
    "kg/rdf/quads_file.py",
    "embeddings/encoder.py",
    "embeddings/index_files.py",
    "embeddings/plain_texts.py",
    "embeddings/retrieval.py",
    "embeddings/train.py",
    "embeddings/unigram.py",
    "embeddings/training/corpus.py",
    "kg/text/files.py",
    "kg/text/digest.py",
    "kg/text/formats/office.py",
    "kg/knowledge/csv_tables.py",
    "kg/knowledge/data_folder.py",
    "kg/knowledge/own_tables.py",
    "kg/corrections/kept_tables.py",
    "kg/corrections/left_out.py",
    "kg/rdf/named_queries.py",
    "kg/rdf/store.py",
    "kg/rdf/validation.py",
    "qa/__main__.py",
    "qa/build.py",
}
# bytes, which splitlines cuts at line feeds only: N-Quads hold no other line end
BYTES = {"quads", "self._quads", "written or b''", "written", "work.said", "things"}
READING = {"open", "read_text", "read_bytes", "glob", "rglob", "iterdir", "loadtxt", "read_csv"}


def modules(room: str) -> list[Path]:
    path = ROOT / room.replace(".", "/")
    single = path.with_suffix(".py")
    return [single] if single.exists() else sorted(path.rglob("*.py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def is_allowed(name: str, allowed: set[str]) -> bool:
    parts = name.split(".")
    return any(".".join(parts[:n]) in allowed for n in (1, 2))


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_imports_go_one_way(room: str) -> None:
    for path in modules(room):
        ours = {name for name in imported(path) if name.split(".")[0] in TOP}
        wrong = {name for name in ours if not is_allowed(name, ALLOWED[room])}
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


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


def test_no_hall_is_too_large() -> None:
    for folder in {path.parent for room in ("kg", "building", "qa") for path in modules(room)}:
        rooms = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(rooms) <= MOST, f"{folder.relative_to(ROOT)} holds {len(rooms)} modules"


def test_file_names_of_kg_and_building_are_unique() -> None:
    names = [p.name for room in ("kg", "building") for p in modules(room) if p.stem != "__init__"]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("room", ["kg", "embeddings", "qa"])
def test_no_module_reads_data_by_itself(room: str) -> None:
    for path in modules(room):
        calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        names = {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in calls}
        name = path.relative_to(ROOT).as_posix()
        assert name in READERS or name.startswith(EXPORTS) or not names & READING, (
            f"{name} calls {names & READING}"
        )


@pytest.mark.parametrize(
    "statement, heavy",
    [
        (
            "import kg.structure.parser, kg.extraction",
            {"torch", "gradio", "faiss", "sentence_transformers"},
        ),
        (
            "import embeddings; embeddings.load_encoder().encode_queries(['托育'])",
            {"torch", "gradio", "sentence_transformers", "transformers"},
        ),
        (
            "import qa.__main__",
            {"torch", "gradio", "sentence_transformers", "rdflib", "networkx", "lxml", "cn2an"},
        ),
    ],
)
def test_heavy_libraries_stay_away(statement: str, heavy: set[str]) -> None:
    code = f"import sys; {statement}; print(' '.join(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not heavy & set(run.stdout.split())


@pytest.mark.parametrize("room", ["kg", "embeddings", "building", "qa", "console", "ui", "zhengtu"])
def test_texts_are_cut_at_line_feeds_only(room: str) -> None:
    """str.splitlines cuts at form feeds and U+2028 too; bytes.splitlines at line feeds."""
    for path in modules(room):
        if path.relative_to(ROOT).parts[:2] == ("embeddings", "training"):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr == "splitlines":
                of = ast.unparse(node.value)
                assert of in BYTES, f"{path.relative_to(ROOT)}: {of}.splitlines()"
