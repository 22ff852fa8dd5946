"""The lexical ranker: BM25 over character bigrams, as a share of the best score possible."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from characters import simplified
from embeddings.stored_lines import SortedLines, mapped

Scores = NDArray[np.float32]
K1, B = 1.2, 0.6
_KNOWN = 10_000  # words of which the number is kept
_TEXTS = 256  # of which the words are kept
_ARRAYS = ("indptr", "indices", "data")
# 新建, 5g and 基站 in 新建5g基站；pm2.5
_RUN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]+|[a-z0-9]+(?:\.[0-9]+)?")


_PAIR = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]{2}")


def simplify(text: str) -> str:
    """Return a text in NFKC, lower case and simplified characters."""
    return simplified(unicodedata.normalize("NFKC", text).lower())


def tokens(text: str) -> list[str]:
    """Return the character bigrams of Han runs and the other words of a text.

    >>> tokens("新建5G基站")
    ['新建', '5g', '基站']
    """
    found: list[str] = []
    for run in _RUN.findall(simplify(text)):
        if "\u3400" <= run[0] <= "\u9fff" and len(run) > 1:
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.append(run)
    return found


@lru_cache(_TEXTS)
def _words_of(text: str) -> frozenset[str]:
    """Return the words of a text; what one question looks at, it looks at many times."""
    return frozenset(tokens(text))


def _held(words: Iterable[str], text: str) -> set[str]:
    """Return which words of a question a text holds.

    Two characters side by side are a word of it; only others are looked for among all its words.
    """
    wanted = set(words)
    pairs = {word for word in wanted if _PAIR.fullmatch(word)}
    held = set(filter(simplify(text).__contains__, pairs))
    return held if len(pairs) == len(wanted) else held | (wanted & _words_of(text))


class LexicalIndex:
    """BM25 over texts, each score as a share of what a text with all the words would get.

    bm25s counts; what it counted is read by memory maps, without the library and its imports.

    Attributes:
        words: every word of the texts, by code points; its position is its number.
        count: number of texts.
        starts: where each word's scores begin, and where the last one's end.
        texts: the text each score is of.
        weights: the scores.
    """

    def __init__(self, words: SortedLines, count: int, arrays: Sequence[NDArray[Any]]) -> None:
        self.words, self.count = words, count
        self.starts, self.texts, self.weights = arrays
        self._row = lru_cache(_KNOWN)(words.find)  # questions are made of the same words

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index texts; they keep their order."""
        import bm25s
        from bm25s.tokenization import Tokenized

        found = [tokens(text) or [""] for text in texts] or [[""]]
        # numbered here: the library numbers words in the order of a set, other in every process
        words = sorted({w for words in found for w in words})
        number = {word: i for i, word in enumerate(words)}
        ids = [[number[word] for word in words] for words in found]
        model = bm25s.BM25(k1=K1, b=B, method="lucene")
        model.index(Tokenized(ids=ids, vocab=number), show_progress=False)
        arrays = [np.asarray(model.scores[name]) for name in _ARRAYS]
        arrays[0] = arrays[0][: len(words) + 1]  # the library adds an empty word
        return cls(SortedLines.of(words), int(model.scores["num_docs"]), arrays)

    def __len__(self) -> int:
        """Return the number of texts."""
        return self.count

    def frequencies(self) -> Iterator[tuple[str, int]]:
        """Yield every word with the number of texts that hold it."""
        yield from zip(self.words, map(int, np.diff(self.starts)), strict=True)

    def scores(self, words: Iterable[str]) -> Scores:
        """Return how much of a question's words each text holds, weighted by rarity, 0 to 1."""
        wanted = sorted(set(words))
        found = np.zeros(self.count, np.float32)
        for row in (row for word in wanted if (row := self._row(word)) is not None):
            held = slice(self.starts[row], self.starts[row + 1])
            found[self.texts[held]] += self.weights[held]  # a text has one score for a word
        best = sum(self.idf(word) for word in wanted) / (K1 + 1)  # each once, in a text as usual
        return np.asarray(np.minimum(found / best, 1.0), np.float32) if found.any() else found

    def idf_coverage(self, words: Iterable[str], text: str, also: Iterable[str] = ()) -> float:
        """Return the share of some words, weighted by their idf here, that a text holds.

        Args:
            words: that are looked for.
            text: in which.
            also: words that it holds in other words.
        """
        wanted = sorted(set(words))
        idf = {word: self.idf(word) for word in wanted}
        held = _held(wanted, text) | set(also)
        whole = sum(idf.values())
        return sum(idf[w] for w in wanted if w in held) / whole if whole else 0.0

    def idf(self, word: str) -> float:
        """Return how much a word tells texts apart; one that no text holds tells most."""
        row = self._row(word)
        frequency = float(self.starts[row + 1] - self.starts[row]) if row is not None else 0.0
        return math.log(1 + (self.count - frequency + 0.5) / (frequency + 0.5))

    def save(self, folder: Path) -> None:
        """Write the index into a folder, without pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, array in zip(_ARRAYS, (self.starts, self.texts, self.weights), strict=True):
            np.save(folder / f"{name}.npy", array, allow_pickle=False)
        np.save(folder / "count.npy", np.asarray(self.count), allow_pickle=False)
        self.words.save(folder / "words")

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read an index that save wrote; its arrays are mapped, not read."""
        arrays = [mapped(folder / f"{name}.npy") for name in _ARRAYS]
        count = int(np.load(folder / "count.npy"))
        return cls(SortedLines.load(folder / "words"), count, arrays)
