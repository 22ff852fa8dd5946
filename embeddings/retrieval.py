"""Retrieval: a dense and a lexical ranker, fused by how much of the question its words explain.

An item's dense score is the best cosine among its title and sentences, blended with that of its
whole text. Its lexical score is the share of the question's words, weighted by rarity, that it
holds (embeddings.lexical). The fused score adds the lexical share squared: where an item holds
most of the question, words decide; where people speak in their own words, few of them match,
the square is near nothing and meaning decides. So neither ranker can ruin the other. The best are
then ranked once more with the late interaction of their words (embeddings.alignment).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.alignment import WordEncoder, Words, alignment
from embeddings.encoder import Encoder, Matrix
from embeddings.index import VectorIndex
from embeddings.lexical import LexicalIndex, simplify
from embeddings.passages import Hit, Passage
from embeddings.question_words import NO_QUESTION_WORDS, QuestionWords
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


@dataclass(frozen=True, slots=True)
class _Scored:
    """A question with what each ranker says of it: cosines of passages, the rest of items."""

    query: str
    cosines: Scores
    dense: Scores
    lexical: Scores

    @property
    def fused(self) -> Scores:
        return np.asarray(self.dense + WORDS * self.lexical**2, np.float32)


@dataclass(frozen=True, eq=False)
class Retriever:
    """Ranks the items of a build for a question.

    Attributes:
        passages: what is searched.
        encoder: the encoder the vectors were made with.
        vectors: of the passages, in their order.
        lexical: of the items, in the order in which the passages name them first.
        question_words: words of questions that only ask; building an index needs none.
    """

    passages: tuple[Passage, ...]
    encoder: Encoder
    vectors: VectorIndex
    lexical: LexicalIndex
    question_words: QuestionWords = NO_QUESTION_WORDS

    @classmethod
    def build(
        cls,
        passages: Sequence[Passage],
        encoder: Encoder,
        question_words: QuestionWords = NO_QUESTION_WORDS,
        *,
        vectors: Matrix | None = None,
    ) -> Retriever:
        """Index passages; vectors of shape (len(passages), dimension) may be given."""
        if vectors is None:
            vectors = encode_texts(encoder, [p.text for p in passages])
        lexical = LexicalIndex.build(_item_texts(passages))
        index = VectorIndex.build(vectors)
        return cls(tuple(passages), encoder, index, lexical, question_words)

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The items that are searched, by IRI, in the order of the passages."""
        return tuple(dict.fromkeys(passage.item for passage in self.passages))

    @cached_property
    def _item_of(self) -> NDArray[np.intp]:
        """The position among the items of each passage's item."""
        position = {item: i for i, item in enumerate(self.items)}
        return np.asarray([position[p.item] for p in self.passages], np.intp)

    @cached_property
    def _whole(self) -> NDArray[np.bool_]:
        """Whether each passage is the whole text of its item."""
        return np.asarray([p.kind == "whole" for p in self.passages], bool)

    @cached_property
    def _documents(self) -> list[str]:
        """The key of each item's document."""
        document_of = {passage.item: passage.document for passage in self.passages}
        return [document_of[item] for item in self.items]

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        documents: Collection[str] | None = None,
        ranker: str | None = None,
    ) -> tuple[Hit, ...]:
        """Return the best items for a question, best first; ties keep document order.

        Args:
            query: as people ask, any script.
            k: largest number of hits.
            documents: only these documents' keys, if given.
            ranker: "dense" or "lexical" to rank by one alone.
        """
        if not query.strip() or not self.items:
            return ()
        scored = self._scored(query)
        ranking = self._ranking(scored, ranker)
        if documents is not None:
            outside = np.asarray([d not in documents for d in self._documents], bool)
            ranking = np.where(outside, -np.inf, ranking)
        order = np.argsort(-ranking, kind="stable")[:k]
        scores = np.clip(ranking / (1 + WORDS + ALIGNED), 0.0, 1.0)
        return tuple(
            self._hit(int(i), scored, float(scores[i])) for i in order if np.isfinite(ranking[i])
        )

    def _scored(self, query: str) -> _Scored:
        cosines = self._cosines(query)
        words = self.question_words.query_tokens(query)
        return _Scored(query, cosines, self._dense(cosines), self.lexical.scores(words))

    def _ranking(self, scored: _Scored, ranker: str | None) -> Scores:
        """Return the score of every item by one ranker, or by both and their words' alignment."""
        if ranker is None:
            return self._realigned(scored.query, scored.fused)
        return {"dense": scored.dense, "lexical": scored.lexical}[ranker]

    def _realigned(self, query: str, fused: Scores) -> Scores:
        """Return the ranking with the late interaction of the best items added, never less."""
        if not isinstance(self.encoder, WordEncoder):
            return fused
        question = self.encoder.words(self.question_words.without_asking(query))
        best = np.argsort(-fused, kind="stable")[:_RERANKED]
        gains = np.asarray([alignment(question, self._words(int(i))) for i in best], np.float32)
        ranking = fused.copy()
        ranking[best] += ALIGNED * gains
        return ranking

    @cached_property
    def _known_words(self) -> dict[int, Words]:
        """The words of items that were looked at; many questions look at the same."""
        return {}

    def _words(self, item: int) -> Words:
        """Return the words of an item's whole text, remembered."""
        if item not in self._known_words:
            encoder = self.encoder
            assert isinstance(encoder, WordEncoder)
            rows = np.flatnonzero(self._item_of == item)
            whole = next((r for r in rows if self._whole[r]), rows[0])
            self._known_words[item] = encoder.words(simplify(self.passages[whole].text))
        return self._known_words[item]

    def passages_of(self, item: str) -> tuple[Passage, ...]:
        """Return the passages of an item, in their order."""
        return tuple(passage for passage in self.passages if passage.item == item)

    def idf_coverage(self, words: Iterable[str], text: str) -> float:
        """Return the share of some words, weighted by their idf here, that a text holds."""
        return self.lexical.idf_coverage(words, text)

    def idf(self, word: str) -> float:
        """Return how much a word tells the items apart."""
        return self.lexical.idf(word)

    def _cosines(self, query: str) -> Scores:
        """Return the cosine of every passage; far passages of a large index count as -1."""
        cosines = np.full(len(self.passages), -1.0, np.float32)
        vector = self.encoder.encode_queries([simplify(query)])
        scores, rows = self.vectors.search(vector, _CANDIDATES)
        cosines[rows] = scores
        return cosines

    def _dense(self, cosines: Scores) -> Scores:
        """Return the dense score of every item."""
        best = np.full(len(self.items), -1.0, np.float32)
        whole = np.full(len(self.items), -1.0, np.float32)
        np.maximum.at(best, self._item_of, cosines)
        np.maximum.at(whole, self._item_of[self._whole], cosines[self._whole])
        return np.asarray((1 - WHOLE) * best + WHOLE * whole, np.float32)

    def _hit(self, item: int, scored: _Scored, score: float) -> Hit:
        dense, lexical = float(scored.dense[item]), float(scored.lexical[item])
        rows = np.flatnonzero(self._item_of == item)
        sentences = rows[~self._whole[rows]]
        passage = self.passages[self._shown(sentences if len(sentences) else rows, scored)]
        words, meaning = lexical >= 0.3, dense >= 0.3
        reason = "both" if words and meaning else "words" if words else "meaning"
        return Hit(self.items[item], passage.document, score, passage, dense, lexical, reason)

    def _shown(self, rows: NDArray[np.intp], scored: _Scored) -> int:
        """Return the row to highlight: nearest in meaning and words; the first of equals."""
        wanted = set(simplify(scored.query))
        shared = [
            len(wanted & set(simplify(self.passages[r].text))) / max(1, len(wanted)) for r in rows
        ]
        return int(rows[int(np.argmax(scored.cosines[rows] + np.asarray(shared)))])

    def save(self, folder: Path) -> None:
        """Write FAISS file, lexical index, passages and manifest into a folder; no pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        self.vectors.save(folder / _VECTORS)
        self.lexical.save(folder / _LEXICAL)
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
    def load(
        cls, folder: Path, encoder: Encoder, question_words: QuestionWords = NO_QUESTION_WORDS
    ) -> Retriever:
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
        passages = tuple(Passage(**row) for row in rows)
        return cls(passages, encoder, vectors, lexical, question_words)


def encode_texts(encoder: Encoder, texts: Sequence[str]) -> Matrix:
    """Return the vectors of passages' texts, shape (len(texts), dimension)."""
    return encoder.encode_passages([simplify(text) for text in texts])


def _item_texts(passages: Sequence[Passage]) -> list[str]:
    """Return what the lexical ranker reads of each item: its whole text and its context."""
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
