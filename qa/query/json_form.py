"""The plain JSON form of a query, which tests, other programs and language models can hand in.

    {"asks": [{"find": "unit", "over": {"top": "max", "by": {"count": "lead"}}}]}

qa.query.json_reader reads it back: `reading_of(json_of(reading)) == reading`.
"""

from __future__ import annotations

from typing import Any

from qa.query.tree import (
    About,
    AllOf,
    AnyOf,
    AskBack,
    Asks,
    Compare,
    Condition,
    Count,
    CountOf,
    Due,
    Each,
    Earlier,
    Either,
    Exists,
    Find,
    Has,
    Holds,
    Is,
    List,
    Measure,
    Measured,
    Name,
    Not,
    Numbered,
    Operand,
    Operation,
    PathTo,
    Reading,
    Related,
    Since,
    Sum,
    Talk,
    Thing,
    Top,
    Tree,
    Within,
)

Json = dict[str, Any]


def json_of(reading: Reading) -> Json:
    """Return a reading as plain JSON."""
    match reading:
        case Asks(trees):
            return {"asks": [_tree(tree) for tree in trees]}
        case Talk(kind):
            return {"talk": kind}
        case AskBack(choices):
            return {"back": [json_of(choice) for choice in choices]}


def _tree(tree: Tree) -> Json:
    if isinstance(tree, Compare):
        by = {} if tree.by is None else {"by": _measure(tree.by)}
        return {"compare": [_tree(t) for t in tree.trees], **by, "ask": list(tree.ask)}
    found: Json = {"find": tree.kind}
    if tree.where:
        found["where"] = [condition_json(condition) for condition in tree.where]
    if tree.show:
        found["show"] = list(tree.show)
    if tree.over != List():
        found["over"] = _operation(tree.over)
    return found


def _measure(measure: Measure) -> Any:
    return {"count": measure.relation} if isinstance(measure, CountOf) else measure


def _operand(operand: Operand) -> Json:
    match operand:
        case Name(text):
            return {"is": text}
        case Thing(iri):
            return {"id": iri}
        case AnyOf(operands):
            return {"any": [_operand(o) for o in operands]}
        case AllOf(operands):
            return {"all": [_operand(o) for o in operands]}
        case Earlier(kind, nth, told):
            return _kept({"last": kind, "nth": nth, "told": told or None})
        case Find():
            return _tree(operand)


def condition_json(condition: Condition) -> Json:
    """Return one condition of a tree as plain JSON."""
    match condition:
        case About(words, noun):
            return _kept({"about": words, "noun": noun})
        case Related(relation, to, only):
            other = None if to is None else _operand(to)
            return _kept({"rel": relation, "to": other, "only": only or None})
        case Is(operand):
            return {"named": _operand(operand)}
        case Within(operand):
            return {"in": _operand(operand)}
        case Not(inner):
            return {"not": condition_json(inner)}
        case Either(conditions):
            return {"or": [condition_json(c) for c in conditions]}
        case Numbered() | Has() | Measured() | Due():
            return _plain_condition(condition)


def _plain_condition(condition: Numbered | Has | Measured | Due) -> Json:
    match condition:
        case Numbered(ordinal):
            return {"ordinal": ordinal}
        case Has(attribute, value):
            return {"attr": attribute, "is": value}
        case Measured(measure, comparator, number, unit):
            compared = {"measure": _measure(measure), "cmp": comparator, "n": number}
            return _kept({**compared, "unit": unit})
        case Due(when, date):
            return {"due": when, "date": date}


def _operation(operation: Operation) -> Any:
    match operation:
        case List():
            return "list"
        case Count():
            return "count"
        case Exists():
            return "exists"
        case Holds(condition):
            return {"holds": condition_json(condition)}
        case Sum(measure, parts):
            return _kept({"sum": _measure(measure), "parts": parts})
        case Top(extreme, by):
            return {"top": extreme, "by": _measure(by)}
        case Each(kind, do):
            return _kept({"each": kind, "do": None if do == List() else _operation(do)})
        case PathTo(operand):
            return {"path": _operand(operand)}
        case Since(change, years):
            return _kept({"since": change, "years": years and list(years)})


def _kept(values: Json) -> Json:
    return {key: value for key, value in values.items() if value is not None}
