"""Run every rule over a document and gather the facts."""

from __future__ import annotations

import hashlib

from kg.document import Document, Task
from kg.entities import DocumentFacts, Mention, PolicyMention, TaskFacts
from kg.extraction.policies import policies
from kg.extraction.units import units
from kg.iri import document_key
from kg.rules import Rules, load_rules


def extract(document: Document, file: str, rules: Rules | None = None) -> DocumentFacts:
    """Find every fact of a parsed document.

    Args:
        document: as kg.parser.parse returns it.
        file: name of the source file, for provenance.
        rules: the project's own by default.
    """
    rules = rules or load_rules()
    sha256 = hashlib.sha256(document.text.encode()).hexdigest()
    return DocumentFacts(
        document=document,
        key=document_key(document.frame),
        file=file,
        sha256=sha256,
        basis=_basis(document, rules),
        tasks=tuple(TaskFacts(task, _mentions(document, task, rules)) for task in document.tasks),
    )


def _basis(document: Document, rules: Rules) -> tuple[PolicyMention, ...]:
    if document.frame.preamble is None:
        return ()
    return tuple(policies(document, document.frame.preamble, rules, basis=True))


def _mentions(document: Document, task: Task, rules: Rules) -> tuple[Mention, ...]:
    found: list[Mention] = [*policies(document, task.body, rules), *units(document, task, rules)]
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end)))
