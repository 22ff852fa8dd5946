"""What a clause asks about, before the documents it is asked of: its words, and theirs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from embeddings import Hit
from embeddings.alignment import Words
from embeddings.lexical import Scores, simplify, tokens
from kg.knowledge.thesaurus import ANY
from qa.build import Build

_READ = 40  # hits that are looked at
_RANKED = 12  # hits of which the whole text is looked at
_SHORT = re.compile("[一-龥]{2}")  # what may be short for a longer word
_OTHERWISE = 0.12  # of a hit's score: its text says all that is asked in other words


@dataclass(frozen=True)
class Asked:
    """Some words that are asked about, before some documents.

    Attributes:
        build: the opened build.
        words: what is asked about: 新建 幼儿园.
        documents: keys of the documents asked; None: all of them.
    """

    build: Build
    words: str
    documents: frozenset[str] | None = None

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """The tasks and paragraphs nearest to the words, best first.

        Of the first ones those that say the words in other words come before those that do not.
        """
        hits = self.build.retriever.search(self.words, _READ, documents=self.documents)
        if not self.naming:
            return hits
        first = [replace(hit, score=hit.score + self._otherwise(hit)) for hit in hits[:_RANKED]]
        return (*sorted(first, key=lambda hit: -hit.score), *hits[_RANKED:])

    def _otherwise(self, hit: Hit) -> float:
        """Return what it adds to a hit's score that its text says the words in other words."""
        text = simplify(said_of(self.build, [hit.item]))
        otherwise = self._said_otherwise(text)
        if not otherwise:
            return 0.0
        coverage = self.build.retriever.idf_coverage
        gained = coverage(self.tokens, text, otherwise) - coverage(self.tokens, text)
        return _OTHERWISE * gained

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words that say something, each once."""
        return tuple(sorted(set(self.build.questions.words.query_tokens(simplify(self.words)))))

    @cached_property
    def text(self) -> Container[str]:
        """The simplified texts of the documents asked, to see whether a word occurs at all."""
        if self.documents is None:
            return self.build.simplified_texts  # mapped: a large build is not read for a question
        return "\n".join(map(self.build.simplified_text, sorted(self.documents)))

    @cached_property
    def strange(self) -> float:
        """The share of the words, by how much they tell, that no document asked holds."""
        if not self.tokens:
            return 0.0
        known = {word for word in self.tokens if word in self.text}
        known |= {w for concept, words in self.naming for w in words if concept in self.named}
        return 1 - self.build.retriever.idf_coverage(self.tokens, "", known)

    @cached_property
    def naming(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The concepts that the words name, each with the tokens of what names it."""
        plain = self.build.questions.words.without_asking(simplify(self.words))
        matches = self.build.thesaurus.find(plain, kinds=ANY)
        return tuple((m.concept, frozenset(tokens(plain[m.start : m.end]))) for m in matches)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """The concepts that the words name."""
        return frozenset(concept for concept, _ in self.naming)

    @cached_property
    def strange_concepts(self) -> frozenset[str]:
        """The concepts among them that no document asked names, nor a narrower one.

        A word that stands in one of them names what it says there: 上市 in 上市委审核.
        """
        below = self.build.thesaurus.below
        known = {concept for concept, words in self.naming if all(w in self.text for w in words)}
        return frozenset(c for c in self.concepts - known if not self.named & set(below(c)))

    @cached_property
    def named(self) -> frozenset[str]:
        """The concepts that the documents asked name."""
        return self.build.concepts_in(self.documents)

    @cached_property
    def vectors(self) -> Words | None:
        """The vectors of the words, one by one; None where the encoder has none."""
        return self.vectors_of(self.build.questions.words.without_asking(simplify(self.words)))

    @cached_property
    def concept_cosines(self) -> Scores:
        """How near each concept of the thesaurus is to the words."""
        plain = self.build.questions.words.without_asking(simplify(self.words))
        _, vectors = self.build.concept_vectors
        return np.asarray(vectors @ self.build.encoder.encode_queries([plain])[0], np.float32)

    @cached_property
    def named_rows(self) -> list[int]:
        """The rows of those concepts among the vectors of all."""
        rows = self.build.concept_rows
        return [rows[concept] for concept in self.named if concept in rows]

    def covered(self, text: str) -> float:
        """Return the share of the words, by how much they tell, that a text holds.

        It holds them in other words too, where both name one concept: 技术工人 · 高技能人才.
        """
        return self.build.retriever.idf_coverage(self.tokens, text, self._said_otherwise(text))

    def _said_otherwise(self, text: str) -> set[str]:
        """Return the words that a text says in other words, which name one concept, or in full."""
        otherwise = self._abbreviated(text)
        if self.naming:
            said = self.build.thesaurus.named_in(text)
            otherwise |= {w for concept, words in self.naming for w in words if concept in said}
        return otherwise

    def _abbreviated(self, text: str) -> set[str]:
        """Return the words that a text writes out in full: 公交 in 公共交通, 投用 in 投入使用."""
        return {word for word, full in self._in_full if full.search(text)}

    @cached_property
    def _in_full(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The words of two characters that may be short for one of four, which has one between."""
        words = (word for word in self.tokens if _SHORT.fullmatch(word))
        return tuple((word, re.compile(f"{word[0]}[一-龥]{word[1]}[一-龥]")) for word in words)

    def nearest(self, text: str) -> tuple[Scores, Scores]:
        """Return how near each word is to its nearest word of a text, and how much it says."""
        said = self.vectors_of(simplify(text))
        if self.vectors is None or said is None:
            return np.zeros(1, np.float32), np.ones(1, np.float32)
        return nearest(self.vectors, said)

    def aligned(self, text: str) -> float:
        """Return how near the words come to those of a text, each to its nearest, by weight."""
        near, weights = self.nearest(text)
        return float(weights @ near) / (float(weights.sum()) or 1.0)

    def vectors_of(self, text: str) -> Words | None:
        """Return the vectors of a text's words; None where the encoder has none."""
        return self.build.vectors.words(text)

    @cached_property
    def vector(self) -> Scores:
        """The vector of the words."""
        return np.asarray(self.build.encoder.encode_queries([simplify(self.words)])[0])

    def cosine(self, text: str) -> float:
        """Return how near a simplified text comes to the words as a whole."""
        return float(self.build.vectors.whole(text) @ self.vector)

    def counted_in(self, text: str, counted: str) -> tuple[float, float]:
        """Return which share of what is counted a text holds, and how near its words come."""
        if not counted:
            return 1.0, 1.0
        own = sorted(set(tokens(counted)))
        held = self.build.retriever.idf_coverage(own, simplify(text))
        held = max(held, float(_in_full(counted, text)))
        head, said = self.vectors_of(counted), self.vectors_of(simplify(text))
        if head is None or said is None:
            return held, held
        near, weights = nearest(head, said)
        return held, float(weights @ near) / (float(weights.sum()) or 1.0)


def _in_full(counted: str, text: str) -> bool:
    """Tell whether a text writes a noun of two characters with one more between: 老人, 老年人."""
    if len(counted) != len("老人"):
        return False
    return re.search(f"{re.escape(counted[0])}[一-龥]?{re.escape(counted[1])}", text) is not None


def nearest(question: Words, text: Words) -> tuple[Scores, Scores]:
    """Return how near each word of a question is to its nearest of a text, and their weights."""
    if not len(question.weights) or not len(text.weights):
        return np.zeros(1, np.float32), np.ones(1, np.float32)
    return (question.vectors @ text.vectors.T).max(axis=1), question.weights


def said_of(build: Build, items: Iterable[str]) -> str:
    """Return section, title and text of some tasks, or the texts of paragraphs."""
    return "\n".join(_text(build, item) for item in items)


def _text(build: Build, item: str) -> str:
    record = build.tasks.get(item)
    if record is None:
        return build.paragraphs.text(item)
    return f"{record['section']}\n{record['title']}\n{record['text']}"
