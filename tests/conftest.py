"""Shared fixtures: the first document, a tiny build, a deterministic encoder, no network."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings as hypothesis_settings

import build_graph
from embeddings.encoder import Matrix, unit_rows
from kg.export.build_folder import BuildFolder
from kg.export.excerpt.excerpt import Excerpt
from kg.export.excerpt.narrowing import only
from kg.export.formats import FORMATS
from kg.extraction import extract
from kg.extraction.mentions import DocumentFacts
from kg.knowledge.knowledge import open_knowledge
from kg.structure.document import Document
from kg.structure.parser import parse_file
from qa.build import Build, open_build
from qa.understanding.knowledge import QuestionKnowledge
from settings import DATA

pytest_plugins = ["serving"]  # fixtures of the pages
KNOWLEDGE = open_knowledge(DATA)
QUESTIONS = QuestionKnowledge(KNOWLEDGE.data)
ROOT = Path(__file__).resolve().parent.parent
# a busy machine fails no test: nothing is told by the clock
hypothesis_settings.register_profile("any-machine", deadline=None)
hypothesis_settings.load_profile("any-machine")

FIRST = ROOT / "data" / "documents" / "wenshang_2023_29.txt"
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the evaluation folder ../shared is there in development only"
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test reach another machine; the loopback address stays open."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        local = not isinstance(address, tuple) or str(address[0]) in {
            "127.0.0.1",
            "::1",
            "localhost",
        }
        assert local, f"a test tried to reach {address}"
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


class FakeEncoder:
    """Vectors from hashed characters: texts that share characters lie close, no model needed."""

    name, dimension, fingerprint = "fake", 64, "fake-1"

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for character in text:
                row[hashlib.md5(character.encode()).digest()[0] % self.dimension] += 1
        return unit_rows(rows)


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture(scope="session")
def first_document() -> Document:
    return parse_file(FIRST, KNOWLEDGE.lexicon)


@pytest.fixture(scope="session")
def first_facts(first_document: Document) -> DocumentFacts:
    return extract(first_document, FIRST.name, KNOWLEDGE)


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the builds of a session share: the whole thesaurus is written out once."""
    return tmp_path_factory.mktemp("shared") / "cache"


@pytest.fixture(scope="session")
def build_folder(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Path:
    """Build the first document with the default model, through the command line."""
    folder = tmp_path_factory.mktemp("builds") / "build"
    options = ["--out", str(folder), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([str(FIRST), *options]) == 0
    return folder


@pytest.fixture(scope="session")
def build(build_folder: Path) -> Build:
    return open_build(build_folder)


@pytest.fixture(scope="session")
def cities(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Build:
    """Build two documents of two cities."""
    out = tmp_path_factory.mktemp("cities") / "build"
    files = [str(DATA / "gold" / "documents" / f"{n}.txt") for n in ("liling_2024", "taixing_2025")]
    options = ["--out", str(out), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([*files, *options]) == 0
    return open_build(out)


def take(folder: Path, name: str, out: Path, *, persons: bool = False, of: str = "") -> Path:
    """Take a build away in a format, and return the file."""
    if name.startswith("parquet"):
        pytest.importorskip("duckdb", reason="an extra: zhengtu[parquet]")
    build = BuildFolder(folder)
    FORMATS[name].save(Excerpt(build, only(of, build.tables), persons), out / name)
    return out / name


def said(path: Path) -> str:
    """Return every character of a file that was taken away, of all the files in a zip."""
    if path.name == "parquet.zip":
        return _said_in_parquet(path)
    if not zipfile.is_zipfile(path):
        return path.read_bytes().decode("utf-8", "replace")
    with zipfile.ZipFile(path) as archive:
        parts = (
            said(Path(archive.extract(name, path.parent / f"in-{path.name}")))
            for name in archive.namelist()
        )
        return "\n".join([*archive.namelist(), *parts])


def _said_in_parquet(path: Path) -> str:
    duckdb = pytest.importorskip("duckdb", reason="Parquet is an extra: DuckDB is not there")
    folder = path.parent / f"in-{path.name}"
    with zipfile.ZipFile(path) as archive:
        files = [archive.extract(name, folder) for name in archive.namelist()]
    return "\n".join(repr(duckdb.sql(f"FROM '{file}'").fetchall()) for file in files)


def chromium() -> str | None:
    """Return a Chromium, if the machine has one."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
