"""Time limits of whole tasks: read with the document, as targets are bound by them too."""

from __future__ import annotations

from kg.extraction.mentions import TimeLimitMention
from kg.extraction.task_reading import DocumentReading
from kg.knowledge.knowledge import Knowledge


def time_limits(reading: DocumentReading, _: Knowledge) -> list[list[TimeLimitMention]]:
    """Return the time limits of each task, in order: those that bound all of it."""
    return [list(task.limits) for task in reading.tasks]
