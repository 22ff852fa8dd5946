"""The triples of one document: its metadata, sections, tasks and paragraphs, each with its span."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS
from rdflib.term import Node

from kg.entities.iri import IriMinter
from kg.entities.linking import LinkedDocument, Linker
from kg.extraction.mentions import DocumentFacts
from kg.rdf.literals import date_literal, literal
from kg.rdf.vocabulary import ELI, ZT
from kg.structure.document import DocumentMetadata, MetadataValue, Paragraph, Section, Task
from kg.structure.jurisdiction import planned_year
from kg.text.hiding.telephones import without_telephones
from kg.text.span import Span

_LABEL = 24  # characters of a label that is the beginning of a text
Value = Node | str | int | bool | None


@dataclass(frozen=True)
class DocumentWriter:
    """Writes the triples of one document into its named graph."""

    graph: Graph
    document: LinkedDocument

    @property
    def facts(self) -> DocumentFacts:
        """What was found in the document."""
        return self.document.facts

    @property
    def linker(self) -> Linker:
        """Links the document's mentions."""
        return self.document.linker

    @property
    def iris(self) -> IriMinter:
        """Mints the IRIs."""
        return self.linker.iris

    @cached_property
    def node(self) -> URIRef:
        """The IRI of the document."""
        return self.iris.document(self.facts.key)

    @cached_property
    def text(self) -> URIRef:
        """The IRI of its stored text."""
        return self.iris.text(self.facts.key)

    def add(self, subject: URIRef, predicate: URIRef, value: Value) -> None:
        """Add one triple; None and "" add nothing, plain values become literals."""
        if value is None or value == "":
            return
        node = value if isinstance(value, Node) else literal(predicate, value)
        self.graph.add((subject, predicate, node))

    def describe(self, subject: URIRef, kind: URIRef, values: Mapping[URIRef, Value]) -> None:
        """Add the class of a node and its values."""
        self.add(subject, RDF.type, kind)
        for predicate, value in values.items():
            self.add(subject, predicate, value)

    def span(self, span: Span) -> URIRef:
        """Add a text span and return its IRI."""
        iri = self.iris.span(self.facts.key, span)
        values: dict[URIRef, Value] = {
            ZT.inText: self.text,
            ZT.start: span.start,
            ZT.end: span.end,
            ZT.exact: without_telephones(self.facts.document.slice(span)),
        }
        self.describe(iri, ZT.TextSpan, values)
        return iri

    def metadata(self) -> None:
        """Add the document itself, its stored text and its metadata."""
        metadata, year = self.facts.document.metadata, planned_year(self.facts.document.metadata)
        named = metadata.title or metadata.wenhao
        label = named.value if named else self.facts.key
        stored: dict[URIRef, Value] = {
            RDFS.label: f"{label}（全文）",
            ZT.sha256: self.facts.sha256,
            ZT.file: self.facts.file,
        }
        self.describe(self.text, ZT.StoredText, stored)
        values: dict[URIRef, Value] = {
            ZT.isStub: Literal(False),
            ZT.hasText: self.text,
            ZT.versionOf: self.iris.document(work) if (work := self.facts.version_of) else None,
            ZT.year: year,
            RDFS.label: label,
            ELI.date_document: date_literal(_day(metadata)),
        }
        self.describe(self.node, ZT.PolicyDocument, values)
        for predicate, printed in _printed(metadata):
            self.add(self.node, predicate, printed.value)
            self._quote(printed)
        for issuer in metadata.signed_by:
            self.add(self.node, ZT.issuedBy, URIRef(self.linker.unit(issuer.value).iri))
            self._quote(issuer)
        for concept in self.facts.concepts:
            self.add(self.node, ZT.namesConcept, self.iris.concept(concept))
        if own := self.linker.jurisdiction:
            self.add(self.node, ZT.jurisdiction, self.iris.jurisdiction(own))
            self.add(self.node, ZT.level, ZT[own.level])

    def _quote(self, printed: MetadataValue) -> None:
        for span in printed.spans:
            self.add(self.node, ZT.quotedFrom, self.span(span))

    def section(self, section: Section) -> None:
        """Add a section."""
        node = self.iris.section(self.facts.key, section.key)
        values: dict[URIRef, Value] = {
            DCTERMS.title: section.title,
            ZT.ordinal: section.ordinal,
            RDFS.label: f"{section.ordinal or ''}{section.title}",
        }
        self.describe(node, ZT.Section, values)
        self._locate(node, section.parent, section.span)

    def paragraph(self, paragraph: Paragraph) -> None:
        """Add a paragraph outside the tasks."""
        node = self.iris.paragraph(self.facts.key, paragraph.key)
        values = {
            ZT.text: without_telephones(paragraph.text),
            RDFS.label: _beginning(without_telephones(paragraph.text)),
        }
        self.describe(node, ZT.Paragraph, values)
        self._locate(node, paragraph.section, paragraph.span)

    def task(self, task: Task) -> URIRef:
        """Add a task and return its IRI."""
        node = self.iris.task(self.facts.key, task.key)
        heading = task.title or _beginning(without_telephones(task.text))
        values: dict[URIRef, Value] = {
            DCTERMS.title: task.title,
            RDFS.label: f"{task.ordinal or ''}{heading}",
            ZT.ordinal: task.ordinal,
            ZT.number: task.number,
            ZT.text: without_telephones(task.text),
        }
        self.describe(node, ZT.Task, values)
        self._locate(node, task.section, task.span)
        return node

    def _locate(self, node: URIRef, section: str | None, span: Span) -> None:
        """Add where a part of the document is: its section and its characters."""
        self.add(node, ZT.inDocument, self.node)
        self.add(node, ZT.quotedFrom, self.span(span))
        if section:
            self.add(node, ZT.inSection, self.iris.section(self.facts.key, section))


def _printed(metadata: DocumentMetadata) -> list[tuple[URIRef, MetadataValue]]:
    """Return the metadata that are kept as printed, with their properties."""
    values: list[tuple[URIRef, MetadataValue | None]] = [
        (DCTERMS.title, metadata.title),
        (ZT.noticeTitle, metadata.notice_title),
        (ZT.wenhao, metadata.wenhao),
        (ZT.date, metadata.date),
        (ZT.approvedBy, metadata.approved_by),
        (ZT.disclosure, metadata.disclosure),
        *((ZT.addressee, addressee) for addressee in metadata.addressees),
        *((ZT.copiedTo, copied) for copied in metadata.cc),
    ]
    return [(predicate, value) for predicate, value in values if value]


def _day(metadata: DocumentMetadata) -> str | None:
    """Return the date of a document if its day is printed: 2023-07-17, not 2023-07."""
    date = metadata.date.value if metadata.date else ""
    return date if len(date) == len("2023-07-17") else None


def _beginning(text: str) -> str:
    """Return a text as the label of what has no title."""
    return text if len(text) <= _LABEL else f"{text[:_LABEL]}…"
