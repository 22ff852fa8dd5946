"""The sentence nearest to what is asked, where it speaks of it and yet does not give it."""

from __future__ import annotations

from qa.absence import lacks_detail_only
from qa.answers.answer_question import Answered
from qa.answers.by_kind import quoted_line
from qa.answers.convincing import Judge
from qa.answers.speaker import Speaker
from qa.context import Context
from qa.execution.execute import execute
from qa.execution.results import Found
from qa.execution.scope import Scope
from qa.query.tree import About, Find
from qa.reading.said_conditions import places_of


def nearest(answered: Answered, context: Context) -> str:
    """Return what the documents say instead of a number, a date or a detail that they lack; "".

    PM2.5要降到多少微克: no number is written, only 确保全县PM2.5浓度、优良率超额完成市定目标.
    """
    clause = next((part.clause for part in answered.parts if part.clause.topic), None)
    if clause is None or not (clause.asks_number or clause.has("ask", "limit")):
        return ""
    if not lacks_detail_only(context):
        return ""
    scope = Scope(context.build, context.question.documents)
    find = Find("sentence", (*places_of(clause), About(clause.topic)))
    found = Judge(clause, scope, context.question.language).convinced(execute(find, scope))
    if not isinstance(found, Found):
        return ""
    speaker = Speaker(context, scope)
    return speaker.say("nearest", text=quoted_line(found.items[0], speaker).text)
