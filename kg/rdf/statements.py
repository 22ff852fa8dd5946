"""The statements of a document: what each mention says of its task, with rule and span."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from kg.entities.doubtful import doubt_of
from kg.entities.kinds import ROLE_RELATIONS, NamedKind
from kg.extraction.benefits.benefits import BenefitMention
from kg.extraction.mentions import (
    ConceptMention,
    Corrected,
    Mention,
    PersonMention,
    PolicyMention,
    ProjectMention,
    TargetMention,
    TimeLimitMention,
    UnitMention,
)
from kg.rdf.document_graph import DocumentWriter, Value
from kg.rdf.literals import date_literal, decimal_literal
from kg.rdf.value_graph import STAGES, benefit_concepts, target_concepts
from kg.rdf.vocabulary import ZT, term
from kg.text.allowed import iri_segment


def add_statement(writer: DocumentWriter, mention: Mention, subject: URIRef) -> None:
    """Add what a mention states about its task, or about the document as a whole."""
    if kind := writer.linker.kinds.named_by(mention):
        _add_named(writer, mention, kind, subject)
    elif add := _ADDING.get(type(mention)):
        add(writer, mention, subject)


def add_concepts_inside(writer: DocumentWriter, mentions: Iterable[Mention]) -> None:
    """Link targets and projects to the concepts named inside their own spans."""
    mentions = tuple(mentions)
    words = [m for m in mentions if isinstance(m, ConceptMention)]
    for mention in mentions:
        node = _node_with_concepts(writer, mention)
        for word in words if node else ():
            if node and word.span.within(mention.span):
                writer.add(node, DCTERMS.subject, writer.iris.concept(word.concept))


def _node_with_concepts(writer: DocumentWriter, mention: Mention) -> URIRef | None:
    if isinstance(mention, TargetMention):
        return _target_iri(writer, mention)
    kind = writer.linker.kinds.named_by(mention)
    if kind and kind.has_concepts:
        return URIRef(writer.linker.named(mention, kind).iri)
    return None


def _iri(writer: DocumentWriter, path: str, mention: Mention) -> URIRef:
    return writer.iris.mention(writer.facts.key, path, mention.span)


def _target_iri(writer: DocumentWriter, mention: TargetMention) -> URIRef:
    what = f"{mention.metric}-{mention.value}{mention.unit_text}"
    return writer.iris.target(writer.facts.key, mention.span, what)


def _source(writer: DocumentWriter, mention: Mention, subject: URIRef) -> dict[URIRef, Value]:
    """Return what every statement has: its subject, rule and span, and how it was corrected."""
    return {
        ZT.ofDocument if subject == writer.node else ZT.ofTask: subject,
        ZT.rule: mention.rule,
        ZT.quotedFrom: writer.span(mention.span),
        ZT.doubt: _doubt(writer, mention),
        **(_correction(mention.corrected) if mention.corrected else {}),
    }


def _doubt(writer: DocumentWriter, mention: Mention) -> Literal | None:
    doubt = doubt_of(mention, writer.linker.knowledge, writer.linker.kinds)
    return Literal(doubt.chinese, lang="zh") if doubt else None


def _correction(corrected: Corrected) -> dict[URIRef, Value]:
    """Return when and why a person corrected a statement, and what it said; not who."""
    return {
        ZT.correctedOn: date_literal(corrected.when),
        ZT.correctionReason: corrected.why,
        ZT.formerly: corrected.was,
    }


def _add_named(writer: DocumentWriter, mention: Mention, kind: NamedKind, subject: URIRef) -> None:
    """Add a thing known by its name: a project, campaign, title, firm or place."""
    thing = URIRef(writer.linker.named(mention, kind).iri)
    writer.add(subject, term(kind.relation), thing)
    values: dict[URIRef, Value] = {
        **_source(writer, mention, subject),
        ZT.refersTo: thing,
        **{term(detail): getattr(mention, detail) for detail in kind.details},
        ZT.stageConcept: STAGES.get(getattr(mention, "stage", "")),
    }
    node = _iri(writer, kind.mention_path, mention)
    writer.describe(node, ZT.NameMention, values)
    if isinstance(mention, ProjectMention):
        _add_details(writer, mention, node, thing)


def _add_details(
    writer: DocumentWriter, mention: ProjectMention, node: URIRef, project: URIRef
) -> None:
    """Add what a project costs and where it is, where its sentence says so."""
    if place := mention.location:
        writer.add(node, ZT.location, place.text)
        writer.add(node, ZT.locationSpan, writer.span(place.span))
    if cost := mention.investment:
        investment = writer.iris.mention(writer.facts.key, "investment", cost.span)
        writer.add(project, ZT.investment, investment)
        values: dict[URIRef, Value] = {
            ZT.ofDocument: writer.node,
            ZT.rule: "project/investment",
            ZT.quotedFrom: writer.span(cost.span),
            ZT.amount: decimal_literal(cost.value),
            ZT.printedValue: cost.text,
            ZT.measureUnit: cost.unit,
        }
        writer.describe(investment, ZT.Investment, values)


def _add_assignment(writer: DocumentWriter, mention: UnitMention, subject: URIRef) -> None:
    """Add who has which role; a body without a name of its own (有关部门) is not a unit."""
    if mention.kind == "unnamed":
        return
    unit = URIRef(writer.linker.unit(mention.name).iri)
    writer.add(subject, ZT[ROLE_RELATIONS[mention.role]], unit)
    values: dict[URIRef, Value] = {
        **_source(writer, mention, subject),
        ZT.unit: unit,
        ZT.role: ZT[mention.role],
        ZT.order: mention.order,
        ZT.forPart: writer.span(mention.part.span) if mention.part else None,
    }
    writer.describe(_iri(writer, "assignment", mention), ZT.Assignment, values)
    if mention.kind == "collective":
        writer.add(unit, ZT.collective, Literal(True))


def _add_person(writer: DocumentWriter, mention: PersonMention, subject: URIRef) -> None:
    """Add who stands under a label of persons: 分管领导, 责任人."""
    person, post = writer.linker.person(mention), writer.linker.post(mention)
    writer.add(subject, ZT.involvesPerson, URIRef(person.iri))
    values: dict[URIRef, Value] = {
        **_source(writer, mention, subject),
        ZT.person: URIRef(person.iri),
        ZT.post: URIRef(post.iri) if post else None,
        ZT.roleLabel: mention.role,
        ZT.order: mention.order,
    }
    writer.describe(_iri(writer, "person-assignment", mention), ZT.PersonAssignment, values)


def _add_citation(writer: DocumentWriter, mention: PolicyMention, subject: URIRef) -> None:
    """Add which policy is named, and the relation its trigger states."""
    policy = URIRef(writer.linker.policy(mention).iri)
    writer.add(subject, ZT[mention.relation], policy)
    node = _iri(writer, "citation", mention)
    values: dict[URIRef, Value] = {
        **_source(writer, mention, subject),
        ZT.policy: policy,
        ZT.relation: ZT[mention.relation],
        ZT.role: ZT[mention.role],
        ZT.trigger: mention.verb,
    }
    writer.describe(node, ZT.PolicyCitation, values)
    if mention.subject:
        subject_policy = URIRef(writer.linker.policy(mention.subject).iri)
        writer.add(subject_policy, ZT[mention.stated], policy)
        writer.add(node, ZT.ofPolicy, subject_policy)
        writer.add(node, ZT.statedRelation, ZT[mention.stated])
    for span in mention.triggers:
        writer.add(node, ZT.triggerSpan, writer.span(span))


def _add_target(writer: DocumentWriter, mention: TargetMention, subject: URIRef) -> None:
    """Add a number the task, or the document as a whole, must reach."""
    node = _target_iri(writer, mention)
    if subject != writer.node:
        writer.add(subject, ZT.hasTarget, node)
    values: dict[URIRef, Value] = {
        **_source(writer, mention, subject),
        SKOS.prefLabel: target_label(mention),
        ZT.metric: mention.metric,
        ZT.comparator: mention.comparator,
        ZT.amount: decimal_literal(mention.value_norm),
        ZT.printedValue: f"{mention.value}{mention.unit_text}",
        ZT.measureUnit: mention.unit,
        ZT.measureKind: mention.kind,
        ZT.commitment: mention.commitment,
        ZT.due: date_literal(mention.due),
        ZT.assumedDue: date_literal(mention.assumed_due),
        ZT.limitText: mention.time_limit,
        **target_concepts(mention, writer.iris, writer.linker.knowledge.values),
    }
    writer.describe(node, ZT.Target, values)


def _add_benefit(writer: DocumentWriter, mention: BenefitMention, subject: URIRef) -> None:
    """Add what somebody may get by the task."""
    what = f"{mention.comparator}{mention.value}{mention.unit_text}-{mention.number.start}"
    span = _iri(writer, "benefit", mention)
    node = URIRef(f"{span}/{iri_segment(what)}")
    writer.add(subject, ZT.grantsBenefit, node)
    values: dict[URIRef, Value] = {
        **_source(writer, mention, subject),
        SKOS.prefLabel: benefit_label(mention),
        ZT.beneficiary: mention.beneficiary,
        ZT.comparator: mention.comparator,
        ZT.amount: decimal_literal(mention.value_norm),
        ZT.printedValue: f"{mention.value}{mention.unit_text}",
        ZT.measureUnit: mention.unit,
        ZT.per: mention.per or None,
        ZT.duration: mention.duration,
        ZT.condition: mention.condition,
        **benefit_concepts(mention, writer.iris, writer.linker.knowledge.values),
    }
    writer.describe(node, ZT.Benefit, values)


def _add_subject(writer: DocumentWriter, mention: ConceptMention, subject: URIRef) -> None:
    """Add a concept the task works on, and the word that says so."""
    concept = writer.iris.concept(mention.concept)
    writer.add(subject, DCTERMS.subject, concept)
    writer.describe(
        _iri(writer, "subject", mention),
        ZT.ConceptMention,
        {**_source(writer, mention, subject), ZT.concept: concept},
    )


def _add_time_limit(writer: DocumentWriter, mention: TimeLimitMention, subject: URIRef) -> None:
    """Add the time limit of the whole task."""
    values: dict[URIRef, Value] = {
        **_source(writer, mention, subject),
        ZT.value: mention.value,
        ZT.limitKind: mention.kind,
        ZT.begins: date_literal(mention.begins),
        ZT.due: date_literal(mention.due),
        ZT.every: mention.every,
        ZT.afterEvent: mention.after,
    }
    writer.describe(_iri(writer, "time-limit", mention), ZT.TimeLimit, values)


# kinds that say more than a name; each function takes mentions of its own class
_ADDING: Mapping[type[Mention], Callable[[DocumentWriter, Any, URIRef], None]] = {
    UnitMention: _add_assignment,
    PersonMention: _add_person,
    PolicyMention: _add_citation,
    TargetMention: _add_target,
    BenefitMention: _add_benefit,
    ConceptMention: _add_subject,
    TimeLimitMention: _add_time_limit,
}


def target_label(mention: TargetMention) -> str:
    """Return a target as a person reads it: 新增规上工业企业 = 35家."""
    return f"{mention.metric} {_amount_label(mention)}"


def benefit_label(mention: BenefitMention) -> str:
    """Return a benefit as a person reads it: 中小微企业 ≤ 20万元 每家."""
    parts = (mention.beneficiary, _amount_label(mention), mention.per_text)
    return " ".join(filter(None, parts))


def _amount_label(mention: TargetMention | BenefitMention) -> str:
    sign = {">=": "≥ ", "<=": "≤ ", "~": "≈ "}.get(mention.comparator, f"{mention.comparator} ")
    return f"{sign}{mention.value}{mention.unit_text}"
