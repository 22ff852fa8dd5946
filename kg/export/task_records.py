"""tasks.json: documents and tasks as plain records, for programs that do not read RDF."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema

from errors import GraphError
from kg.entities.linking import LinkedDocument, Linker
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
    TaskFacts,
    TimeLimitMention,
    UnitMention,
)
from kg.structure.document import MetadataValue, Section
from kg.structure.jurisdiction import planned_year

Record = dict[str, Any]
SCHEMA = Path(__file__).parent / "tasks.schema.json"


def records(documents: Iterable[LinkedDocument]) -> Record:
    """Return the content of tasks.json; its shape is kg/tasks.schema.json."""
    return {
        "documents": [
            {"document": _document(facts, linker), "tasks": _tasks(facts, linker)}
            for facts, linker in documents
        ]
    }


def validate(content: Record) -> None:
    """Check records against the JSON Schema.

    Raises:
        GraphError: they do not fit; the message names the path.
    """
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    error = jsonschema.Draft202012Validator(schema).iter_errors(content)
    for first in error:
        raise GraphError(
            f"tasks.json does not fit its schema at {first.json_path}: {first.message}"
        )


def _document(facts: DocumentFacts, linker: Linker) -> Record:
    metadata = facts.document.metadata
    return {
        "id": str(linker.iris.document(facts.key)),
        "key": facts.key,
        "file": facts.file,
        "sha256": facts.sha256,
        "title": _value(metadata.title),
        "notice_title": _value(metadata.notice_title),
        "wenhao": _value(metadata.wenhao),
        "issuer": _value(metadata.issuer),
        "approved_by": _value(metadata.approved_by),
        "date": _value(metadata.date),
        "year": planned_year(metadata),
        "disclosure": _value(metadata.disclosure),
        "jurisdiction": [place.name for place in linker.chain],
        "addressees": [field.value for field in metadata.addressees],
        "cc": [field.value for field in metadata.cc],
        "upstream_policies": [_policy(p, linker) for p in facts.basis],
    }


def _value(field: MetadataValue | None) -> str | None:
    return field.value if field else None


def _tasks(facts: DocumentFacts, linker: Linker) -> list[Record]:
    sections = {section.key: section for section in facts.document.sections}
    return [_task(facts, task_facts, sections, linker) for task_facts in facts.tasks]


def _task(
    facts: DocumentFacts, task_facts: TaskFacts, sections: dict[str, Section], linker: Linker
) -> Record:
    task, mentions = task_facts.task, task_facts.mentions
    plan = sections.get(task.plan) if task.plan else None
    section = sections.get(task.section) if task.section else None
    return {
        "id": str(linker.iris.task(facts.key, task.key)),
        "number": task.number,
        "ordinal": task.ordinal,
        "plan": plan.title if plan else None,
        "section": section.title if section else None,
        "title": task.title,
        "text": task.text,
        "start": task.span.start,
        "end": task.span.end,
        **mention_records(mentions, linker),
    }


def mention_records(mentions: Iterable[Mention], linker: Linker) -> Record:
    """Return the mentions of a task, by kind, as tasks.json holds them."""
    mentions = tuple(mentions)
    return {
        "units": [_unit(m, linker) for m in mentions if isinstance(m, UnitMention)],
        "projects": [
            {**_named(m, linker), "stage": m.stage}
            for m in mentions
            if isinstance(m, ProjectMention)
        ],
        "campaigns": [_named(m, linker) for m in mentions if isinstance(m, CampaignMention)],
        "policies": [_policy(m, linker) for m in mentions if isinstance(m, PolicyMention)],
        "targets": [target_record(m) for m in mentions if isinstance(m, TargetMention)],
        "honours": [
            {**_named(m, linker), "status": m.status}
            for m in mentions
            if isinstance(m, HonourMention)
        ],
        "enterprises": [_named(m, linker) for m in mentions if isinstance(m, EnterpriseMention)],
        "places": [_named(m, linker) for m in mentions if isinstance(m, PlaceMention)],
        "subjects": [_subject(m, linker) for m in mentions if isinstance(m, ConceptMention)],
        "time_limits": [
            {"text": m.text, "value": m.value, **_where(m)}
            for m in mentions
            if isinstance(m, TimeLimitMention)
        ],
    }


def _unit(mention: UnitMention, linker: Linker) -> Record:
    named = mention.kind != "unnamed"
    return {
        "name": mention.text,
        "canonical": linker.unit(mention.text).label if named else None,
        "id": linker.unit(mention.text).iri if named else None,
        "role": mention.role,
        "collective": mention.kind == "collective",
        "unnamed": mention.kind == "unnamed",
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


def _named(mention: NamedMention, linker: Linker) -> Record:
    entity = linker.named(mention)
    return {"mention": mention.text, "canonical": mention.name, "id": entity.iri, **_where(mention)}


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
        "span": mention.text,
        **_where(mention),
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _where(mention: Mention) -> Record:
    return {"start": mention.span.start, "end": mention.span.end, "rule": mention.rule}
