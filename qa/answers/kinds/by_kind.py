"""What was found in words: a way for each kind of thing."""

from __future__ import annotations

from collections.abc import Callable

from qa.answers.kinds.granted import benefits
from qa.answers.kinds.numbers import limits_said, numbers_said
from qa.answers.kinds.quotations import sentences_said
from qa.answers.kinds.tasks import tasks_said
from qa.answers.kinds.things import documents_said, places_said, policies_said, things_said
from qa.answers.kinds.units import persons_said, units_said
from qa.answers.speaker import Said, Speaker
from qa.execution.results import Found

BY_KIND: dict[str, Callable[[Found, Speaker], Said]] = {
    "task": tasks_said,
    "unit": units_said,
    "target": numbers_said,
    "benefit": benefits,
    "limit": limits_said,
    "person": persons_said,
    "policy": policies_said,
    "document": documents_said,
    "jurisdiction": places_said,
    "section": places_said,
    "sentence": sentences_said,
    **dict.fromkeys(
        ("project", "campaign", "honour", "enterprise", "place", "concept"),
        things_said,
    ),
}
