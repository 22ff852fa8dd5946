"""A zip being packed: each file goes in once, and its size and sha256 are kept for the contents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import ZipFile, is_zipfile

from kg.export.zipped import member

_PIECE = 2**20
_BY_SUFFIX = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".cff": "application/yaml",
    ".ttl": "text/turtle",
}


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of the package: name, what it is in both languages, media type, bytes, sha256."""

    name: str
    zh: str
    en: str
    media_type: str
    size: int
    sha256: str


class Packing:
    """A package in the making."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.files: list[Packed] = []

    def add_text(self, name: str, text: str, zh: str, en: str) -> None:
        """Add a short file."""
        self._add(name, iter([text.encode()]), zh, en, "")

    def add_file(self, name: str, path: Path, about: tuple[str, str, str]) -> None:
        """Add a file that was written; of a zip what it holds, in a folder of its name.

        Args:
            name: in the package.
            path: where it is.
            about: Chinese and English description, media type.
        """
        zh, en, media_type = about
        if path.suffix == ".zip" and is_zipfile(path):
            with ZipFile(path) as inner:
                for inside in inner.namelist():
                    with inner.open(inside) as file:
                        place = f"{Path(name).stem}/{inside}"
                        self._add(place, _pieces(file), f"{zh}：{inside}", f"{en}: {inside}", "")
        else:
            with path.open("rb") as file:
                self._add(name, _pieces(file), zh, en, media_type)

    def _add(self, name: str, pieces: Iterator[bytes], zh: str, en: str, media_type: str) -> None:
        digest, size = hashlib.sha256(), 0
        with member(self._archive, name) as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
        known = media_type or _BY_SUFFIX.get(Path(name).suffix, "application/octet-stream")
        self.files.append(Packed(name, zh, en, known, size, digest.hexdigest()))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece
