"""What a question gets back. Data only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

# absent: nothing in the documents answers it; reply: small talk; asked: a question back
Grade = Literal["stated", "quoted", "absent", "reply", "asked"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that speaks for an item, with where it stands.

    Attributes:
        text: verbatim.
        start: offset in the stored text of the document, in code points.
        end: one past the last character.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RankedItem:
    """A task, or a paragraph outside the tasks, that answers a question.

    Attributes:
        id: IRI.
        document: key of its document.
        number: running number of a task, None for a paragraph.
        ordinal: printed number of a task, e.g. （七）.
        title: heading of a task, may be empty.
        text: title and whole text.
        units: names and roles of a task's units.
        evidence: its best sentence.
        score: 0 to 1.
        dense: cosine of the vectors.
        lexical: share of the question's words it holds.
        reason: meaning, words, both or graph (the graph names it, retrieval did not).
    """

    id: str
    document: str
    number: int | None
    ordinal: str
    title: str
    text: str
    units: tuple[tuple[str, str], ...]
    evidence: Evidence
    score: float
    dense: float
    lexical: float
    reason: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The characters that support a statement.

    Attributes:
        item: IRI of the task or document.
        document: key of the document.
        ordinal: printed number of the task, "" for the document itself.
        text: verbatim.
        start: offset in the stored text, in code points.
        end: one past the last character.
        reference: how to cite it, 〔文号·任务号·原文〕.
    """

    item: str
    document: str
    ordinal: str
    text: str
    start: int
    end: int
    reference: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an answer, with what supports it.

    Attributes:
        text: what is said, in the language of the answer.
        citations: at least one.
        names: names of units and things in it, with their IRIs, to be shown as links.
    """

    text: str
    citations: tuple[Citation, ...]
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """How an answer was found.

    Attributes:
        query: what the question was understood to ask for, as queries in words.
        linked: names in the question and what each was linked to.
        queries: names of the SPARQL queries that ran, under kg/queries.
        retrieval: whether ranking by meaning and words took part.
    """

    query: str
    linked: tuple[tuple[str, str], ...]
    queries: tuple[str, ...]
    retrieval: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What is made of a question, before it becomes an answer.

    Attributes:
        head: the answer in one sentence.
        statements: what supports it.
        value: list of canonical names or task numbers, a count, or {"value", "unit", "comparator"}.
        items: IRIs of the tasks it speaks of, best first; they lead the ranking.
        absent: why the documents do not answer, if they do not.
        confidence: 0 to 1.
    """

    head: str = ""
    statements: tuple[Statement, ...] = ()
    value: Any = None
    items: tuple[str, ...] = ()
    absent: str = ""
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        question: as asked.
        language: zh or en.
        text: the answer in one sentence; for an abstention, what the documents do not hold.
        statements: the lines of the answer, each with its evidence.
        value: list of canonical names or task numbers, a count, or {"value", "unit",
            "comparator"}, where the question asks for one.
        ranked: the best items, best first.
        abstain: grade is absent or reply; the nearest items are given all the same.
        confidence: 0 to 1, how sure the program is that this is what was asked.
        found: how it was found.
        suggestions: questions to ask next.
        grade: stated, quoted, absent, reply (small talk) or asked (a question back).
        choices: what a question asked back offers.
    """

    question: str
    language: str
    text: str
    statements: tuple[Statement, ...]
    value: Any
    ranked: tuple[RankedItem, ...]
    abstain: bool
    confidence: float
    found: Found
    suggestions: tuple[str, ...] = field(default=())
    grade: Grade = "stated"
    choices: tuple[str, ...] = field(default=())
