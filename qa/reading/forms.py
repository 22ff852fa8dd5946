"""Forms of questions over whole documents, told by the signs of their words.

    哪几条压根没写牵头单位 · 牵头单位空着的有哪几项     tasks without a lead unit
    落款最早和最晚的分别是哪份                         documents by date, the first and the last

data/questions/forms.csv says for each form which signs it needs, which it may have besides, and the
query it stands for, in plain JSON with {slots}. Places, units and sections that a question names
are added to it. Words that no sign explains must name a part of the documents, or a person.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from errors import GraphError
from kg.knowledge.data_folder import DataFolder
from qa.query.json_form import condition_json
from qa.query.json_reader import reading_of
from qa.query.tree import Asks, Due, Find
from qa.reading.clause import Clause
from qa.reading.composing.said_conditions import conditions_of, places_of
from qa.reading.cues import Cue
from qa.reading.signs import Signs

TABLE = "questions/forms.csv"
# what any question may say beside what it asks
_ALWAYS = frozenset(
    ("fill", "what", "which", "which_document", "of_these", "R", "document", "has", "part")
)
# what has most of something is told by that alone: 谁的电话最多 is not whose tasks
_STRICT = frozenset(("max", "min", "first", "last", "growth", "count"))
_ADDED = ("Unit", "Jurisdiction")
_OF_TASKS = ("task", "target")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of questions.

    Attributes:
        name: of the form.
        needs: signs that must be there.
        allows: signs that may be there, those it needs among them.
        forbids: signs that no word may have, whatever else it says.
        trees: the query in plain JSON, with slots: {value}, {due}, {year}, {y}, {words}.
    """

    name: str
    needs: frozenset[str]
    allows: frozenset[str]
    forbids: frozenset[str]
    trees: Any


def read_forms(data: DataFolder) -> tuple[Form, ...]:
    """Read questions/forms.csv, those that need most first.

    Raises:
        GraphError: the table is missing or malformed.
    """
    forms = []
    for row in data.rows(TABLE):
        needs = frozenset(row["needs"].split())
        said = row["may"].split()
        if needs.isdisjoint(_STRICT):
            said.append("scraps")
        forbids = frozenset(sign.removeprefix("-") for sign in said if sign.startswith("-"))
        allows = (needs | _ALWAYS | frozenset(said)) - forbids
        forms.append(Form(row["form"], needs, allows, forbids, _trees(row)))
    return tuple(sorted(forms, key=lambda form: -len(form.needs)))


def _trees(row: Mapping[str, str]) -> Any:
    try:
        return json.loads(row["trees"])
    except ValueError as error:
        raise GraphError(f"{TABLE}: the trees of {row['form']} are no JSON: {error}") from error


def form_of(signs: Signs, forms: tuple[Form, ...]) -> Form | None:
    """Return the form a question has; the one that needs most of its signs."""
    every = signs.every
    fitting = (f for f in forms if f.needs <= every and not f.forbids & every)
    return next((f for f in fitting if signs.all_within(f.allows)), None)


def trees_of(form: Form, signs: Signs, clause: Clause, words: str = "") -> tuple[Find, ...]:
    """Return what a question of a form asks for, with the places, units … that it names.

    Args:
        form: of the question.
        signs: of its words.
        clause: the question, whose names are added.
        words: that no sign explains, for the forms that ask of them: a person, a place, a topic.
    """
    slots = {
        "{value}": signs.value and condition_json(signs.value),
        "{due}": signs.due and condition_json(signs.due),
        "{year}": condition_json(Due("within", signs.year)) if signs.year else None,
        "{y}": signs.year,
        "{y}年": f"{signs.year}年",
        "{words}": words,
    }
    reading = reading_of({"asks": _filled(form.trees, slots)})
    assert isinstance(reading, Asks)
    trees = (tree for tree in reading.trees if isinstance(tree, Find))
    return tuple(_with_names(tree, clause) for tree in trees)


def _filled(data: Any, slots: Mapping[str, Any]) -> Any:
    """Return plain JSON with its slots filled."""
    if isinstance(data, str):
        return slots.get(data, data)
    if isinstance(data, list):
        return [_filled(one, slots) for one in data]
    if isinstance(data, dict):
        return {key: _filled(one, slots) for key, one in data.items()}
    return data


def _with_names(find: Find, clause: Clause) -> Find:
    """Return a tree with the places that a clause names, and the units whose tasks it asks for."""
    names = tuple(m for m in clause.mentions if m.kind in _ADDED)
    bare = replace(clause.without_topic(), mentions=names, cues=_roles(clause), literals=())
    bare = replace(bare, due=None, measure="", details=(), stages=(), counted=None, so_many=None)
    named = conditions_of(find.kind, bare) if find.kind in _OF_TASKS else places_of(bare)
    return replace(find, where=tuple(dict.fromkeys((*named, *find.where))))


def _roles(clause: Clause) -> tuple[Cue, ...]:
    return tuple(cue for cue in clause.cues if cue.name in ("role", "only"))
