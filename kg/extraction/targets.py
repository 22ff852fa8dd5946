"""Targets: numbers the work must reach, with metric, comparator, unit, kind and commitment.

A sentence is read clause by clause. What comes before a number, back to the clause's start,
is its metric; a verb of making in front makes it a count, a word of change an increase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.extraction.mentions import TargetMention
from kg.extraction.numbers.demands import Bound, Demand, read_demands
from kg.extraction.numbers.metrics import SHARES, Metric, read_metrics
from kg.extraction.numbers.quantities import read_sentences
from kg.extraction.numbers.quantity_contexts import QuantityContext, read_contexts
from kg.extraction.task_reading import DocumentReading, Stretch, stretches
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.target_lexicon import TargetLexicon
from kg.text.span import Span
from kg.text.stored_text import StoredText

# 到2025年底
_YEAR = re.compile(r"20\d\d")
_RELATIVE = frozenset({"ratio", "points"})  # kinds of units that an increase is measured in

_Row = tuple[QuantityContext, tuple[Metric, ...], Demand]


def targets(reading: DocumentReading, knowledge: Knowledge) -> list[list[TargetMention]]:
    """Return the targets of each task, in order; in each part, the same one once."""
    parts = [part for task in reading.tasks for part in task.parts]
    found = iter(_targets(parts, knowledge.lexicon.targets, reading.year))
    return [[target for _ in task.parts for target in next(found)] for task in reading.tasks]


def find_targets(
    stored: StoredText, span: Span, words: TargetLexicon, *, year: int | None = None
) -> list[TargetMention]:
    """Return the targets of any span of a text, also outside all tasks.

    Args:
        stored: the text.
        span: where to look.
        words: units, cue words and exclusions.
        year: of the document, for targets without a printed year.
    """
    return _targets(stretches(stored, [span]), words, year)[0]


def _targets(
    parts: Sequence[Stretch], words: TargetLexicon, year: int | None
) -> list[list[TargetMention]]:
    """Return the targets of each stretch: step by step, each step for all of them."""
    sentences = read_sentences([part.text for part in parts], words)
    contexts = [read_contexts(sentence, words) for found in sentences for sentence in found]
    metrics = [read_metrics(found, words) for found in contexts]
    demands = [read_demands(found, words) for found in contexts]
    rows = iter(zip(contexts, metrics, demands, strict=True))
    return [
        _TargetWriter(part, words, year).mentions(
            row for _ in of_part for row in zip(*next(rows), strict=True)
        )
        for part, of_part in zip(parts, sentences, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _TargetWriter:
    """Makes the mentions of a part from what was read of its numbers."""

    part: Stretch
    words: TargetLexicon
    year: int | None

    def mentions(self, rows: Iterable[_Row]) -> list[TargetMention]:
        """Return a target for each metric and bound; the same one once."""
        found: dict[tuple[str, Decimal, str, str], TargetMention] = {}
        for context, metrics, demand in rows:
            for metric in metrics:
                for comparator, value in demand.bounds:
                    key = (metric.name, value, context.quantity.measure_unit, comparator)
                    if key not in found:
                        found[key] = self._mention(context, metric, demand, (comparator, value))
        return list(found.values())

    def _mention(
        self, context: QuantityContext, metric: Metric, demand: Demand, bound: Bound
    ) -> TargetMention:
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
            due=_due(demand.time_limit, self.year),
            time_limit=demand.time_limit,
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


def _due(time_limit: str | None, year: int | None) -> str | None:
    """Return the last day a target may take: of the printed year, else of the document's."""
    named = _YEAR.search(time_limit or "")
    last = int(named[0]) if named else year
    return f"{last}-12-31" if last else None
