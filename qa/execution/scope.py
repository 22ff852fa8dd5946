"""What a query is run over: an opened build, some of its documents, and what was found before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from embeddings import Hit
from embeddings.lexical import simplify
from kg.text.sentences import sentence_around
from qa.answerability import is_answerable
from qa.build import Build
from qa.context import context_of
from qa.evidence.graph_rows import GraphRows
from qa.evidence.rows import Quote, Row, Sentence
from qa.execution.results import Item
from qa.query.tree import Kind

_AS_GOOD = 0.75  # of the best sentence's score: another that is quoted beside it
_LONGEST_NAME = 40  # characters of a task's heading in an answer


@dataclass(frozen=True)
class Scope:
    """What a query may look at.

    Attributes:
        build: the opened build.
        documents: keys of the documents asked about; None: all of them.
        earlier: what the turns before found, by kind, in the order in which it was told.
    """

    build: Build
    documents: frozenset[str] | None = None
    earlier: tuple[Item, ...] = ()

    @cached_property
    def rows(self) -> GraphRows:
        """The facts of the graph."""
        return GraphRows(self.build.database)

    def among(self, documents: Collection[str]) -> Scope:
        """Return a scope of some documents only."""
        narrowed = frozenset(documents)
        return replace(
            self, documents=narrowed if self.documents is None else self.documents & narrowed
        )

    def holds(self, document: str) -> bool:
        """Tell whether a document is asked about."""
        return self.documents is None or document in self.documents

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the documents asked about."""
        return tuple(key for key in self.build.documents if self.holds(key))

    def tasks(self) -> tuple[str, ...]:
        """Return all tasks of the documents asked about."""
        return tuple(self.build.tasks.within(self.documents))

    def is_task(self, iri: str) -> bool:
        """Tell whether an IRI is a task's; paragraphs are searched beside them."""
        return iri in self.build.tasks

    def search(self, words: str, limit: int = 40) -> tuple[Hit, ...]:
        """Return the tasks and paragraphs nearest to some words, best first."""
        return self.build.retriever.search(words, limit, documents=self.documents)

    def says(self, words: str, document: str) -> bool:
        """Tell whether a document by itself speaks of some words, as if it alone were asked."""
        context = context_of(self.build, words, [document])
        return bool(context.hits) and is_answerable(context)

    def best_sentences(self, hit: Hit, words: str, most: int = 2) -> tuple[Sentence, ...]:
        """Return the sentences of an item that say most of some words, in text order.

        Args:
            hit: the item.
            words: what is asked about.
            most: largest number of sentences; a second one must say nearly as much.
        """
        build = self.build
        parts = [p for p in build.retriever.passages_of(hit.item) if p.kind == "sentence"]
        if not parts:
            return (self.sentence(hit),)
        asked = build.questions.words.query_tokens(simplify(words))
        texts = [simplify(part.text) for part in parts]
        cosines = build.encoder.encode_passages(texts) @ build.encoder.encode_queries([words])[0]
        covered = build.retriever.idf_coverage
        scores = [covered(asked, t) + float(c) for t, c in zip(texts, cosines, strict=True)]
        ranked = sorted(range(len(parts)), key=lambda i: -scores[i])
        chosen = [i for i in ranked[:most] if scores[i] >= _AS_GOOD * scores[ranked[0]]]
        return tuple(
            Sentence(hit.item, p.text, hit.score, Quote(hit.document, p.start, p.end))
            for p in (parts[i] for i in sorted(chosen))
        )

    def document_of(self, iri: str) -> str:
        """Return the key of the document that a task or paragraph is part of, or that it is."""
        if self.is_task(iri):
            return self.build.tasks.document_of(iri)
        if iri in self.build.documents_by_id:
            return self.build.documents_by_id[iri]
        return self.build.paragraphs.passage(iri).document

    def place_of(self, document: str) -> str:
        """Return the name of the place a document is of; "" where it is unknown."""
        jurisdiction: list[str] = self.build.documents[document]["jurisdiction"]
        return jurisdiction[-1] if jurisdiction else ""

    def task_name(self, iri: str) -> str:
        """Return how an answer calls a task or paragraph: （六十六）优化教育供给."""
        if iri in self.build.documents_by_id:
            return str(self.build.documents[self.build.documents_by_id[iri]]["title"] or "")
        if not self.is_task(iri):
            return _shortened(self.build.paragraphs.text(iri))
        record = self.build.tasks[iri]
        return f"{record['ordinal']}{_shortened(record['title'] or record['text'])}"

    def text_of(self, iri: str) -> str:
        """Return section, title and text of a task, or the text of a paragraph."""
        if not self.is_task(iri):
            return self.build.paragraphs.text(iri)
        record = self.build.tasks[iri]
        return f"{record['section']}\n{record['title']}\n{record['text']}"

    def words_at(self, quote: Quote) -> str:
        """Return the characters of a quote."""
        return self.build.text(quote.document)[quote.start : quote.end]

    def words_around(self, quote: Quote) -> str:
        """Return the sentence that a quote stands in."""
        text = self.build.text(quote.document)
        start, end = sentence_around(text, quote.start, quote.end)
        return text[start:end]

    def around(self, row: Row) -> Sentence:
        """Return the sentence that a row stands in."""
        text = self.build.text(row.quote.document)
        start, end = sentence_around(text, row.quote.start, row.quote.end)
        return Sentence(row.task, text[start:end], 1.0, Quote(row.quote.document, start, end))

    def sentence(self, hit: Hit) -> Sentence:
        """Return the sentence that retrieval shows of an item."""
        passage = hit.passage
        quote = Quote(hit.document, passage.start, passage.end)
        return Sentence(hit.item, passage.text, hit.score, quote)

    def told(self, kind: Kind) -> tuple[Item, ...]:
        """Return what the turns before found of a kind."""
        return tuple(item for item in self.earlier if item.kind == kind)

    def in_order(self, tasks: Iterable[str]) -> tuple[str, ...]:
        """Return tasks in the order of the documents and their texts."""
        wanted = set(tasks)
        return tuple(task for task in self.build.tasks if task in wanted)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"
