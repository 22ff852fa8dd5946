"""Benefits: what a person or firm may get, from whom and how much. Nobody must reach them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kg.extraction.benefits.grants import Amount, Grant, read_grants
from kg.extraction.benefits.recipients import condition, recipient
from kg.extraction.mentions import Mention
from kg.extraction.task_reading import DocumentReading
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.target_lexicon import BenefitLexicon
from kg.text.span import Range, Span
from kg.text.stretches import Stretch

_LONGEST = 60  # characters of a mention on either side of its number


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitMention(Mention):
    """What somebody may get; closed value lists as in docs/annotation.md §7a.

    Attributes:
        beneficiary: who gets it, as printed, or None.
        comparator: >= <= ~ or =.
        value: as written; 100 of 免收, 50 of 减半.
        multiplier: 10⁴ for 万.
        unit: without multiplier; unit_text with it.
        per: head, day, month, once …, joined by a slash; "" where nothing says.
        per_text: the words that say so.
        duration: for how long, as printed, or None.
        condition: the clause that says on which condition, as printed, or None.
        number: where the value is.
    """

    beneficiary: str | None
    comparator: str
    value: Decimal
    multiplier: int
    unit: str
    unit_text: str
    per: str
    per_text: str
    duration: str | None
    condition: str | None
    number: Span
    is_name: ClassVar[bool] = False

    @property
    def value_norm(self) -> Decimal:
        """The value times its multiplier."""
        return self.value * self.multiplier


def benefits(reading: DocumentReading, knowledge: Knowledge) -> list[list[BenefitMention]]:
    """Return what each task grants."""
    parts = [part for task in reading.tasks for part in task.parts]
    found = iter(find_benefits(parts, knowledge.lexicon.benefits))
    return [[mention for _ in task.parts for mention in next(found)] for task in reading.tasks]


def find_benefits(parts: Sequence[Stretch], words: BenefitLexicon) -> list[list[BenefitMention]]:
    """Return what each stretch grants, in order."""
    granted = read_grants((part.text for part in parts), words)
    return [
        [_mention(part, grant, amount, words) for grant in grants for amount in grant.amounts]
        for part, grants in zip(parts, granted, strict=True)
    ]


def _mention(part: Stretch, grant: Grant, amount: Amount, words: BenefitLexicon) -> BenefitMention:
    who = recipient(grant, words)
    when = condition(grant, who)
    begin = max(grant.item.start, grant.at.start - _LONGEST)
    start = max(begin, who.end if who and who.end <= grant.at.start else 0)
    end = min(grant.item.end, grant.at.end + _LONGEST)
    span = _span(part, Range(part.text, start, end))
    own = Range(part.text, begin, grant.at.start)
    printed = [match["word"] for match in words.per.finditer(*own)]
    return BenefitMention(
        text=part.stored[span.start : span.end],
        span=span,
        rule="benefit/number" if grant.at.content[:1].isdigit() else "benefit/word",
        beneficiary=who.content if who else None,
        comparator=amount.comparator,
        value=amount.value,
        multiplier=amount.multiplier,
        unit=amount.unit,
        unit_text=amount.printed_unit,
        per="/".join(words.pers[word] for word in printed),
        per_text="".join(printed),
        duration=grant.duration or None,
        condition=when.content if when else None,
        number=_span(part, grant.at),
    )


def _span(part: Stretch, found: Range) -> Span:
    return Span(part.starts[found.start], part.ends[found.end])
