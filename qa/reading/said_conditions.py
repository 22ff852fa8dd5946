"""What a clause says of the things it asks for, as conditions: each kind has its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qa.mentions import QuestionMention
from qa.query.tree import (
    About,
    AllOf,
    AnyOf,
    Attribute,
    Condition,
    CountOf,
    Due,
    Earlier,
    Either,
    Find,
    Has,
    Is,
    Kind,
    Measured,
    Name,
    Not,
    Numbered,
    Operand,
    Related,
    Relation,
    Thing,
    Within,
)
from qa.reading.clause import NUMBERS, THINGS, Clause
from qa.reading.patterns import worth

PLACES = ("Jurisdiction",)
_ROLES: tuple[Relation, ...] = ("lead", "responsible", "assist", "unit")
_DATED = ("task", "project", "target")
_WITH_NUMBERS = ("sentence", *NUMBERS)
_NAMED = ("project", "place")
_ABOVE = ("state", "province", "city")  # 上级文件, of a county


def conditions_of(kind: Kind, clause: Clause) -> Iterator[Condition]:
    """Yield the conditions of a clause.

    Args:
        kind: of the things it asks for.
        clause: the clause.
    """
    yield from places_of(clause)
    if kind == "unit":
        yield from _of_unit(clause)
    elif kind == "person":
        tasks = (*_of_units(clause), *_subject("task", clause))
        to = Find("task", (*places_of(clause), *tasks)) if tasks else None
        yield Related("person", to)
    elif kind == "policy":
        yield from _of_policy(clause)
    else:
        yield from _of_units(clause)
        yield from _subject(kind, clause)
    yield from _attributes(kind, clause)
    yield from _excepted(kind, clause)


def places_of(clause: Clause) -> Iterator[Condition]:
    """Yield where: the places named; several of them are any of them."""
    places = [Name(mention.text) for mention in clause.named(*PLACES)]
    if len(places) == 1:
        yield Within(places[0])
    elif places:
        yield Within(AnyOf(tuple(places)))


def _of_unit(clause: Clause) -> Iterator[Condition]:
    """Yield what the units looked for do: their role in the tasks of a topic or a thing."""
    role = role_of(clause)
    units = clause.named("Unit")
    if units and (clause.has("shares") or clause.has("op", "max")):
        yield Related("shares", _operand(units))
        yield Not(Is(_operand(units)))  # nobody works with itself
        return
    tasks = tuple(_subject("task", clause))
    if tasks:
        yield Related(role, Find("task", (*places_of(clause), *tasks)))
    else:
        yield Related(role)


def _of_policy(clause: Clause) -> Iterator[Condition]:
    """Yield which policies: named, told before, or those that tasks of a topic name."""
    said: tuple[Relation, ...] = clause.values("rel")  # type: ignore[assignment]
    relation: Relation = (
        "basis" if "basis" in said else (*said, "policy")[0]
    )  # 出台时照着哪份文件来的
    if relation == "cited" and clause.has("whole", "opening"):
        relation = "policy"  # of the document itself
    policies = clause.named("PolicyDocument")
    if clause.has("last", "policy") and not clause.has("rel"):
        yield Is(Earlier("policy"))
    elif policies and relation == "cited_with":
        yield Related("cited_with", _operand(policies))
        yield Not(Is(_operand(policies)))
    elif policies:
        yield Is(_operand(policies))
    elif clause.topic and relation != "cited_with":
        yield Related(relation)
        yield About(clause.topic)
    else:
        yield Related(relation)
    yield from (Has("noun", words) for words in clause.titles)
    levels = dict.fromkeys(
        own for said in clause.values("level") for own in (_ABOVE if said == "above" else (said,))
    )
    yield from _either("level", levels)


def _either(attribute: Attribute, values: Iterable[str]) -> Iterator[Condition]:
    """Yield that an attribute has one of some values."""
    conditions = tuple(Has(attribute, value) for value in values)
    if len(conditions) == 1:
        yield conditions[0]
    elif conditions:
        yield Either(conditions)


def _of_units(clause: Clause) -> Iterator[Condition]:
    """Yield whose: the units named, with the role that is asked about."""
    named: list[Operand] = [single(mention) for mention in clause.named("Unit")]
    if clause.has("last", "unit"):
        named.append(Earlier("unit", clause.nth))
    units = (*named, *(Find("unit", (About(what),)) for what in clause.described))
    if not units:
        return
    without = clause.has("without", "them")
    together = len(units) > 1 and not clause.has("op", "each") and not without
    several = AllOf(units) if together else AnyOf(units)
    operand = units[0] if len(units) == 1 else several
    with_others = clause.has("only", "others")  # 不是它一家牵头的: it leads them, but not alone
    condition = Related(role_of(clause), operand, only=clause.has("only") and not with_others)
    yield Not(condition) if without else condition
    if with_others:
        yield Not(replace(condition, only=True))


def _subject(kind: Kind, clause: Clause) -> Iterator[Condition]:
    """Yield what about: a task's number, the things named, the topic."""
    if clause.ordinals or clause.section:
        yield from _numbered(kind, clause)
        return
    numbers = next((kind for kind in clause.values("last") if kind in _WITH_NUMBERS), None)
    if numbers is not None:
        yield Within(Earlier(numbers))  # type: ignore[arg-type]
        return
    if clause.has("last", "task"):
        yield Within(Earlier("task"))
        if clause.has("more"):
            yield Not(Is(Earlier(kind)))
        if clause.topic:
            yield About(clause.topic)
        return
    if kind == "task" and clause.titles and clause.has("rel"):
        yield Related("policy", _titled(clause))
        return
    things, words = clause.things, words_of(kind, clause)
    policies = clause.named("PolicyDocument")
    if kind not in NUMBERS and things and len(clause.named(*PLACES)) < 2:
        yield Related(THINGS[things[0].kind], _operand(things))
    elif policies:
        yield Related("policy", _operand(policies))
    elif words:
        yield About(words, clause.literals[0] if clause.literals else None)


def _titled(clause: Clause) -> Find:
    """Return the policies whose titles hold some words: 哪条任务提到了济宁市的实施方案."""
    held = (*clause.titles, *(mention.text for mention in clause.named(*PLACES)))
    return Find("policy", tuple(Has("noun", words) for words in held))


def _numbered(kind: Kind, clause: Clause) -> Iterator[Condition]:
    """Yield the ordinal that a clause says: of a task, or of the section its tasks are of."""
    if clause.ordinals:
        several = tuple(Numbered(ordinal) for ordinal in dict.fromkeys(clause.ordinals))
        yield several[0] if len(several) == 1 else Either(several)
    elif kind == "section":
        yield Numbered(clause.section)
    else:
        yield Within(Find("section", (Numbered(clause.section),)))
        if clause.topic:
            yield About(clause.topic)


def words_of(kind: Kind, clause: Clause) -> str:
    """Return the words a clause searches for; none that only say what kind it asks for."""
    if kind in _NAMED:
        return "" if clause.held else clause.works
    return clause.bare if kind == "task" and clause.named("Unit") else clause.topic


# 没有|文号 · 写了|有效期
_LACKS = re.compile("(?:没有?|未)(?:写明?|注明|标明?|标注|印)?(?:上|出|任何)?(?:政策)?$")
_SAYS = re.compile("(?:写了?|写明了?|注明了?|标明?了?|有)(?:政策|文件|自己的)?$")
_WHICH_ONES = re.compile("哪些|哪几[份个]|哪[一二两三]?份")


def _of_documents(clause: Clause) -> Iterator[Condition]:
    """Yield which documents are asked for: of a year, those that say something, or do not."""
    years = [mention.nodes[0] for mention in clause.named("Year") if mention.nodes]
    if "date" in clause.values("show") and years and len(years[0]) == len("2020"):
        yield Due("within", years[0])
    for cue in (c for c in clause.cues if c.name == "show" and _WHICH_ONES.search(clause.text)):
        before = clause.text[: cue.start]
        said = Has("detail", cue.value)
        if _LACKS.search(before):
            yield Not(said)
        elif _SAYS.search(before):
            yield said


def _attributes(kind: Kind, clause: Clause) -> Iterator[Condition]:
    if kind == "document":
        yield from _of_documents(clause)
    yield from _so_many(kind, clause)
    if clause.due and kind in _DATED:
        yield clause.due
    if kind == "task":
        yield from _of_tasks(clause)
    if kind in ("target", "benefit", "sentence") and clause.measure:
        yield Has("measure_unit", clause.measure)
    if kind == "sentence":
        yield from _given(clause)
    if kind in THINGS.values():
        yield from _of_things(kind, clause)


def _of_tasks(clause: Clause) -> Iterator[Condition]:
    """Yield what tasks must have or lack, how many units, and what they must cost."""
    for relation in (word for word in clause.values("without") if word != "them"):
        yield Not(Related(relation))  # type: ignore[arg-type]
    for relation in clause.values("with"):
        yield Related(relation)  # type: ignore[arg-type]
    if clause.counted and len(clause.named("Unit")) < 2:  # 水务、住建、综合执法三个单位
        yield Measured(CountOf(role_of(clause)), *clause.counted)
    cost = worth(clause.text) if clause.has("cell", "investment") else None
    if cost is not None:
        yield Measured("value", *cost)


def _so_many(kind: Kind, clause: Clause) -> Iterator[Condition]:
    """Yield how many are asked for, where meaning finds more: 哪两个地方, 哪一条."""
    if kind == "jurisdiction" and clause.so_many:
        yield Has("so_many", str(clause.so_many))
    one = any(c.name == "hint" and c.value == "task" and c.text in _ONE for c in clause.cues)
    if kind == "task" and one and clause.topic:
        yield Has("so_many", "1")


_ONE = ("哪条", "哪一条", "哪项", "哪一项", "写在哪一条")


def _of_things(kind: Kind, clause: Clause) -> Iterator[Condition]:
    """Yield what the names of things must hold, their stage, and how many there are."""
    if kind in _NAMED:
        nouns = [cue.text[-1] for cue in clause.cues if (cue.name, cue.value) == ("ask", "place")]
        yield from (Has("noun", noun) for noun in (*nouns[:1], *clause.held))
    if kind == "project":
        yield from _either("stage", clause.stages)
    if clause.so_many:
        yield Has("so_many", str(clause.so_many))


def _given(clause: Clause) -> Iterator[Condition]:
    """Yield what a sentence must give to answer: a number, a date, a telephone number."""
    if clause.asks_number and not clause.measure and not clause.details:
        yield Related("target")
    if clause.asks_number and clause.per:
        yield Has("per", clause.per)
    if clause.has("ask", "limit"):
        yield Related("limit")
    yield from (Has("detail", name) for name in clause.details)


def _excepted(kind: Kind, clause: Clause) -> Iterator[Condition]:
    """Yield that what a clause excepts is not among them: units, tasks of units, a section."""
    out = clause.excepted
    if out is None:
        return
    units = out.named("Unit")
    if units and kind == "unit":
        yield Not(Is(_operand(units)))
    elif units:
        yield Not(Related(role_of(clause), _operand(units)))
    elif out.topic and kind == "task":
        yield Not(Within(Find("section", (About(out.topic),))))


def role_of(clause: Clause) -> Relation:
    """Return the role a clause asks about; any of them where it says none."""
    asked = clause.values("role")
    return next((role for role in _ROLES if role in asked and role != "unit"), "unit")


def _operand(mentions: Iterable[QuestionMention]) -> Operand:
    operands = tuple(single(mention) for mention in mentions)
    return operands[0] if len(operands) == 1 else AnyOf(operands)


def single(mention: QuestionMention) -> Operand:
    """Return a name as an operand; what was linked in the question stays linked."""
    if not mention.nodes:
        return Name(mention.text)
    things = tuple(Thing(node) for node in mention.nodes)
    return things[0] if len(things) == 1 else AnyOf(things)
