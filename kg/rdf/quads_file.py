"""The named graphs of a build in one file of N-Quads: graph.nq, or graph.nq.gz where it is large.

Every line of N-Quads repeats its whole IRIs: 5.6 MB a document, a thirtieth of it when packed. So a
build of many documents holds graph.nq.gz, each named graph a member of its own (RFC 1952), which
any program unpacks as one file, and here a single graph is read without the others.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any

NAME, PACKED = "graph.nq", "graph.nq.gz"
_GZIP = 31  # wbits of zlib: with the head of a gzip member, which holds no time
_LINES = 100_000
PACKED_FROM = 200  # documents; about a gigabyte of lines
Graphs = Mapping[str, Mapping[str, Any]]  # as the manifest has them: bytes and sha256 of each


@dataclass(frozen=True, slots=True)
class QuadsFile:
    """The file of the named graphs of a build.

    Attributes:
        path: where it is.
    """

    path: Path

    @classmethod
    def of(cls, build: Path) -> QuadsFile:
        """Return that of a build, whichever it has."""
        packed = build / PACKED
        return cls(packed if packed.exists() else build / NAME)

    @property
    def is_packed(self) -> bool:
        """Whether it is compressed."""
        return self.path.name == PACKED

    def open(self) -> IO[bytes]:
        """Open its lines."""
        return gzip.open(self.path) if self.is_packed else self.path.open("rb")  # type: ignore[return-value]

    def graph(self, graphs: Graphs, name: str) -> Iterator[bytes]:
        """Yield the lines of one named graph; none if it is not there.

        Args:
            graphs: all of the file, in its order.
            name: of the one that is wanted.
        """
        end = 0
        for other, graph in graphs.items():
            end += graph["bytes"]
            if other == name:
                with self.path.open("rb") as file:
                    file.seek(end - graph["bytes"])
                    data = file.read(graph["bytes"])
                quads = gzip.decompress(data) if self.is_packed else data
                yield from quads.splitlines(keepends=True)

    def pieces(self) -> Iterator[list[bytes]]:
        """Yield all lines of the file, some thousands at a time."""
        with self.open() as file:
            while lines := list(islice(file, _LINES)):
                yield lines

    def copy(self, path: Path) -> None:
        """Write its lines into another file, not compressed."""
        with self.open() as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)


@dataclass(frozen=True, slots=True)
class QuadsWriter:
    """Writes named graphs one after the other.

    Attributes:
        file: where they go.
        is_packed: whether each is compressed.
        graphs: what was written: bytes in the file, and sha256 of the lines, of each by its name.
    """

    file: IO[bytes]
    is_packed: bool
    graphs: dict[str, dict[str, Any]] = field(default_factory=dict)

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write one named graph, piece by piece."""
        sha256, size = hashlib.sha256(), 0
        pack = zlib.compressobj(6, wbits=_GZIP) if self.is_packed else None
        for piece in pieces:
            sha256.update(piece)
            size += self.file.write(pack.compress(piece) if pack else piece)
        size += self.file.write(pack.flush()) if pack else 0
        self.graphs[name] = {"bytes": size, "sha256": sha256.hexdigest()}


def quads_name(documents: int) -> str:
    """Return the name of the file in a build of so many documents."""
    return PACKED if documents >= PACKED_FROM else NAME
