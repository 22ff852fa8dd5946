"""What a reader of a document should know of how it was parsed, with the line it is about."""

from __future__ import annotations

from collections.abc import Sequence

from kg.structure.document import DocumentMetadata, ParseWarning, Task
from kg.text.stored_text import StoredText


def parse_warnings(
    stored: StoredText,
    metadata: DocumentMetadata,
    tasks: Sequence[Task],
    remarks: Sequence[tuple[int, str]],
) -> tuple[ParseWarning, ...]:
    """Return what is missing, and what was not taken for what it looks like.

    Args:
        stored: the text.
        metadata: as read; a title may be missing.
        tasks: in document order; each may name no unit.
        remarks: what was not taken for what it looks like, and where in the view's text.
    """
    whole = _of_whole(stored.text, metadata, tasks)
    without = [task for task in tasks if not task.attributions]
    offsets = stored.view.offsets
    starts = [*(task.span.start for task in without), *(offsets[start] for start, _ in remarks)]
    messages = [
        *(f"task {task.key} names no responsible unit" for task in without),
        *(message for _, message in remarks),
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
