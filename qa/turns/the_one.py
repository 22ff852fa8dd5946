"""The task that a turn calls by what it is of: 名录那件呢, 银行那条谁负责, 我说的是改操场那个.

It is the nearest one of the documents in talk, by words and by meaning; what is asked of it is what
the turn asks, else what was asked last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from embeddings.lexical import simplify
from qa.asked import said_of
from qa.conversation import Conversation
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.reading.clause import Clause
from qa.reading.composing.said_subjects import PLACES
from qa.reading.cues import Cue
from qa.reading.going_on import TOLD
from qa.turns.continuing import ALSO
from qa.turns.pointing import THEIRS, Pointed

_READ = 8  # nearest tasks that may be meant
_TITLED = 0.5  # of a score: its heading holds the words, rather than its text
_ASKED = 0.5  # of a score: its text holds what is asked of it
_LEAST = 0.12  # of a score, below which a task is not what was called
# 银行|那条 · 上幼儿园|的那条 · 改操场|那个; 措施里|资金|那条
_CALLED = re.compile(
    r"(?:^|[\s,，;；])"
    r"(?:[^\s,，;；]*(?:(?:方案|措施|文件|意见|清单|计划|通知|办法|份)[里中]|里面|当中|之中))?"
    r"(?P<what>[^\s,，;；]{1,14}?)的?那一?"
    r"(?:[条项块款](?!件)|件事?(?!事)|个(?![人月地市县区省局方计文部])|部分|一?点)(?P<after>[^\s,，;；]*)"
)
# which only count or say where, and call nothing
_NO_NAME = re.compile("[前后上下这最刚才面头边一二三两四五六几第说的是有要哪只还再]+")
_EMPTY = re.compile("[。.呢讲说写的是有要发得到了啊呀吧嘛？?！!]*")
_NO_ASPECT = ("last", "op", "correct", "more", "whether", "shares", "with")


def the_one(clause: Clause, conversation: Conversation, scope: Scope) -> Iterator[Pointed]:
    """Yield what a clause asks of the task it calls by what it is of, likeliest first.

    Args:
        clause: of a turn, or of a question by itself.
        conversation: what was asked before.
        scope: what is looked at.
    """
    called = _CALLED.search(clause.topic)
    if THEIRS.search(clause.text):
        return  # 农田那个也归它吗 asks of a unit that was told
    if called is None or _NO_NAME.fullmatch(called["what"]):
        return
    rest = _rest(clause, called)
    task = nearest_task(called["what"], rest, scope)
    if task is None:
        return
    told = Item("task", task, task)
    for asked in _asked_of(rest, conversation):
        yield Pointed(_of_told(asked), (told,))
    yield Pointed(_of_told(rest.without_topic()).with_cue("say", "sentence"), (told,))


def nearest_task(what: str, clause: Clause, scope: Scope) -> str | None:
    """Return the task that some words call, of the places a clause names or of those in talk.

    Args:
        what: the words.
        clause: what is asked of it.
        scope: what is looked at.
    """
    places = scope.build.documents_of(clause.named(*PLACES))
    within = scope if places is None else scope.among(places)
    asked, beside = within.asked(what), within.asked(clause.topic)
    scored = []
    for hit in [hit for hit in asked.hits if within.is_task(hit.item)][:_READ]:
        titled = asked.covered(simplify(within.task_name(hit.item)))
        holds = beside.covered(simplify(said_of(scope.build, [hit.item])))
        if hit.score >= _LEAST:
            scored.append((hit.score + _TITLED * titled + _ASKED * holds, hit.item))
    return max(scored, default=(0.0, None))[1]


def _rest(clause: Clause, called: re.Match[str]) -> Clause:
    """Return a clause without what calls the task: what it asks of it."""
    before, after = clause.topic[: called.start()], _EMPTY.sub("", called["after"], count=1)
    behind = clause.topic[called.end() :]
    words = " ".join(w for w in f"{after} {behind}".split() if len(w.strip("。？?")) > 1)
    del before  # 菜篮子措施,|银行那条: the document, which the place says
    cues = tuple(cue for cue in clause.cues if cue.name not in ("last", "correct"))
    return replace(clause, cues=cues, topic=words, bare=words, works=words, pointer=None)


def _asked_of(rest: Clause, conversation: Conversation) -> Iterator[Clause]:
    """Yield what is asked of the task: what the clause asks, else what was asked before it."""
    names = ("ask", "hint", "count", "show", "cell", "doing", "role")
    asks = rest.measure or rest.topic or any(rest.has(name) for name in names)
    bare = {(cue.name, cue.value) for cue in rest.cues if cue.name in names} == {("ask", "what")}
    if bare and not (rest.measure or rest.topic):
        return  # 红顶中介那条讲了什么
    if asks and not ALSO.search(rest.text):
        yield rest
    elif conversation.clause is not None:
        several = len(conversation.asked) > 1 and conversation.first
        yield aspect_of(several or conversation.clause, rest)


def aspect_of(before: Clause, clause: Clause) -> Clause:
    """Return what one clause asked, to be asked of what another one speaks of: who, when, how much.

    哪项是9月底做完的 asked when.
    """
    cues = tuple(cue for cue in before.cues if cue.name not in _NO_ASPECT)
    if before.due is not None:
        cues = (*cues, Cue("ask", "limit"))
    return replace(clause, cues=cues, measure=before.measure, details=before.details)


def _of_told(clause: Clause) -> Clause:
    return replace(clause, cues=(*clause.cues, TOLD), ordinals=(), section="")
