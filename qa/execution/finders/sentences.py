"""Sentences for quotation."""

from __future__ import annotations

import re
from collections.abc import Callable

from embeddings import Hit
from embeddings.lexical import simplify
from qa.execution.finders.found import leads_to_tasks, topic_words, value_of
from qa.execution.ground import Tasks
from qa.execution.ranking.sentences import defines, is_term, quotations
from qa.execution.reckoning.quantities import says_detail, says_number, says_time
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.query.tree import Find, Has, Related

# “四个方向”指的是什么
QUOTED = re.compile("“(?P<name>[^“”]{2,12})”")
_LOOKED_AT = 8  # items whose sentences compete
_QUOTED = 3  # items that are quoted


def find_sentences(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return sentences for quotation: those that name a thing, or nearest to some words."""
    about = find.about
    hits = [] if about is None else _hits(find, about.words, tasks, scope)
    if about is None or (not hits and named_things(find)):
        return tuple(
            Item("sentence", task, scope.task_name(task), (scope.around(row),))
            for task, at in (tasks or {}).items()
            for row in at.rows[:1]
        )
    fully = "description" in find.show
    quoted = quotations(hits, about.words, scope, _wanted(find, scope), fully=fully)
    return tuple(
        Item("sentence", own[0].task, scope.task_name(own[0].task), own, chance)
        for chance, own in quoted[:_QUOTED]
    )


def _hits(find: Find, words: str, tasks: Tasks | None, scope: Scope) -> list[Hit]:
    """Return the items nearest to some words, of the tasks of a unit or thing where one is said."""
    named = any(leads_to_tasks(c) for c in find.where)
    hits = [h for h in scope.search(words) if not named or (tasks and h.item in tasks)]
    quoted = [m["name"] for m in QUOTED.finditer(words)]
    if quoted:  # those that hold what is quoted come first
        hits.sort(key=lambda h: not any(q in simplify(scope.text_of(h.item)) for q in quoted))
    if is_term(words):  # so does what says what a word means
        hits.sort(key=lambda h: -defines(words, scope.text_of(h.item)))
    return hits[:_LOOKED_AT]


def named_things(find: Find) -> bool:
    """Tell whether a tree is of things by their names, so that meaning only says which words."""
    relations = ("project", "campaign", "honour", "enterprise", "place")
    related = (c for c in find.where if isinstance(c, Related) and c.relation in relations)
    return any(c.to is not None and not isinstance(c.to, Find) for c in related)


def asks_number(find: Find) -> bool:
    """Tell whether a sentence must say a number to answer."""
    return any(
        (isinstance(c, Has) and c.attribute == "measure_unit")
        or (isinstance(c, Related) and c.relation == "target")
        for c in find.where
    )


def _wanted(find: Find, scope: Scope) -> tuple[Callable[[str], bool], ...]:
    """Return which sentences may answer, the better ones first.

    Those with the number, the date or the detail that is asked for; of these those that say for
    what each: 每天.
    """
    measure, per = value_of(find, "measure_unit"), value_of(find, "per")
    has = (c for c in find.where if isinstance(c, Has))
    details = [c.value for c in has if c.attribute == "detail"]
    number = asks_number(find)
    time = any(isinstance(c, Related) and (c.relation, c.to) == ("limit", None) for c in find.where)

    def answers(text: str) -> bool:
        said = not number or says_number(text, measure, scope)
        said = said and (not time or says_time(text))
        return said and all(says_detail(text, name, scope) for name in details)

    quoted = [m["name"] for m in QUOTED.finditer(topic_words(find))]
    if quoted and not per:  # “五个减量替代”指哪五样
        return (lambda text: answers(text) and all(q in simplify(text) for q in quoted)), answers
    if not per:
        return (answers,)
    return (lambda text: answers(text) and f"每{per}" in text), answers
