"""The sentence that answers a part of a question which no fact does.

One of what was just told: 安全生产在第几项，用的什么抓手 · 三明的政策执行多久，和省里的重复了怎么处理;
or one that gives the number or the date that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from embeddings.lexical import simplify
from qa.absence import lacks_detail_only
from qa.answers.convincing import Judge
from qa.context import Context
from qa.conversation import with_tasks
from qa.execution.execute import execute
from qa.execution.quantities import says_number, says_time
from qa.execution.results import Found, Item
from qa.execution.scope import Scope
from qa.query.tree import About, Condition, Earlier, Find, Within
from qa.reading.clause import Clause
from qa.reading.said_conditions import places_of

_HELD = 0.6  # of the words of a part, by how much they tell, that its sentence must hold
_SAYS_MORE = 3  # characters of a part that can be looked for
_NAMES = re.compile("“[^“”]*”")  # “一人”公司 counts nobody
# what a sentence seldom gives, though it speaks of it
_STRICT = ("place", "jurisdiction", "person", "policy", "document", "section", "enterprise")


def quoted_of_told(
    clause: Clause, topic: str, told: Sequence[Item], scope: Scope
) -> tuple[tuple[Find, Found], ...]:
    """Return the sentence of what was told that a part of a question asks for; () where none does.

    Args:
        clause: the part.
        topic: of the part before it, of which the content is asked: 具体怎么做.
        told: what the parts before it were told.
        scope: what is looked at.
    """
    if clause.details or clause.ordinals or clause.has("ask", *_STRICT) or clause.has("cell"):
        return ()
    content = not clause.topic and clause.has("doing")
    words = topic if content else clause.topic
    if sum(map(str.isalnum, words)) < _SAYS_MORE or clause.named("Unit"):
        return ()
    keys = {scope.document_of(t) for item in told for t in (*item.tasks, item.iri)} - {""}
    where: tuple[Condition, ...] = (Within(Earlier("task")),) if content else ()
    show = ("description",) if content or clause.has("doing") else ()
    find = Find("sentence", (*where, About(words)), show)  # type: ignore[arg-type]
    among = replace(scope.among(keys), earlier=tuple(with_tasks(told)))
    found = execute(find, among)
    if not isinstance(found, Found) or found.is_empty:
        return ()
    best = replace(found, items=found.items[:1])
    return ((find, best),) if content or _holds(best, clause, among) else ()


def _holds(found: Found, clause: Clause, scope: Scope) -> bool:
    """Tell whether a quotation holds the words of a part, and the number or time it asks for."""
    said = "".join(scope.words_at(row.quote) for row in found.items[0].rows)
    if clause.has("ask", "limit") and not says_time(said):
        return False
    if clause.asks_number and not says_number(said, clause.measure, scope):
        return False
    return scope.asked(clause.topic).covered(simplify(said)) >= _HELD


def nearest_to(clause: Clause, context: Context) -> Found | None:
    """Return the sentences nearest to a clause that asks for a number or a date, if they answer."""
    asks = clause.asks_number or clause.has("ask", "limit")
    if not (clause.topic and asks) or not lacks_detail_only(context):
        return None
    scope = Scope(context.build, context.question.documents)
    find = Find("sentence", (*places_of(clause), About(clause.topic)))
    any_said = clause.without("cell", "investment")  # a sentence that gives no sum comes near too
    found = Judge(any_said, scope, context.question.language).convinced(execute(find, scope))
    return found if isinstance(found, Found) else None


def gives(found: Found, clause: Clause, context: Context) -> bool:
    """Tell whether the nearest sentence gives the number or the date that a clause asks for."""
    scope = Scope(context.build, context.question.documents)
    said = "".join(scope.words_at(row.quote) for row in found.items[0].rows)
    timed = clause.has("ask", "limit")
    given = says_time(said) if timed else says_number(_NAMES.sub("", said), clause.measure, scope)
    return given and Judge(clause, scope, context.question.language).counts_in(said)
