"""Demands: what must hold of a number, and how firmly it is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.extraction.numbers.quantity_contexts import QuantityContext
from kg.knowledge.target_lexicon import TargetLexicon

# 国家高新技术企业达到1.5万家、科技型中小企业3.2万家: 达到 counts for the list
_CARRIED = re.compile(r"达到?$")
# 10余家以上: what may come between a unit and its cue
_BEFORE_CUE = re.compile(r"^[^\d，、以左上]{0,4}?(?=以上|以下|以内|左右)")
_STRONGEST_FIRST = (">", "<=", ">=", "~")
Bound = tuple[str, Decimal]  # comparator and value
_REACH = 9  # how far before a number its cue is looked for


@dataclass(frozen=True, slots=True)
class Demand:
    """What a text demands of a number.

    Attributes:
        start: where the number's own words begin in its sentence, after 、 and 和.
        end: one past its unit and the cue behind it.
        bounds: comparators, each with its value; two for a range.
        commitment: 确保, 力争, 争取 or None.
    """

    start: int
    end: int
    bounds: tuple[Bound, ...]
    commitment: str | None


def read_demands(contexts: Sequence[QuantityContext], words: TargetLexicon) -> list[Demand]:
    """Return what is demanded of each number of a sentence."""
    return [_demand(context, words) for context in contexts]


def _demand(context: QuantityContext, words: TargetLexicon) -> Demand:
    text, quantity = context.sentence.text, context.quantity
    before, cue = context.before, words.after.match(context.after)
    return Demand(
        start=context.begin + len(before) - len(before.lstrip("、，和及与")),
        end=quantity.end + (cue.end() if cue else 0),
        bounds=_bounds(context, words),
        commitment=_commitment(text[: quantity.start], words),
    )


def _bounds(context: QuantityContext, words: TargetLexicon) -> tuple[Bound, ...]:
    value, upper = context.quantity.value, context.quantity.upper
    if context.is_rank:
        return (("<=", value),)
    if upper is not None:
        return ((">=", value), ("<=", upper))
    return ((_shared_comparator(context, words), value),)


def _shared_comparator(context: QuantityContext, words: TargetLexicon) -> str:
    """Return the comparator of a number, its own or the one that counts for its whole list."""
    comparator = _comparator(context.before, context.after, words)
    if comparator == "=" and context.position and _CARRIED.search(context.opening):
        making = words.create.search(context.before) or words.change.search(context.before)
        comparator = "=" if making else ">="
    if comparator == "=" and "分别" in context.so_far:
        # 分别增长4.5%、5.5%左右, 分别突破20亿元、8亿元: the cue at an end counts for all
        first, last = context.targets[0], context.targets[-1]
        after = context.sentence.text[last.end : context.clause.end]
        before = context.opening if context.position and first is not last else ""
        return _comparator(before, after, words)
    return comparator


def _comparator(before: str, after: str, words: TargetLexicon) -> str:
    """Return the comparator: 突破 before 以上 before 达到 before 左右 before none."""
    lead = words.change_end.sub("", before)  # 至少下降0.5, 不低于上年增长
    lead = words.create_end.sub("", lead)  # 至少建成1个
    cue = words.before.search(before[-_REACH:]) or words.before.search(lead[-_REACH:])
    sign = words.before_signs.get(cue["cue"], "") if cue else ""
    tail = words.after.match(_BEFORE_CUE.sub("", after))
    tail_sign = words.after_signs[tail["cue"]] if tail else ""
    return next((best for best in _STRONGEST_FIRST if best in {sign, tail_sign}), "=")


def _commitment(before: str, words: TargetLexicon) -> str | None:
    found = words.commitment.findall(before)
    return words.commitments[found[-1]] if found else None
