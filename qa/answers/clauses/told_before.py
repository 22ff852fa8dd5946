"""What the parts of a question before one have told: no number stands for two of them."""

from __future__ import annotations

from collections.abc import Sequence

from embeddings.lexical import simplify
from qa.answers.clauses.attempt import Pairs, first_numbers, quoted_rows
from qa.answers.clauses.parts import Part
from qa.answers.speaker import first_number
from qa.execution.results import Found
from qa.execution.scope import Scope
from qa.query.tree import CountOf, Top
from qa.reading.clause import TASK_MEASURES, Clause
from qa.reading.composing.said_subjects import PLACES
from qa.reading.going_on import stands_alone

_SAYS = 0.1  # of the words of a clause: a number that is told already is of it
_EACH = "分别"  # names several things, of one of which a number is: 城镇、农村…分别增长5.2%、8%
_ENOUGH = 5  # characters of a topic that can be quoted for beside other answers
_MARKS = "，,、？?；;。！!：: "


def told_already(found: Pairs, before: Sequence[Part]) -> bool:
    """Tell whether a part only gets the very numbers that the parts before it got."""
    told = {quote for part in before for quote in first_numbers(part.found)}
    own = first_numbers(found)
    return bool(own) and own <= told


def quoted_already(found: Pairs, before: Sequence[Part]) -> bool:
    """Tell whether the numbers a part gets stand in sentences quoted for the parts before it."""
    own = first_numbers(found)
    quoted = [row.quote for part in before for row in quoted_rows(part.found)]
    return bool(own) and all(any(whole.holds(quote) for whole in quoted) for quote in own)


def speaks_of(found: Pairs, clause: Clause, scope: Scope) -> bool:
    """Tell whether what was found says a good share of what a clause itself asks about."""
    results = (result for _, result in found if isinstance(result, Found))
    numbers = [number for result in results if (number := first_number(result))]
    covered = scope.asked(clause.topic).covered
    said = (n.metric if _EACH in n.text else f"{n.metric}，{n.text}" for n in numbers)
    return any(covered(simplify(text)) >= _SAYS for text in said)


def says_enough(clause: Clause) -> bool:
    """Tell whether a part of a question can be quoted for by itself; 号码多少 cannot."""
    return sum(map(str.isalnum, clause.topic)) >= _ENOUGH or bool(clause.things)


def adds_documents(clause: Clause, before: Part) -> bool:
    """Tell whether a clause asks how many tasks all documents have: 哪份最多，六份加起来多少条."""
    finds = [result.find for _, result in before.found if isinstance(result, Found)]
    overs = [find.over for find in finds if find.kind == "document" and not find.where]
    adds = clause.has("op", "sum") and clause.has("count", "task") and not stands_alone(clause)
    return adds and any(isinstance(o, Top) and isinstance(o.by, CountOf) for o in overs)


def said_with(clause: Clause, before: Part) -> bool:
    """Tell whether a clause asks how many of what had most of them: 哪个板块任务最多，几条.

    Or how much of what had most: 哪个项目投资最多，多少钱.
    """
    counts = clause.has("count", "task") or clause.measure in ("家", *TASK_MEASURES)
    counts = counts and not stands_alone(clause) and not clause.named(*PLACES)
    overs = [result.find.over for _, result in before.found if isinstance(result, Found)]
    if clause.has("cell", "investment") and not stands_alone(clause) and not clause.named(*PLACES):
        return any(isinstance(over, Top) and over.by == "value" for over in overs)
    return counts and any(isinstance(o, Top) and isinstance(o.by, CountOf) for o in overs)


def own_words(clause: Clause) -> str:
    """Return how an answer names a part of a question; "" for what hardly asks: 家里几亩地."""
    asks = clause.has("ask") or clause.has("cell") or clause.asks_number or clause.has("count")
    return clause.text.strip(_MARKS) if stands_alone(clause) or asks else ""
