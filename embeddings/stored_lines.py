"""Many short texts in one file that is mapped, not read: by number, or by search where sorted."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]


def mapped(path: Path) -> NDArray[Any]:
    """Map a .npy file as a plain array, which costs less by the piece than numpy's own kind."""
    return np.asarray(np.load(path, mmap_mode="r"))


class StoredLines:
    """Texts by number.

    Attributes:
        content: all texts in UTF-8, one after the other.
        ends: where each text ends in it; the first number is 0.
    """

    def __init__(self, content: Bytes, ends: Offsets) -> None:
        self.content, self.ends = content, ends
        self._bytes, self._ends = content.data, ends.data  # faster by the piece

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Return texts in their order."""
        encoded = [text.encode() for text in texts]
        ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), ends)

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self._ends) - 1

    def encoded(self, number: int) -> bytes:
        """Return a text in UTF-8."""
        return bytes(self._bytes[self._ends[number] : self._ends[number + 1]])

    def __getitem__(self, number: int) -> str:
        """Return a text."""
        return self.encoded(number).decode()

    def __iter__(self) -> Iterator[str]:
        """Yield the texts in their order."""
        return map(self.__getitem__, range(len(self)))

    def save(self, path: Path) -> None:
        """Write two files that begin with a path's name."""
        np.save(path.with_suffix(".text.npy"), self.content, allow_pickle=False)
        np.save(path.with_suffix(".ends.npy"), self.ends, allow_pickle=False)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Map what save wrote."""
        names = (path.with_suffix(f".{part}.npy") for part in ("text", "ends"))
        return cls(*map(mapped, names))


class SortedLines(StoredLines):
    """Texts in the order of their code points, none twice."""

    def find(self, text: str) -> int | None:
        """Return the number of a text; None if it is not there."""
        wanted = text.encode()  # UTF-8 keeps the order of code points
        number = bisect.bisect_left(range(len(self)), wanted, key=self.encoded)
        found = number < len(self) and self.encoded(number) == wanted
        return number if found else None
