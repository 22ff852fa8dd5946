"""What a query is run over: an opened build, some of its documents, and what was found before."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from embeddings import Hit
from errors import TooWideError
from kg.text.numerals import numbered
from kg.text.sentences import sentence_around
from qa.asked import Asked
from qa.build import Build
from qa.declining.answerability import Evidence, is_answer
from qa.evidence.cells import cells_of, costs_of
from qa.evidence.graph_rows import GraphRows
from qa.evidence.rows import Cell, Number, Quote, Row, Sentence
from qa.evidence.sayings import sayings
from qa.execution.results import Item
from qa.query.vocabulary import Field, Kind

T = TypeVar("T")
MOST_DOCUMENTS = 300  # whose facts are read for one answer, and things of one name
_LONGEST_LINE = 90  # characters of what a task says, on a line of its own
_FEW_WORDS = 18  # characters of what a task without a heading says, in a list
_FIRST_WORDS = re.compile(rf"[^，。；：,]{{4,{_FEW_WORDS}}}(?=[，。；：,])")
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
    _made: dict[tuple[str, str], Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, what: str, words: str, make: Callable[[], T]) -> T:
        """Return something of some words that is the same for a whole question: made once.

        Args:
            what: it is.
            words: it is of.
            make: makes it.
        """
        key = (what, words)
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

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

    def require_narrow(self, things: Collection[str] | None = None) -> None:
        """Refuse to read the facts of all tasks of a large build, or of hundreds of things.

        Raises:
            TooWideError: no place is said, and it would take longer than anybody waits.
        """
        if self.documents is not None and len(self.documents) <= MOST_DOCUMENTS:
            return
        many = len(self.build.documents) if things is None else len(things)
        if many > MOST_DOCUMENTS:
            places = len(self.build.own_places)
            raise TooWideError(
                f"{len(self.build.documents)} documents of {places} places are too many to be "
                "read for one answer; name a place"
            )

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

    def documents_of(self, items: Iterable[Item]) -> set[str]:
        """Return the keys of the documents that things, or their tasks, stand in."""
        return {self.document_of(t) for item in items for t in (*item.tasks, item.iri)} - {""}

    def own_words(self, document: str, field: str, words: str = "") -> list[str]:
        """Return what a document says of itself, in its head or in a sentence of its own.

        Args:
            document: its IRI.
            field: what: wenhao, date, validity …
            words: those of which it must speak, where it says whom it covers.
        """
        build, key = self.build, self.build.documents_by_id[document]
        said = build.questions.sayings.get(field)
        if said is not None:
            return sayings(build.text(key), said, words if field == "covers" else "")
        value = build.documents[key].get(field)
        if isinstance(value, list):
            return [str(one) for one in value]
        return [str(value)] if value else []

    def cells(self, task: str, field: Field) -> tuple[Cell, ...]:
        """Return the cells of a task's row in a table that say something of it."""
        return cells_of(self.build.tasks[task], self.document_of(task), field)

    def costs(self, task: str) -> tuple[Number, ...]:
        """Return what a task costs by its row in a table."""
        return costs_of(self.build.tasks[task], self.document_of(task))

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
        return numbered(record["ordinal"], _shortened(record["title"] or record["text"]))

    def task_names(self, tasks: Collection[str]) -> dict[str, str]:
        """Return how an answer calls each of some tasks, which may be many."""
        found = self.build.tasks.headings(tasks)
        return {task: numbered(o, _shortened(heading)) for task, (o, heading) in found.items()}

    def heading(self, iri: str) -> str:
        """Return the number and heading of a task without marks; "" where it has none."""
        record = self.build.tasks.get(iri)
        if record is None or not record["title"]:
            return ""
        return "".join(c for c in f"{record['ordinal']}{record['title']}" if c.isalnum())

    def number_of(self, iri: str) -> str:
        """Return the printed number of a task as it stands before its words: （六十六）, 4. ."""
        ordinal = self.build.tasks[iri]["ordinal"]
        return f"{ordinal}. " if ordinal.isdigit() else str(ordinal)

    def brief_name(self, iri: str) -> str:
        """Return the number of a task without a heading, with the first words it says."""
        text = str(self.build.tasks[iri]["title"] or self.build.tasks[iri]["text"])
        said = _FIRST_WORDS.match(text)
        words = said[0] if said else text[:_FEW_WORDS]
        return f"{self.number_of(iri)}{words}{'…' if text[len(words) :] else ''}"

    def place_in(self, iri: str) -> str:
        """Return where a quotation stands: number and heading of its task, number alone, ""."""
        if not self.is_task(iri):
            return ""
        record = self.build.tasks[iri]
        return numbered(record["ordinal"], _shortened(record["title"] or ""))

    def task_line(self, iri: str) -> str:
        """Return a task as a line of a list: its heading, or what it says where it has none."""
        if not self.is_task(iri):
            return self.task_name(iri)
        record = self.build.tasks[iri]
        if record["title"]:
            return numbered(record["ordinal"], _shortened(record["title"]))
        text = str(record["text"])
        shown = f"{text[:_LONGEST_LINE]}{'…' if text[_LONGEST_LINE:] else ''}"
        return numbered(record["ordinal"], shown)

    def text_of(self, iri: str) -> str:
        """Return section, title and text of a task, or the text of a paragraph."""
        if not self.is_task(iri):
            return self.build.paragraphs.text(iri)
        record = self.build.tasks[iri]
        return f"{record['section']}\n{record['title']}\n{record['text']}"

    def words_at(self, quote: Quote) -> str:
        """Return the characters of a quote."""
        return self.build.text(quote.document)[quote.start : quote.end]

    def words_of(self, rows: Iterable[Row]) -> str:
        """Return the characters that some rows quote, one behind the other."""
        return "".join(self.words_at(row.quote) for row in rows)

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
        return Sentence(hit.item, self.words_at(quote), hit.score, quote)

    def told(self, kind: Kind) -> tuple[Item, ...]:
        """Return what the turns before found of a kind.

        Where 该单位 or 这部分 was not told itself, those that lead the tasks told, or hold them.
        """
        told = tuple(item for item in self.earlier if item.kind == kind)
        if told or kind not in ("unit", "section"):
            return told
        every = dict.fromkeys(t for item in self.earlier for t in (*item.tasks, item.iri))
        tasks = [task for task in every if self.is_task(task)]
        if kind == "section":
            names = dict.fromkeys(str(self.build.tasks[task]["section"]) for task in tasks)
            return tuple(Item("section", name, name) for name in names if name)
        rows = (row for row in self.rows.assignments(tasks) if row.role == "lead")
        return tuple({row.unit: Item("unit", row.unit, row.name) for row in rows}.values())


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"
