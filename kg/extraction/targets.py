"""Targets: numbers the work must reach, with metric, comparator, unit, kind and commitment.

A sentence is read clause by clause. What comes before a number, back to the clause's start,
is its metric; a verb of making in front makes it a count, a word of change an increase.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from kg.extraction.mentions import TargetMention, TimeLimitMention
from kg.extraction.numbers.demands import Bound, Demand, read_demands
from kg.extraction.numbers.metrics import SHARES, Metric, read_metrics_of_part
from kg.extraction.numbers.quantities import read_sentences
from kg.extraction.numbers.quantity_contexts import QuantityContext, read_contexts
from kg.extraction.task_reading import DocumentReading
from kg.extraction.times.reader import find_limits, next_limits
from kg.extraction.times.target_limits import Due, bound_parts, read_dues
from kg.extraction.times.time_limit import Moment
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.target_lexicon import TargetLexicon
from kg.structure.parts.goals import goal_spans
from kg.text.span import Span
from kg.text.stored_text import StoredText
from kg.text.stretches import Stretch, stretches

_RELATIVE = frozenset({"ratio", "points"})  # kinds of units that an increase is measured in

_T = TypeVar("_T")
# of each stretch, of each sentence, of each number
_Each = list[list[list[_T]]]
_Row = tuple[QuantityContext, tuple[Metric, ...], Demand, Due]


def targets(reading: DocumentReading, knowledge: Knowledge) -> list[list[TargetMention]]:
    """Return the targets of each task, in order; in each part, the same one once."""
    stretches_of = [(*task.parts, *task.figures) for task in reading.tasks]
    parts = [part for of_task in stretches_of for part in of_task]
    limits = [
        task.limits
        for task, of_task in zip(reading.tasks, stretches_of, strict=True)
        for _ in of_task
    ]
    found = iter(_targets(parts, limits, reading.moment, knowledge.lexicon))
    return [
        _once(
            [target for _ in task.parts for target in next(found)],
            [target for _ in task.figures for target in next(found)],
        )
        for task in reading.tasks
    ]


def _once(prose: Sequence[TargetMention], figures: Sequence[TargetMention]) -> list[TargetMention]:
    """Return targets once: of a cell that is read alone and in text, what it says alone."""
    again = {(target.span.end, target.value) for target in figures}
    own = [target for target in prose if (target.span.end, target.value) not in again]
    return list({(t.span, t.value, t.metric): t for t in (*own, *figures)}.values())


def headline_targets(reading: DocumentReading, knowledge: Knowledge) -> tuple[TargetMention, ...]:
    """Return what the document as a whole must reach: the numbers of its headline goals."""
    document = reading.document
    spans = goal_spans(document, knowledge.lexicon.documents)
    parts = stretches(document.stored, spans)
    found = _targets(parts, [() for _ in parts], reading.moment, knowledge.lexicon)
    return tuple(target for of_part in found for target in of_part)


def find_targets(
    stored: StoredText, span: Span, lexicon: Lexicon, *, year: int | None = None
) -> list[TargetMention]:
    """Return the targets of any span of a text, also outside all tasks.

    Args:
        stored: the text.
        span: where to look.
        lexicon: words that tell what numbers and times are.
        year: of the document, for targets without a printed year.
    """
    return _targets(stretches(stored, [span]), [()], Moment(year), lexicon)[0]


def _targets(
    parts: Sequence[Stretch],
    task_limits: Sequence[tuple[TimeLimitMention, ...]],
    moment: Moment,
    lexicon: Lexicon,
) -> list[list[TargetMention]]:
    """Return the targets of each stretch: step by step, each step for all of them.

    Args:
        parts: the stretches.
        task_limits: those of the task of each stretch.
        moment: what times are read by.
        lexicon: words that tell what numbers and times are.
    """
    words, times = lexicon.targets, lexicon.times
    contexts, metrics, demands = _read_numbers(parts, words)
    numbers = [context for of_part in contexts for found in of_part for context in found]
    sentences = list(dict.fromkeys(number.sentence.text for number in numbers))
    told = dict(zip(sentences, find_limits(sentences, moment, times), strict=True))
    limits = [told[number.sentence.text] for number in numbers]
    places = [(number.sentence.text, number.clause.end) for number in numbers]
    closing = next_limits(places, moment, times)
    bounds = bound_parts(parts, task_limits, contexts)
    dues = iter(read_dues(list(zip(bounds, numbers, strict=True)), limits, closing, moment.year))
    return [
        _TargetWriter(part, words).mentions(
            row
            for of_sentence in zip(*rows, strict=True)
            for row in zip(*of_sentence, dues, strict=False)
        )
        for part, *rows in zip(parts, contexts, metrics, demands, strict=True)
    ]


def _read_numbers(
    parts: Sequence[Stretch], words: TargetLexicon
) -> tuple[_Each[QuantityContext], _Each[tuple[Metric, ...]], _Each[Demand]]:
    """Return the numbers of each sentence of each stretch, what they measure and what must hold."""
    sentences = read_sentences([part.text for part in parts], words)
    contexts = [[read_contexts(s, words) for s in of_part] for of_part in sentences]
    metrics = [read_metrics_of_part(of_part, words) for of_part in contexts]
    demands = [[read_demands(found, words) for found in of_part] for of_part in contexts]
    return contexts, metrics, demands


@dataclass(frozen=True, slots=True)
class _TargetWriter:
    """Makes the mentions of a part from what was read of its numbers."""

    part: Stretch
    words: TargetLexicon

    def mentions(self, rows: Iterable[_Row]) -> list[TargetMention]:
        """Return a target for each metric and bound; the same one once."""
        found: dict[tuple[str, Decimal, str, str], TargetMention] = {}
        for context, metrics, demand, due in rows:
            for metric in metrics:
                for comparator, value in demand.bounds:
                    key = (metric.name, value, context.quantity.measure_unit, comparator)
                    if key not in found:
                        found[key] = self._mention(
                            (context, demand, due), metric, (comparator, value)
                        )
        return list(found.values())

    def _mention(
        self, number: tuple[QuantityContext, Demand, Due], metric: Metric, bound: Bound
    ) -> TargetMention:
        context, demand, by = number
        start, quantity = context.sentence.start, context.quantity
        span = Span(self.part.starts[start + demand.start], self.part.ends[start + demand.end])
        return TargetMention(
            text=self.part.stored[span.start : span.end],
            span=span,
            rule="target/quantity",
            metric=metric.name,
            comparator=bound[0],
            value=bound[1],
            multiplier=quantity.multiplier,
            unit=quantity.measure_unit,
            unit_text=quantity.printed_unit,
            kind=_kind(context, metric, self.words),
            commitment=demand.commitment,
            due=by.due,
            time_limit=by.printed,
            assumed_due=by.assumed,
        )


def _kind(context: QuantityContext, metric: Metric, words: TargetLexicon) -> str:
    if context.is_rank:
        return "rank"
    unit, before = context.quantity.measure_unit, context.so_far
    is_change = words.kinds.get(unit) in _RELATIVE and words.increase.search(before)
    if is_change or words.increase_end.search(metric.read):
        return "increase"
    if unit in SHARES:
        return "level"
    return "count" if words.create.search(before) else "level"
