"""Answer a question as queries: read it, run what it may mean, say what the evidence says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from embeddings.lexical import simplify
from errors import TooWideError
from qa.answers.convincing import Judge, topics_of
from qa.answers.from_told import gives, nearest_to, quoted_of_told
from qa.answers.more import asks_for_more, more, says_no_more
from qa.answers.named_units import several_places, which_place
from qa.answers.parts import Part, whole
from qa.answers.phrases import phrase
from qa.answers.speaker import Said, Speaker, first_number
from qa.answers.whole_documents import asked_of_whole
from qa.build import Build
from qa.context import Context
from qa.conversation import Conversation, told_of, with_tasks
from qa.evidence.rows import Quote, Row
from qa.execution.execute import execute
from qa.execution.quantities import says_number
from qa.execution.restrictions import without_restrictions
from qa.execution.results import Compared, Found, Item, Result
from qa.execution.scope import Scope
from qa.lettering import lettered
from qa.query.tree import About, Asks, CountOf, Find, Reading, SmallTalk, Talk, Top, Tree
from qa.reading.clause import NUMBERS, TASK_MEASURES, Clause
from qa.reading.compose import parts_of, readings_of
from qa.reading.cues import Cue
from qa.reading.going_on import (
    asks_of_those,
    completed,
    goes_into,
    of_that_policy,
    of_those_tasks,
    points_nowhere,
    stands_alone,
)
from qa.reading.said_conditions import PLACES, places_of
from qa.turns.continuing import asked_otherwise, continued, is_fragment, repeated
from qa.turns.pointing import changed_by, pointed, unpointed

_SAYS = 0.1  # of the words of a clause: a number that is told already is of it
_ENOUGH = 5  # characters of a topic that can be quoted for beside other answers
_AS_NEAR = 0.15  # fits of two numbers between which a part of a question does not tell
_MARKS = "，,、？?；;。！!：: "
# SELECT ?s WHERE { ?s ?p ?o } · select * from tasks
_CODE = re.compile(
    r"(?is)\b(?:select|construct|describe|ask|prefix|insert|delete|update|drop)\b.*?"
    r"(?:[?$]\w+\s|\{|\*\s*from\b|\bfrom\s+\w+\s+where\b|<\w+:)"
)
_SMALL_TALK: tuple[SmallTalk, ...] = ("greeting", "thanks", "program")
_NONE_SAID = ("task", "target")  # of which it is said that there are none
START = Conversation()

Pairs = tuple[tuple[Tree, Result], ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a question got.

    Attributes:
        reading: how it was read.
        results: what its trees found.
        said: in words; None where nothing answers.
        conversation: what the next turn may go on from.
        parts: what each of its clauses got.
        back: what is asked back, where it points at nothing: 那它归谁管, at the beginning.
    """

    reading: Reading
    results: tuple[Result, ...] = ()
    said: Said | None = None
    conversation: Conversation = START
    parts: tuple[Part, ...] = ()
    back: Said | None = None


@dataclass(frozen=True)
class Answerer:
    """What answers questions of one build."""

    build: Build

    def answer(
        self,
        context: Context,
        documents: Collection[str] | None = None,
        conversation: Conversation = START,
    ) -> Answered:
        """Return what a question gets.

        Args:
            context: the question.
            documents: keys of the only documents it is asked of.
            conversation: what the turns before asked and found.
        """
        question = context.question
        clauses = self.build.splitter.clauses(question.plain, question.mentions)
        if _CODE.search(question.text):
            return Answered(Talk("nonsense"), said=Said(phrase(context.language, "code")))
        talk = _small_talk(clauses)
        if talk is not None:
            return Answered(Talk(talk), said=Said(phrase(context.language, talk)))
        if not self.build.persons and any(clause.has("ask", "person") for clause in clauses):
            return Answered(Talk("program"), said=Said(phrase(context.language, "no_persons")))
        if conversation.clause is None and len(clauses) == 1 and points_nowhere(clauses[0]):
            return Answered(Asks(()), back=Said(phrase(context.language, "which_one")))
        only = None if documents is None else frozenset(documents)
        scope = Scope(self.build, only, conversation.items)
        if asks_for_more(clauses, conversation):
            told, after = more(conversation, Speaker(context, scope))
            trees = tuple(r.find for r in conversation.results[:1] if isinstance(r, Found))
            return Answered(Asks(trees), conversation.results[:1], told, after)
        if len(clauses) > 1 and says_no_more(clauses[0]):
            clauses = clauses[1:]  # 还有吗？该单位还牵头别的任务吗
        clauses = tuple(repeated(clauses, conversation))
        attempt = Attempt(context, scope, len(clauses) == 1)
        try:
            parts = self._undivided(clauses, conversation, attempt)
            parts = parts or self._parts(clauses, conversation, attempt)
        except TooWideError:
            back = several_places(context) or which_place(context)
            said = Said(back.head, back.statements, back.value)
            first = [(clause, ()) for clause in clauses[:1]]
            return Answered(Asks(()), back=said, conversation=conversation.after(first))
        pairs = {tree: result for part in parts for tree, result in part.found}
        return Answered(
            Asks(tuple(pairs)),
            tuple(pairs.values()),
            whole(parts, Speaker(context, scope)),
            _asked_after(parts, clauses, conversation),
            tuple(parts),
        )

    def _first_part(self, clause: Clause, conversation: Conversation, attempt: Attempt) -> Part:
        """Return what the first clause gets, which may go on from the turn before."""
        for inside in _into_those(clause, conversation):
            found = attempt.best(inside, quoting=False)
            if found and not _quotes(found):
                return Part(inside, found)
        meant = continued(clause, conversation)
        found = attempt.among(meant.items).best(meant.clause, quoting=True)
        if not found or _quotes(found) or _told_again(found, conversation):
            for way in asked_otherwise(clause, conversation):
                other = attempt.best(way, quoting=False)
                if other and not _told_again(other, conversation):
                    return Part(way, other)
        if not found and not attempt.whole:
            found = attempt.giving(meant.clause)
        return Part(meant.clause, found, "" if found else _own_words(clause))

    def _parts(
        self, clauses: Sequence[Clause], conversation: Conversation, attempt: Attempt
    ) -> list[Part]:
        """Return what each clause gets.

        Raises:
            TooWideError: it would have to be read of too many places.
        """
        require_one_place(clauses, attempt)
        parts: list[Part] = []
        for clause in clauses:
            parts.append(self._part(clause, parts, conversation, attempt))
        return parts

    def _undivided(
        self, clauses: Sequence[Clause], conversation: Conversation, attempt: Attempt
    ) -> list[Part]:
        """Return what a question gets that asks of whole documents: 哪份最早，哪份最晚."""
        question = attempt.context.question
        if not clauses or any(clause.has("last") for clause in clauses[1:]):
            return []
        clause = self.build.splitter.undivided(question.plain, question.mentions)
        goes_on = conversation.clause is not None
        if goes_on:
            meant = continued(clause, conversation)
            clause, attempt = meant.clause, attempt.among(meant.items)
        found = attempt.by_form(clause, goes_on=goes_on)
        return [Part(clause, found)] if found else []

    def _part(
        self, clause: Clause, before: Sequence[Part], conversation: Conversation, attempt: Attempt
    ) -> Part:
        """Return what a clause gets, with what it may go on from, likeliest first."""
        if not before:
            return self._first_part(clause, conversation, attempt)
        if _adds_documents(clause, before[-1]):
            clause = replace(clause.without("op", "sum"), measure="")
        elif _said_with(clause, before[-1]):
            return Part(clause)
        meant = pointed(clause, _after(before, conversation))
        if meant is not None:
            found = attempt.among(meant.items).best(meant.clause, quoting=False)
            if found:
                return Part(meant.clause, found)
        return _later_part(unpointed(clause), before, attempt)


def _later_part(clause: Clause, before: Sequence[Part], attempt: Attempt) -> Part:
    """Return what a clause gets that goes on from the parts before it."""
    whole_ = completed(clause, before[-1].clause)
    if _limit_told(clause, before):
        return Part(whole_)
    quotes = _says_enough(clause) or not any(part.found for part in before)
    for way, at, quoting in _going_on(clause, before, attempt):
        found = at.best(way, quoting=quoting and quotes)
        speaks = _speaks_of(found, clause, at.scope)
        if _told_already(found, before):
            if not (clause.topic or clause.has("cell")) or speaks:
                return Part(whole_)  # it is told
            continue  # 充电桩装几个 is not answered by the 200个 of 5G基站
        if _quoted_already(found, before) and not speaks:
            continue  # nor 公交卡多少钱 by the 20万元 of an insurance
        if found and not (_quotes(found) and not quoting):
            return Part(way, found)
    quoted = _quoted(clause, before, attempt) or attempt.giving(whole_)
    return Part(whole_, quoted) if quoted else Part(whole_, asked=_own_words(clause))


@dataclass(frozen=True, slots=True)
class Attempt:
    """Tries what a clause may mean.

    Attributes:
        context: the question it is of.
        scope: what is looked at.
        whole: whether a clause is the whole question.
    """

    context: Context
    scope: Scope
    whole: bool = True

    def among(self, items: Sequence[Item]) -> Attempt:
        """Return what tries it of things that were told."""
        return replace(self, scope=replace(self.scope, earlier=tuple(items)))

    def giving(self, clause: Clause) -> Pairs:
        """Return the sentence that gives the number or the date a part of a question asks for."""
        found = nearest_to(clause, self.context)
        if found is None or not gives(found, clause, self.context):
            return ()
        said = "".join(self.scope.words_at(row.quote) for row in found.items[0].rows)
        counted = not clause.measure or says_number(said, clause.measure, self.scope)
        return ((found.find, found),) if counted else ()

    def by_form(self, clause: Clause, *, goes_on: bool = False) -> Pairs:
        """Return what a clause finds that asks of whole documents by its form, if it does.

        Args:
            clause: what asks.
            goes_on: whether there are turns before it, of which it may speak.

        Raises:
            TooWideError: it is asked of too many places.
        """
        asks = asked_of_whole(clause, self.scope, goes_on=goes_on)
        if asks is None:
            return ()
        judge = Judge(clause.without_topic(), self.scope, self.context.question.language)
        return next(_convincing([asks], judge, quoting=False), ()) or self._none(asks)

    def _none(self, asks: Asks) -> Pairs:
        """Return that nothing has what a form asks for, which is an answer: 没有这样的任务."""
        tree = asks.trees[0]
        if len(asks.trees) > 1 or not isinstance(tree, Find) or tree.kind not in _NONE_SAID:
            return ()
        result = execute(tree, self.scope)
        none = isinstance(result, Found) and result.is_empty and not result.unlinked
        return ((tree, result),) if none and tree.about is None else ()

    def best(self, clause: Clause, *, quoting: bool) -> Pairs:
        """Return what the likeliest convincing reading finds.

        Args:
            clause: what asks.
            quoting: whether sentences may be quoted.
        """
        told = clause.has("last", "task")
        formed = () if self.whole else self.by_form(clause, goes_on=True)
        if formed:
            return formed
        judge = Judge(clause, self.scope, self.context.question.language, told)
        readings = readings_in(clause, self.context, alone=self.whole)
        found = _convincing(readings, judge, quoting=quoting)
        best = next(found, ())
        if not best or not judge.says_little(best[0][1]):
            return best
        return next((pairs for pairs in found if judge.says_more(pairs[0][1], best[0][1])), best)


def _after(parts: Sequence[Part], conversation: Conversation) -> Conversation:
    """Return a conversation after some parts of a turn."""
    return conversation.after(
        [(part.clause, [result for _, result in part.found]) for part in parts]
    )


def _asked_after(
    parts: Sequence[Part], clauses: Sequence[Clause], conversation: Conversation
) -> Conversation:
    """Return a conversation after a turn, with what it asked."""
    after = _after(parts, conversation)
    return replace(after, asked=tuple(clauses), first=parts[0].clause) if parts else after


def require_one_place(clauses: Sequence[Clause], attempt: Attempt) -> None:
    """Refuse what is only about a unit that hundreds of places have, before all are read.

    Raises:
        TooWideError: it is.
    """
    units = [mention for mention in attempt.context.question.units if len(mention.nodes) > 1]
    for clause in clauses[:1] if units else ():
        readings = readings_in(clause, attempt.context, alone=attempt.whole)
        first = readings[0].trees[0] if readings else None
        if isinstance(first, Find) and not any(topics_of(first)):
            attempt.scope.require_narrow(max((m.nodes for m in units), key=len))


def _told_already(found: Pairs, before: Sequence[Part]) -> bool:
    """Tell whether a part only gets the very numbers that the parts before it got."""
    told = {quote for part in before for quote in _first_numbers(part.found)}
    own = _first_numbers(found)
    return bool(own) and own <= told


def _told_again(found: Pairs, conversation: Conversation) -> bool:
    """Tell whether a turn only gets the number that was told last."""
    rows = [row for turn in conversation.turns[-2:] for item in turn.items for row in item.rows]
    own = _first_numbers(found)
    return bool(own) and own <= {row.quote for row in rows}


def _quoted_already(found: Pairs, before: Sequence[Part]) -> bool:
    """Tell whether the numbers a part gets stand in sentences quoted for the parts before it."""
    own = _first_numbers(found)
    quoted = [row.quote for part in before for row in _quoted_rows(part.found)]
    return bool(own) and all(any(whole.holds(quote) for whole in quoted) for quote in own)


def _quoted_rows(found: Pairs) -> list[Row]:
    """Return the sentences that are quoted as an answer, where it is one."""
    results = (result for _, result in found if isinstance(result, Found))
    first = [item for r in results if _is_quotation(r) for item in r.items[:1]]
    return [row for item in first for row in item.rows]


def _speaks_of(found: Pairs, clause: Clause, scope: Scope) -> bool:
    """Tell whether what was found says a good share of what a clause itself asks about."""
    results = (result for _, result in found if isinstance(result, Found))
    numbers = [number for result in results if (number := first_number(result))]
    covered = scope.asked(clause.topic).covered
    return any(covered(simplify(f"{n.metric}，{n.text}")) >= _SAYS for n in numbers)


def _first_numbers(found: Pairs) -> set[Quote]:
    """Return where the number stands that each result, or side of one, tells."""
    sides = [result.sides if isinstance(result, Compared) else (result,) for _, result in found]
    results = chain.from_iterable(sides)
    numbers = (first_number(result) for result in results)
    return {number.quote for number in numbers if number is not None}


def _says_enough(clause: Clause) -> bool:
    """Tell whether a part of a question can be quoted for by itself; 号码多少 cannot."""
    return sum(map(str.isalnum, clause.topic)) >= _ENOUGH or bool(clause.things)


def _adds_documents(clause: Clause, before: Part) -> bool:
    """Tell whether a clause asks how many tasks all documents have: 哪份最多，六份加起来多少条."""
    finds = [result.find for _, result in before.found if isinstance(result, Found)]
    overs = [find.over for find in finds if find.kind == "document" and not find.where]
    adds = clause.has("op", "sum") and clause.has("count", "task") and not stands_alone(clause)
    return adds and any(isinstance(o, Top) and isinstance(o.by, CountOf) for o in overs)


def _said_with(clause: Clause, before: Part) -> bool:
    """Tell whether a clause asks how many of what had most of them: 哪个板块任务最多，几条.

    Or how much of what had most: 哪个项目投资最多，多少钱.
    """
    counts = clause.has("count", "task") or clause.measure in ("家", *TASK_MEASURES)
    counts = counts and not stands_alone(clause) and not clause.named(*PLACES)
    overs = [result.find.over for _, result in before.found if isinstance(result, Found)]
    if clause.has("cell") and not stands_alone(clause) and not clause.named(*PLACES):
        return any(isinstance(over, Top) and over.by == "value" for over in overs)
    return counts and any(isinstance(o, Top) and isinstance(o.by, CountOf) for o in overs)


def _limit_told(clause: Clause, before: Sequence[Part]) -> bool:
    """Tell whether a clause asks only by when, and the numbers told say so: 培育多少户，到哪年."""
    if not clause.has("ask", "limit") or clause.has("show") or stands_alone(clause):
        return False
    results = (result for part in before for _, result in part.found)
    numbers = [first_number(result) for result in results if isinstance(result, Found)]
    return any(number is not None and number.limit for number in numbers)


def _own_words(clause: Clause) -> str:
    """Return how an answer names a part of a question; "" for what hardly asks: 家里几亩地."""
    asks = clause.has("ask") or clause.has("cell") or clause.asks_number or clause.has("count")
    return clause.text.strip(_MARKS) if stands_alone(clause) or asks else ""


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
    last = before[-1].clause
    if is_fragment(clause):
        yield changed_by(clause, last), attempt, True
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


def _quoted(clause: Clause, before: Sequence[Part], attempt: Attempt) -> Pairs:
    """Return a sentence of what was told before, where that is not quoted already."""
    if all(_quotes(part.found) for part in before if part.found):
        return ()
    return quoted_of_told(clause, before[-1].clause.topic, _told_in(before), attempt.scope)


def _told_in(parts: Sequence[Part]) -> list[Item]:
    """Return what the parts of a question were told; quotations only where nothing is stated."""
    found = [result for part in parts for _, result in part.found]
    stated = [result for result in found if not _is_quotation(result)]
    return [item for result in stated or found for item in told_of(result)]


def _into_those(clause: Clause, conversation: Conversation) -> Iterator[Clause]:
    """Yield a turn that asks for another number of the tasks told before it: 青年的呢, 占比呢."""
    last = conversation.clause
    numbers = last is not None and bool(conversation.numbers)
    if last is not None and numbers and is_fragment(clause) and not clause.mentions:
        yield of_those_tasks(replace(clause, cues=(Cue("ask", "target", 0, 0, ""),)))


def _leaves_open(clause: Clause, attempt: Attempt) -> bool:
    """Tell whether several numbers of the tasks told are as near to a part of a question: 营收."""
    found = attempt.best(clause, quoting=False)
    first = found[0][1] if found else None
    if not isinstance(first, Found) or first.find.kind != "target" or len(first.items) < 2:
        return False
    best, other = first.items[:2]
    return best.score - other.score < _AS_NEAR


def readings_in(clause: Clause, context: Context, *, alone: bool) -> tuple[Asks, ...]:
    """Return what a clause may ask for; for a number first, where no cue but examples say so.

    Args:
        clause: the clause.
        context: the question it is of.
        alone: whether it is the whole question, as the examples are.
    """
    readings = (*readings_of(clause), *_quoting(clause))
    asks = any(value != "what" for value in clause.values("ask"))
    content = clause.asks_how or clause.has("doing") or clause.has("may")
    if not alone or asks or content or clause.has("count") or clause.measure:
        return readings
    masked = lettered(context.question.plain, context.question.mentions)
    if context.build.questions.examples.kind(masked) != "value":
        return readings
    cues = (*clause.cues, Cue("ask", "target", 0, 0, ""))
    return (*readings_of(replace(clause, cues=cues)), *readings)


def _quoting(clause: Clause) -> tuple[Asks, ...]:
    """Return the reading that only quotes what speaks of the topic, whatever was asked of it."""
    strict = clause.asks_number or clause.details or clause.has("ask", "limit")
    strict = strict or clause.ordinals  # 第8项 is there or not
    strict = strict or (clause.has("ask", "unit") and clause.has("role"))  # who is told, or not
    if not clause.topic or strict or clause.named("Unit"):
        return ()
    return (Asks((Find("sentence", (*places_of(clause), About(clause.topic))),)),)


def _convincing(readings: Iterable[Asks], judge: Judge, *, quoting: bool) -> Iterator[Pairs]:
    """Yield what readings find that says what was asked; that nothing does, before a quotation."""
    nothing: Pairs = ()
    partly: Pairs = ()
    for reading in readings:
        results = [(tree, execute(tree, judge.scope)) for tree in reading.trees]
        kept = [
            (tree, judge.convinced(result) if _reckons(result) else None)
            for tree, result in results
        ]
        told = tuple((tree, result) for tree, result in kept if result is not None)
        if told and not _is_quotation(told[0][1]):
            if not all(_is_whole(result, judge.clause) for _, result in told):
                partly = max(partly, told, key=_answered)
            elif len(told) == len(results):  # half of what belongs together is no answer
                yield told
        elif told and quoting:
            yield told if _holds_it(told, partly) else partly or nothing or told
        nothing = nothing or tuple(pair for pair in results if _nothing_left(pair[1], judge))
    if partly or nothing:
        yield partly or nothing


def _holds_it(quoted: Pairs, partly: Pairs) -> bool:
    """Tell whether a quotation holds the only number that was found of several: 省级…，市县级…."""
    numbers = _first_numbers(partly)
    rows = _quoted_rows(quoted)
    alone = all(isinstance(result, Found) and not result.groups for _, result in partly)
    return alone and bool(numbers) and all(any(r.quote.holds(n) for r in rows) for n in numbers)


def _answered(found: Pairs) -> int:
    """Return how many sides or groups of what was found got something."""
    return sum(
        sum(not side.is_empty for side in result.sides)
        if isinstance(result, Compared)
        else max(1, len(result.groups))
        for _, result in found
    )


def _is_whole(result: Result, clause: Clause) -> bool:
    """Tell whether each side, and each of several places that are named, got something."""
    if isinstance(result, Compared):
        return not any(side.is_empty for side in result.sides)
    several = clause.has("op", "each") and len(parts_of(clause.topic)) > 1
    if several and not result.groups and result.find.kind in NUMBERS:
        return False  # one number of several that are asked for
    named = clause.named(*PLACES)
    if not result.groups or len(named) < 2:
        return True
    told = {group.name for group, _ in result.groups}
    first = [first_number(inner) for _, inner in result.groups]
    alike = len({number.unit for number in first if number}) < 2
    return alike and all(told & set(place.nodes) for place in named)


def _reckons(result: Result) -> bool:
    """Tell whether a ratio or an average could be reckoned, where one is asked for."""
    if not isinstance(result, Compared) or not {"ratio", "average"} & set(result.compare.ask):
        return True
    return result.ratio is not None


def _nothing_left(result: Result, judge: Judge) -> bool:
    """Tell whether nothing was found only because of what a tree leaves out: 单独牵头的."""
    if not isinstance(result, Found) or not result.is_empty or result.unlinked:
        return False
    wider = without_restrictions(result.find)
    return wider is not None and judge.convinced(execute(wider, judge.scope)) is not None


def _quotes(found: Pairs) -> bool:
    return _is_quotation(found[0][1])


def _is_quotation(result: Result) -> bool:
    return isinstance(result, Found) and result.find.kind == "sentence"


def _small_talk(clauses: tuple[Clause, ...]) -> SmallTalk | None:
    if not any(character.isalpha() for clause in clauses for character in clause.text):
        return "nonsense"
    first = clauses[0]
    if first.has("program") and not first.mentions:
        return "program"  # 你到底是人还是机器，哪家公司做的
    alone = len(clauses) == 1 and len(first.topic) < 3 and not first.mentions
    if alone and first.has("thanks") and any(_asks_something(cue) for cue in first.cues):
        return None  # 明白了，那一共几项任务
    return next((kind for kind in _SMALL_TALK if alone and first.has(kind)), None)


def _asks_something(cue: Cue) -> bool:
    return cue.name in ("ask", "hint", "count", "show", "more", "op") and cue.value != "what"
