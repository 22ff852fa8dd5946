"""What every extractor is: a function that finds one kind of mention in a document's tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from kg.extraction.mentions import Mention
from kg.extraction.task_reading import DocumentReading
from kg.knowledge.knowledge import Knowledge


class Extractor(Protocol):
    """Finds one kind of mention.

    A new kind is a file with such a function, which may hold its class of mention too, and a line
    in kg.extraction.task_facts.EXTRACTORS.
    """

    def __call__(
        self, reading: DocumentReading, knowledge: Knowledge, /
    ) -> Sequence[Sequence[Mention]]:
        """Return the mentions of each task, task by task in the order of the document."""
        ...
