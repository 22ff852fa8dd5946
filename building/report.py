"""The report of a build: counts, what was not understood, warnings, findings, times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from building.collection import Collection
from building.coverage.explained import coverage, explained
from kg.entities.linking import entities, merge
from kg.entities.resolution import UncertainMatch, policy_mentions, uncertain_matches
from kg.extraction.mentions import DocumentFacts, UnitMention
from kg.knowledge.lexicon import Lexicon
from kg.rdf.validation import Finding

_SHOWN = 12  # items of a list that the console shows; report.json has them all


def report(
    collection: Collection,
    entries: list[dict[str, Any]],
    findings: list[Finding],
    seconds: dict[str, float],
) -> dict[str, Any]:
    """Return report.json.

    Args:
        collection: what was read.
        entries: of its documents, as document_entry returns them.
        findings: of the shapes and the check of spans.
        seconds: how long each stage of the build took.
    """
    return {
        "documents": entries,
        "doubts": [asdict(match) for match in _uncertain(collection)],
        **report_files(collection),
        "violations": [asdict(f) for f in findings if f.severity == "Violation"],
        "findings": [asdict(f) for f in findings if f.severity != "Violation"],
        "seconds": {stage: round(value, 3) for stage, value in seconds.items()},
    }


def report_files(collection: Collection) -> dict[str, Any]:
    """Return what the report says of the files that are no documents of the build."""
    return {
        "failures": [asdict(failure) for failure in collection.failures],
        "passed_over": [asdict(file) for file in collection.passed],
    }


def _uncertain(collection: Collection) -> list[UncertainMatch]:
    """Return the merges that a person should judge."""
    if not collection.documents:
        return []
    found = merge(e for facts, linker in collection.documents for e in entities(facts, linker))
    linker = collection.documents[0][1]
    return list(uncertain_matches(found, linker.titles, linker.iris.base))


def document_entry(facts: DocumentFacts, lexicon: Lexicon) -> dict[str, Any]:
    """Return what the report says of one document: counts, and what was not understood in it."""
    document, found = facts.document, explained(facts, lexicon)
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
        "warnings": [asdict(warning) for warning in document.warnings],
    }


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


def lines(content: dict[str, Any]) -> Iterator[str]:
    """Yield the report as a person reads it on the console."""
    for entry in content["documents"]:
        yield from _document_lines(entry)
    for doubt in content["doubts"][:_SHOWN]:
        merged = "merged" if doubt["merged"] else "not merged"
        yield f"doubtful  {' | '.join(doubt['names'])}: {doubt['reason']} ({merged})"
    yield from _rest(content["doubts"], "doubtful merges")
    yield from file_lines(content)
    for finding in content["violations"]:
        yield f"VIOLATION  {finding['node']}: {finding['message']}"
    counts = Counter(finding["message"] for finding in content["findings"])
    for message, count in sorted(counts.items()):
        yield f"note  {message}: {count}"
    stages = (f"{stage} {value:.2f}" for stage, value in content["seconds"].items())
    yield "seconds  " + "  ".join(stages)


def file_lines(content: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each file that is no document of the build."""
    for failure in content["failures"]:
        yield f"FAILED  {failure['message']}"
    for file in content["passed_over"]:
        yield f"passed over  {file['file']}: {file['reason']}"


def _document_lines(entry: dict[str, Any]) -> Iterator[str]:
    yield f"{entry['file']}  →  {entry['key']}"
    yield f"  {entry['title'] or '(no title)'}"
    roles = " ".join(f"{role} {count}" for role, count in entry["roles"].items())
    yield (
        f"  tasks {entry['tasks']}  sections {entry['sections']}  units {entry['units']} "
        f"in {entry['unit_mentions']} mentions ({roles or 'none'})  "
        f"policies {entry['policies']}  paragraphs {entry['paragraphs']}  "
        f"coverage {entry['coverage']:.1%}  explained {entry['explained']:.1%}"
    )
    missed = Counter(item["kind"] for item in entry["unexplained"])
    if missed:
        kinds = "  ".join(f"{kind} {count}" for kind, count in sorted(missed.items()))
        yield f"  not explained by any fact: {kinds}  (each with its line in report.json)"
    for warning in entry["warnings"][:_SHOWN]:
        yield f"  line {warning['line']}: {warning['message']}"
    yield from _rest(entry["warnings"], "warnings")


def _rest(items: list[Any], what: str) -> Iterator[str]:
    """Yield how many items are not shown, if any."""
    if len(items) > _SHOWN:
        yield f"  … and {len(items) - _SHOWN} more {what} in report.json"
