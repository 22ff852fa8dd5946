"""The sentence nearest to what is asked, where no fact gives it: its answer, or what comes near."""

from __future__ import annotations

from qa.answers.answer_question import Answered
from qa.answers.judging.from_told import gives, nearest_to
from qa.answers.kinds.by_kind import BY_KIND
from qa.answers.kinds.quoted import quoted_line
from qa.answers.speaker import Said, Speaker
from qa.context import Context
from qa.execution.results import Found
from qa.execution.scope import Scope
from qa.reading.clause import Clause


def nearest(answered: Answered, context: Context) -> Said | None:
    """Return the nearest sentence as a quotation, where it gives the number or the date asked for.

    Nothing is called absent above a sentence that holds it: 今年准备修多少公里乡下的路 · 新改建
    “四好农村路”50公里.
    """
    found = _found(answered, context)
    if found is None or not gives(found[1], found[0], context):
        return None
    scope = Scope(context.build, context.question.documents)
    return BY_KIND["sentence"](found[1], Speaker(context, scope))


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
    found = None if clause is None else nearest_to(clause, context)
    return None if clause is None or found is None else (clause, found)
