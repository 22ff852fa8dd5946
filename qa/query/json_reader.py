"""Read a query from its plain JSON form (qa.query.json_form).

What does not follow the grammar is refused with a sentence that says what is wrong, and so is what
is too large to be a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from errors import QueryError
from qa.query.json_form import Json
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
from qa.query.vocabulary import (
    Attribute,
    Change,
    Comparator,
    Comparison,
    Extreme,
    Field,
    Kind,
    Relation,
    SmallTalk,
    When,
)

MOST_ASKS, MOST_CONDITIONS, DEEPEST = 6, 12, 3
_MOST_NESTED = 24  # objects and lists inside each other
_LONGEST = 400  # characters of a name or of words


def reading_of(data: Any) -> Reading:
    """Return the reading that plain JSON describes.

    Raises:
        QueryError: it does not follow the grammar, or is too large.
    """
    _check_nesting(data)
    node = _node(data, {"asks", "talk", "back"})
    if "talk" in node:
        return Talk(_word(node["talk"], SmallTalk))
    if "back" in node:
        choices = tuple(reading_of(choice) for choice in _several(node["back"], 2, MOST_ASKS))
        return AskBack(tuple(choice for choice in choices if isinstance(choice, Asks)))
    if "asks" not in node:
        raise QueryError(f"a query has asks, talk or back; this one has {_shown(node)}")
    return Asks(tuple(_read_tree(tree, DEEPEST) for tree in _several(node["asks"], 1, MOST_ASKS)))


def _read_tree(data: Any, depth: int) -> Tree:
    node = _node(data, {"find", "where", "show", "over", "compare", "by", "ask"})
    if "compare" not in node:
        return _read_find(node, depth)
    sides = tuple(_read_find(side, depth - 1) for side in _several(node["compare"], 2, MOST_ASKS))
    by = _read_measure(node["by"]) if "by" in node else None
    ask = tuple(_word(word, Comparison) for word in _list(node.get("ask", ["all"])))
    return Compare(sides, by, ask)


def _read_find(data: Any, depth: int) -> Find:
    if depth < 1:
        raise QueryError(f"trees stand in each other more than {DEEPEST} deep")
    node = _node(data, {"find", "where", "show", "over"})
    where = _list(node.get("where", []))
    if len(where) > MOST_CONDITIONS:
        raise QueryError(f"{len(where)} conditions; at most {MOST_CONDITIONS}")
    return Find(
        _word(node.get("find"), Kind),
        tuple(_read_condition(condition, depth) for condition in where),
        tuple(_word(field, Field) for field in _list(node.get("show", []))),
        _read_operation(node.get("over", "list"), depth),
    )


def _read_measure(data: Any) -> Measure:
    if isinstance(data, Mapping):
        return CountOf(_word(_node(data, {"count"}).get("count"), Relation))
    found: Measure = _word(data, Measure.__args__[0])
    return found


def _read_operand(data: Any, depth: int) -> Operand:
    node = _node(data, {"is", "id", "any", "all", "last", "nth", "told", *_FIND})
    if "is" in node:
        return Name(_text(node["is"]))
    if "id" in node:
        return Thing(_text(node["id"]))
    if "any" in node:
        return AnyOf(tuple(_read_operand(o, depth) for o in _several(node["any"], 1)))
    if "all" in node:
        return AllOf(tuple(_read_operand(o, depth) for o in _several(node["all"], 1)))
    if "last" in node:
        nth = None if node.get("nth") is None else int(_number(node["nth"]))
        return Earlier(_word(node["last"], Kind), nth, node.get("told") is True)
    return _read_find(node, depth - 1)


def _read_condition(data: Any, depth: int) -> Condition:
    node = _node(data, set().union(*(keys for _, keys, _ in _CONDITIONS)))
    for key, keys, read in _CONDITIONS:
        if key in node:
            return read(_node(node, keys), depth)
    raise QueryError(f"no condition is written {_shown(node)}")


def _about(node: Json, _: int) -> Condition:
    return About(_text(node["about"]), _text(node["noun"]) if node.get("noun") else None)


def _related(node: Json, depth: int) -> Condition:
    to = _read_operand(node["to"], depth) if "to" in node else None
    return Related(_word(node["rel"], Relation), to, node.get("only") is True)


def _has(node: Json, _: int) -> Condition:
    return Has(_word(node["attr"], Attribute), _text(node.get("is")))


def _measured(node: Json, _: int) -> Condition:
    return Measured(
        _read_measure(node["measure"]),
        _word(node.get("cmp"), Comparator),
        _number(node.get("n")),
        _text(node["unit"]) if node.get("unit") else None,
    )


_FIND = ("find", "where", "show", "over")
_Reader = Callable[[Json, int], Condition]
# the key that tells a condition, all keys it may have, and how it is read
_CONDITIONS: tuple[tuple[str, set[str], _Reader], ...] = (
    ("about", {"about", "noun"}, _about),
    ("rel", {"rel", "to", "only"}, _related),
    ("named", {"named"}, lambda node, depth: Is(_read_operand(node["named"], depth))),
    ("in", {"in"}, lambda node, depth: Within(_read_operand(node["in"], depth))),
    ("ordinal", {"ordinal"}, lambda node, _: Numbered(_text(node["ordinal"]))),
    ("attr", {"attr", "is"}, _has),
    ("measure", {"measure", "cmp", "n", "unit"}, _measured),
    (
        "due",
        {"due", "date"},
        lambda node, _: Due(_word(node["due"], When), _text(node.get("date"))),
    ),
    ("not", {"not"}, lambda node, depth: Not(_read_condition(node["not"], depth))),
    (
        "or",
        {"or"},
        lambda node, depth: Either(
            tuple(_read_condition(c, depth) for c in _several(node["or"], 1))
        ),
    ),
)
_OPERATIONS = {"sum", "parts", "top", "by", "each", "do", "path", "since", "years", "holds"}


def _read_operation(data: Any, depth: int) -> Operation:
    simple: dict[str, Operation] = {"list": List(), "count": Count(), "exists": Exists()}
    if isinstance(data, str):
        if data not in simple:
            raise QueryError(f"no operation is called {data!r}; there are: {', '.join(simple)}")
        return simple[data]
    node = _node(data, _OPERATIONS)
    if "sum" in node:
        parts = None if node.get("parts") is None else int(_number(node["parts"]))
        return Sum(_read_measure(node["sum"]), parts)
    if "top" in node:
        return Top(_word(node["top"], Extreme), _read_measure(node.get("by")))
    if "each" in node:
        return Each(_word(node["each"], Kind), _read_operation(node.get("do", "list"), depth))
    if "holds" in node:
        return Holds(_read_condition(node["holds"], depth))
    if "path" in node:
        return PathTo(_read_operand(node["path"], depth))
    if "since" in node:
        years = [int(_number(year)) for year in _several(node.get("years", [0, 0]), 2, 2)]
        return Since(_word(node["since"], Change), (years[0], years[1]) if any(years) else None)
    raise QueryError(f"no operation is written {_shown(node)}")


# --- small checks ------------------------------------------------------------------------------


def _check_nesting(data: Any) -> None:
    """Refuse what is nested deeper than any query, before anything is read from it."""
    level = [data]
    for _ in range(_MOST_NESTED):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise QueryError(f"the query is nested more than {_MOST_NESTED} deep")


def _inside(data: Any) -> Iterable[Any]:
    if isinstance(data, Mapping):
        return data.values()
    return data if isinstance(data, list) else ()


def _node(data: Any, keys: Iterable[str]) -> Json:
    if not isinstance(data, Mapping):
        raise QueryError(f"expected an object, not {_shown(data)}")
    unknown = set(data) - set(keys)
    if unknown:
        raise QueryError(f"unknown key {', '.join(map(repr, sorted(map(str, unknown))))}")
    return dict(data)


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise QueryError(f"expected a list, not {_shown(data)}")
    return data


def _several(data: Any, least: int, most: int = MOST_CONDITIONS) -> list[Any]:
    found = _list(data)
    if not least <= len(found) <= most:
        raise QueryError(f"expected {least} to {most} entries, not {len(found)}")
    return found


def _word(data: Any, of: Any) -> Any:
    words = get_args(of)
    if data not in words:
        raise QueryError(f"{_shown(data)} is none of: {', '.join(words)}")
    return data


def _text(data: Any) -> str:
    if not isinstance(data, str) or not data.strip() or len(data) > _LONGEST:
        raise QueryError(f"expected words of at most {_LONGEST} characters, not {_shown(data)}")
    return data


def _number(data: Any) -> float:
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise QueryError(f"expected a number, not {_shown(data)}")
    return data


def _shown(data: Any) -> str:
    return repr(data)[:60]
