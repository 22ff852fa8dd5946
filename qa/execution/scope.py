"""What a query is run over: an opened build, some of its documents, and what was found before."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from embeddings import Hit
from embeddings.lexical import simplify
from kg.text.sentences import sentence_around
from qa.answerability import Evidence, is_answer
from qa.asked import Asked
from qa.build import Build
from qa.evidence.graph_rows import GraphRows
from qa.evidence.rows import Quote, Row, Sentence
from qa.execution.results import Item
from qa.query.tree import Kind

_QUOTED = 2  # sentences of an item
SENTENCE_ENDS = ("。", "！", "？", "；", ".", "!", "?", ";")
_AS_GOOD = 0.75  # of the best sentence's score: another that is quoted beside it
_STOPS = "。\n"
_LONGEST_QUOTE = 110  # characters of a sentence that is quoted whole, not up to its semicolon
_LONGEST_LINE = 64  # characters of a task without a heading, on a line of its own
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
    _asked: dict[tuple[str, frozenset[str] | None], Asked] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def rows(self) -> GraphRows:
        """The facts of the graph."""
        return self.build.rows

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
        return self.asked(words).hits[:limit]

    def asked(self, words: str) -> Asked:
        """Return some words before the documents asked about; remembered for the question."""
        key = (words, self.documents)
        return self._asked.setdefault(key, Asked(self.build, words, self.documents))

    def says(self, words: str, document: str) -> bool:
        """Tell whether a document by itself speaks of some words, as if it alone were asked."""
        asked = self.among([document]).asked(words)
        if not asked.hits:
            return False
        best = asked.hits[0]
        said = f"{best.passage.text}，{self.task_name(best.item)}"
        return is_answer("topic", asked, Evidence(best.item, said))

    def best_sentences(
        self, hit: Hit, words: str, wanted: Callable[[str], bool] = bool
    ) -> tuple[Sentence, ...]:
        """Return the one or two sentences of an item that say most of some words, in text order.

        Args:
            hit: the item.
            words: what is asked about.
            wanted: which sentences may be quoted; all of the item where none is.
        """
        build = self.build
        parts = [p for p in build.retriever.passages_of(hit.item) if p.kind == "sentence"]
        whole = [p for p in parts if p.text.rstrip().endswith(SENTENCE_ENDS)]  # no heading
        parts = [p for p in whole if wanted(p.text)] or whole or parts
        if not parts:
            return (self.sentence(hit),)
        asked = build.questions.words.query_tokens(simplify(words))
        texts = [simplify(part.text) for part in parts]
        cosines = build.encoder.encode_passages(texts) @ build.encoder.encode_queries([words])[0]
        covered = build.retriever.idf_coverage
        scores = [covered(asked, t) + float(c) for t, c in zip(texts, cosines, strict=True)]
        ranked = sorted(range(len(parts)), key=lambda i: -scores[i])
        chosen = [i for i in ranked[:_QUOTED] if scores[i] >= _AS_GOOD * scores[ranked[0]]]
        return tuple(
            Sentence(hit.item, p.text, hit.score, self._whole(Quote(hit.document, p.start, p.end)))
            for p in (parts[i] for i in sorted(chosen))
        )

    def _whole(self, quote: Quote) -> Quote:
        """Return a sentence with what follows or precedes its semicolon, unless that is long."""
        text = self.build.text(quote.document)
        start = max(text.rfind(mark, 0, quote.start) for mark in _STOPS) + 1
        ends = [at for mark in _STOPS if (at := text.find(mark, quote.end - 1)) >= 0]
        end = min(ends) + 1 if ends else len(text)
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return Quote(quote.document, start, end) if end - start <= _LONGEST_QUOTE else quote

    def document_of(self, iri: str) -> str:
        """Return the key of the document that a task or paragraph is part of, or that it is.

        "" for a thing that is part of none, as a place or a project.
        """
        if self.is_task(iri):
            return self.build.tasks.document_of(iri)
        if iri in self.build.documents_by_id:
            return self.build.documents_by_id[iri]
        try:
            return self.build.paragraphs.passage(iri).document
        except KeyError:
            return ""

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

    def task_line(self, iri: str) -> str:
        """Return a task as a line of a list: its heading, or what it says where it has none."""
        if not self.is_task(iri):
            return self.task_name(iri)
        record = self.build.tasks[iri]
        if record["title"]:
            return f"{record['ordinal']}{_shortened(record['title'])}"
        text = str(record["text"])
        return f"{record['ordinal']}{text[:_LONGEST_LINE]}{'…' if text[_LONGEST_LINE:] else ''}"

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
        return self.words_at(self._around(quote))

    def around(self, row: Row) -> Sentence:
        """Return the sentence that a row stands in."""
        whole = self._around(row.quote)
        return Sentence(row.task, self.words_at(whole), 1.0, whole)

    def _around(self, quote: Quote) -> Quote:
        text = self.build.text(quote.document)
        return Quote(quote.document, *sentence_around(text, quote.start, quote.end))

    def sentence(self, hit: Hit) -> Sentence:
        """Return the sentence that retrieval shows of an item."""
        passage = hit.passage
        quote = Quote(hit.document, passage.start, passage.end)
        return Sentence(hit.item, passage.text, hit.score, quote)

    def told(self, kind: Kind) -> tuple[Item, ...]:
        """Return what the turns before found of a kind."""
        return tuple(item for item in self.earlier if item.kind == kind)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"
