"""Which numbers set a target, and the words around each that tell what it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from kg.extraction.numbers.quantities import Quantity, QuantityClause, Sentence
from kg.knowledge.target_lexicon import TargetLexicon
from kg.text.span import Range

# 14家以上，…: what belongs to the number before
_CUE = re.compile(r"以上|以下|左右|以内")
_MONEY = frozenset({"元", "美元"})
_SERVED = frozenset(
    {"人", "人次", "名", "户", "户次", "家", "家次"}
)  # who is helped, not what is given
_TIMES = frozenset({"次", "期", "场", "场次"})
_BEFORE = 120  # characters before a number that may exclude it
_FAR = 500  # characters around a number that are read: a line may hold thousands of numbers
_AFTER, _UNIT_AFTER = 12, 20  # characters behind a number that may exclude it
_DONE_AFTER = 40  # and that may say that all of it is to be done


@dataclass(frozen=True, slots=True)
class QuantityContext:
    """A number that sets a target, with the words around it.

    Attributes:
        sentence: where it is; all positions are its.
        clause: its clause.
        targets: the numbers of the clause that set targets; position which of them this is.
        quantity: the number.
        begin: where its own words begin, after the number before it.
        before: its own words.
        after: what follows it in its clause.
        opening: the clause up to its first target.
        so_far: the clause up to this number.
        is_rank: the number is a place in an order: 前20强.
    """

    sentence: Sentence
    clause: Range
    targets: tuple[Quantity, ...]
    position: int
    quantity: Quantity
    begin: int
    before: str
    after: str
    opening: str
    so_far: str
    is_rank: bool


def read_contexts(sentence: Sentence, words: TargetLexicon) -> list[QuantityContext]:
    """Return the numbers of a sentence that set targets, in order."""
    return [
        context for clause in sentence.clauses for context in _contexts(sentence, clause, words)
    ]


def _contexts(
    sentence: Sentence, clause: QuantityClause, words: TargetLexicon
) -> list[QuantityContext]:
    text, start, end = clause.content
    targets = tuple(q for q in clause.quantities if not _is_excluded(q, clause.content, words))
    found = []
    for position, quantity in enumerate(targets):
        begin = _begin(quantity, clause, targets)
        before = text[max(begin, quantity.start - _FAR) : quantity.start]
        found.append(
            QuantityContext(
                sentence=sentence,
                clause=clause.content,
                targets=targets,
                position=position,
                quantity=quantity,
                begin=begin,
                before=before,
                after=text[quantity.end : min(end, quantity.end + _FAR)],
                opening=text[start : targets[0].start],
                so_far=text[max(start, quantity.start - _FAR) : quantity.start],
                is_rank=_is_ranked(quantity, before, words),
            )
        )
    return found


def _is_ranked(quantity: Quantity, before: str, words: TargetLexicon) -> bool:
    """Tell whether a number is a place in an order: 20强, 前10名."""
    by_unit = words.kinds.get(quantity.measure_unit) == "rank"
    return by_unit or (quantity.measure_unit == "名" and before.endswith("前"))


def _begin(quantity: Quantity, clause: QuantityClause, targets: tuple[Quantity, ...]) -> int:
    """Return where a quantity's own words begin: after the one before, its cue and the comma.

    过50亿元项目1个 is one item, 1亿人次、总收入1000亿元 are two.
    """
    text = clause.content.text
    last_comma = text.rfind("、", clause.content.start, quantity.start)
    before = bisect_right(clause.quantities, quantity.start, key=lambda other: other.end)
    earlier = next(
        (
            other.end
            for other in reversed(clause.quantities[:before])
            if other.end <= last_comma or _is_one_of(other, targets)
        ),
        None,
    )
    if earlier is None:
        return clause.content.start
    comma = text.find("、", earlier, quantity.start)
    if comma >= 0:
        return comma + 1
    cue = _CUE.match(text, earlier)
    return cue.end() if cue else earlier


def _is_one_of(quantity: Quantity, targets: tuple[Quantity, ...]) -> bool:
    """Tell whether a quantity is one of some that are in order."""
    at = bisect_left(targets, quantity.start, key=lambda target: target.start)
    return at < len(targets) and targets[at] == quantity


def _is_excluded(quantity: Quantity, clause: Range, words: TargetLexicon) -> bool:
    """Tell whether a number names, limits or reports something and sets no target."""
    before = clause.text[max(clause.start, quantity.start - _BEFORE) : quantity.start]
    kind = words.kinds.get(quantity.measure_unit)
    if quantity.measure_unit in _TIMES and words.repeated.search(before):
        return False
    if quantity.measure_unit == "名" and before.endswith("前"):
        return False
    if kind == "rank":
        return words.ranked.search(before) is None
    if before.endswith("等") and not words.create.search(before):
        return True  # 洛阳等10个国家物流枢纽: the number counts what is named
    if kind == "time" and not (words.shortened.search(before) or words.measured.search(before)):
        return True  # 免收3个月 says how long, 压缩至3个工作日 what must be reached
    rest = clause.text[quantity.end : quantity.end + _DONE_AFTER]
    return not words.done.match(rest) and _is_excluded_by_words(
        quantity, before, rest[:_UNIT_AFTER], words
    )


def _is_excluded_by_words(quantity: Quantity, before: str, rest: str, words: TargetLexicon) -> bool:
    after = rest[:_AFTER]
    if words.capacity.search(before) and words.undertaking.match(after):
        return True  # 年产5000吨白酒技改 is a name
    places = _places(before, quantity.measure_unit, rest)
    if words.create_end.search(before) and quantity.measure_unit not in _MONEY:
        places.pop("unit")  # 布局建设700万千瓦新型储能项目 is not the name of a project
    return any(
        pattern.search(places[where]) is not None
        for where, pattern in words.exclusions
        if where in places
    )


def _places(before: str, measure_unit: str, after: str) -> dict[str, str]:
    """Return the words in which each kind of exclusion is looked for."""
    counted = measure_unit + after[:_UNIT_AFTER]
    places = {"before": before, "after": after[:_AFTER], "unit": counted, "size": counted}
    if measure_unit not in _SERVED:
        places["given"] = before  # 给予补助300元 is a benefit, 资助学生8500人次 work that is done
    return places


def why_no_target(around: str, printed: str, words: TargetLexicon) -> str:
    """Return the reason that excludes a number from the targets, "" where none does.

    Args:
        around: the number with what stands before and behind it.
        printed: the number with its unit.
        words: words that tell what numbers are.
    """
    before, _, after = around.partition(printed)
    unit = words.quantity.match(printed)
    if unit and words.kinds.get(unit["unit"]) == "time":
        return "a time, not a number to be reached"
    places = _places(before, unit["unit"] if unit else "", after)
    return next(
        (
            reason
            for (where, pattern), reason in zip(words.exclusions, words.reasons, strict=True)
            if where in places and pattern.search(places[where])
        ),
        "",
    )
