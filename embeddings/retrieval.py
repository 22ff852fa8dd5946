"""Retrieval: a dense and a lexical ranker, fused by how much of the question its words explain.

An item's dense score is the best cosine among its title and sentences, blended with that of its
whole text. Its lexical score is the share of the question's words, weighted by rarity, that it
holds (embeddings.lexical). The fused score adds the lexical share squared: where an item holds
most of the question, words decide; where people speak in their own words, few of them match,
the square is near nothing and meaning decides. So neither ranker can ruin the other. The best are
then ranked once more with the late interaction of their words (embeddings.alignment).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.alignment import Alignment, WordEncoder
from embeddings.encoder import Encoder, Matrix
from embeddings.index import CellIndex, FlatIndex, Vectors, best, index_of
from embeddings.index_files import (
    LEXICAL,
    MANIFEST,
    PASSAGES,
    digests,
    open_vectors,
    read_manifest,
    require_fit,
    sizes,
)
from embeddings.lexical import LexicalIndex, simplify, tokens
from embeddings.passages import Hit, Passage, Passages
from embeddings.question_words import NO_QUESTION_WORDS, QuestionWords
from embeddings.stored_lines import StoredLines

Scores = NDArray[np.float32]
WHOLE = 0.35  # weight of the whole text beside the best sentence
WORDS = 1.0  # weight of the lexical share squared
ALIGNED = 0.6  # weight of the late interaction
_RERANKED = 30  # items it looks at
_KEPT = 2  # questions whose scores are kept: some megabytes each over hundreds of documents
_KNOWN = 2_000  # texts of which the words are kept
_KNOWN_TEXTS = 20_000  # passages of which the plain text is kept, 150 bytes each
_FAR = -1.0  # the cosine of a passage that is not near
_CANDIDATES = 2_000  # passages looked at; more than any single document has


@dataclass(frozen=True)
class Cosines:
    """Cosines of the passages nearest to a question, which are few in a large index.

    Attributes:
        found: best first.
        rows: numbers of the passages.
    """

    found: Scores
    rows: NDArray[np.intp]

    @cached_property
    def _by_row(self) -> dict[int, float]:
        return dict(zip(self.rows.tolist(), self.found.tolist(), strict=True))

    def of(self, row: int) -> float:
        """Return the cosine of a passage; a far one counts as -1."""
        return self._by_row.get(row, _FAR)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A question with what each ranker says of it: cosines of passages, the rest of items.

    It is held in simplified characters, and once more without the words that only ask.
    """

    simple: str
    told: str
    cosines: Cosines
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

    passages: Passages
    encoder: Encoder
    vectors: Vectors
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
        index = index_of(vectors)
        return cls(Passages.of(passages), encoder, index, lexical, question_words)

    @property
    def items(self) -> StoredLines:
        """The items that are searched, by IRI, in the order of the passages."""
        return self.passages.items

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
        if not query.strip() or not len(self.items):
            return ()
        scored, ranking = self._ranked(query)
        if ranker is not None:
            ranking = {"dense": scored.dense, "lexical": scored.lexical}[ranker]
        if documents is None:
            order = best(ranking, k)
        else:
            among = self.passages.of_documents(documents)
            order = among[best(ranking[among], k)]
        scores = np.clip(ranking[order] / (1 + WORDS + ALIGNED), 0.0, 1.0)
        return tuple(
            self._hit(int(item), scored, float(score))
            for item, score in zip(order, scores, strict=True)
            if np.isfinite(ranking[item])
        )

    def _scored(self, query: str) -> _Scored:
        simple = simplify(query)
        told = self.question_words.without_asking(simple)
        cosines = self._cosines(simple)
        words = self.lexical.scores(tokens(told) or tokens(simple))
        return _Scored(simple, told, cosines, self._dense(cosines), words)

    @cached_property
    def _ranked(self) -> Callable[[str], tuple[_Scored, Scores]]:
        """Gives the scores of every item by a question.

        One question asks the same words of one document after another: the last are kept.
        """

        def ranked(query: str) -> tuple[_Scored, Scores]:
            scored = self._scored(query)
            return scored, self._realigned(scored.told, scored.fused)

        return lru_cache(_KEPT)(ranked)

    def _realigned(self, told: str, fused: Scores) -> Scores:
        """Return the ranking with the late interaction of the best items added, never less."""
        alignment = self._alignment
        if alignment is None:
            return fused
        nearest = best(fused, _RERANKED)
        ranking = fused.copy()
        ranking[nearest] += ALIGNED * alignment.gains(told, nearest.tolist())
        return ranking

    @cached_property
    def _alignment(self) -> Alignment | None:
        """Compares words, if the encoder gives their vectors too."""
        if not isinstance(self.encoder, WordEncoder):
            return None
        passages = self.passages
        return Alignment(self.encoder, lambda item: simplify(passages.whole_of(item).text))

    @cached_property
    def _passage(self) -> Callable[[int], Passage]:
        """Gives a passage; many questions show the same."""
        return lru_cache(_KNOWN)(self.passages.__getitem__)

    @cached_property
    def _simple_text(self) -> Callable[[int], str]:
        """Gives the text of a passage in simplified form."""
        passages = self.passages
        return lru_cache(_KNOWN_TEXTS)(lambda row: simplify(passages[row].text))

    def passages_of(self, item: str) -> tuple[Passage, ...]:
        """Return the passages of an item, in their order."""
        rows = self.passages.rows_of(self.passages.number(item))
        return tuple(self._passage(row) for row in rows.tolist())

    def idf_coverage(self, words: Iterable[str], text: str, also: Iterable[str] = ()) -> float:
        """Return the share of some words, weighted by their idf here, that a text holds.

        What it says in other words (`also`) it holds as well.
        """
        return self.lexical.idf_coverage(words, text, also)

    def idf(self, word: str) -> float:
        """Return how much a word tells the items apart."""
        return self.lexical.idf(word)

    def _cosines(self, simple: str) -> Cosines:
        """Return the cosines of the nearest passages; of all of them in a small index."""
        vector = self.encoder.encode_queries([simple])
        return Cosines(*self.vectors.search(vector, _CANDIDATES))

    def _dense(self, cosines: Cosines) -> Scores:
        """Return the dense score of every item; one without a near passage has -1."""
        passages, rows, found = self.passages, cosines.rows, cosines.found
        nearest = np.full(len(self.items), _FAR, np.float32)
        whole = nearest.copy()
        np.maximum.at(nearest, passages.item_of[rows], found)
        is_whole = passages.whole[rows]
        np.maximum.at(whole, passages.item_of[rows[is_whole]], found[is_whole])
        return np.asarray((1 - WHOLE) * nearest + WHOLE * whole, np.float32)

    def _hit(self, item: int, scored: _Scored, score: float) -> Hit:
        dense, lexical = float(scored.dense[item]), float(scored.lexical[item])
        passage = self._passage(self._shown(self._showable(item), scored))
        words, meaning = lexical >= 0.3, dense >= 0.3
        reason = "both" if words and meaning else "words" if words else "meaning"
        return Hit(self.items[item], passage.document, score, passage, dense, lexical, reason)

    @cached_property
    def _showable(self) -> Callable[[int], list[int]]:
        """Gives the rows of an item that may be shown: its title and sentences, if it has any."""
        passages = self.passages

        def rows_of(item: int) -> list[int]:
            rows = passages.rows_of(item)
            sentences = rows[~passages.whole[rows]]
            found: list[int] = (sentences if len(sentences) else rows).tolist()
            return found

        return lru_cache(_KNOWN)(rows_of)

    def _shown(self, rows: Sequence[int], scored: _Scored) -> int:
        """Return the row to highlight: nearest in meaning and words; the first of equals."""
        wanted = set(scored.simple)
        size, cosines = max(1, len(wanted)), scored.cosines

        def nearness(row: int) -> float:
            return cosines.of(row) + sum(map(self._simple_text(row).__contains__, wanted)) / size

        return rows[0] if len(rows) == 1 else max(rows, key=nearness)

    def save(self, folder: Path) -> None:
        """Write vectors, lexical index, passages and manifest into a folder; no pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        assert isinstance(self.vectors, FlatIndex | CellIndex)  # it was built, not opened
        self.vectors.save(folder)
        self.lexical.save(folder / LEXICAL)
        self.passages.save(folder / PASSAGES)
        manifest = {
            "model": self.encoder.name,
            "fingerprint": self.encoder.fingerprint,
            "dimension": self.encoder.dimension,
            "passages": len(self.passages),
            "files": digests(folder),
            "bytes": sizes(folder),
        }
        _write(folder / MANIFEST, manifest)

    @classmethod
    def load(
        cls,
        folder: Path,
        encoder: Encoder,
        question_words: QuestionWords = NO_QUESTION_WORDS,
        vector_server: str = "",
    ) -> Retriever:
        """Open an index that save wrote; its vectors may be in a Qdrant (embeddings.qdrant).

        What is large is mapped, not read.

        Raises:
            IndexMismatchError: it was made with another model, or a file is missing or changed.
        """
        require_fit(read_manifest(folder), folder, encoder)
        passages = Passages.load(folder / PASSAGES)
        vectors = open_vectors(folder, vector_server)
        lexical = LexicalIndex.load(folder / LEXICAL)
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


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
