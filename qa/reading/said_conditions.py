"""What a clause says of the things it asks for, as conditions: each kind has its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
    elif kind == "person":
        tasks = (*_of_units(clause), *subject_of("task", clause))
        to = Find("task", (*places_of(clause), *tasks)) if tasks else None
        yield Related("person", to)
    elif kind == "policy":
        yield from _of_policy(clause)
    else:
        yield from _of_units(clause)
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


def _of_units(clause: Clause) -> Iterator[Condition]:
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
    if clause.has("last", "unit") and clause.has("more"):  # 该单位还有别的项目吗
        yield Not(Within(Earlier("task")))


# 农业农村局牵头|但|水务局没参与
_BUT = re.compile("[,，、;；但却而]|可(?!以|能)")


_AND = ("和", "、", "与", "跟", "及")


def _denied(clause: Clause) -> tuple[QuestionMention, ...]:
    """Return the units said to have no part, where others are said to have one: A牵头但B没参与."""
    units = clause.named("Unit")
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
    if kind == "honour":
        return " ".join(w for w in clause.topic.split() if not _TITLES.fullmatch(w))
    if kind in NUMBERS and clause.has("cell", "investment") and "投资" not in clause.topic:
        return f"{clause.topic} {_invested(clause)}".strip()  # 总投资多少 is of what is invested
    return clause.bare if kind == "task" and clause.named("Unit") else clause.topic


def _invested(clause: Clause) -> str:
    said = (cue.text for cue in clause.cues if (cue.name, cue.value) == ("cell", "investment"))
    return "投资" if any("投" in text for text in said) else ""


_TITLES = re.compile("(?:的|等)*(?:荣誉|称号|牌子|名头|名号|奖项|荣誉称号)+")
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
    if kind in _NAMED:
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
