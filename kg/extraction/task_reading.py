"""A document as extractors read it: its tasks, in the parts that are read by themselves."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction.phrases import Phrases, read_phrases
from kg.extraction.times.time_limit import Moment
from kg.knowledge.gazetteer import Jurisdiction
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.name_lexicon import NameLexicon
from kg.structure.attribution import first_name_leads
from kg.structure.document import Document, Task
from kg.structure.jurisdiction import jurisdiction_of, planned_year
from kg.text.span import Span
from kg.text.stored_text import StoredText


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a stored text as rules match on it, and the way back.

    What was found at text[start:end] is stored at Span(starts[start], ends[end]).

    Attributes:
        text: of its view, without line breaks.
        stored: the whole stored text.
        starts: where each character of `text` begins in the stored text.
        ends: where the characters before each place of `text` end in the stored text.
    """

    text: str
    stored: str
    starts: Sequence[int]
    ends: Sequence[int]


@dataclass(frozen=True, slots=True)
class Part(Stretch):
    """A stretch that is read by itself, with its clauses and lists.

    Attributes:
        phrases: in which names are looked for.
    """

    phrases: Phrases


@dataclass(frozen=True, slots=True)
class TaskReading:
    """A task as it is read.

    Attributes:
        task: as the parser found it.
        content: all of it in one stretch, for what may run over a line's end.
        parts: a title on a line of its own and the rest, else the content.
    """

    task: Task
    content: Part
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """A document as it is read.

    Attributes:
        document: as the parser found it.
        tasks: in its order.
        moment: what its times are read by: the year it plans and the day of its issue.
        jurisdiction: the place it is of, None where nothing says which.
        first_leads: it says that the first unit of each list leads (下同).
    """

    document: Document
    tasks: tuple[TaskReading, ...]
    moment: Moment
    jurisdiction: Jurisdiction | None
    first_leads: bool


def read_document(document: Document, knowledge: Knowledge) -> DocumentReading:
    """Derive once what the extractors of a document need."""
    spans_of = [_part_spans(task, document.stored.text) for task in document.tasks]
    wanted = dict.fromkeys(task.content for task in document.tasks)
    wanted.update(dict.fromkeys(span for spans in spans_of for span in spans))
    parts = dict(
        zip(wanted, _parts(document.stored, list(wanted), knowledge.lexicon.names), strict=True)
    )
    year = planned_year(document.metadata)
    jurisdiction = jurisdiction_of(document, knowledge.gazetteer)
    issued = document.metadata.date
    return DocumentReading(
        document=document,
        tasks=tuple(
            TaskReading(task, parts[task.content], tuple(parts[span] for span in spans))
            for task, spans in zip(document.tasks, spans_of, strict=True)
        ),
        moment=Moment.of(year, issued.value if issued else None),
        jurisdiction=jurisdiction,
        first_leads=first_name_leads(document.stored.text),
    )


def stretches(stored: StoredText, spans: Sequence[Span], *, without: str = "\n") -> list[Stretch]:
    """Return the stretches at some spans of a stored text.

    Args:
        stored: the text with its view.
        spans: where the stretches are.
        without: characters to leave out.
    """
    whole = stored.view
    views = [whole.within(span).without(without) for span in spans]
    starts = [view.offsets for view in views]
    ends = [array("l", (first[0], *(start + 1 for start in first[:-1]))) for first in starts]
    return [
        Stretch(view.text, stored.text, first, last)
        for view, first, last in zip(views, starts, ends, strict=True)
    ]


def _parts(stored: StoredText, spans: Sequence[Span], names: NameLexicon) -> list[Part]:
    found = stretches(stored, spans)
    phrases = [read_phrases(stretch.text, names) for stretch in found]
    return [
        Part(stretch.text, stretch.stored, stretch.starts, stretch.ends, phrase)
        for stretch, phrase in zip(found, phrases, strict=True)
    ]


def _part_spans(task: Task, text: str) -> tuple[Span, ...]:
    """Return what is read by itself: a title on a line of its own does not run into the text."""
    rest = Span(task.title_span.end, task.content.end)
    if not task.title or not text[rest.start : rest.end].lstrip(" \t\u3000").startswith("\n"):
        return (task.content,)
    return task.title_span, rest
