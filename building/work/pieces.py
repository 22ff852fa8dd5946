"""Sorted lines of a graph, packed in pieces, so that a long document is never held whole.

A row of a table becomes some two hundred lines of N-Quads, forty kilobytes that repeat the same
IRIs; packed they are a thirtieth of it. Each piece holds whole subjects, so that it can be written
as Turtle by itself.
"""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_BYTES = 2**18  # of a piece, about


@dataclass(frozen=True, slots=True)
class Pieces:
    """Bytes in pieces, each unpacked when it is its turn.

    Attributes:
        packed: the pieces.
    """

    packed: tuple[bytes, ...]

    def __iter__(self) -> Iterator[bytes]:
        return map(zlib.decompress, self.packed)

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of all pieces."""
        for quads in self:
            yield from quads.splitlines(keepends=True)

    @classmethod
    def of(cls, pieces: Iterable[bytes]) -> Pieces:
        """Pack pieces one after the other."""
        return cls(tuple(zlib.compress(piece, 1) for piece in pieces))

    @classmethod
    def of_lines(cls, lines: Iterable[bytes]) -> Pieces:
        """Pack sorted lines of N-Quads or N-Triples, whole subjects together."""
        return cls.of(_by_size(lines))


def merged(parts: Sequence[Pieces]) -> Pieces:
    """Return the sorted lines of several parts as one, each line once."""
    if len(parts) == 1:
        return parts[0]
    lines = heapq.merge(*(part.lines() for part in parts))
    return Pieces.of_lines(line for line, _ in groupby(lines))


def _by_size(lines: Iterable[bytes]) -> Iterator[bytes]:
    piece: list[bytes] = []
    size = 0
    for _, same in groupby(lines, lambda line: line.partition(b" ")[0]):
        of_subject = b"".join(same)
        piece.append(of_subject)
        size += len(of_subject)
        if size >= _BYTES:
            yield b"".join(piece)
            piece, size = [], 0
    if piece:
        yield b"".join(piece)
