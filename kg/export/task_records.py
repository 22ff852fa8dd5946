"""tasks.json: documents and tasks as plain records, for programs that do not read RDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from kg.entities.doubtful import doubt_of
from kg.entities.kinds import Kind, NamedKind
from kg.entities.linking import LinkedDocument, Linker
from kg.extraction.assignments.persons import person_places
from kg.extraction.benefits.benefits import BenefitMention
from kg.extraction.mentions import (
    ConceptMention,
    Investment,
    Location,
    Mention,
    PersonMention,
    PolicyMention,
    ProjectMention,
    TargetMention,
    TaskFacts,
    TaskPart,
    TimeLimitMention,
    UnitMention,
)
from kg.structure.document import Document, MetadataValue, Task
from kg.structure.jurisdiction import planned_year
from kg.structure.keys import version
from kg.text.hiding.telephones import without_telephones
from kg.text.hiding.veil import in_strings

Record = dict[str, Any]


def records(documents: Iterable[LinkedDocument]) -> Record:
    """Return the content of tasks.json, without telephone numbers; see tasks.schema.json."""
    return {"documents": [_entry(document) for document in documents]}


def _entry(document: LinkedDocument) -> Record:
    linker = document.linker
    targets = [_target(t, linker) | _doubt(t, linker) for t in document.facts.targets]
    entry = {"document": _document(document), "targets": targets, "tasks": _tasks(document)}
    shown: Record = in_strings(entry, without_telephones)
    return shown


def _document(document: LinkedDocument) -> Record:
    facts, linker = document
    metadata = facts.document.metadata
    return {
        "id": str(linker.iris.document(facts.key)),
        "key": facts.key,
        "version": version(facts.sha256) if facts.version_of else None,
        "version_of": str(linker.iris.document(facts.version_of)) if facts.version_of else None,
        "file": facts.file,
        "sha256": facts.sha256,
        "title": _value(metadata.title),
        "notice_title": _value(metadata.notice_title),
        "wenhao": _value(metadata.wenhao),
        "issuer": _value(metadata.issuer),
        "issuers": [field.value for field in metadata.signed_by],
        "approved_by": _value(metadata.approved_by),
        "date": _value(metadata.date),
        "year": planned_year(metadata),
        "disclosure": _value(metadata.disclosure),
        "jurisdiction": [jurisdiction.name for jurisdiction in linker.chain],
        "addressees": [field.value for field in metadata.addressees],
        "cc": [field.value for field in metadata.cc],
        "upstream_policies": [_policy(p, linker) for p in facts.basis],
        "persons": person_places(facts.document, linker.knowledge.lexicon),
    }


def _value(field: MetadataValue | None) -> str | None:
    return field.value if field else None


def _tasks(document: LinkedDocument) -> list[Record]:
    titles = {section.key: section.title for section in document.facts.document.sections}
    return [_task(task_facts, document, titles) for task_facts in document.facts.tasks]


def _task(task_facts: TaskFacts, document: LinkedDocument, titles: dict[str, str]) -> Record:
    task, linker = task_facts.task, document.linker
    return {
        "id": str(linker.iris.task(document.facts.key, task.key)),
        "number": task.number,
        "ordinal": task.ordinal,
        "plan": titles.get(task.plan or ""),
        "section": titles.get(task.section or ""),
        "title": task.title,
        "text": task.text,
        "start": task.span.start,
        "end": task.span.end,
        "cells": _cells(task, document.facts.document),
        **mention_records(task_facts.mentions, linker),
    }


def _cells(task: Task, document: Document) -> list[Record]:
    """Return the cells of a table's row beside the one that names the task, by their columns."""
    return [
        {
            "kind": cell.kind,
            "column": cell.column,
            "text": document.slice(cell.span),
            "start": cell.span.start,
            "end": cell.span.end,
        }
        for cell in task.cells[1:]
    ]


def mention_records(mentions: Iterable[Mention], linker: Linker) -> Record:
    """Return the mentions of a task, by kind, as tasks.json holds them."""
    mentions = tuple(mentions)
    return {
        kind.key: [_record(m, kind, linker) | _doubt(m, linker) for m in mentions if kind.holds(m)]
        for kind in linker.kinds
        if kind.mention
    }


def _record(mention: Mention, kind: Kind, linker: Linker) -> Record:
    if isinstance(kind, NamedKind):
        return _named(mention, kind, linker)
    return _RECORDS[type(mention)](mention, linker)


def _doubt(mention: Mention, linker: Linker) -> Record:
    """Return why a fact is doubtful, where it is."""
    doubt = doubt_of(mention, linker.knowledge, linker.kinds)
    return {"doubt": {"zh": doubt.chinese, "en": doubt.english}} if doubt else {}


def _unit(mention: UnitMention, linker: Linker) -> Record:
    unit = linker.unit(mention.name) if mention.kind != "unnamed" else None
    return {
        "name": mention.name,
        "canonical": unit.label if unit else None,
        "id": unit.iri if unit else None,
        "class": unit.kind if unit else None,
        "inferred_name": next(iter(unit.inferred), None) if unit else None,
        "role": mention.role,
        "collective": mention.kind == "collective",
        "unnamed": unit is None,
        "part": mention.part and _quoted(mention.part),
        # what a page prints inside a name is none of it: the characters of its place are beside it
        **({"text": mention.text} if mention.text != mention.name else {}),
        **_where(mention),
    }


def _person(mention: PersonMention, linker: Linker) -> Record:
    person = linker.person(mention)
    return {
        "name": mention.text,
        "canonical": person.label,
        "id": person.iri,
        "class": person.kind,
        "post": mention.post or None,
        "role": mention.role,
        **_where(mention),
    }


def _policy(mention: PolicyMention, linker: Linker) -> Record:
    return {
        "title": mention.title,
        "wenhao": mention.wenhao,
        "id": linker.policy(mention).iri,
        "level": mention.level,
        "role": mention.role,
        "relation": mention.relation,
        "verb": mention.verb,
        **_where(mention),
    }


def _subject(mention: ConceptMention, linker: Linker) -> Record:
    return {
        "concept": mention.concept,
        "id": str(linker.iris.concept(mention.concept)),
        "mention": mention.text,
        **_where(mention),
    }


def _time_limit(mention: TimeLimitMention, _: Linker) -> Record:
    return {
        "text": mention.text,
        "kind": mention.kind,
        "from": mention.begins,
        "due": mention.due,
        "every": mention.every,
        "after": mention.after,
        "value": mention.value,
        **_where(mention),
    }


def _named(mention: Mention, kind: NamedKind, linker: Linker) -> Record:
    entity = linker.named(mention, kind)
    return {
        "mention": mention.text,
        "canonical": entity.label,
        "id": entity.iri,
        **_where(mention),
        **{detail: getattr(mention, detail) for detail in kind.details},
        **(_details(mention) if isinstance(mention, ProjectMention) else {}),
    }


def _details(mention: ProjectMention) -> Record:
    cost, place = mention.investment, mention.location
    return {
        "investment": cost and {"value": _number(cost.value), "unit": cost.unit, **_quoted(cost)},
        "location": place and _quoted(place),
    }


def _quoted(detail: Investment | Location | TaskPart) -> Record:
    return {"text": detail.text, "start": detail.span.start, "end": detail.span.end}


def _target(mention: TargetMention, linker: Linker) -> Record:
    return {
        **target_record(mention),
        "indicator": linker.knowledge.values.indicator(mention.metric)[0],
    }


def target_record(mention: TargetMention) -> Record:
    """Return a target as tasks.json holds it."""
    return {
        "metric": mention.metric,
        "comparator": mention.comparator,
        "value": _number(mention.value),
        "multiplier": mention.multiplier,
        "unit": mention.unit,
        "unit_text": mention.unit_text,
        "value_norm": _number(mention.value_norm),
        "kind": mention.kind,
        "modality": mention.commitment,
        "deadline": mention.due,
        "deadline_text": mention.time_limit,
        "assumed_deadline": mention.assumed_due,
        "span": mention.text,
        **_where(mention),
    }


def _benefit(mention: BenefitMention, _: Linker) -> Record:
    return {
        "text": mention.text,
        "beneficiary": mention.beneficiary,
        "value": _number(mention.value),
        "multiplier": mention.multiplier,
        "unit": mention.unit,
        "unit_text": mention.unit_text,
        "value_norm": _number(mention.value_norm),
        "comparator": mention.comparator,
        "per": mention.per or None,
        "per_text": mention.per_text or None,
        "duration": mention.duration,
        "condition": mention.condition,
        **_where(mention),
    }


# kinds that say more than a name; each function takes mentions of its own class
_RECORDS: Mapping[type[Mention], Callable[[Any, Linker], Record]] = {
    UnitMention: _unit,
    PersonMention: _person,
    PolicyMention: _policy,
    TargetMention: _target,
    BenefitMention: _benefit,
    ConceptMention: _subject,
    TimeLimitMention: _time_limit,
}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _where(mention: Mention) -> Record:
    where = {"start": mention.span.start, "end": mention.span.end, "rule": mention.rule}
    return where | ({"corrected": asdict(mention.corrected)} if mention.corrected else {})
