"""The sentence nearest to what is asked, where no fact gives it: its answer, or what comes near."""

from __future__ import annotations

import re
from dataclasses import replace

from embeddings.lexical import simplify
from qa.absence import lacks_detail_only
from qa.answers.answer_question import Answered
from qa.answers.by_kind import BY_KIND, quoted_line
from qa.answers.convincing import Judge
from qa.answers.speaker import Said, Speaker
from qa.context import Context
from qa.execution.execute import execute
from qa.execution.quantities import says_number, says_time
from qa.execution.results import Found
from qa.execution.scope import Scope
from qa.query.tree import About, Find
from qa.reading.clause import Clause
from qa.reading.said_conditions import places_of

_WAIVING = ("", "个月", "月", "钱", "元", "%")
_WAIVED = re.compile("免收|免征|免除|全免|减半|减免|免费|免|减|省")
_FACTOR = re.compile(r"(?<![a-zA-Z\d.])\d+\.\d+")  # 1.15, not PM2.5
_NAMES = re.compile("“[^“”]*”")  # “一人”公司 counts nobody


def nearest(answered: Answered, context: Context) -> Said | None:
    """Return the nearest sentence as a quotation, where it gives the number or the date asked for.

    Nothing is called absent above a sentence that holds it: 今年准备修多少公里乡下的路 · 新改建
    “四好农村路”50公里.
    """
    found = _found(answered, context)
    if found is None:
        return None
    clause, sentences = found
    if clause.has("ask", "unit"):
        return None  # who does it is told by units
    scope = Scope(context.build, context.question.documents)
    said = "".join(scope.words_at(row.quote) for row in sentences.items[0].rows)
    timed = clause.has("ask", "limit")
    given = says_time(said) if timed else says_amount(_NAMES.sub("", said), clause, scope)
    named = [thing.text for thing in clause.things]
    given = given and (not named or any(name in simplify(said) for name in named))
    judge = Judge(clause, scope, context.question.language)
    given = given and judge.counts_in(said) and judge.names_payment(said)
    return BY_KIND["sentence"](sentences, Speaker(context, scope)) if given else None


def says_amount(said: str, clause: Clause, scope: Scope) -> bool:
    """Tell whether a sentence gives the number that is asked for, or that all or half is waived.

    免几个月房租: 第一季度房租免收 · 修正系数是多少: 按照1.15进行修正.
    """
    if says_number(said, clause.measure, scope):
        return True
    if not clause.measure and _FACTOR.search(said):
        return True
    waived = clause.measure in _WAIVING and _WAIVED.search(clause.text)
    return bool(waived) and _WAIVED.search(said) is not None


def near(answered: Answered, context: Context) -> str:
    """Return what the documents say instead of a number, a date or a detail that they lack; "".

    PM2.5要降到多少微克: no number is written, only 确保全县PM2.5浓度、优良率超额完成市定目标.
    """
    found = _found(answered, context)
    if found is None:
        return ""
    speaker = Speaker(context, Scope(context.build, context.question.documents))
    return speaker.say("nearest", text=quoted_line(found[1].items[0], speaker).text)


def _found(answered: Answered, context: Context) -> tuple[Clause, Found] | None:
    """Return the sentences nearest to the first part that says what about, with that part."""
    clause = next((part.clause for part in answered.parts if part.clause.topic), None)
    if clause is None or not (clause.asks_number or clause.has("ask", "limit", "unit")):
        return None
    if not lacks_detail_only(context):
        return None
    scope = Scope(context.build, context.question.documents)
    find = Find("sentence", (*places_of(clause), About(clause.topic)))
    # a sentence that gives no sum, or is of no such payment, comes near too
    any_said = replace(clause.without("cell", "investment"), measure="")
    any_said = any_said.without("ask", "target", "unit").without("hint", "target")
    found = Judge(any_said, scope, context.question.language).convinced(execute(find, scope))
    return (clause, found) if isinstance(found, Found) else None
