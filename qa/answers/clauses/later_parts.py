"""What a later part of a question gets: it goes on from the parts before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answers.clauses.attempt import Attempt, Pairs, is_quotation, only_quotes
from qa.answers.clauses.parts import Part
from qa.answers.clauses.told_before import (
    own_words,
    quoted_already,
    says_enough,
    speaks_of,
    told_already,
)
from qa.answers.judging.from_told import quoted_of_told
from qa.answers.speaker import first_number
from qa.conversation import told_of, with_tasks
from qa.evidence.rows import Number
from qa.execution.results import Found, Item
from qa.execution.scope import Scope
from qa.reading.clause import THINGS, Clause
from qa.reading.composing.said_subjects import PLACES
from qa.reading.going_on import (
    asks_of_those,
    completed,
    goes_into,
    of_that_policy,
    of_those_tasks,
    stands_alone,
)
from qa.turns.continuing import is_fragment
from qa.turns.fragments import changed_by

# what the head of a document, or its last paragraph, says of it
_OF_HEAD = ("wenhao", "issuer", "date", "validity", "addressees", "cc", "interpreter")
_AS_NEAR = 0.15  # fits of two numbers between which a part of a question does not tell


def later_part(clause: Clause, before: Sequence[Part], attempt: Attempt) -> Part:
    """Return what a clause gets that goes on from the parts before it."""
    whole_ = completed(clause, _last(before))
    if _limit_told(clause, before):
        return Part(whole_)
    elsewhere = bool(clause.named(*PLACES) and whole_.topic)  # 三明有没有类似的
    quotes = elsewhere or says_enough(clause) or not any(part.found for part in before)
    for way, at, quoting in _going_on(clause, before, attempt):
        found = at.best(way, quoting=quoting and quotes)
        speaks = speaks_of(found, clause, at.scope)
        if told_already(found, before):
            if not (clause.topic or clause.has("cell")) or speaks:
                return Part(whole_)  # it is told
            continue  # 充电桩装几个 is not answered by the 200个 of 5G基站
        if quoted_already(found, before) and not speaks:
            continue  # nor 公交卡多少钱 by the 20万元 of an insurance
        if found and not (only_quotes(found) and not quoting):
            return Part(way, _beside_told(found, before, at.scope))
    quoted = _quoted(clause, before, attempt) or attempt.giving(whole_)
    return Part(whole_, quoted) if quoted else Part(whole_, asked=own_words(clause))


def _last(before: Sequence[Part]) -> Clause:
    """Return the last clause that names or speaks of something: 投多少 does not.

    在哪个镇，投多少，|涉及多少亩 goes on from the first.
    """
    clauses = [part.clause for part in reversed(before)]
    said = (clause for clause in clauses if clause.topic or clause.mentions)
    return next(said, clauses[0])


def _limit_told(clause: Clause, before: Sequence[Part]) -> bool:
    """Tell whether a clause asks only by when, and the numbers told say so: 培育多少户，到哪年."""
    if not clause.has("ask", "limit") or clause.has("show") or stands_alone(clause):
        return False
    results = (result for part in before for _, result in part.found)
    numbers = [first_number(result) for result in results if isinstance(result, Found)]
    return any(number is not None and number.limit for number in numbers)


def _going_on(
    clause: Clause, before: Sequence[Part], attempt: Attempt
) -> Iterator[tuple[Clause, Attempt, bool]]:
    """Yield a clause with what it goes on from: the tasks told just before, or their topic.

    With each whether a quotation will do: 招引过亿元项目几个，外资多少 is of the tasks told where
    they state it, then of any that do; a quotation of those told comes before one of others.
    """
    told = with_tasks(_told_in(before))
    within = attempt.among(told)
    if clause.has("show") and any(item.kind == "policy" for item in told):
        yield of_that_policy(clause), within, True
    last = _last(before)
    if clause.has("show", *_OF_HEAD) and not clause.topic and not clause.has("last"):
        whole_ = completed(clause, last).without_topic().without("ask", "policy")
        yield whole_.without("hint", "target"), attempt, False  # 在哪个会上定的？文号？
    if is_fragment(clause):
        changed = changed_by(clause, last)
        yield changed, within if told and changed.has("last", "task") else attempt, True
    elif told and asks_of_those(clause, last):
        yield of_those_tasks(clause, last), within, True
        if clause.has("ask", "limit") and not clause.has("show"):
            return  # 时限呢 is asked of nothing else
    alone = completed(clause, last)
    if not (told and goes_into(clause)):
        yield alone, within if told else attempt, True
        return
    inside = of_those_tasks(clause)
    both = inside.with_more(last.topic, "")
    yield (both if _leaves_open(inside, within) else inside), within, False
    yield alone, attempt, False
    yield inside, within, True
    yield both, within, True
    yield alone, attempt, True


def _beside_told(found: Pairs, before: Sequence[Part], scope: Scope) -> Pairs:
    """Return what was found; of things those of the sentences told before, if some are of them.

    新增托位多少，|建哪几个中心: not the centres of the sentences about old people.
    """
    told = {scope.around(row).quote for part in before for row in _numbers_of(part)}
    kept = []
    for tree, result in found:
        if isinstance(result, Found) and result.find.kind in THINGS.values():
            near = tuple(
                item
                for item in result.items
                if any(scope.around(row).quote in told for row in item.rows)
            )
            result = replace(result, items=near or result.items)
        kept.append((tree, result))
    return tuple(kept)


def _numbers_of(part: Part) -> list[Number]:
    results = [result for _, result in part.found if isinstance(result, Found)]
    return [number for result in results if (number := first_number(result))]


def _quoted(clause: Clause, before: Sequence[Part], attempt: Attempt) -> Pairs:
    """Return a sentence of what was told before, where that is not quoted already."""
    if all(only_quotes(part.found) for part in before if part.found):
        return ()
    return quoted_of_told(clause, before[-1].clause.topic, _told_in(before), attempt.scope)


def _told_in(parts: Sequence[Part]) -> list[Item]:
    """Return what the parts of a question were told; quotations only where nothing is stated."""
    found = [result for part in parts for _, result in part.found]
    stated = [result for result in found if not is_quotation(result)]
    return [item for result in stated or found for item in told_of(result)]


def _leaves_open(clause: Clause, attempt: Attempt) -> bool:
    """Tell whether several numbers of the tasks told are as near to a part of a question: 营收."""
    found = attempt.best(clause, quoting=False)
    first = found[0][1] if found else None
    if not isinstance(first, Found) or first.find.kind != "target" or len(first.items) < 2:
        return False
    best, other = first.items[:2]
    return best.score - other.score < _AS_NEAR
