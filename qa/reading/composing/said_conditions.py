"""What a clause says of the things it asks for, as conditions: each kind has its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qa.query.tree import (
    About,
    AnyOf,
    Condition,
    CountOf,
    Due,
    Earlier,
    Either,
    Find,
    Has,
    Is,
    Measured,
    Name,
    Not,
    Related,
    Within,
)
from qa.query.vocabulary import Attribute, Kind, Relation
from qa.reading.clause import THINGS, Clause
from qa.reading.composing.said_subjects import NAMED, PLACES, any_of, of_units, role_of, subject_of
from qa.reading.patterns import worth

_DATED = ("task", "project", "target")
# what the name of an honour of a level holds: 全国义务教育优质均衡发展县
_OF_LEVEL = {"state": ("国家", "全国"), "province": ("省",), "city": ("市级", "全市")}
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
    elif kind == "person" and (clause.so_many or 0) > 1 and clause.topic:
        yield About(clause.topic)  # 由哪两个人分管: of as many tasks as it takes
        yield Has("so_many", str(clause.so_many))
    elif kind == "person":
        tasks = (*of_units(clause), *subject_of("task", clause))
        to = Find("task", (*places_of(clause), *tasks)) if tasks else None
        yield Related("person", to)
    elif kind == "policy":
        yield from _of_policy(clause)
    else:
        yield from of_units(clause)
        yield from subject_of(kind, clause)
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
    said = clause.values("role")
    several = "assist" in said and bool({"lead", "responsible"} & set(said))
    role = "unit" if several else role_of(clause)  # 谁牵头谁配合
    units = clause.named("Unit")
    if units and (clause.has("shares") or clause.has("op", "max")):
        yield Related("shares", any_of(units))
        yield Not(Is(any_of(units)))  # nobody works with itself
        return
    tasks = tuple(subject_of("task", clause))
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
    elif clause.has("last", "task") and clause.has("rel", "cited"):
        yield Related("cited", Find("task", (Is(Earlier("task")),)))  # 它引用了哪两个文件
    elif policies and relation == "cited_with":
        yield Related("cited_with", any_of(policies))
        yield Not(Is(any_of(policies)))
    elif policies:
        yield Is(any_of(policies))
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
    grows = _GROWS.search(clause.text) and clause.has("op", "max", "min")
    if kind == "target" and grows and not clause.topic:
        yield Has("kind", "increase")
    if kind in ("target", "benefit", "sentence") and clause.measure:
        yield Has("measure_unit", clause.measure)
    if kind == "sentence":
        yield from _given(clause)
    if kind in THINGS.values():
        yield from _of_things(kind, clause)


_GROWS = re.compile("增速|增幅|涨幅|增长")


def _of_tasks(clause: Clause) -> Iterator[Condition]:
    """Yield what tasks must have or lack, how many units, and what they must cost."""
    if clause.due and clause.has("more") and not clause.has("last"):
        yield Not(Within(Earlier("task")))
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
    if kind in NAMED:
        nouns = [cue.text[-1] for cue in clause.cues if (cue.name, cue.value) == ("ask", "place")]
        yield from (Has("noun", noun) for noun in (*nouns[:1], *clause.held))
    if kind == "project":
        yield from _either("stage", clause.stages)
    if kind == "honour":
        words = [word for level in clause.values("level") for word in _OF_LEVEL.get(level, ())]
        yield from _either("noun", words)
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
        yield Not(Is(any_of(units)))
    elif units:
        yield Not(Related(role_of(clause), any_of(units)))
    elif out.topic and kind == "task":
        yield Not(Within(Find("section", (About(out.topic),))))
