"""The lexical ranker: BM25 over character bigrams, as a share of the best score possible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import bm25s
import numpy as np
from bm25s.tokenization import Tokenized
from numpy.typing import NDArray

from characters import simplified

Scores = NDArray[np.float32]
K1, B = 1.2, 0.6
# 新建, 5g and 基站 in 新建5g基站；pm2.5
_RUN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]+|[a-z0-9]+(?:\.[0-9]+)?")


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


class LexicalIndex:
    """BM25 over texts, each score as a share of what a text with all the words would get."""

    def __init__(self, model: bm25s.BM25) -> None:
        self._model = model
        starts = np.asarray(model.scores["indptr"])
        self._frequency = np.diff(starts)
        self._count = int(model.scores["num_docs"])

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index texts; they keep their order."""
        found = [tokens(text) or [""] for text in texts] or [[""]]
        # numbered here: the library numbers words in the order of a set, other in every process
        number = {word: i for i, word in enumerate(sorted({w for words in found for w in words}))}
        ids = [[number[word] for word in words] for words in found]
        model = bm25s.BM25(k1=K1, b=B, method="lucene")
        model.index(Tokenized(ids=ids, vocab=number), show_progress=False)
        return cls(model)

    def __len__(self) -> int:
        """Return the number of texts."""
        return self._count

    def scores(self, words: Iterable[str]) -> Scores:
        """Return how much of a question's words each text holds, weighted by rarity, 0 to 1."""
        wanted = sorted(set(words))
        known = [w for w in wanted if w in self._model.vocab_dict]
        if not known:
            return np.zeros(self._count, np.float32)
        best = sum(self.idf(word) for word in wanted) / (K1 + 1)  # each once, in a text as usual
        found = np.asarray(self._model.get_scores(known), np.float32)
        return np.asarray(np.minimum(found / best, 1.0), np.float32)

    def idf_coverage(self, words: Iterable[str], text: str) -> float:
        """Return the share of some words, weighted by their idf here, that a text holds."""
        wanted = sorted(set(words))
        idf = {word: self.idf(word) for word in wanted}
        held = set(tokens(text))
        whole = sum(idf.values())
        return sum(idf[w] for w in wanted if w in held) / whole if whole else 0.0

    def idf(self, word: str) -> float:
        """Return how much a word tells texts apart; one that no text holds tells most."""
        row = self._model.vocab_dict.get(word)
        frequency = float(self._frequency[row]) if row is not None else 0.0
        return float(np.log(1 + (self._count - frequency + 0.5) / (frequency + 0.5)))

    def save(self, folder: Path) -> None:
        """Write the index into a folder, without pickle."""
        self._model.save(folder, show_progress=False, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read an index that save wrote."""
        return cls(bm25s.BM25.load(folder, show_progress=False, allow_pickle=False))
