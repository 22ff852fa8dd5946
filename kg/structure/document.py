"""The parsed document: what the parser returns and every later stage reads. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from kg.text.span import Span
from kg.text.stored_text import StoredText


@dataclass(frozen=True, slots=True)
class MetadataValue:
    """One value of a document's metadata and the stored pieces it was read from.

    Attributes:
        value: canonical value, e.g. 2023-07-17, or a title without its line breaks.
        spans: the pieces, in order; a title printed over three lines has three.
    """

    value: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ParseWarning:
    """Something the reader should know: what was found and on which line (1-based)."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class DocumentMetadata:
    """What surrounds the tasks: title, number, issuer, date, who receives it."""

    title: MetadataValue | None = None  # of the attached plan, or of the document itself
    notice_title: MetadataValue | None = None  # of the covering notice, when there is one
    wenhao: MetadataValue | None = None
    issuer: MetadataValue | None = None
    approved_by: MetadataValue | None = None
    date: MetadataValue | None = None  # ISO, as far as printed: 2023-07-17, 2023-07
    addressees: tuple[MetadataValue, ...] = ()
    cc: tuple[MetadataValue, ...] = ()
    disclosure: MetadataValue | None = None
    preamble: Span | None = None  # from the attached title to the first heading
    issuers: tuple[MetadataValue, ...] = ()  # all that sign, in order; `issuer` is one of them

    @property
    def signed_by(self) -> tuple[MetadataValue, ...]:
        """All who sign, or the one issuer."""
        return self.issuers or ((self.issuer,) if self.issuer else ())


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading, or a plan, that holds tasks or paragraphs."""

    key: str  # 2, or 3.1: unique in the document
    ordinal: str  # as printed: 二、
    title: str
    span: Span  # of the heading line
    level: int  # 1 for the outermost
    parent: str | None = None  # key of the enclosing section


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name, or a time limit, in an attribution: its place, and how rules read it."""

    span: Span
    name: str  # of the view, without line breaks


@dataclass(frozen=True, slots=True)
class RoleClause:
    """The names under one role: lead, responsible, assist or person; or a deadline.

    Attributes:
        role: what the table of labels says of its label.
        names: in order.
        label: as printed: 分管领导; "" where a verb says the role.
    """

    role: str
    names: tuple[ListedName, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One bracket, line or table cell that says who does a task, or by when.

    Attributes:
        span: all of it.
        clauses: what it says, in order.
        column: name of its column, where it is a table cell.
    """

    span: Span
    clauses: tuple[RoleClause, ...]
    column: str | None = None


@dataclass(frozen=True, slots=True)
class TaskCell:
    """A cell of a task's row that says something of it.

    Attributes:
        kind: of its column, a use of rules/table_columns.csv: task, target, site, investment …
        column: name of its column.
        span: its text.
    """

    kind: str
    column: str
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    """One numbered work item, e.g. （七）加速传统产业转型升级。…（牵头单位：…）.

    Attributes:
        key: the printed number, prefixed where numbering restarts (66, 2.9).
        number: 1-based, runs through the whole document; for people, not for IRIs.
        title: up to the first full stop, empty when the item is one sentence.
        text: the rest, without the number and the closing attribution.
        span: number, title, content and attribution.
        content: title and text, where facts are looked for.
        attributions: the closing brackets, lines or table cells that say who does it.
        cells: of a row of a drawn table, those that say what, the one with its title first, and
            the others but for who and when.
    """

    key: str
    number: int
    ordinal: str
    title: str
    text: str
    section: str | None  # key of the enclosing section
    plan: str | None  # key of the enclosing plan or annex, if the file holds several
    span: Span
    title_span: Span
    content: Span
    attributions: tuple[Attribution, ...] = ()
    cells: tuple[TaskCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside all tasks, so that search can find it."""

    key: str
    text: str
    section: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A stored text and everything the parser understood of it.

    Attributes:
        stored: the text.
        metadata: what surrounds the tasks.
        sections: headings above tasks and paragraphs.
        tasks: in order.
        paragraphs: what is outside the tasks.
        warnings: what its reader should know.
        rosters: lists of persons, which are left out of all else: annexes and tables.
    """

    stored: StoredText
    metadata: DocumentMetadata
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    warnings: tuple[ParseWarning, ...] = ()
    rosters: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The stored text."""
        return self.stored.text

    def slice(self, span: Span) -> str:
        """Return the stored characters of a span."""
        return self.stored.text[span.start : span.end]
