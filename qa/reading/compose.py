"""Put the parts of a question together as query trees.

Each kind of thing that can be asked for has one way in which its conditions are written; names,
roles, topics, places and operations are added alike for all of them. Where words leave it open
what is asked for, several trees come out, and execution decides between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qa.mentions import QuestionMention
from qa.query.tree import (
    About,
    AllOf,
    AnyOf,
    Asks,
    Compare,
    Comparison,
    Condition,
    Count,
    CountOf,
    Each,
    Earlier,
    Exists,
    Find,
    Has,
    Is,
    Kind,
    List,
    Measure,
    Measured,
    Name,
    Not,
    Numbered,
    Operand,
    Operation,
    PathTo,
    Related,
    Relation,
    Sum,
    Thing,
    Top,
    Tree,
    Within,
)
from qa.reading.kinds import kinds_of
from qa.reading.parts import THINGS, Clause

_ROLES: tuple[Relation, ...] = ("lead", "responsible", "assist", "unit")
_PLACES = ("Place", "Jurisdiction")
_NUMBERS: tuple[Kind, ...] = ("target", "benefit")


def readings_of(clause: Clause) -> tuple[Asks, ...]:
    """Return what a clause may ask for, likeliest first; several things at once are one reading."""
    found = [
        tuple(_trees(kind, variant))
        for kind in dict.fromkeys(kinds_of(clause))
        for variant in _variants(kind, clause)
    ]
    return tuple(
        dict.fromkeys(Asks(wider) for trees in found if trees for wider in _widened(trees))
    )


def _variants(kind: Kind, clause: Clause) -> Iterator[Clause]:
    """Yield a clause as it is, and with its units alone, where no task speaks of its topic."""
    yield clause
    if clause.topic and kind in ("task", "project", "target") and clause.named("Unit"):
        yield replace(clause, topic="")


def _widened(trees: tuple[Tree, ...]) -> Iterator[tuple[Tree, ...]]:
    """Yield trees as they are, and with any role or relation in place of the one that was said.

    怀化市公安局参与哪一条: 参与 may mean any role, where the documents have none of that name.
    """
    yield trees
    wider = tuple(_any_role(tree) for tree in trees)
    if wider != trees:
        yield wider


def _any_role(tree: Tree) -> Tree:
    if isinstance(tree, Compare):
        return replace(tree, trees=tuple(_wide(side) for side in tree.trees))
    return _wide(tree)


def _wide(find: Find) -> Find:
    return replace(find, where=tuple(_wide_condition(c) for c in find.where))


def _wide_condition(condition: Condition) -> Condition:
    match condition:
        case Related("assist" | "responsible", to, only):
            return Related("unit", to, only)
        case Related("basis", to, only):
            return Related("policy", to, only)
    return condition


def completed(clause: Clause, before: Clause | None) -> Clause:
    """Return a clause with what it goes on from: 分别归谁 has no topic of its own.

    Args:
        clause: the clause.
        before: the one before it, completed itself.
    """
    return clause if before is None or _stands_alone(clause) else _continued(clause, before)


def _stands_alone(clause: Clause) -> bool:
    return bool(clause.topic or clause.ordinals or clause.has("last")) or any(
        m.kind not in ("Year", *_PLACES) for m in clause.mentions
    )


def _continued(clause: Clause, before: Clause) -> Clause:
    """Return a clause with the names and the topic of the one before it."""
    return replace(
        clause,
        mentions=clause.mentions or before.mentions,
        topic=before.topic,
        ordinals=before.ordinals,
    )


def _trees(kind: Kind, clause: Clause) -> Iterator[Tree]:
    find = Find(kind, tuple(_conditions(kind, clause)))
    sides = _sides(find, clause)
    if len(sides) > 1:
        if clause.has("op", "which", "difference", "same"):
            yield Compare(sides, "value" if kind in _NUMBERS else None, _comparisons(clause))
        elif clause.has("op", "sum") and kind in _NUMBERS:
            yield replace(find, over=Sum("value"))
        else:
            yield from sides
        return
    yield replace(find, over=_operation(kind, clause))


# --- conditions --------------------------------------------------------------------------------


def _conditions(kind: Kind, clause: Clause) -> Iterator[Condition]:
    yield from _places(clause)
    if kind == "unit":
        yield from _of_unit(clause)
    elif kind == "policy":
        yield from _of_policy(clause)
    else:
        yield from _of_units(clause)
        yield from _subject(kind, clause)
    yield from _attributes(kind, clause)


def _places(clause: Clause) -> Iterator[Condition]:
    """Yield where: the places named; several of them are any of them."""
    places = [Name(mention.text) for mention in clause.named(*_PLACES)]
    if len(places) == 1:
        yield Within(places[0])
    elif places:
        yield Within(AnyOf(tuple(places)))


def _of_unit(clause: Clause) -> Iterator[Condition]:
    """Yield what the units looked for do: their role in the tasks of a topic or a thing."""
    role = _role(clause)
    units = clause.named("Unit")
    if units and (clause.has("shares") or clause.has("op", "max")):
        yield Related("shares", _operand(units))
        return
    tasks = tuple(_subject("task", clause))
    if tasks:
        yield Related(role, Find("task", (*_places(clause), *tasks)))
    else:
        yield Related(role)


def _of_policy(clause: Clause) -> Iterator[Condition]:
    relation: Relation = "policy"
    for value in clause.values("rel"):
        relation = value  # type: ignore[assignment]
        break
    policies = clause.named("PolicyDocument")
    if clause.has("last", "policy") and not clause.has("rel"):
        yield Is(Earlier("policy"))
    elif policies and relation == "cited_with":
        yield Related("cited_with", _operand(policies))
        yield Not(Is(_operand(policies)))
    elif policies:
        yield Is(_operand(policies))
    elif clause.topic and relation != "cited_with":
        yield Related(relation, Find("task", (*_places(clause), About(clause.topic))))
    else:
        yield Related(relation)
    for level in clause.values("level"):
        yield Has("level", level)


def _of_units(clause: Clause) -> Iterator[Condition]:
    """Yield whose: the units named, with the role that is asked about."""
    named: list[Operand] = [_single(mention) for mention in clause.named("Unit")]
    if clause.has("last", "unit"):
        named.append(Earlier("unit", clause.nth))
    units = (*named, *(Find("unit", (About(what),)) for what in clause.described))
    if not units:
        return
    together = len(units) > 1 and not clause.has("op", "each")
    several = AllOf(units) if together else AnyOf(units)
    operand = units[0] if len(units) == 1 else several
    yield Related(_role(clause), operand, only=clause.has("only"))


def _subject(kind: Kind, clause: Clause) -> Iterator[Condition]:
    """Yield what about: a task's number, the things named, the topic."""
    if clause.ordinals:
        yield Numbered(clause.ordinals[0])
        return
    if clause.has("last", "task"):
        yield Within(Earlier("task"))
        if clause.topic:
            yield About(clause.topic)
        return
    things = clause.things
    policies = clause.named("PolicyDocument")
    if kind not in _NUMBERS and things:
        yield Related(THINGS[things[0].kind], _operand(things))
    elif policies:
        yield Related("policy", _operand(policies))
    elif clause.topic:
        yield About(clause.topic, clause.literals[0] if clause.literals else None)


def _attributes(kind: Kind, clause: Clause) -> Iterator[Condition]:
    for relation in clause.values("without"):
        yield Not(Related(relation))  # type: ignore[arg-type]
    if kind == "task":
        for relation in clause.values("with"):
            yield Related(relation)  # type: ignore[arg-type]
        if clause.counted:
            yield Measured(CountOf(_role(clause)), *clause.counted)
    if kind in ("target", "benefit", "sentence") and clause.measure:
        yield Has("measure_unit", clause.measure)
    elif kind == "sentence" and clause.has("ask", "target"):
        yield Related("target")
    if kind in ("place", "project"):
        nouns = [cue.text[-1] for cue in clause.cues if (cue.name, cue.value) == ("ask", "place")]
        yield from (Has("noun", noun) for noun in nouns[:1])


def _role(clause: Clause) -> Relation:
    asked = clause.values("role")
    return next((role for role in _ROLES if role in asked and role != "unit"), "unit")


def _operand(mentions: Iterable[QuestionMention]) -> Operand:
    operands = tuple(_single(mention) for mention in mentions)
    return operands[0] if len(operands) == 1 else AnyOf(operands)


def _single(mention: QuestionMention) -> Operand:
    """Return a name as an operand; what was linked in the question stays linked."""
    if not mention.nodes:
        return Name(mention.text)
    things = tuple(Thing(node) for node in mention.nodes)
    return things[0] if len(things) == 1 else AnyOf(things)


# --- operations --------------------------------------------------------------------------------


def _operation(kind: Kind, clause: Clause) -> Operation:
    if clause.has("count") and kind in clause.values("count"):
        return Count()
    if clause.has("op", "path"):
        others = clause.named("Unit", *THINGS)
        return PathTo(_single(others[-1])) if len(others) > 1 else List()
    if clause.has("op", "sum") and kind in _NUMBERS:
        return Sum("value")
    for extreme in ("max", "min"):
        if clause.has("op", extreme):
            return Top(extreme, _measured(kind, clause))  # type: ignore[arg-type]
    if kind in _NUMBERS and (clause.has("ask", "jurisdiction") or clause.has("op", "each")):
        return Each("jurisdiction")
    if clause.has("op", "exists"):
        return Exists()
    return List()


def _measured(kind: Kind, clause: Clause) -> Measure:
    if kind == "unit":
        return CountOf(_role(clause))
    return CountOf("unit") if kind == "task" else "value"


def _comparisons(clause: Clause) -> tuple[Comparison, ...]:
    known: tuple[Comparison, ...] = ("which", "difference", "same")
    return tuple(ask for ask in known if clause.has("op", ask)) or ("all",)


def _sides(find: Find, clause: Clause) -> tuple[Find, ...]:
    """Return a tree for each of several places, or of several parts of a topic, asked about."""
    places = clause.named(*_PLACES)
    if len(places) > 1 and clause.has("op", "which", "difference", "same", "each"):
        rest = tuple(c for c in find.where if not isinstance(c, Within))
        return tuple(replace(find, where=(Within(Name(p.text)), *rest)) for p in places)
    parts = _parts(clause.topic)
    if len(parts) > 1 and (
        clause.has("op", "which", "difference", "same", "each", "sum") or find.kind == "unit"
    ):
        return tuple(_about(find, clause.topic, part) for part in parts)
    return (find,)


def _parts(topic: str) -> list[str]:
    """Return the parts of a topic: 粮食安全和种业 are two; what follows both belongs to both."""
    for word in ("、", "和", "与", "跟", "及"):
        parts = [part.strip() for part in topic.split(word)]
        if len(parts) > 1 and all(len(part) > 1 for part in parts):
            return parts
    return [topic]


def _about(find: Find, topic: str, part: str) -> Find:
    """Return a tree that is about a part of its topic only."""

    def changed(condition: Condition) -> Condition:
        match condition:
            case About(words) if words == topic:
                return About(part)
            case Related(relation, Find() as inner, only):
                return Related(relation, _about(inner, topic, part), only)
        return condition

    return replace(find, where=tuple(changed(condition) for condition in find.where))
