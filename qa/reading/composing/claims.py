"""What a clause claims and asks to be confirmed: a number, a date, or who does something.

焚烧率是不是定的95% · 外贸有没有定到40亿以上 · 这条路是发改局一家负责的吗 · 网上开具是不是也是12月底
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa.query.tree import AllOf, Condition, Find, Holds, Operand, Related
from qa.reading.clause import NUMBERS, Clause
from qa.reading.composing.said_conditions import conditions_of
from qa.reading.composing.said_subjects import role_of, single
from qa.reading.going_on import TOLD
from qa.reading.patterns import AMOUNT, DUE, due, measured

_MARKS = " ，,。.？?！!"
# what may still follow it: |的吗 · |的目标对吧
_END = re.compile(
    r"(?:的?(?:目标|任务|标准|数|水平)?(?:了|的|呀|啊|呢)?(?:是不是|对不对|对吗|对吧|是吗|是吧|没有|没|吗|么|吧|嘛)?)?[？?。！!]*$"
)
# 定到|40亿: words that only lead to a number
_LEADS = re.compile(
    r"(?:能|要|会|可以|将|需|应)?(?:定|达|做|升|提高|增加|增长|保持|稳定|完成|新增|控制)?"
    r"(?:的是|到|的|在|成|为|是)?$"
)
# asks for something itself, and only besides whether it holds: 有没有哪项任务是两家一起牵头的
_OPEN = re.compile("[哪谁几]|多少|什么|为啥|怎么|如何|还是|一起|共同|没有?写")
# 发改局|一家|负责: says that nobody else does it, and nothing of what is done
_ALONE = re.compile("(?:自己|单独)?(?:一家|独家|独自|单独|独立)(?:单独)?")


def claims_of(clause: Clause) -> Iterator[Find]:
    """Yield what a clause claims."""
    if not clause.has("whether") or clause.sides or clause.has("since"):
        return
    yield from _of_limits(clause)
    yield from _of_numbers(clause)
    yield from _of_units(clause)


def _of_limits(clause: Clause) -> Iterator[Find]:
    """Yield that what it speaks of must be done by the date it says."""
    date = next((m for m in DUE.finditer(clause.text) if _END.match(clause.text, m.end())), None)
    said = due(date[0]) if date else None
    speaks = clause.says_more or TOLD in clause.cues
    if date is None or said is None or not speaks or _OPEN.search(clause.text[: date.start()]):
        return
    claim: Condition = replace(said, when="within")
    yield Find("limit", tuple(conditions_of("limit", clause)), over=Holds(claim))


def _of_numbers(clause: Clause) -> Iterator[Find]:
    """Yield that what it speaks of has the number it says."""
    match = _claimed(clause)
    if match is None or _OPEN.search(clause.text[: match.start()]):
        return
    condition = measured(match)
    rest = _unsaid(clause, match[0])
    if not rest.says_more:
        return
    for kind in NUMBERS:
        yield Find(kind, tuple(conditions_of(kind, rest)), over=Holds(condition))


def _claimed(clause: Clause) -> re.Match[str] | None:
    """Return the number a clause ends with; None where it is of a name, or something follows."""
    for match in AMOUNT.finditer(clause.text):
        named = any(match[0] in mention.text for mention in clause.mentions)
        if not named and _END.match(clause.text, match.end()):
            return match
    return None


def _unsaid(clause: Clause, said: str) -> Clause:
    """Return a clause without the number it claims, and what leads to it."""

    def without(words: str) -> str:
        before, found, after = words.partition(said)
        kept = _LEADS.sub("", before.rstrip(_MARKS)) if found else before
        return f"{kept}{after}".strip(_MARKS)

    return replace(
        clause,
        topic=without(clause.topic),
        bare=without(clause.bare),
        works=without(clause.works),
        literals=(),
        measure="",
    )


def _of_units(clause: Clause) -> Iterator[Find]:
    """Yield that the units it names do what it speaks of."""
    units = tuple(single(mention) for mention in clause.named("Unit"))
    asked = set(clause.values("ask")) - {"what", "target"}  # 这个指标是农业农村局负责吗
    spoken_of = clause.has("role") or re.search("的(?:事|活|任务|职责)", clause.text)
    if not units or asked or clause.has("count") or clause.measure or not spoken_of:
        return
    told = TOLD in clause.cues
    if _OPEN.search(clause.text) or clause.has("without") or (clause.has("last") and not told):
        return
    others = tuple(m for m in clause.mentions if m.kind != "Unit")
    rest = replace(clause, mentions=others, topic=_bare(clause.topic), bare=_bare(clause.bare))
    subject = tuple(conditions_of("task", rest))
    if not (told or rest.says_more or rest.things or rest.ordinals):
        return
    to: Operand = units[0] if len(units) == 1 else AllOf(units)
    only = clause.has("only", "only") or bool(_ALONE.search(clause.text))
    claim: Condition = Related(role_of(clause), to, only=only)
    yield Find("task", subject, over=Holds(claim))


def _bare(topic: str) -> str:
    return _ALONE.sub("", topic).strip(_MARKS)
