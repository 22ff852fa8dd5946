"""By when a number must be reached: its own words, its task's limit, else the end of the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.mentions import TimeLimitMention
from kg.extraction.numbers.quantity_contexts import QuantityContext
from kg.extraction.times.time_limit import TimeLimit
from kg.text.stretches import Stretch


@dataclass(frozen=True, slots=True)
class BoundPart:
    """A part of a text with the limits of the whole task it belongs to."""

    part: Stretch
    task_limits: tuple[TimeLimitMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """By when something must be done.

    Attributes:
        printed: the limit as printed, or None.
        due: its last day (ISO), if it says one.
        assumed: the end of the planned year, where no limit is printed.
    """

    printed: str | None = None
    due: str | None = None
    assumed: str | None = None


def bound_parts(
    parts: Sequence[Stretch],
    task_limits: Sequence[tuple[TimeLimitMention, ...]],
    contexts: Sequence[Sequence[Sequence[QuantityContext]]],
) -> Iterator[BoundPart]:
    """Yield for each number its part with the limits of its task, given for each part."""
    for part, limits, sentences in zip(parts, task_limits, contexts, strict=True):
        yield from (BoundPart(part, limits) for found in sentences for _ in found)


def read_dues(
    numbers: Sequence[tuple[BoundPart, QuantityContext]],
    limits: Sequence[Sequence[TimeLimit]],
    closing: Sequence[TimeLimit | None],
    year: int | None,
) -> list[Due]:
    """Return by when each number must be reached.

    Args:
        numbers: with the part each stands in.
        limits: of the sentence of each.
        closing: what fills the bracket or clause right behind that of each.
        year: that the document plans.
    """
    assumed = Due(assumed=f"{year}-12-31" if year else None)
    return [
        _due(*number, _own(number[1], found, near)) or assumed
        for number, found, near in zip(numbers, limits, closing, strict=True)
    ]


def _due(bound: BoundPart, context: QuantityContext, own: TimeLimit | None) -> Due | None:
    """Return the printed limit of a number.

    A limit of its clause counts before that of its task. 全年 says over which year a number
    counts, so a limit of the task counts before it.
    """
    part, start = bound.part, context.sentence.start
    of_task = _of_task(bound, part.starts[start + context.quantity.start])
    if own and not (own.is_whole_year and of_task):
        first, last = part.starts[start + own.start], part.ends[start + own.end]
        return Due(part.stored[first:last], own.due)
    return Due(of_task.text, of_task.due) if of_task else None


def _own(
    context: QuantityContext, limits: Sequence[TimeLimit], closing: TimeLimit | None
) -> TimeLimit | None:
    """Return the limit in a number's clause, right behind it, or before it in its sentence."""
    clause, quantity = context.clause, context.quantity
    own = [limit for limit in limits if clause.start <= limit.start < clause.end]
    before = [limit for limit in own if limit.end <= quantity.start]
    if before:
        return before[-1]
    following = context.targets[context.position + 1 : context.position + 2]
    end = following[0].start if following else clause.end
    behind = [limit for limit in own if quantity.end <= limit.start < end]
    earlier = [limit for limit in limits if limit.end <= clause.start]
    return next(filter(None, [*behind, closing, *reversed(earlier)]), None)


def _of_task(bound: BoundPart, place: int) -> TimeLimitMention | None:
    """Return the dated limit of the task next behind a place, else its only one."""
    dated = [limit for limit in bound.task_limits if limit.due]
    behind = [limit for limit in dated if limit.span.start > place]
    if behind:
        return _last_step(behind, bound.part)
    return dated[0] if len(dated) == 1 else None


def _last_step(limits: Sequence[TimeLimitMention], part: Stretch) -> TimeLimitMention:
    """Return the last limit of the line that the first is in: 一季度：启动；四季度：投用."""
    last = limits[0]
    for limit in limits[1:]:
        if "\n" in part.stored[last.span.end : limit.span.start]:
            break
        last = limit
    return last
