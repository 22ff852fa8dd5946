"""How an answer was found: the question in words, its names, the queries its facts are from."""

from __future__ import annotations

from collections.abc import Iterator

from qa.answer import Found
from qa.answers.answer_question import Answered
from qa.context import Context
from qa.evidence.rows import (
    Assignment,
    Benefit,
    InCharge,
    Limit,
    NamedThing,
    Number,
    PolicyCitation,
    Row,
)
from qa.execution.results import Compared, Result
from qa.query.in_words import in_words, query_words

# the named query under kg/queries that each kind of row is read by
_QUERIES: dict[type, str] = {
    Assignment: "assignments",
    Number: "targets",
    NamedThing: "names",
    PolicyCitation: "citations",
    Limit: "time_limits",
    Benefit: "benefits",
    InCharge: "persons",
}


def how_found(context: Context, answered: Answered) -> Found:
    """Return how an answer was found."""
    build, question = context.build, context.question
    linked = tuple(
        (m.text, "、".join(build.label(n) or n for n in m.nodes) or "—") for m in question.mentions
    )
    words = query_words(build.questions.data, context.language)
    rows = [row for result in answered.results for row in _rows(result)]
    queries = dict.fromkeys(_QUERIES[type(row)] for row in rows if type(row) in _QUERIES)
    return Found(in_words(answered.reading, words), linked, tuple(queries), retrieval=True)


def _rows(result: Result) -> Iterator[Row]:
    """Yield what says that things belong to a result."""
    if isinstance(result, Compared):
        for side in result.sides:
            yield from _rows(side)
        return
    for item in result.items:
        yield from item.rows
    for _, found in result.groups:
        yield from _rows(found)
