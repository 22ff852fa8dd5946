"""All stored texts in simplified characters, mapped: whether a word occurs in any of them."""

from __future__ import annotations

import mmap
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.lexical import simplify
from embeddings.stored_lines import mapped

Pairs = NDArray[np.int64]
_TEXTS, _PAIRS = "texts.txt", "pairs.npy"


class PlainTexts:
    """The texts of a build as one, and the pairs of characters in it.

    Most words that no text has hold a pair that none has, and need no look at the texts.

    Attributes:
        content: the texts in UTF-8, a line break between them.
        pairs: every two characters that stand side by side, as one number each, sorted.
    """

    def __init__(self, content: mmap.mmap | bytes, pairs: Pairs) -> None:
        self.content, self.pairs = content, pairs

    def __contains__(self, word: object) -> bool:
        """Tell whether a word, in simplified characters, occurs in a text."""
        word = str(word)
        wanted = _pairs(word)
        places = np.searchsorted(self.pairs, wanted)
        if (places == len(self.pairs)).any() or (self.pairs[places] != wanted).any():
            return False
        return len(word) == 2 or self.content.find(word.encode()) >= 0

    @classmethod
    def load(cls, folder: Path) -> PlainTexts:
        """Map what write_plain_texts wrote."""
        with (folder / _TEXTS).open("rb") as file:
            empty = not file.seek(0, 2)  # the end of it, and what is empty cannot be mapped
            content = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return cls(content, mapped(folder / _PAIRS))


def write_plain_texts(folder: Path, texts: Iterable[str]) -> None:
    """Write texts, one held at a time, into a folder."""
    pairs, last = np.zeros(0, np.int64), ""
    with (folder / _TEXTS).open("wb") as file:
        for number, text in enumerate(texts):
            plain = "\n" * bool(number) + simplify(text)
            file.write(plain.encode())
            pairs = np.union1d(pairs, _pairs(last + plain))
            last = (last + plain)[-1:]
    np.save(folder / _PAIRS, pairs, allow_pickle=False)


def _pairs(text: str) -> Pairs:
    """Return each two characters that stand side by side as one number."""
    points = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64)
    return np.asarray((points[:-1] << 21) | points[1:], np.int64)
