"""Run every rule over a document and gather the facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from kg.extraction.campaigns import campaigns
from kg.extraction.enterprises import enterprises
from kg.extraction.honours import honours
from kg.extraction.mentions import (
    ConceptMention,
    DocumentFacts,
    Mention,
    PlaceMention,
    PolicyMention,
    TargetMention,
    TaskFacts,
    UnitMention,
)
from kg.extraction.places import places
from kg.extraction.policies import policies
from kg.extraction.projects import projects
from kg.extraction.subjects import named_concepts, subjects
from kg.extraction.targets import targets
from kg.extraction.units import units
from kg.knowledge.knowledge import Knowledge
from kg.structure.document import Document, Task
from kg.structure.jurisdiction import planned_year
from kg.structure.keys import document_key
from kg.text.span import Span


def extract(document: Document, file: str, knowledge: Knowledge) -> DocumentFacts:
    """Find every fact of a parsed document.

    Args:
        document: as kg.parser.parse returns it.
        file: name of the source file, for provenance.
        knowledge: what names and numbers are told by.
    """
    sha256 = hashlib.sha256(document.text.encode()).hexdigest()
    year = planned_year(document.metadata)
    return DocumentFacts(
        document=document,
        key=document_key(document.metadata),
        file=file,
        sha256=sha256,
        basis=_basis(document, knowledge),
        tasks=tuple(
            TaskFacts(task, task_mentions(document, task, knowledge, year))
            for task in document.tasks
        ),
        concepts=named_concepts(document, knowledge.thesaurus),
    )


def _basis(document: Document, knowledge: Knowledge) -> tuple[PolicyMention, ...]:
    if document.metadata.preamble is None:
        return ()
    return tuple(policies(document, document.metadata.preamble, knowledge.lexicon, basis=True))


def task_mentions(
    document: Document, task: Task, knowledge: Knowledge, year: int | None
) -> tuple[Mention, ...]:
    """Return every mention of a task, in document order."""
    found: list[Mention] = [
        *policies(document, task.content, knowledge.lexicon),
        *units(document, task, knowledge.lexicon),
    ]
    for part in _parts(document, task):
        found.extend(targets(document, part, knowledge.lexicon, year))
        found.extend(projects(document, part, knowledge))
        for rule in (campaigns, honours, enterprises):
            found.extend(rule(document, part, knowledge.lexicon))
    found.extend(subjects(document, task, knowledge.thesaurus))
    found.extend(_outside(places(document, task.content, knowledge), found))
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end)))


def _parts(document: Document, task: Task) -> tuple[Span, ...]:
    """Return what is read by itself: a title on a line of its own does not run into the text."""
    rest = Span(task.title_span.end, task.content.end)
    if not task.title or not document.slice(rest).lstrip(" \t\u3000").startswith("\n"):
        return (task.content,)
    return task.title_span, rest


def _outside(found: Iterable[PlaceMention], others: Sequence[Mention]) -> Iterator[PlaceMention]:
    """Yield each place once, where it first stands outside every longer name."""
    seen: set[str] = set()
    for place in found:
        inside = any(place.span.within(other.span) for other in others if _is_name(other))
        if not inside and place.name not in seen:
            seen.add(place.name)
            yield place


def _is_name(mention: Mention) -> bool:
    return not isinstance(mention, TargetMention | UnitMention | ConceptMention)
