"""What may be corrected of each kind of fact, and what a new value may be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from errors import GraphError
from kg.text.days import day_of
from kg.text.numerals import MULTIPLIERS

_LEVELS = ("state", "province", "city", "county", "township")
# 2 · 2所 · 3,000 人 · 1.5万元 · 30%
_QUANTITY = re.compile(
    r"(?P<value>[0-9][0-9,]*(?:\.[0-9]+)?) ?(?P<multiplier>[万亿]?)(?P<unit>[^0-9\s<>]{0,12})"
)
_NO_NAME = re.compile(r"[<>{}|\\^`\x00-\x1f\x7f]")  # markup and controls
_LONGEST = 120  # characters of a name

Values = Mapping[str, Any]  # attributes of a mention → what they are to be


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a fact says and that may be wrong.

    Attributes:
        said: attribute of the mention that holds it, as the old value is compared.
        read: returns the attributes that a new value sets; raises ValueError.
        choices: the values there are; none where any may be given.
    """

    said: str
    read: Callable[[str], Values]
    choices: tuple[str, ...] = ()


def _any(attribute: str) -> Field:
    return Field(attribute, lambda new: {attribute: _words(new)})


def _choice(attribute: str, *choices: str) -> Field:
    def read(new: str) -> Values:
        if new not in choices:
            raise ValueError
        return {attribute: new}

    return Field(attribute, read, choices)


def _day(attribute: str, **besides: object) -> Field:
    def read(new: str) -> Values:
        return {attribute: day_of(new), **besides}

    return Field(attribute, read)


def _words(new: str) -> str:
    words = " ".join(new.split())
    if not words or len(words) > _LONGEST or _NO_NAME.search(words):
        raise ValueError
    return words


def _quantity(new: str) -> Values:
    """Return the attributes of a number with its measure unit: 1.5万元."""
    found = _QUANTITY.fullmatch(new.strip())
    if not found:
        raise ValueError
    times, unit = found["multiplier"], found["unit"]
    return {
        "value": Decimal(found["value"].replace(",", "")),
        "multiplier": MULTIPLIERS[times],
        "unit": unit,
        "unit_text": f"{times}{unit}",
    }


_COMPARATOR = _choice("comparator", ">=", ">", "<=", "~", "=")
_NAME = {"name": _any("name")}
# class of the ontology → name of the field → the field
FIELDS: Mapping[str, Mapping[str, Field]] = {
    "Unit": {"role": _choice("role", "lead", "responsible", "assist")},
    "Person": {"name": _any("name"), "role": _any("role"), "post": _any("post")},
    "KeyProject": _NAME
    | {"stage": _choice("stage", "plan", "start", "advance", "upgrade", "complete", "operate")},
    "Campaign": _NAME,
    "Honour": _NAME | {"status": _choice("status", "goal", "held")},
    "Enterprise": _NAME,
    "NamedPlace": _NAME,
    "PolicyDocument": {
        "title": _any("title"),
        "wenhao": _any("wenhao"),
        "level": _choice("level", *_LEVELS),
        "relation": _choice("relation", "implements", "basedOn", "toBeIssued", "mentions"),
    },
    "Target": {
        "metric": _any("metric"),
        "comparator": _COMPARATOR,
        "value": Field("value", _quantity),
        "commitment": _choice("commitment", "确保", "力争", "争取"),
        "due": _day("due", assumed_due=None),
    },
    "Benefit": {
        "beneficiary": _any("beneficiary"),
        "comparator": _COMPARATOR,
        "value": Field("value", _quantity),
        "duration": _any("duration"),
        "condition": _any("condition"),
    },
    "TimeLimit": {"due": _day("due")},
    "ConceptMention": {},
}
# what may be added, and the field whose value the new fact is given
ADDED: Mapping[str, str] = {
    "Unit": "role",
    "KeyProject": "name",
    "Campaign": "name",
    "Honour": "name",
    "Enterprise": "name",
    "NamedPlace": "name",
}


def read_value(kind: str, field: str, new: str) -> Values:
    """Return the attributes of a mention that a new value sets.

    Raises:
        GraphError: there is no such field, or it cannot be so.
    """
    known = FIELDS.get(kind, {}).get(field)
    if known is None:
        raise GraphError(f"nothing called {field} can be corrected of a {kind}")
    try:
        return known.read(new)
    except (ValueError, InvalidOperation) as error:
        wanted = " / ".join(known.choices) or "another form"
        raise GraphError(f"{field} of a {kind} cannot be {new[:40]!r}; wanted: {wanted}") from error


def said(mention: object, kind: str, field: str) -> str:
    """Return what a fact says now, as a correction quotes it: 2所, lead."""
    attribute = FIELDS[kind][field].said
    value = getattr(mention, attribute)
    if attribute == "value":
        return f"{value}{getattr(mention, 'unit_text')}"  # noqa: B009  # of several classes
    return "" if value is None else str(value)
