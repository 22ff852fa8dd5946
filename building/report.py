"""The report of a build: counts, what was not understood, warnings, findings, times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from building.collection import Collection
from building.coverage import unexplained
from kg.entities.linking import LinkedDocument, entities, merge
from kg.entities.resolution import UncertainMatch, uncertain_matches
from kg.extraction.mentions import DocumentFacts, PolicyMention, UnitMention
from kg.knowledge.lexicon import Lexicon
from kg.rdf.validation import Finding


def report(
    collection: Collection, findings: list[Finding], seconds: dict[str, float], lexicon: Lexicon
) -> dict[str, Any]:
    """Return report.json: per document counts and coverage, then findings and stage times."""
    return {
        "documents": [_document(facts, lexicon) for facts, _ in collection.documents],
        "doubts": [asdict(doubt) for doubt in _doubts(collection)],
        "failures": [asdict(failure) for failure in collection.failures],
        "violations": [asdict(f) for f in findings if f.severity == "Violation"],
        "findings": [asdict(f) for f in findings if f.severity != "Violation"],
        "seconds": {stage: round(value, 3) for stage, value in seconds.items()},
    }


def _doubts(collection: Collection) -> list[UncertainMatch]:
    """Return the merges a person should look at."""
    if not collection.documents:
        return []
    found = merge(e for facts, linker in collection.documents for e in entities(facts, linker))
    linker = collection.documents[0][1]
    return list(uncertain_matches(found, linker.titles, linker.iris.base))


def _document(facts: DocumentFacts, lexicon: Lexicon) -> dict[str, Any]:
    document = facts.document
    mentions = [m for task in facts.tasks for m in task.mentions]
    units = [m for m in mentions if isinstance(m, UnitMention)]
    return {
        "file": facts.file,
        "key": facts.key,
        "title": document.metadata.title.value if document.metadata.title else None,
        "sections": len(document.sections),
        "tasks": len(document.tasks),
        "tasks_without_unit": [
            t.task.key
            for t in facts.tasks
            if not any(isinstance(m, UnitMention) for m in t.mentions)
        ],
        "unit_mentions": len(units),
        "units": len({m.text for m in units}),
        "roles": dict(sorted(Counter(m.role for m in units).items())),
        "policies": len(
            {m.title for m in (*facts.basis, *mentions) if isinstance(m, PolicyMention)}
        ),
        "paragraphs": len(document.paragraphs),
        "coverage": round(coverage(facts), 4),
        "unexplained": [asdict(item) for item in unexplained(facts, lexicon)],
        "warnings": [asdict(warning) for warning in document.warnings],
    }


def coverage(facts: DocumentFacts) -> float:
    """Return the share of characters, white space left out, in a task, heading or metadata."""
    document = facts.document
    metadata = document.metadata
    fields = [
        metadata.title,
        metadata.notice_title,
        metadata.wenhao,
        metadata.issuer,
        metadata.date,
        metadata.disclosure,
    ]
    spans = [t.span for t in document.tasks] + [s.span for s in document.sections]
    spans += [span for f in (*fields, *metadata.addressees, *metadata.cc) if f for span in f.spans]
    spans += [m.span for m in facts.basis]
    covered = bytearray(len(document.text))
    for span in spans:
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    counted = [i for i, c in enumerate(document.text) if not c.isspace()]
    return sum(covered[i] for i in counted) / len(counted) if counted else 1.0


def lines(content: dict[str, Any]) -> Iterator[str]:
    """Yield the report as a person reads it on the console."""
    for entry in content["documents"]:
        yield f"{entry['file']}  →  {entry['key']}"
        yield f"  {entry['title'] or '(no title)'}"
        roles = " ".join(f"{role} {count}" for role, count in entry["roles"].items())
        yield (
            f"  tasks {entry['tasks']}  sections {entry['sections']}  units {entry['units']} "
            f"in {entry['unit_mentions']} mentions ({roles or 'none'})  "
            f"policies {entry['policies']}  paragraphs {entry['paragraphs']}  "
            f"coverage {entry['coverage']:.1%}"
        )
        missed = Counter(item["kind"] for item in entry["unexplained"])
        if missed:
            kinds = "  ".join(f"{kind} {count}" for kind, count in sorted(missed.items()))
            yield f"  not explained by any fact: {kinds}  (each with its line in report.json)"
        for warning in entry["warnings"][:12]:
            yield f"  line {warning['line']}: {warning['message']}"
        if len(entry["warnings"]) > 12:
            yield f"  … and {len(entry['warnings']) - 12} more warnings in report.json"
    for doubt in content["doubts"][:12]:
        merged = "merged" if doubt["merged"] else "not merged"
        yield f"doubtful  {' | '.join(doubt['names'])}: {doubt['reason']} ({merged})"
    if len(content["doubts"]) > 12:
        yield f"  … and {len(content['doubts']) - 12} more doubtful merges in report.json"
    for failure in content["failures"]:
        yield f"FAILED  {failure['message']}"
    for finding in content["violations"]:
        yield f"VIOLATION  {finding['node']}: {finding['message']}"
    counts = Counter(finding["message"] for finding in content["findings"])
    for message, count in sorted(counts.items()):
        yield f"note  {message}: {count}"
    yield "seconds  " + "  ".join(
        f"{stage} {value:.2f}" for stage, value in content["seconds"].items()
    )


def linked(documents: tuple[LinkedDocument, ...]) -> list[DocumentFacts]:
    """Return the facts of linked documents."""
    return [facts for facts, _ in documents]
