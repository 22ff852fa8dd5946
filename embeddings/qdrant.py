"""Vectors that a Qdrant holds: a server, a cluster, or a folder by its embedded mode.

A collection is named after the sha256 of the vectors, so several builds lie side by side and a
build never searches the vectors of another.
"""

from __future__ import annotations

import atexit
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ApiException

from embeddings.encoder import Matrix
from embeddings.index import LARGEST_FLAT, Rows, VectorIndex, checked_query
from errors import IndexMismatchError, one_line

FOLDER = "path:"  # an address of a folder: path:/var/lib/zhengtu/vectors
_BATCH = 1_000  # vectors of one request
_WAIT = 60  # seconds


class QdrantVectors:
    """Rows of unit vectors in one collection, searched by cosine as an index of files does."""

    def __init__(self, client: QdrantClient, address: str, collection: str) -> None:
        self._client, self._address, self._collection = client, address, collection
        with _told(address):
            if not client.collection_exists(collection):
                raise IndexMismatchError(
                    f"{address} holds no vectors of this build ({collection}); "
                    "upload them: zhengtu vectors"
                )
            self._count: int = client.count(collection, exact=True).count
            params = client.get_collection(collection).config.params.vectors
        self.dimension: int = params.size

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._count

    def search(self, query: Matrix, k: int) -> tuple[Matrix, Rows]:
        """Return the k nearest rows to one query, as FlatIndex.search does.

        Of rows with the same cosine at the cut, Qdrant decides which are returned.

        Raises:
            IndexMismatchError: the query comes from a model of another dimension, or the Qdrant
                cannot be asked.
            ValueError: k is below 1.
        """
        vector = checked_query(query, self.dimension, k)
        if len(self) == 0:
            return np.zeros(0, np.float32), np.zeros(0, np.intp)
        with _told(self._address):
            points = self._client.query_points(
                self._collection,
                query=vector[0].tolist(),
                limit=min(k, len(self)),
                search_params=models.SearchParams(exact=len(self) <= LARGEST_FLAT),
                with_payload=False,
            ).points
        rows = np.asarray([int(point.id) for point in points], np.intp)
        scores = np.asarray([point.score for point in points], np.float32)
        order = np.lexsort((rows, -scores))
        return scores[order], rows[order]


def connect(address: str) -> QdrantClient:
    """Return a client of a Qdrant; nothing is asked yet.

    Args:
        address: `http://HOST:PORT`, or `path:FOLDER` for a folder that one process may open.

    Raises:
        IndexMismatchError: no address, or another process has the folder open.
    """
    if address.startswith(FOLDER):
        folder = address.removeprefix(FOLDER)
        with _told(address):
            client = QdrantClient(path=folder, force_disable_check_same_thread=True)
        atexit.register(client.close)  # it cannot close any more when modules are taken down
        return client
    if not address.startswith(("http://", "https://")):
        raise IndexMismatchError(f"{address} is no address of a Qdrant: http://HOST:PORT")
    own = {"trust_env": False, "follow_redirects": False}  # this server, and no other
    return QdrantClient(url=address, timeout=_WAIT, check_compatibility=False, **own)


def open_vectors(address: str, collection: str) -> QdrantVectors:
    """Open the vectors of a build.

    Raises:
        IndexMismatchError: they are not there, or nobody answers.
    """
    return QdrantVectors(connect(address), address, collection)


def upload(address: str, collection: str, index: VectorIndex) -> bool:
    """Copy an index into a collection; return False if it was whole there already.

    Raises:
        IndexMismatchError: the Qdrant cannot be reached, or did not take them.
    """
    client = connect(address)
    try:
        with _told(address):
            if client.collection_exists(collection):
                if client.count(collection, exact=True).count == len(index):
                    return False
                client.delete_collection(collection)  # an upload was cut off
            params = models.VectorParams(size=index.dimension, distance=models.Distance.DOT)
            client.create_collection(collection, vectors_config=params)
            for start in range(0, len(index), _BATCH):
                vectors = index.vectors(start, min(start + _BATCH, len(index)))
                ids = [*range(start, start + len(vectors))]
                batch = models.Batch(ids=ids, vectors=vectors.tolist())
                client.upsert(collection, points=batch, wait=True)
    finally:
        client.close()
    return True


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Tell in one line what a Qdrant could not do.

    Raises:
        IndexMismatchError: it could not.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the embedded mode warns of its own size
            yield
    except (ApiException, OSError, RuntimeError, ValueError) as error:
        said = one_line(error)
        raise IndexMismatchError(f"the vectors at {address} cannot be had ({said})") from error
