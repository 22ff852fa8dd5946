"""The files of a search index: their names, what made them, and where its vectors are."""

from __future__ import annotations

import hashlib
import json
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from embeddings.encoder import Encoder
from embeddings.index import Vectors, file_of, open_index
from errors import IndexMismatchError

LEXICAL, PASSAGES, MANIFEST = "lexical", "passages", "manifest.json"


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read what made an index.

    Raises:
        IndexMismatchError: the folder holds none.
    """
    try:
        content: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexMismatchError(f"{folder} holds no index; build again") from error
    return content


def open_vectors(folder: Path, server: str = "") -> Vectors:
    """Open the vectors of an index: in a Qdrant, if one is named, else its own file.

    Raises:
        IndexMismatchError: they are missing or damaged.
    """
    if not server:
        return open_index(folder)
    vectors: Vectors = qdrant().open_vectors(server, collection(folder))
    return vectors


def collection(folder: Path) -> str:
    """Return the name under which a Qdrant keeps the vectors of an index.

    Raises:
        IndexMismatchError: the folder holds no index.
    """
    return f"zhengtu-{read_manifest(folder)['files'][file_of(folder)][:16]}"


def qdrant() -> ModuleType:
    """Return embeddings.qdrant, whose client is an extra.

    Raises:
        IndexMismatchError: it is not installed.
    """
    try:
        return import_module("embeddings.qdrant")
    except ImportError as error:
        raise IndexMismatchError(
            f"vectors in a Qdrant need {error.name}: pip install zhengtu[qdrant]"
        ) from error


def require_fit(manifest: dict[str, Any], folder: Path, encoder: Encoder) -> None:
    """Refuse an index of another model, or with a file that is missing or changed.

    Raises:
        IndexMismatchError: it is one.
    """
    for what, have in (("fingerprint", encoder.fingerprint), ("dimension", encoder.dimension)):
        if manifest.get(what) != have:
            raise IndexMismatchError(
                f"the index in {folder} was made with model {manifest.get('model')!r}, not with "
                f"{encoder.name!r} as it is now ({what} differs); "
                f"build again with --model {encoder.name}"
            )
    if manifest.get("bytes") != sizes(folder):  # a hash would read it all, each time it is opened
        raise IndexMismatchError(
            f"a file of the index in {folder} is missing or changed; build again"
        )


def digests(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file of an index but its manifest."""
    return {name: _digest(path) for name, path in _files(folder).items()}


def sizes(folder: Path) -> dict[str, int]:
    """Return how many bytes every file of an index has, but its manifest."""
    return {name: path.stat().st_size for name, path in _files(folder).items()}


def _files(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
