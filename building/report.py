"""The report of a build: counts, what was not understood, warnings, findings, times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from building.coverage.explained import coverage, explained
from building.inputs.sources import Failure, PassedOver
from kg.entities.doubtful import doubt_of
from kg.entities.resolution import UncertainMatch, policy_mentions
from kg.extraction.mentions import DocumentFacts, UnitMention
from kg.knowledge.knowledge import Knowledge
from kg.rdf.validation import Finding


def report(
    entries: list[dict[str, Any]],
    doubts: Iterable[UncertainMatch],
    findings: Iterable[Finding],
) -> dict[str, Any]:
    """Return report.json, but for the files that are no documents and what the build cost.

    Args:
        entries: of the documents, as document_entry returns them.
        doubts: merges that a person should judge.
        findings: of the shapes and the check of spans, sorted.
    """
    return {
        "documents": entries,
        "doubts": [asdict(match) for match in doubts],
        "violations": [asdict(f) for f in findings if f.severity == "Violation"],
        "findings": [asdict(f) for f in findings if f.severity != "Violation"],
    }


def report_files(failures: Iterable[Failure], passed: Iterable[PassedOver]) -> dict[str, Any]:
    """Return what the report says of the files that are no documents of the build."""
    return {
        "failures": [asdict(failure) for failure in failures],
        "passed_over": [asdict(file) for file in passed],
    }


def document_entry(facts: DocumentFacts, knowledge: Knowledge) -> dict[str, Any]:
    """Return what the report says of one document: counts, and what was not understood in it."""
    document, found = facts.document, explained(facts, knowledge.lexicon)
    return {
        "file": facts.file,
        "key": facts.key,
        "title": document.metadata.title.value if document.metadata.title else None,
        "sections": len(document.sections),
        "tasks": len(document.tasks),
        **_units(facts),
        "policies": len({policy.title for policy in policy_mentions(facts)}),
        "paragraphs": len(document.paragraphs),
        "coverage": round(coverage(facts), 4),
        "explained": round(found.share, 4),
        "taken": dict(found.taken),
        "unexplained": [asdict(item) for item in found.missed],
        "doubtful": list(_doubtful(facts, knowledge)),
        "warnings": [asdict(warning) for warning in document.warnings],
    }


def _doubtful(facts: DocumentFacts, knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    """Yield the facts that a person should look at, in the order of the text."""
    found = [*facts.targets, *(mention for task in facts.tasks for mention in task.mentions)]
    doubts = [
        (mention, doubt)
        for mention in sorted(found, key=lambda m: (m.span, m.rule))
        if (doubt := doubt_of(mention, knowledge))
    ]
    lines = facts.document.stored.lines_of(mention.span.start for mention, _ in doubts)
    for (mention, doubt), line in zip(doubts, lines, strict=True):
        where = {"text": mention.text, "start": mention.span.start, "end": mention.span.end}
        told = {"rule": mention.rule, "reason": doubt.english, "said": doubt.chinese}
        yield {"line": line, **where, **told}


def _units(facts: DocumentFacts) -> dict[str, Any]:
    """Return what is counted of units, and the tasks that name none."""
    found = [[m for m in t.mentions if isinstance(m, UnitMention)] for t in facts.tasks]
    units = [unit for of_task in found for unit in of_task]
    without = [t.task.key for t, of_task in zip(facts.tasks, found, strict=True) if not of_task]
    return {
        "tasks_without_unit": without,
        "unit_mentions": len(units),
        "units": len({unit.text for unit in units}),
        "roles": dict(sorted(Counter(unit.role for unit in units).items())),
    }
