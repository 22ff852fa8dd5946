"""Conditions by attribute, measure and date, which keep things or drop them."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.evidence.rows import Limit, NamedThing, Number, PolicyCitation, Quote, Row, Sentence
from qa.execution.ground import Ground, Reached, Tasks
from qa.execution.reckoning.measuring import compares, measure_of
from qa.execution.reckoning.quantities import says_detail, says_number
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.query.tree import Due, Has, Measured
from qa.query.vocabulary import Attribute

_DATED = ("target", "limit", "benefit")  # kinds whose things have dates of their own


def keep_has(has: Has, item: Item, ground: Ground) -> bool:
    """Tell whether an attribute of a thing has a value."""
    if has.attribute in ("per", "so_many") or item.kind == "section":
        return True  # what fits is only better; sections are found by it
    if has.attribute == "noun" and item.kind == "task":
        return True  # reached by it
    if has.attribute == "detail" and item.kind == "document":
        return bool(ground.scope.own_words(item.iri, has.value))
    if has.attribute == "detail":
        texts = (ground.scope.words_at(row.quote) for row in item.rows)
        return any(says_detail(text, has.value, ground.scope) for text in texts)
    if has.attribute == "measure_unit" and item.kind == "sentence":
        return item_says_number(item, has.value, ground)
    if has.attribute == "measure_unit" and item.kind == "benefit":
        return True  # looked at when it was found: 几个月 may ask for how long
    if has.attribute == "measure_unit":
        measures = ground.scope.build.questions.measures
        numbers = [row for row in item.rows if isinstance(row, Number)]
        return not any(measures.other(has.value, number.unit) for number in numbers)
    return any(_attribute(has.attribute, row).startswith(has.value) for row in item.rows) or (
        has.attribute == "noun" and has.value in item.name
    )


def item_says_number(item: Item, measure: str, ground: Ground) -> bool:
    """Tell whether the sentences of a thing say a number of a measure; "": of any."""
    texts = (ground.scope.words_at(row.quote) for row in item.rows)
    return any(says_number(text, measure, ground.scope) for text in texts)


def _attribute(attribute: Attribute, row: Row) -> str:
    match row:
        case NamedThing() if attribute == "stage":
            return row.stage
        case PolicyCitation() if attribute == "level":
            return row.level
        case Number() if attribute in ("commitment", "measure_unit", "kind"):
            return {"commitment": row.commitment, "measure_unit": row.unit, "kind": row.kind}[
                attribute
            ]
    return ""


def keep_measured(measured: Measured, item: Item, ground: Ground) -> bool:
    """Tell whether a measure of a thing compares as asked."""
    amount = measure_of(measured.measure, item, ground.scope)
    return amount is not None and compares(amount, measured)


def keep_due(due: Due, item: Item, ground: Ground) -> bool:
    """Tell whether a printed date of a thing lies as asked."""
    if item.kind == "document":
        return any(_falls(date, due, "") for date in _dates_of(item, ground.scope))
    if item.kind not in _DATED:
        return True  # reached by it
    return falls_so(item, due, ground.scope)


def falls_so(item: Item, due: Due, scope: Scope) -> bool:
    """Tell whether one of the printed dates of a thing's own rows lies as asked."""
    dated = [row for row in item.rows if isinstance(row, Limit | Number) and row.due]
    return any(_falls(row.due, due, _year_of(row.quote.document, scope)) for row in dated)


_YEAR = re.compile(r"[〔\[［(（](?P<year>20\d\d)[〕\]］)）]")  # 怀政函〔2020〕17号


def _dates_of(item: Item, scope: Scope) -> list[str]:
    """Return the date of a document; without one, the year of its number or its title."""
    numbers = " ".join(scope.own_words(item.iri, "wenhao"))
    year = _YEAR.search(numbers)
    of_year = year["year"] if year else _year_of(scope.build.documents_by_id[item.iri], scope)
    return scope.own_words(item.iri, "date") or ([of_year] if of_year else [])


def reach_due(due: Due, ground: Ground) -> Tasks | None:
    """Return the tasks that print a date which falls so, for themselves or one of their targets."""
    if ground.kind in ("benefit", "document"):
        return None
    scope, falls = ground.scope, lru_cache(_falls)
    if ground.among is None:
        scope.require_narrow()
    dated = scope.build.tasks.dated(scope.documents, ground.among)
    return {
        task: Reached()
        for task, document, date in dated
        if falls(date, due, _year_of(document, scope))
    }


def _year_of(document: str, scope: Scope) -> str:
    """Return the year a document plans or is of; "" where it says none."""
    record = scope.build.documents[document]
    return str(record["year"] or str(record["date"] or "")[:4])


def _falls(date: str, due: Due, year: str) -> bool:
    """Tell whether an ISO date lies by, after or within another, which may be a year or month.

    A month alone is that of the year a document is about: 2020年1月底前 is not before June of 2019.
    """
    if due.date.startswith("--"):
        if year and date[:4] != year:
            return due.when == ("by" if date[:4] < year else "after")
        date = f"-{date[4:]}"  # 2024-06-30 as --06-30
    if due.when == "within":
        return date.startswith(due.date)
    head = date[: len(due.date)]
    return head <= due.date if due.when == "by" else head > due.date


def reach_has(has: Has, ground: Ground) -> Tasks | None:
    """Return all tasks whose text holds a word: a village is named in more than one."""
    if has.attribute != "noun" or ground.kind != "task":
        return None
    scope, found = ground.scope, {}
    naming = [key for key in scope.keys if has.value in scope.build.text(key)]
    for task in scope.among(naming).tasks():  # the records of the others stay unread
        record, document = scope.build.tasks[task], scope.document_of(task)
        start = scope.build.text(document).find(has.value, record["start"], record["end"])
        if start >= 0:
            quote = Quote(document, start, start + len(has.value))
            said = Sentence(task, scope.words_around(quote), 1.0, quote)
            found[task] = Reached(1.0, (scope.around(said),))
    return found
