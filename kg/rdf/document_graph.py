"""The triples of one document: metadata, sections, tasks, statements, every fact with its span."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD
from rdflib.term import Node

from kg.entities.linking import Linker
from kg.extraction.mentions import (
    CampaignMention,
    ConceptMention,
    DocumentFacts,
    EnterpriseMention,
    HonourMention,
    Mention,
    NamedMention,
    PlaceMention,
    PolicyMention,
    ProjectMention,
    TargetMention,
    TimeLimitMention,
    UnitMention,
)
from kg.rdf.entity_graph import place_iri
from kg.rdf.vocabulary import ZT
from kg.structure.document import MetadataValue, Task
from kg.structure.jurisdiction import planned_year
from kg.text.span import Span

_ROLE_PROPERTY = {
    "lead": ZT.leadUnit,
    "responsible": ZT.responsibleUnit,
    "assist": ZT.assistingUnit,
}

_NAMED_PROPERTY: dict[type, tuple[URIRef, str]] = {
    ProjectMention: (ZT.hasProject, "project-mention"),
    CampaignMention: (ZT.hasCampaign, "campaign-mention"),
    HonourMention: (ZT.seeksHonour, "honour-mention"),
    EnterpriseMention: (ZT.namesEnterprise, "enterprise-mention"),
    PlaceMention: (ZT.namesPlace, "place-mention"),
}
NAMED = tuple(_NAMED_PROPERTY)


class DocumentWriter:
    """Writes the triples of one document into its named graph."""

    def __init__(self, graph: Graph, facts: DocumentFacts, linker: Linker) -> None:
        self.graph = graph
        self.facts = facts
        self.linker = linker
        self.iris = linker.iris
        self.node = self.iris.document(facts.key)
        self.text = self.iris.text(facts.key)

    def add(
        self, subject: URIRef, predicate: URIRef, value: Node | str | int | bool | None
    ) -> None:
        """Add one triple; None adds nothing, plain values become literals."""
        if value is None or value == "":
            return
        self.graph.add((subject, predicate, value if isinstance(value, Node) else Literal(value)))

    def span(self, span: Span) -> URIRef:
        """Add a text span and return its IRI."""
        iri = self.iris.span(self.facts.key, span)
        self.add(iri, RDF.type, ZT.TextSpan)
        self.add(iri, ZT.inText, self.text)
        self.add(iri, ZT.start, span.start)
        self.add(iri, ZT.end, span.end)
        self.add(iri, ZT.exact, self.facts.document.slice(span))
        return iri

    def metadata(self) -> None:
        """Add the document itself, its stored text and its metadata."""
        metadata = self.facts.document.metadata
        self.add(self.node, RDF.type, ZT.PolicyDocument)
        self.add(self.node, ZT.isStub, Literal(False))
        self.add(self.node, ZT.hasText, self.text)
        self.add(self.text, RDF.type, ZT.StoredText)
        self.add(self.text, ZT.sha256, self.facts.sha256)
        self.add(self.text, ZT.file, self.facts.file)
        single = {
            DCTERMS.title: metadata.title,
            ZT.noticeTitle: metadata.notice_title,
            ZT.wenhao: metadata.wenhao,
            ZT.date: metadata.date,
            ZT.approvedBy: metadata.approved_by,
            ZT.disclosure: metadata.disclosure,
        }
        for predicate, value in single.items():
            self._field(predicate, value)
        for predicate, values in {
            ZT.addressee: metadata.addressees,
            ZT.copiedTo: metadata.cc,
        }.items():
            for value in values:
                self._field(predicate, value)
        year = planned_year(metadata)
        self.add(self.node, ZT.year, Literal(str(year), datatype=XSD.gYear) if year else None)
        if metadata.issuer:
            self.add(self.node, ZT.issuedBy, URIRef(self.linker.unit(metadata.issuer.value).iri))
            self._quote(metadata.issuer)
        for concept in self.facts.concepts:
            self.add(self.node, ZT.namesConcept, self.iris.concept(concept))
        if self.linker.jurisdiction:
            self.add(self.node, ZT.jurisdiction, place_iri(self.iris, self.linker.jurisdiction))
            self.add(self.node, ZT.level, ZT[self.linker.jurisdiction.level])

    def _field(self, predicate: URIRef, field: MetadataValue | None) -> None:
        if field:
            self.add(self.node, predicate, field.value)
            self._quote(field)

    def _quote(self, field: MetadataValue) -> None:
        for span in field.spans:
            self.add(self.node, ZT.quotedFrom, self.span(span))

    def sections(self) -> None:
        """Add sections and the paragraphs outside the tasks."""
        document, key = self.facts.document, self.facts.key
        for section in document.sections:
            node = self.iris.section(key, section.key)
            self.add(node, RDF.type, ZT.Section)
            self.add(node, DCTERMS.title, section.title)
            self.add(node, ZT.ordinal, section.ordinal)
            self._part(node, section.parent, section.span)
        for paragraph in document.paragraphs:
            node = self.iris.paragraph(key, paragraph.key)
            self.add(node, RDF.type, ZT.Paragraph)
            self.add(node, ZT.text, paragraph.text)
            self._part(node, paragraph.section, paragraph.span)

    def _part(self, node: URIRef, section: str | None, span: Span) -> None:
        self.add(node, ZT.inDocument, self.node)
        self.add(node, ZT.quotedFrom, self.span(span))
        if section:
            self.add(node, ZT.inSection, self.iris.section(self.facts.key, section))

    def task(self, task: Task) -> URIRef:
        """Add a task and return its IRI."""
        node = self.iris.task(self.facts.key, task.key)
        self.add(node, RDF.type, ZT.Task)
        self.add(node, DCTERMS.title, task.title)
        self.add(node, ZT.ordinal, task.ordinal)
        self.add(node, ZT.number, task.number)
        self.add(node, ZT.text, task.text)
        self._part(node, task.section, task.span)
        return node

    def statement(self, mention: Mention, task: URIRef) -> None:
        """Add what a mention states about its task."""
        if isinstance(mention, UnitMention):
            self.assignment(mention, task)
        elif isinstance(mention, PolicyMention):
            self.citation(mention, task)
        elif isinstance(mention, TargetMention):
            self.target(mention, task)
        elif isinstance(mention, NAMED):
            self.named(cast(NamedMention, mention), task)
        elif isinstance(mention, ConceptMention):
            self.subject(mention, task)
        elif isinstance(mention, TimeLimitMention):
            node = self._statement(ZT.TimeLimit, "time-limit", mention, task)
            self.add(node, ZT.value, mention.value)

    def _statement(self, kind: URIRef, name: str, mention: Mention, subject: URIRef) -> URIRef:
        node = self.iris.mention(self.facts.key, name, mention.span)
        self._sourced(node, kind, mention, subject)
        return node

    def _sourced(self, node: URIRef, kind: URIRef, mention: Mention, subject: URIRef) -> None:
        """Add what every statement has: its class, subject, rule and span."""
        self.add(node, RDF.type, kind)
        self.add(node, ZT.ofDocument if subject == self.node else ZT.ofTask, subject)
        self.add(node, ZT.rule, mention.rule)
        self.add(node, ZT.quotedFrom, self.span(mention.span))

    def assignment(self, mention: UnitMention, task: URIRef) -> None:
        """Add who has which role; a body without a name (有关部门) is no unit."""
        if mention.kind == "unnamed":
            return
        unit = URIRef(self.linker.unit(mention.text).iri)
        self.add(task, _ROLE_PROPERTY[mention.role], unit)
        node = self._statement(ZT.Assignment, "assignment", mention, task)
        self.add(node, ZT.unit, unit)
        self.add(node, ZT.role, ZT[mention.role])
        self.add(node, ZT.order, mention.order)
        if mention.kind == "collective":
            self.add(unit, ZT.collective, Literal(True))

    def target(self, mention: TargetMention, task: URIRef) -> None:
        """Add a number the task must reach."""
        node = self._target_node(mention)
        self._sourced(node, ZT.Target, mention, task)
        self.add(task, ZT.hasTarget, node)
        self.add(node, SKOS.prefLabel, target_label(mention))
        self.add(node, ZT.metric, mention.metric)
        self.add(node, ZT.comparator, mention.comparator)
        self.add(node, ZT.amount, decimal_literal(mention.value_norm))
        self.add(node, ZT.printedValue, f"{mention.value}{mention.unit_text}")
        self.add(node, ZT.measureUnit, mention.unit)
        self.add(node, ZT.measureKind, mention.kind)
        self.add(node, ZT.commitment, mention.commitment)
        self.add(node, ZT.deadline, mention.due)
        self.add(node, ZT.deadlineText, mention.time_limit)

    def named(self, mention: NamedMention, task: URIRef) -> None:
        """Add a project, campaign, title, firm or place that a task names."""
        predicate, kind = _NAMED_PROPERTY[type(mention)]
        entity = URIRef(self.linker.named(mention).iri)
        self.add(task, predicate, entity)
        node = self._statement(ZT.NameMention, kind, mention, task)
        self.add(node, ZT.refersTo, entity)
        if isinstance(mention, ProjectMention):
            self.add(node, ZT.stage, mention.stage)
        elif isinstance(mention, HonourMention):
            self.add(node, ZT.status, mention.status)

    def subject(self, mention: ConceptMention, task: URIRef) -> None:
        """Add a concept the task works on, and the word that says so."""
        concept = self.iris.concept(mention.concept)
        self.add(task, DCTERMS.subject, concept)
        node = self._statement(ZT.SubjectMention, "subject", mention, task)
        self.add(node, ZT.concept, concept)

    def subjects_inside(self, mentions: tuple[Mention, ...]) -> None:
        """Link targets and projects to the concepts whose words stand in their own span."""
        words = [m for m in mentions if isinstance(m, ConceptMention)]
        for mention in mentions:
            node = self._subject_node(mention)
            for word in words if node else ():
                if word.span.within(mention.span):
                    self.add(cast(URIRef, node), DCTERMS.subject, self.iris.concept(word.concept))

    def _subject_node(self, mention: Mention) -> URIRef | None:
        if isinstance(mention, TargetMention):
            return self._target_node(mention)
        if isinstance(mention, ProjectMention):
            return URIRef(self.linker.named(mention).iri)
        return None

    def _target_node(self, mention: TargetMention) -> URIRef:
        what = f"{mention.metric}-{mention.value}{mention.unit_text}"
        return self.iris.target(self.facts.key, mention.span, what)

    def citation(self, mention: PolicyMention, subject: URIRef) -> None:
        """Add which policy is named, and the relation its trigger states."""
        policy = URIRef(self.linker.policy(mention).iri)
        self.add(subject, ZT[mention.relation], policy)
        node = self._statement(ZT.PolicyCitation, "citation", mention, subject)
        self.add(node, ZT.policy, policy)
        self.add(node, ZT.relation, ZT[mention.relation])
        self.add(node, ZT.role, ZT[mention.role])
        self.add(node, ZT.trigger, mention.verb)
        for span in mention.triggers:
            self.add(node, ZT.triggerSpan, self.span(span))


def decimal_literal(value: Decimal) -> Literal:
    """Return a decimal as Turtle writes it (5.0), so that it reads back the same."""
    text = f"{value:f}"
    return Literal(text if "." in text else f"{text}.0", datatype=XSD.decimal)


def target_label(mention: TargetMention) -> str:
    """Return a target as a person reads it: 新增规上工业企业 = 35家."""
    sign = {">=": "≥ ", "<=": "≤ ", "~": "≈ "}.get(mention.comparator, f"{mention.comparator} ")
    return f"{mention.metric} {sign}{mention.value}{mention.unit_text}"
