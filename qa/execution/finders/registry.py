"""Finders: how things of each kind are read, one row a kind."""

from __future__ import annotations

from qa.execution.finders.documents import find_documents, find_jurisdictions, find_sections
from qa.execution.finders.found import Finder
from qa.execution.finders.numbers import find_benefits, find_numbers
from qa.execution.finders.sentences import find_sentences
from qa.execution.finders.tasks import find_limits, find_tasks
from qa.execution.finders.things import find_policies, named_finder
from qa.execution.finders.units import find_persons, find_units
from qa.execution.ground import Tasks
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.query.tree import Find
from qa.query.vocabulary import Kind


def find_nothing(_: Find, __: Tasks | None, ___: Scope) -> tuple[Item, ...]:
    """Return nothing: a kind of which the graph holds no facts; a sentence may be quoted."""
    return ()


FINDERS: dict[Kind, Finder] = {
    "task": find_tasks,
    "unit": find_units,
    "target": find_numbers,
    "limit": find_limits,
    "policy": find_policies,
    "document": find_documents,
    "jurisdiction": find_jurisdictions,
    "section": find_sections,
    "sentence": find_sentences,
    "project": named_finder("project", "project"),
    "campaign": named_finder("campaign", "campaign"),
    "honour": named_finder("honour", "honour"),
    "enterprise": named_finder("enterprise", "enterprise"),
    "place": named_finder("place", "place"),
    "benefit": find_benefits,
    "person": find_persons,
    "concept": find_nothing,
}
