"""The vector index against plain numpy: order, ties, limits, files."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import embeddings.index
from embeddings.encoder import unit_rows
from embeddings.index import CELLS, FLAT, CellIndex, index_of, open_index
from errors import IndexMismatchError


def rows(count: int, dimension: int = 8, seed: int = 0) -> np.ndarray:
    return unit_rows(np.random.default_rng(seed).normal(size=(count, dimension)))


@given(count=st.integers(1, 60), k=st.integers(1, 80), seed=st.integers(0, 1000))
@settings(deadline=None, max_examples=40)
def test_equals_exhaustive_search(count: int, k: int, seed: int) -> None:
    vectors, query = rows(count, seed=seed), rows(1, seed=seed + 1)[0]
    scores, found = index_of(vectors).search(query, k)
    expected = np.sort(vectors @ query)[::-1][:k]
    assert len(found) == len(set(found.tolist())) == min(k, count)
    np.testing.assert_allclose(scores, expected, atol=1e-5)
    np.testing.assert_allclose(scores, (vectors @ query)[found], atol=1e-5)


def test_ties_keep_row_order() -> None:
    vectors = np.repeat(rows(1), 5, axis=0)
    assert index_of(vectors).search(vectors[0], 5)[1].tolist() == [0, 1, 2, 3, 4]


def test_no_row_is_invented() -> None:
    assert index_of(rows(3)).search(rows(1), 10)[1].tolist().count(-1) == 0
    assert index_of(rows(0)).search(rows(1), 10)[1].tolist() == []


@pytest.mark.parametrize("k", [0, -1])
def test_k_is_at_least_one(k: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        index_of(rows(3)).search(rows(1), k)


def test_refuses_another_dimension() -> None:
    with pytest.raises(IndexMismatchError, match="9 dimensions, the index 8"):
        index_of(rows(3)).search(rows(1, 9), 2)


def test_large_collections_use_cells_of_8_bit_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings.index, "LARGEST_FLAT", 500)
    vectors = rows(2_000, 16)
    index = index_of(vectors)
    nearest = [int(index.search(vector, 1)[1][0]) for vector in vectors[:100]]
    assert np.mean(np.asarray(nearest) == np.arange(100)) > 0.95


@pytest.mark.parametrize(("largest", "file"), [(500, FLAT), (100, CELLS)])
def test_file_round_trip_and_same_bytes(
    tmp_path: Path, largest: int, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embeddings.index, "LARGEST_FLAT", largest)
    vectors = rows(400)
    index = index_of(vectors)
    for name in "ab":
        (tmp_path / name).mkdir()
        index_of(vectors).save(tmp_path / name)
    assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    again = open_index(tmp_path / "a")
    assert (len(again), again.dimension) == (400, 8)
    assert again.search(vectors[7], 3)[1].tolist() == index.search(vectors[7], 3)[1].tolist()
    assert np.allclose(again.vectors(3, 5), vectors[3:5], atol=0.02)


@pytest.mark.parametrize("file", [FLAT, CELLS])
@pytest.mark.parametrize("content", [None, b"", b"not an index"])
def test_damaged_file_is_refused(tmp_path: Path, content: bytes | None, file: str) -> None:
    if content is not None:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(IndexMismatchError, match="build again"):
        open_index(tmp_path)


def test_one_thread_for_single_queries() -> None:
    assert len(CellIndex.build(rows(200))) == 200
    assert faiss.omp_get_max_threads() == 1
