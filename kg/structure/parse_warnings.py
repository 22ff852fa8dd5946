"""What a reader of a document should know of how it was parsed, with the line it is about."""

from __future__ import annotations

from collections.abc import Sequence

from kg.structure.document import DocumentMetadata, ParseWarning, Task
from kg.text.span import Range
from kg.text.stored_text import StoredText


def parse_warnings(
    stored: StoredText,
    metadata: DocumentMetadata,
    tasks: Sequence[Task],
    refused: Sequence[Range],
) -> tuple[ParseWarning, ...]:
    """Return what is missing, and what was not taken for what it looks like.

    Args:
        stored: the text.
        metadata: as read; a title may be missing.
        tasks: in document order; each may name no unit.
        refused: what looks like a 文号 in the view's text, with letters that no issuer has.
    """
    whole = _of_whole(stored.text, metadata, tasks)
    without = [task for task in tasks if not task.attributions]
    spans = stored.trimmed_spans((found.start, found.end) for found in refused)
    starts = [*(task.span.start for task in without), *(span.start for span in spans)]
    messages = [
        *(f"task {task.key} names no responsible unit" for task in without),
        *(f"{found.content} is taken for no document number" for found in refused),
    ]
    lines = stored.lines_of(starts)
    return (
        *whole,
        *(ParseWarning(line, text) for line, text in zip(lines, messages, strict=True)),
    )


def _of_whole(
    text: str, metadata: DocumentMetadata, tasks: Sequence[Task]
) -> tuple[ParseWarning, ...]:
    found: list[str] = []
    if not text.strip():
        found.append("the text is empty")
    elif not tasks:
        found.append("no task found: stored as sections and paragraphs")
    if metadata.title is None:
        found.append("no title found")
    return tuple(ParseWarning(1, message) for message in found)
