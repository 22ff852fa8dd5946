"""The report of a build as a person reads it on the console. Light to import, as order.py is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

_DOUBTS = 4  # doubtful facts of a document that the console shows
_SHOWN = 12  # items of a list that the console shows; report.json has them all


def lines(content: dict[str, Any]) -> Iterator[str]:
    """Yield the report as a person reads it on the console."""
    for entry in content["documents"]:
        yield from _document_lines(entry)
    for doubt in content["doubts"][:_SHOWN]:
        merged = "merged" if doubt["merged"] else "not merged"
        yield f"doubtful  {' | '.join(doubt['names'])}: {doubt['reason']} ({merged})"
    yield from _rest(content["doubts"], "doubtful merges")
    yield from file_lines(content)
    for row in content.get("unused_corrections", [])[:_SHOWN]:
        yield f"correction not used  {row['text']}: there is no document {row['document']} any more"
    yield from _rest(content.get("unused_corrections", []), "corrections not used")
    for finding in content["violations"]:
        yield f"VIOLATION  {finding['node']}: {finding['message']}"
    counts = Counter(finding["message"] for finding in content["findings"])
    for message, count in sorted(counts.items()):
        yield f"note  {message}: {count}"
    stages = (f"{stage} {value:.2f}" for stage, value in content["seconds"].items())
    yield "seconds  " + "  ".join(stages)
    if content.get("peak_mb"):
        of_each = (f"{process} {value}" for process, value in content["peak_mb"].items())
        yield "peak memory, MB  " + "  ".join(of_each)


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
    if doubtful := entry["doubtful"]:
        yield f"  doubtful facts: {len(doubtful)}  (each with its reason in report.json)"
        for fact in doubtful[:_DOUBTS]:
            yield f"    line {fact['line']}: {fact['text']} ({fact['reason']})"
    for warning in entry["warnings"][:_SHOWN]:
        yield f"  line {warning['line']}: {warning['message']}"
    yield from _rest(entry["warnings"], "warnings")


def _rest(items: list[Any], what: str) -> Iterator[str]:
    """Yield how many items are not shown, if any."""
    if len(items) > _SHOWN:
        yield f"  … and {len(items) - _SHOWN} more {what} in report.json"
