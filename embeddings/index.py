"""The vector index: exact inner products, of very many vectors by FAISS; ties in passage order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Matrix
from embeddings.stored_lines import mapped
from errors import IndexMismatchError

if TYPE_CHECKING:
    import faiss

Rows = NDArray[np.intp]
# above this a flat scan costs more than 20 ms (docs/search.md, Speed): IVF with 8-bit codes
LARGEST_FLAT = 200_000
FLAT, CELLS = "vectors.npy", "vectors.faiss"  # files of an index of either kind


class Vectors(Protocol):
    """Rows of unit vectors that are searched, wherever they are kept."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def __len__(self) -> int:
        """Return the number of rows."""

    def search(self, query: Matrix, k: int) -> tuple[Matrix, Rows]:
        """Return cosines and numbers of the k nearest rows to one query, best first."""


def checked_query(query: Matrix, dimension: int, k: int) -> Matrix:
    """Return a query as one row, shape (1, dimension).

    Raises:
        IndexMismatchError: it comes from a model of another dimension.
        ValueError: k is below 1.
    """
    query = np.ascontiguousarray(query, dtype=np.float32).reshape(1, -1)
    if query.shape[1] != dimension:
        raise IndexMismatchError(
            f"the question has {query.shape[1]} dimensions, the index {dimension}; "
            "build again with the same --model"
        )
    if k < 1:
        raise ValueError(f"k is {k}, it must be at least 1")
    return query


class VectorIndex(Vectors, Protocol):
    """Rows of unit vectors in a file, searched by cosine."""

    def vectors(self, start: int, stop: int) -> Matrix:
        """Return some rows."""

    def save(self, folder: Path) -> None:
        """Write the index to one file of a folder."""


def index_of(vectors: Matrix) -> VectorIndex:
    """Index vectors of shape (n, dimension), rows of unit length."""
    return FlatIndex(vectors) if len(vectors) <= LARGEST_FLAT else CellIndex.build(vectors)


def open_index(folder: Path) -> VectorIndex:
    """Open an index; its vectors are mapped, not read.

    Raises:
        IndexMismatchError: the file is missing or no index.
    """
    return CellIndex.load(folder) if (folder / CELLS).exists() else FlatIndex.load(folder)


def file_of(folder: Path) -> str:
    """Return the name of the file that holds the vectors of a folder's index."""
    return CELLS if (folder / CELLS).exists() else FLAT


@dataclass(frozen=True, slots=True)
class FlatIndex:
    """Vectors as they are, all compared with a query.

    Attributes:
        rows: shape (n, dimension).
    """

    rows: Matrix

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.rows.shape[1])

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def search(self, query: Matrix, k: int) -> tuple[Matrix, Rows]:
        """Return the k nearest rows to one query, best first.

        Args:
            query: shape (dimension,) or (1, dimension), unit length.
            k: at least 1; cut to the number of rows.

        Returns:
            Cosines and row numbers, both of shape (min(k, n),). Ties keep row order.

        Raises:
            IndexMismatchError: the query comes from a model of another dimension.
            ValueError: k is below 1.
        """
        query = checked_query(query, self.dimension, k)
        # unlike a matrix product, this makes no threads that wait for each other
        scores = np.einsum("ij,j->i", self.rows, query[0])
        rows = best(scores, k)
        return scores[rows], rows

    def vectors(self, start: int, stop: int) -> Matrix:
        """Return some rows."""
        return self.rows[start:stop]

    def save(self, folder: Path) -> None:
        """Write the index to one file of a folder."""
        np.save(folder / FLAT, self.rows, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> FlatIndex:
        """Open an index; its vectors are mapped, not read.

        Raises:
            IndexMismatchError: the file is missing or no index.
        """
        try:
            rows = mapped(folder / FLAT)
        except (OSError, ValueError, EOFError) as error:
            raise _unreadable(folder / FLAT) from error
        if rows.ndim != 2 or rows.dtype != np.float32:
            raise _unreadable(folder / FLAT)
        return cls(rows)


class CellIndex:
    """Very many vectors as 8-bit codes in cells, of which a query looks at the nearest."""

    def __init__(self, index: faiss.IndexIVF) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Matrix) -> CellIndex:
        """Index vectors of shape (n, dimension), rows of unit length."""
        faiss = _faiss()
        count, dimension = vectors.shape
        cells = int(4 * np.sqrt(count))
        index = faiss.index_factory(dimension, f"IVF{cells},SQ8", faiss.METRIC_INNER_PRODUCT)
        index.train(vectors[:: max(1, count // (50 * cells))])
        faiss.ParameterSpace().set_index_parameter(index, "nprobe", 32)
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self._index.ntotal)

    def search(self, query: Matrix, k: int) -> tuple[Matrix, Rows]:
        """Return the k nearest rows to one query, best first, as `FlatIndex.search` does."""
        query = checked_query(query, self.dimension, k)
        scores, rows = self._index.search(query, min(k, len(self)))
        found = rows[0] >= 0  # FAISS pads with -1
        order = np.lexsort((rows[0][found], -scores[0][found]))
        return scores[0][found][order], rows[0][found][order].astype(np.intp)

    def vectors(self, start: int, stop: int) -> Matrix:
        """Return some rows, as their 8-bit codes say."""
        self._index.make_direct_map()
        return np.asarray(self._index.reconstruct_n(start, stop - start), np.float32)

    def save(self, folder: Path) -> None:
        """Write the index to one file of a folder."""
        _faiss().write_index(self._index, str(folder / CELLS))

    @classmethod
    def load(cls, folder: Path) -> CellIndex:
        """Open an index; its vectors are mapped, not read.

        Raises:
            IndexMismatchError: the file is no index.
        """
        faiss = _faiss()
        try:
            return cls(faiss.read_index(str(folder / CELLS), faiss.IO_FLAG_MMAP_IFC))
        except RuntimeError as error:
            raise _unreadable(folder / CELLS) from error


def best(scores: Matrix, k: int) -> Rows:
    """Return the numbers of the k largest scores, best first; ties keep their order."""
    among = np.arange(len(scores))
    if k < len(scores) // 4:  # many more are there than are wanted: they need not be sorted
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        among = np.flatnonzero(scores >= least)
    return np.asarray(among[np.argsort(-scores[among], kind="stable")[:k]], np.intp)


def _faiss() -> ModuleType:
    """Return FAISS, which a small index does without: a thirtieth of a second and 15 MB."""
    import faiss

    faiss.omp_set_num_threads(1)  # one query at a time: waiting threads cost more than they bring
    module: ModuleType = faiss
    return module


def _unreadable(path: Path) -> IndexMismatchError:
    return IndexMismatchError(f"{path} is no readable index; build again")
