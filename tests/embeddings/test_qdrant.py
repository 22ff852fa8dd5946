"""Vectors in a Qdrant, by the embedded mode of its client: the ranking of FAISS, what goes wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT

import embeddings.index_files
from building.vectors_upload import main
from embeddings.encoder import unit_rows
from embeddings.index import index_of
from errors import IndexMismatchError
from qa.answering import ask
from qa.build import Build, open_build

QUESTIONS = ("小孩上幼儿园难，谁管？", "农村厕所没人管", "老人家里装扶手", "今年要建几所幼儿园")


def rows(count: int, seed: int = 0) -> np.ndarray:
    return unit_rows(np.random.default_rng(seed).normal(size=(count, 8)))


@pytest.mark.foreign
def test_same_rows_and_cosines_as_faiss(tmp_path: Path) -> None:
    qdrant = pytest.importorskip("embeddings.qdrant")
    vectors = np.concatenate([rows(200), rows(200)[:7]])  # the last ones tie with the first
    index, address = index_of(vectors), f"path:{tmp_path}"
    assert qdrant.upload(address, "a", index) is True
    assert qdrant.upload(address, "a", index) is False
    opened = qdrant.open_vectors(address, "a")
    assert (len(opened), opened.dimension) == (len(index), index.dimension)
    for query in [*rows(5, seed=1), vectors[3]]:
        for k in (20, 5_000):
            scores, found = opened.search(query, k)
            expected, wanted = index.search(query, k)
            assert found.tolist() == wanted.tolist()
            np.testing.assert_allclose(scores, expected, atol=1e-5)
    with pytest.raises(IndexMismatchError, match="9 dimensions, the index 8"):
        opened.search(np.ones(9, np.float32), 1)
    with pytest.raises(ValueError, match="at least 1"):
        opened.search(vectors[0], 0)
    with pytest.raises(IndexMismatchError, match="cannot be had"):
        qdrant.open_vectors(address, "a")  # another client holds the folder


@pytest.mark.foreign
def test_a_build_is_uploaded_and_ranks_the_same(
    build: Build,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pytest.importorskip("qdrant_client")
    address = f"path:{tmp_path}"
    monkeypatch.setenv("ZHENGTU_VECTORS", address)
    before = open_build(build.folder)
    with pytest.raises(IndexMismatchError, match="upload them: zhengtu vectors"):
        _ = before.retriever
    shutil.rmtree(tmp_path)  # what the refused one left open
    for said in ("copied into", "are in"):
        assert main(["--build", str(build.folder)]) == 0
        assert said in capsys.readouterr().out
    there = open_build(build.folder)
    for question in QUESTIONS:
        found, expected = (b.retriever.search(question) for b in (there, build))
        assert [hit.item for hit in found] == [hit.item for hit in expected]
        assert [hit.score for hit in found] == pytest.approx([hit.score for hit in expected])
        assert ask(there, question).text == ask(build, question).text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:9", "cannot be had"),
        ("ftp://host", "is no address"),
        ("", "is no address"),
    ],
)
@pytest.mark.foreign
def test_what_cannot_be_reached_is_one_line(
    build: Build, address: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("qdrant_client")
    assert main(["--build", str(build.folder), "--to", address]) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1


def test_without_the_client_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['qdrant_client'] = None\n"
        "from embeddings.index_files import qdrant\nfrom errors import IndexMismatchError\n"
        "try: qdrant()\nexcept IndexMismatchError as error: print(error)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout == "vectors in a Qdrant need qdrant_client: pip install zhengtu[qdrant]\n"


def test_a_collection_is_named_after_its_vectors(build: Build) -> None:
    name = embeddings.index_files.collection(build.folder / "index")
    assert name.startswith("zhengtu-") and len(name) == 24
