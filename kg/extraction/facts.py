"""Run every rule over a document and gather the facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from kg.document import Document, Frame, Span, Task
from kg.entities import (
    DocumentFacts,
    Mention,
    PlaceMention,
    PolicyMention,
    SubjectMention,
    TargetMention,
    TaskFacts,
    UnitMention,
)
from kg.extraction.campaigns import campaigns
from kg.extraction.enterprises import enterprises
from kg.extraction.honours import honours
from kg.extraction.places import places
from kg.extraction.policies import policies
from kg.extraction.projects import projects
from kg.extraction.subjects import named_concepts, subjects
from kg.extraction.targets import targets
from kg.extraction.units import units
from kg.iri import document_key
from kg.rules import Rules, load_rules
from kg.thesaurus import load_thesaurus

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")


def extract(document: Document, file: str, rules: Rules | None = None) -> DocumentFacts:
    """Find every fact of a parsed document.

    Args:
        document: as kg.parser.parse returns it.
        file: name of the source file, for provenance.
        rules: the project's own by default.
    """
    rules = rules or load_rules()
    sha256 = hashlib.sha256(document.text.encode()).hexdigest()
    year = planned_year(document.frame)
    return DocumentFacts(
        document=document,
        key=document_key(document.frame),
        file=file,
        sha256=sha256,
        basis=_basis(document, rules),
        tasks=tuple(
            TaskFacts(task, task_mentions(document, task, rules, year)) for task in document.tasks
        ),
        concepts=named_concepts(document, load_thesaurus()),
    )


def _basis(document: Document, rules: Rules) -> tuple[PolicyMention, ...]:
    if document.frame.preamble is None:
        return ()
    return tuple(policies(document, document.frame.preamble, rules, basis=True))


def planned_year(frame: Frame) -> int | None:
    """Return the year a document plans: the one its title names, else the year of its date."""
    named = set(_YEAR.findall(frame.title.value)) if frame.title else set()
    if len(named) == 1:
        return int(named.pop())
    return int(frame.date.value[:4]) if frame.date else None


def task_mentions(
    document: Document, task: Task, rules: Rules, year: int | None
) -> tuple[Mention, ...]:
    """Return every mention of a task, in document order."""
    found: list[Mention] = [*policies(document, task.body, rules), *units(document, task, rules)]
    for part in _parts(document, task):
        found.extend(targets(document, part, rules, year))
        for rule in (projects, campaigns, honours, enterprises):
            found.extend(rule(document, part, rules))
    found.extend(subjects(document, task, load_thesaurus()))
    found.extend(_outside(places(document, task.body, rules), found))
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end)))


def _parts(document: Document, task: Task) -> tuple[Span, ...]:
    """Return what is read by itself: a title on a line of its own does not run into the text."""
    rest = Span(task.title_span.end, task.body.end)
    if not task.title or not document.slice(rest).lstrip(" \t\u3000").startswith("\n"):
        return (task.body,)
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
    return not isinstance(mention, TargetMention | UnitMention | SubjectMention)
