"""Run every extractor over a document and gather the facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from kg.extraction.assignments.persons import persons
from kg.extraction.assignments.units import units
from kg.extraction.benefits.benefits import BenefitMention, benefits
from kg.extraction.campaigns import campaigns
from kg.extraction.concepts import concepts, named_concepts
from kg.extraction.enterprises import enterprises
from kg.extraction.extractor import Extractor
from kg.extraction.honours import honours
from kg.extraction.mentions import DocumentFacts, Mention, PlaceMention, TargetMention, TaskFacts
from kg.extraction.places import places
from kg.extraction.policies import basis_policies, policies
from kg.extraction.projects import projects
from kg.extraction.targets import headline_targets, targets
from kg.extraction.task_reading import DocumentReading, read_document
from kg.extraction.time_limits import time_limits
from kg.knowledge.knowledge import Knowledge
from kg.structure.document import Document
from kg.structure.keys import document_key

# one for each kind of mention; of mentions at one place, the first named here comes first
EXTRACTORS: tuple[Extractor, ...] = (
    policies,
    units,
    persons,
    time_limits,
    targets,
    benefits,
    projects,
    campaigns,
    honours,
    enterprises,
    concepts,
    places,
)


def extract(document: Document, file: str, knowledge: Knowledge) -> DocumentFacts:
    """Find every fact of a parsed document.

    Args:
        document: as kg.structure.parser.parse returns it.
        file: name of the source file, for provenance.
        knowledge: what names and numbers are told by.
    """
    reading = read_document(document, knowledge)
    mentions = task_mentions(reading, knowledge)
    sha256 = hashlib.sha256(document.stored.text.encode()).hexdigest()
    return DocumentFacts(
        document=document,
        key=document_key(document.metadata, reading.jurisdiction, sha256),
        file=file,
        sha256=sha256,
        basis=basis_policies(document, knowledge.lexicon),
        targets=headline_targets(reading, knowledge),
        tasks=tuple(map(TaskFacts, document.tasks, mentions)),
        concepts=named_concepts(document, knowledge.thesaurus),
        jurisdiction=reading.jurisdiction,
    )


def task_mentions(reading: DocumentReading, knowledge: Knowledge) -> list[tuple[Mention, ...]]:
    """Return every mention of each task, in the order of the text, a longer one first."""
    kinds = [extractor(reading, knowledge) for extractor in EXTRACTORS]
    return [_in_order(chain.from_iterable(found)) for found in zip(*kinds, strict=True)]


def _in_order(found: Iterable[Mention]) -> tuple[Mention, ...]:
    mentions = list(_without_granted(list(found)))
    names = [m for m in mentions if m.is_name and not isinstance(m, PlaceMention)]
    others = [m for m in mentions if not isinstance(m, PlaceMention)]
    own = _own_places([m for m in mentions if isinstance(m, PlaceMention)], names)
    return tuple(sorted([*others, *own], key=lambda m: (m.span.start, -m.span.end)))


def _without_granted(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions; what somebody may get is no number that the work must reach."""
    granted = [m for m in mentions if isinstance(m, BenefitMention)]
    for mention in mentions:
        if not isinstance(mention, TargetMention) or not any(
            benefit.number.within(mention.span) and benefit.value == mention.value
            for benefit in granted
        ):
            yield mention


def _own_places(found: Sequence[PlaceMention], names: Sequence[Mention]) -> Iterator[PlaceMention]:
    """Yield each place once, where it is first named outside every longer name."""
    seen: set[str] = set()
    for place in found:
        start, end = place.span.start, place.span.end
        inside = any(name.span.start <= start and end <= name.span.end for name in names)
        if not inside and place.name not in seen:
            seen.add(place.name)
            yield place
