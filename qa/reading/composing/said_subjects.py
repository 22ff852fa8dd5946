"""What a clause is about: whose, which numbers, the things named, the topic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qa.mentions import QuestionMention
from qa.query.tree import (
    About,
    AllOf,
    AnyOf,
    Condition,
    Earlier,
    Either,
    Find,
    Has,
    Is,
    Name,
    Not,
    Numbered,
    Operand,
    Related,
    Thing,
    Within,
)
from qa.query.vocabulary import Kind, Relation
from qa.reading.clause import NUMBERS, THINGS, Clause

PLACES = ("Jurisdiction",)
_ROLES: tuple[Relation, ...] = ("lead", "responsible", "assist", "unit")
_WITH_NUMBERS = ("sentence", *NUMBERS)
NAMED = ("project", "place")
# 中介服务|方案: a part of a document, of which a number is asked
_PART = re.compile(r"(?P<name>[^\s,，的]{2,12}?)(?:那个|的)?(?:专项行动方案|行动方案|方案)")


def of_units(clause: Clause) -> Iterator[Condition]:
    """Yield whose: the units named, with the role that is asked about."""
    denied = _denied(clause)
    named: list[Operand] = [single(m) for m in clause.named("Unit") if m not in denied]
    if clause.has("last", "unit"):
        named.append(Earlier("unit", clause.nth))
    units = (*named, *(Find("unit", (About(what),)) for what in clause.described))
    if not units:
        return
    without = clause.has("without", "them") and not denied
    together = len(units) > 1 and not clause.has("op", "each") and not without
    several = AllOf(units) if together else AnyOf(units)
    operand = units[0] if len(units) == 1 else several
    with_others = clause.has("only", "others")  # 不是它一家牵头的: it leads them, but not alone
    condition = Related(role_of(clause), operand, only=clause.has("only") and not with_others)
    yield Not(condition) if without else condition
    if denied:
        yield Not(Related("unit", any_of(denied)))
    if with_others:
        yield Not(replace(condition, only=True))
    if (clause.has("last", "unit") or clause.recalls) and clause.has(
        "more"
    ):  # 该单位还有别的项目吗
        yield Not(Within(Earlier("task")))


# 农业农村局牵头|但|水务局没参与
_BUT = re.compile("[,，、;；但却而]|可(?!以|能)")
# 但没有|宣传部; not 有没有财政局, nor 没有写明财政局
_ABSENT = re.compile(
    "(?<!有)(?:没有|没|不含|不带|不包括|不包含|不涉及|没涉及|少了|缺|无)(?:再)?(?:叫上|拉上|带上)?$"
)
_AND = ("和", "、", "与", "跟", "及")


def _denied(clause: Clause) -> tuple[QuestionMention, ...]:
    """Return the units said to have no part, where others are said to have one: A牵头但B没参与."""
    units = clause.named("Unit")
    absent = [unit for unit in units if _ABSENT.search(clause.text[: unit.start])]
    if absent and len(absent) < len(units):  # 文旅局牵头|但没有|宣传部的任务
        first = absent[0]
        return _joined_to(first, [unit for unit in units if unit.start >= first.start], clause.text)
    cues = [c for c in clause.cues if (c.name, c.value) == ("without", "them")]
    if len(cues) != 1 or len(units) < 2:
        return ()  # 既不归发改局也不归工信局
    before = [m for m in units if m.end <= cues[0].start]
    after = [m for m in units if m.start >= cues[0].end]
    beside = before and not _BUT.search(clause.text, before[-1].end, cues[0].start)
    denied = _joined_to(before[-1], before[::-1], clause.text) if beside else ()
    denied = denied or (_joined_to(after[0], after, clause.text) if after else ())
    return denied if len(denied) < len(units) else ()


def _joined_to(
    first: QuestionMention, others: Sequence[QuestionMention], text: str
) -> tuple[QuestionMention, ...]:
    """Return a unit with those beside it that 和 or 、 joins to it: 没有财政局和住建局的."""
    found = [first]
    for other in others[1:]:
        start, end = sorted([found[-1].end, other.end, found[-1].start, other.start])[1:3]
        if text[start:end] not in _AND:
            break
        found.append(other)
    return tuple(found)


def subject_of(kind: Kind, clause: Clause) -> Iterator[Condition]:
    """Yield what about: a task's number, the things named, the topic."""
    if clause.ordinals or clause.section:
        yield from _numbered(kind, clause)
        return
    of_told = tuple(_of_told(kind, clause))
    if of_told:
        yield from of_told
    elif kind == "task" and clause.titles and clause.has("rel"):
        yield Related("policy", _titled(clause))
    else:
        yield from _named_or_about(kind, clause)


def _named_or_about(kind: Kind, clause: Clause) -> Iterator[Condition]:
    """Yield the things or policies that are named, else what about."""
    things, words = clause.things, words_of(kind, clause)
    policies = clause.named("PolicyDocument")
    if kind not in NUMBERS and things and len(clause.named(*PLACES)) < 2:
        yield Related(THINGS[things[0].kind], any_of(things))
        if kind == "sentence" and words:
            yield About(words)  # of what they are named in, what is asked
    elif policies:
        yield Related("policy", any_of(policies))
    elif words:
        yield About(words, clause.literals[0] if clause.literals else None)


def _of_told(kind: Kind, clause: Clause) -> Iterator[Condition]:
    """Yield that something is told before, or belongs to what was: 后者, 其中, 这部分."""
    numbers = next((kind for kind in clause.values("last") if kind in _WITH_NUMBERS), None)
    if numbers is None and clause.nth and clause.has("last", "task"):
        numbers = "task"
    if numbers is not None:  # one of them, as a side; or what stands in their sentence
        told = Earlier(numbers, clause.nth)  # type: ignore[arg-type]
        yield Is(told) if told.nth else Within(told)
    elif kind == "task" and clause.has("last", "section"):  # 该单位还牵头这部分的哪些任务
        yield Within(Earlier("section"))
        if clause.topic:
            yield About(clause.topic)
    elif clause.has("last", "task"):
        yield Within(Earlier("task"))
        if clause.has("more"):
            yield Not(Is(Earlier(kind)))
        if clause.topic:
            yield About(clause.topic)


def _titled(clause: Clause) -> Find:
    """Return the policies whose titles hold some words: 哪条任务提到了济宁市的实施方案."""
    held = (*clause.titles, *(mention.text for mention in clause.named(*PLACES)))
    return Find("policy", tuple(Has("noun", words) for words in held))


def _numbered(kind: Kind, clause: Clause) -> Iterator[Condition]:
    """Yield the ordinal that a clause says: of a task, or of the section its tasks are of."""
    if clause.ordinals:
        several = tuple(Numbered(ordinal) for ordinal in dict.fromkeys(clause.ordinals))
        yield several[0] if len(several) == 1 else Either(several)
        part = _PART.search(clause.topic)
        if part and kind != "section":  # 中介服务方案，第一件事
            yield Within(Find("section", (Has("kind", "plan"), About(part["name"]))))
    elif kind == "section":
        yield Numbered(clause.section)
    else:
        yield Within(Find("section", (Numbered(clause.section),)))
        if clause.topic:
            yield About(clause.topic)


def words_of(kind: Kind, clause: Clause) -> str:
    """Return the words a clause searches for; none that only say what kind it asks for."""
    if kind in NAMED:
        return "" if clause.held else clause.works
    if kind == "honour":
        return " ".join(w for w in clause.topic.split() if not _TITLES.fullmatch(w))
    if kind in NUMBERS and clause.has("cell", "investment") and "投资" not in clause.topic:
        return f"{clause.topic} {_invested(clause)}".strip()  # 总投资多少 is of what is invested
    return clause.bare if kind == "task" and clause.named("Unit") else clause.topic


def _invested(clause: Clause) -> str:
    said = (cue.text for cue in clause.cues if (cue.name, cue.value) == ("cell", "investment"))
    return "投资" if any("投" in text for text in said) else ""


_TITLES = re.compile("(?:的|等)*(?:荣誉|称号|牌子|名头|名号|奖项|荣誉称号)+")


def role_of(clause: Clause) -> Relation:
    """Return the role a clause asks about; any of them where it says none."""
    asked = clause.values("role")
    return next((role for role in _ROLES if role in asked and role != "unit"), "unit")


def any_of(mentions: Iterable[QuestionMention]) -> Operand:
    """Return names as an operand: any of them."""
    operands = tuple(single(mention) for mention in mentions)
    return operands[0] if len(operands) == 1 else AnyOf(operands)


def single(mention: QuestionMention) -> Operand:
    """Return a name as an operand; what was linked in the question stays linked."""
    if not mention.nodes:
        return Name(mention.text)
    things = tuple(Thing(node) for node in mention.nodes)
    return things[0] if len(things) == 1 else AnyOf(things)
