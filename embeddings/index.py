"""The vector index: exact inner products by FAISS, ties in passage order."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Matrix
from errors import IndexMismatchError

Rows = NDArray[np.intp]
# above this a flat scan costs more than 20 ms (docs/search.md, Speed): IVF with 8-bit codes
LARGEST_FLAT = 200_000

faiss.omp_set_num_threads(1)  # one query at a time: waiting threads cost more than they bring


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


class VectorIndex:
    """Rows of unit vectors, searched by cosine."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Matrix) -> VectorIndex:
        """Index vectors of shape (n, dimension), rows of unit length."""
        count, dimension = vectors.shape
        if count <= LARGEST_FLAT:
            index: faiss.Index = faiss.IndexFlatIP(dimension)
        else:
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
        if len(self) == 0:
            return np.zeros(0, np.float32), np.zeros(0, np.intp)
        scores, rows = self._index.search(query, min(k, len(self)))
        found = rows[0] >= 0  # FAISS pads with -1
        order = np.lexsort((rows[0][found], -scores[0][found]))
        return scores[0][found][order], rows[0][found][order].astype(np.intp)

    def vectors(self, start: int, stop: int) -> Matrix:
        """Return some rows; those of a large index are what its 8-bit codes say."""
        if isinstance(self._index, faiss.IndexIVF):
            self._index.make_direct_map()
        return np.asarray(self._index.reconstruct_n(start, stop - start), np.float32)

    def save(self, path: Path) -> None:
        """Write the index to one file."""
        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Open an index; its vectors are mapped, not read.

        Raises:
            IndexMismatchError: the file is missing or no index.
        """
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
        except RuntimeError as error:
            raise IndexMismatchError(f"{path} is no readable index; build again") from error
