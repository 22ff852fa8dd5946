"""Retrieval: a dense and a lexical leg, fused by how much of the question its words explain.

An item's dense score is the best cosine among its title and sentences, blended with that of its
whole text. Its lexical score is the share of the question's words, weighted by rarity, that it
holds (embeddings.lexical). The fused score adds the lexical share squared: where an item holds
most of the question, words decide; where people speak in their own words, few of them match,
the square is near nothing and meaning decides. So neither leg can ruin the other. The best are then
ranked once more with the late interaction of their words (embeddings.alignment).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.alignment import WordEncoder, Words, alignment
from embeddings.encoder import Encoder, Matrix
from embeddings.index import VectorIndex
from embeddings.lexical import LexicalIndex, simplify, without_asking
from embeddings.passages import Hit, Passage
from errors import IndexMismatchError

Scores = NDArray[np.float32]
WHOLE = 0.35  # weight of the whole text beside the best sentence
WORDS = 1.0  # weight of the lexical share squared
ALIGNED = 0.6  # weight of the late interaction
_RERANKED = 30  # items it looks at
_CANDIDATES = 2_000  # passages looked at; more than any single document has
_VECTORS, _LEXICAL, _PASSAGES, _MANIFEST = (
    "vectors.faiss",
    "lexical",
    "passages.json",
    "manifest.json",
)


class Retriever:
    """Ranks the items of a build for a question."""

    def __init__(
        self,
        passages: Sequence[Passage],
        encoder: Encoder,
        vectors: VectorIndex,
        lexical: LexicalIndex,
    ) -> None:
        self.passages = tuple(passages)
        self.encoder = encoder
        self._vectors, self._lexical = vectors, lexical
        self._known_words: dict[int, Words] = {}
        self.items = tuple(dict.fromkeys(p.item for p in passages))
        position = {item: i for i, item in enumerate(self.items)}
        self._item_of = np.asarray([position[p.item] for p in passages], np.intp)
        self._whole = np.asarray([p.kind == "whole" for p in passages], bool)
        self._document = [""] * len(self.items)
        for passage in passages:
            self._document[position[passage.item]] = passage.document

    @classmethod
    def build(
        cls, passages: Sequence[Passage], encoder: Encoder, *, vectors: Matrix | None = None
    ) -> Retriever:
        """Index passages; vectors of shape (len(passages), dimension) may be given."""
        if vectors is None:
            vectors = encode_texts(encoder, [p.text for p in passages])
        return cls(
            passages, encoder, VectorIndex.build(vectors), LexicalIndex.build(_item_texts(passages))
        )

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        documents: Collection[str] | None = None,
        leg: str | None = None,
    ) -> tuple[Hit, ...]:
        """Return the best items for a question, best first; ties keep document order.

        Args:
            query: as people ask, any script.
            k: largest number of hits.
            documents: only these documents' keys, if given.
            leg: "dense" or "lexical" to rank by one leg alone.
        """
        if not query.strip() or not self.items:
            return ()
        cosines = self._cosines(query)
        dense, lexical = self._dense(cosines), self._lexical.scores(query)
        fused = dense + WORDS * lexical**2
        ranking = {"dense": dense, "lexical": lexical}.get(leg or "", fused)
        if leg is None:
            ranking = self._realigned(query, fused)
        if documents is not None:
            outside = np.asarray([d not in documents for d in self._document], bool)
            ranking = np.where(outside, -np.inf, ranking)
        order = np.argsort(-ranking, kind="stable")[:k]
        scores = np.clip(ranking / (1 + WORDS + ALIGNED), 0.0, 1.0)
        return tuple(
            self._hit(int(i), cosines, dense, lexical, query, float(scores[i]))
            for i in order
            if np.isfinite(ranking[i])
        )

    def _realigned(self, query: str, fused: Scores) -> Scores:
        """Return the ranking with the late interaction of the best items added, never less."""
        if not isinstance(self.encoder, WordEncoder):
            return fused
        question = self.encoder.words(without_asking(query))
        best = np.argsort(-fused, kind="stable")[:_RERANKED]
        gains = np.asarray([alignment(question, self._words(int(i))) for i in best], np.float32)
        ranking = fused.copy()
        ranking[best] += ALIGNED * gains
        return ranking

    def _words(self, item: int) -> Words:
        """Return the words of an item's whole text, remembered."""
        if item not in self._known_words:
            encoder = self.encoder
            assert isinstance(encoder, WordEncoder)
            rows = np.flatnonzero(self._item_of == item)
            whole = next((r for r in rows if self._whole[r]), rows[0])
            self._known_words[item] = encoder.words(simplify(self.passages[whole].text))
        return self._known_words[item]

    def share(self, words: Sequence[str], text: str) -> float:
        """Return the share of some words, weighted by their rarity here, that a text holds."""
        return self._lexical.share(words, text)

    def weight(self, word: str) -> float:
        """Return how much a word tells the items apart."""
        return self._lexical.weight(word)

    def _cosines(self, query: str) -> Scores:
        """Return the cosine of every passage; far passages of a large index count as -1."""
        cosines = np.full(len(self.passages), -1.0, np.float32)
        vector = self.encoder.encode_queries([simplify(query)])
        scores, rows = self._vectors.search(vector, _CANDIDATES)
        cosines[rows] = scores
        return cosines

    def _dense(self, cosines: Scores) -> Scores:
        """Return the dense score of every item."""
        best = np.full(len(self.items), -1.0, np.float32)
        whole = np.full(len(self.items), -1.0, np.float32)
        np.maximum.at(best, self._item_of, cosines)
        np.maximum.at(whole, self._item_of[self._whole], cosines[self._whole])
        return np.asarray((1 - WHOLE) * best + WHOLE * whole, np.float32)

    def _hit(
        self, item: int, cosines: Scores, denses: Scores, lexicals: Scores, query: str, score: float
    ) -> Hit:
        dense, lexical = float(denses[item]), float(lexicals[item])
        rows = np.flatnonzero(self._item_of == item)
        sentences = rows[~self._whole[rows]]
        passage = self.passages[self._shown(sentences if len(sentences) else rows, cosines, query)]
        words, meaning = lexical >= 0.3, dense >= 0.3
        reason = "both" if words and meaning else "words" if words else "meaning"
        return Hit(self.items[item], passage.document, score, passage, dense, lexical, reason)

    def _shown(self, rows: NDArray[np.intp], cosines: Scores, query: str) -> int:
        """Return the row to highlight: nearest in meaning and words; the first of equals."""
        wanted = set(simplify(query))
        shared = [
            len(wanted & set(simplify(self.passages[r].text))) / max(1, len(wanted)) for r in rows
        ]
        return int(rows[int(np.argmax(cosines[rows] + np.asarray(shared)))])

    def save(self, folder: Path) -> None:
        """Write FAISS file, lexical index, passages and manifest into a folder; no pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        self._vectors.save(folder / _VECTORS)
        self._lexical.save(folder / _LEXICAL)
        _write(folder / _PASSAGES, [asdict(passage) for passage in self.passages])
        manifest = {
            "model": self.encoder.name,
            "fingerprint": self.encoder.fingerprint,
            "dimension": self.encoder.dimension,
            "passages": len(self.passages),
            "files": _digests(folder),
        }
        _write(folder / _MANIFEST, manifest)

    @classmethod
    def load(cls, folder: Path, encoder: Encoder) -> Retriever:
        """Read an index that save wrote.

        Raises:
            IndexMismatchError: it was made with another model, or a file is missing or changed.
        """
        try:
            manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise IndexMismatchError(f"{folder} holds no index; build again") from error
        _require_fit(manifest, folder, encoder)
        rows = json.loads((folder / _PASSAGES).read_text(encoding="utf-8"))
        vectors, lexical = VectorIndex.load(folder / _VECTORS), LexicalIndex.load(folder / _LEXICAL)
        return cls([Passage(**row) for row in rows], encoder, vectors, lexical)


def encode_texts(encoder: Encoder, texts: Sequence[str]) -> Matrix:
    """Return the vectors of passages' texts, shape (len(texts), dimension)."""
    return encoder.encode_passages([simplify(text) for text in texts])


def _item_texts(passages: Sequence[Passage]) -> list[str]:
    """Return what the lexical leg reads of each item: its whole text and its context."""
    texts: dict[str, str] = {}
    for passage in passages:
        if passage.kind == "whole":
            texts[passage.item] = f"{passage.text}\n{passage.context}"
        else:
            texts.setdefault(passage.item, passage.text)
    return list(texts.values())


def _require_fit(manifest: dict[str, Any], folder: Path, encoder: Encoder) -> None:
    for what, have in (("fingerprint", encoder.fingerprint), ("dimension", encoder.dimension)):
        if manifest.get(what) != have:
            raise IndexMismatchError(
                f"the index in {folder} was made with model {manifest.get('model')!r}, not with "
                f"{encoder.name!r} as it is now ({what} differs); "
                f"build again with --model {encoder.name}"
            )
    if manifest.get("files") != _digests(folder):
        raise IndexMismatchError(
            f"a file of the index in {folder} is missing or changed; build again"
        )


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != _MANIFEST
    }


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
