"""The sentence that answers a part of a question which no fact does.

One of what was just told: 安全生产在第几项，用的什么抓手 · 三明的政策执行多久，跟省里的重复了咋办;
or one that gives the number or the date that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from embeddings.lexical import simplify
from qa.answers.judging.asked_kind import says_amount
from qa.answers.judging.convincing import Judge
from qa.context import Context
from qa.conversation import with_tasks
from qa.declining.absence import lacks_detail_only
from qa.evidence.rows import Sentence
from qa.execution.execute import execute
from qa.execution.reckoning.quantities import numbers_in, says_detail, says_number, says_time
from qa.execution.results import Found, Item
from qa.execution.scope import Scope
from qa.query.tree import About, Condition, Earlier, Find, Within
from qa.reading.clause import Clause
from qa.reading.composing.said_conditions import places_of

_HELD = 0.6  # of the words of a part, by how much they tell, that its sentence must hold
_WHOLE = 0.95  # of the words of a topic that a sentence of it holds
_SPOKEN_OF = 0.1  # of the words of a topic: a number whose words hold less is of something else
_NEAR = 0.35  # … unless its words come so near
_SAYS_MORE = 2  # characters of a part that can be looked for
_HOW = re.compile("怎|咋|如何")
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
    how = clause.has("doing") or (clause.has("ask", "what") and _HOW.search(clause.text))
    content = not clause.topic and bool(how)
    words = topic if content else clause.topic
    if sum(map(str.isalnum, words)) < _SAYS_MORE or clause.named("Unit"):
        return ()
    keys = scope.documents_of(told)
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
    said = scope.words_of(found.items[0].rows)
    if clause.has("ask", "limit") and not says_time(said):
        return False
    if clause.asks_number and not says_number(said, clause.measure, scope):
        return False
    return scope.asked(clause.topic).covered(simplify(said)) >= _HELD


def nearest_to(clause: Clause, context: Context) -> Found | None:
    """Return the sentences nearest to a clause that asks for a number, a date or who, if any is."""
    asks = clause.asks_number or clause.has("ask", "limit", "unit")
    if not (clause.topic and asks) or not lacks_detail_only(context):
        return None
    scope = Scope(context.build, context.question.documents)
    find = Find("sentence", (*places_of(clause), About(clause.topic)))
    # a sentence that gives no sum, or is of no such payment, comes near too
    any_said = replace(clause.without("cell", "investment"), measure="")
    any_said = any_said.without("ask", "target", "unit").without("hint", "target")
    judge = Judge(any_said, scope, context.question.language, any_payment=True)
    found = judge.convinced(execute(find, scope))
    return found if isinstance(found, Found) else None


def gives(found: Found, clause: Clause, context: Context) -> bool:
    """Tell whether the nearest sentence gives the number or the date that a clause asks for."""
    scope = Scope(context.build, context.question.documents)
    best = found.items[0]
    said = scope.words_of(best.rows)
    if clause.has("ask", "unit"):  # who does it stands below a sentence of that very task
        tasks = [task for task in best.tasks if scope.is_task(task)]
        whole = scope.asked(clause.topic).covered(simplify(said)) >= _WHOLE
        return whole and bool(scope.rows.assignments(tasks))
    timed = clause.has("ask", "limit")
    given = says_time(said) if timed else says_amount(_NAMES.sub("", said), clause, scope)
    named = [thing.text for thing in clause.things]
    given = given and (not named or any(name in simplify(said) for name in named))
    given = given and all(says_detail(said, name, scope) for name in clause.details)
    judge = Judge(clause, scope, context.question.language)
    given = given and _is_of_it(best, clause, scope)
    return given and judge.counts_in(said) and judge.names_payment(said)


def _is_of_it(best: Item, clause: Clause, scope: Scope) -> bool:
    """Tell whether a number of a sentence is of what a clause asks about.

    农村公厕建多少座 is not answered by 创建国家卫生乡镇2个, though 健全农村厕所管护 comes first.
    """
    asked, same = scope.asked(clause.topic), scope.build.questions.measures.same
    rows = (row for row in best.rows if isinstance(row, Sentence))
    found = [n for row in rows for n in numbers_in(row, scope) if same(clause.measure, n.unit)]
    said = [f"{number.metric}，{number.text}" for number in found]
    if not said or any(number.unit == clause.measure for number in found):
        return True  # 多少户: 200户困难家庭
    return any(
        asked.covered(simplify(text)) > _SPOKEN_OF or asked.aligned(text) >= _NEAR for text in said
    )
