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
from kg.extraction.task_reading import DocumentReading, Stretch
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.target_lexicon import TargetLexicon
from kg.text.span import Span

# 到2025年底
_YEAR = re.compile(r"20\d\d")
_SHARES = frozenset({"ratio", "points"})  # kinds of units that an increase is measured in

_Row = tuple[QuantityContext, tuple[Metric, ...], Demand]


def targets(reading: DocumentReading, knowledge: Knowledge) -> list[list[TargetMention]]:
    """Return the targets of each task, in order; in each part, the same one once."""
    parts = [part for task in reading.tasks for part in task.parts]
    found = iter(find_targets(parts, knowledge.lexicon.targets, reading.year))
    return [[target for _ in task.parts for target in next(found)] for task in reading.tasks]


def find_targets(
    stretches: Sequence[Stretch], words: TargetLexicon, year: int | None = None
) -> list[list[TargetMention]]:
    """Return the targets of each stretch of a text.

    Args:
        stretches: where to look.
        words: units, cue words and exclusions.
        year: of the document, for targets without a printed year.
    """
    sentences = read_sentences([stretch.text for stretch in stretches], words)
    contexts = [read_contexts(sentence, words) for found in sentences for sentence in found]
    metrics = [read_metrics(found, words) for found in contexts]
    demands = [read_demands(found, words) for found in contexts]
    rows = iter(zip(contexts, metrics, demands, strict=True))
    found = [_Targets(stretch, words, year) for stretch in stretches]
    return [
        targets.mentions([row for _ in of_stretch for row in zip(*next(rows), strict=True)])
        for targets, of_stretch in zip(found, sentences, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Targets:
    """Makes the targets of a stretch."""

    stretch: Stretch
    words: TargetLexicon
    year: int | None

    def mentions(self, rows: Iterable[_Row]) -> list[TargetMention]:
        """Return a target for each metric and bound; the same one once."""
        found: dict[tuple[str, Decimal, str, str], TargetMention] = {}
        for context, metrics, demand in rows:
            for metric in metrics:
                for comparator, value in demand.bounds:
                    key = (metric.name, value, context.quantity.unit, comparator)
                    if key not in found:
                        found[key] = self._mention(context, metric, demand, (comparator, value))
        return list(found.values())

    def _mention(
        self, context: QuantityContext, metric: Metric, demand: Demand, bound: Bound
    ) -> TargetMention:
        start, quantity = context.sentence.start, context.quantity
        span = Span(
            self.stretch.starts[start + demand.start], self.stretch.ends[start + demand.end]
        )
        return TargetMention(
            text=self.stretch.stored[span.start : span.end],
            span=span,
            rule="target/quantity",
            metric=metric.name,
            comparator=bound[0],
            value=bound[1],
            multiplier=quantity.multiplier,
            unit=quantity.unit,
            unit_text=quantity.unit_text,
            kind=_kind(context, metric, self.words),
            commitment=demand.commitment,
            due=_due(demand.time_limit, self.year),
            time_limit=demand.time_limit,
        )


def _kind(context: QuantityContext, metric: Metric, words: TargetLexicon) -> str:
    if context.is_rank:
        return "rank"
    unit, before = context.quantity.unit, context.so_far
    is_change = words.kinds.get(unit) in _SHARES and words.increase.search(before)
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
