"""A document as extractors read it: its tasks, in the parts that are read by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction.mentions import TimeLimitMention
from kg.extraction.numbers.cell_figures import figure_stretches, prose_spans
from kg.extraction.phrases import Phrases, read_phrases
from kg.extraction.times.task_limits import read_time_limits
from kg.extraction.times.time_limit import Moment
from kg.knowledge.gazetteer import Jurisdiction
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.name_lexicon import NameLexicon
from kg.knowledge.target_lexicon import TargetLexicon
from kg.structure.document import Document, Task
from kg.structure.jurisdiction import jurisdiction_of, planned_year
from kg.structure.lists.first_leads import FirstLeads, first_name_leads
from kg.text.span import Span
from kg.text.stored_text import StoredText
from kg.text.stretches import Stretch, stretches

_BETWEEN_CELLS = "；"


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
        beside: cells that say what was found wrong: places and firms are named there, no goals.
        figures: cells of target values of its row, each with what it measures.
        limits: the time limits of all of it.
    """

    task: Task
    content: Part
    parts: tuple[Part, ...]
    beside: tuple[Part, ...]
    figures: tuple[Stretch, ...]
    limits: tuple[TimeLimitMention, ...]


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """A document as it is read.

    Attributes:
        document: as the parser found it.
        tasks: in its order.
        moment: what its times are read by: the year it plans and the day of its issue.
        jurisdiction: the place it is of, None where nothing says which.
        first_leads: its rule that the first of each list leads (下同), None without one.
    """

    document: Document
    tasks: tuple[TaskReading, ...]
    moment: Moment
    jurisdiction: Jurisdiction | None
    first_leads: FirstLeads | None


def read_document(document: Document, knowledge: Knowledge) -> DocumentReading:
    """Derive once what the extractors of a document need."""
    words = knowledge.lexicon.targets
    spans_of = [_part_spans(task, document.stored, words) for task in document.tasks]
    wanted = dict.fromkeys(task.content for task in document.tasks)
    beside_of = [[c.span for c in task.cells if c.kind == "problem"] for task in document.tasks]
    wanted.update(dict.fromkeys(s for spans in (*spans_of, *beside_of) for s in spans))
    parts = dict(
        zip(wanted, _parts(document.stored, list(wanted), knowledge.lexicon.names), strict=True)
    )
    year = planned_year(document.metadata)
    jurisdiction = jurisdiction_of(document, knowledge.gazetteer)
    issued = document.metadata.date
    moment = Moment.of(year, issued.value if issued else None)
    limits = read_time_limits(document, moment, knowledge.lexicon.times)
    return DocumentReading(
        document=document,
        tasks=tuple(
            TaskReading(
                task,
                _joined([parts[span] for span in (*spans, *beside)], knowledge.lexicon.names)
                if task.cells
                else parts[task.content],
                tuple(parts[span] for span in spans),
                tuple(parts[span] for span in beside),
                figure_stretches(task, document.stored, words),
                of_task,
            )
            for task, spans, beside, of_task in zip(
                document.tasks, spans_of, beside_of, limits, strict=True
            )
        ),
        moment=moment,
        jurisdiction=jurisdiction,
        first_leads=first_name_leads(document.stored.text),
    )


def _parts(stored: StoredText, spans: Sequence[Span], names: NameLexicon) -> list[Part]:
    found = stretches(stored, spans)
    phrases = [read_phrases(stretch.text, names) for stretch in found]
    return [
        Part(stretch.text, stretch.stored, stretch.starts, stretch.ends, phrase)
        for stretch, phrase in zip(found, phrases, strict=True)
    ]


def _joined(parts: Sequence[Part], names: NameLexicon) -> Part:
    """Return the cells of a row in one part; no name or clause runs from one into the next."""
    text, starts, ends = parts[0].text, [*parts[0].starts], [*parts[0].ends]
    for part in parts[1:]:
        text += _BETWEEN_CELLS + part.text
        starts[len(ends) - 1 :] = [ends[-1], *part.starts]
        ends.extend([part.ends[0], *part.ends[1:]])
    return Part(text, parts[0].stored, starts, ends, read_phrases(text, names))


def _part_spans(task: Task, stored: StoredText, words: TargetLexicon) -> tuple[Span, ...]:
    """Return what is read by itself: a title on a line of its own does not run into the text."""
    if task.cells:
        return tuple(prose_spans(task, stored, words))
    text = stored.text
    rest = Span(task.title_span.end, task.content.end)
    if not task.title or not text[rest.start : rest.end].lstrip(" \t\u3000").startswith("\n"):
        return (task.content,)
    return task.title_span, rest
