"""Answer a question as queries: read it, run what it may mean, say what the evidence says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from embeddings.lexical import simplify
from qa.answers.convincing import Judge
from qa.answers.more import asks_for_more, more
from qa.answers.parts import Part, whole
from qa.answers.phrases import phrase
from qa.answers.speaker import Said, Speaker, first_number
from qa.answers.whole_documents import asked_of_whole
from qa.build import Build
from qa.context import Context
from qa.conversation import (
    Conversation,
    changed_by,
    continued,
    is_fragment,
    told_of,
    with_tasks,
)
from qa.evidence.rows import Quote
from qa.execution.execute import execute
from qa.execution.restrictions import without_restrictions
from qa.execution.results import Compared, Found, Result
from qa.execution.scope import Scope
from qa.lettering import lettered
from qa.query.tree import About, Asks, CountOf, Find, Reading, SmallTalk, Talk, Top, Tree
from qa.reading.clause import NUMBERS, Clause
from qa.reading.compose import parts_of, readings_of
from qa.reading.cues import Cue
from qa.reading.going_on import (
    TOLD,
    asks_of_those,
    completed,
    goes_into,
    of_that_policy,
    of_those_tasks,
    points_nowhere,
    stands_alone,
)
from qa.reading.said_conditions import PLACES, places_of

_SAYS = 0.1  # of the words of a clause: a number that is told already is of it
_ENOUGH = 5  # characters of a topic that can be quoted for beside other answers
_AS_NEAR = 0.15  # fits of two numbers between which a part of a question does not tell
_MARKS = "，,、？?；;。！!：: "
_SMALL_TALK: tuple[SmallTalk, ...] = ("greeting", "thanks", "program")
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
        attempt = Attempt(context, scope, whole=len(clauses) == 1)
        parts = self._undivided(clauses, conversation, attempt)
        for clause in () if parts else clauses:
            parts.append(self._part(clause, parts, conversation, attempt))
        pairs = {tree: result for part in parts for tree, result in part.found}
        return Answered(
            Asks(tuple(pairs)),
            tuple(pairs.values()),
            whole(parts, Speaker(context, scope)),
            conversation.after([parts[-1].clause] if parts else [], list(pairs.values())),
            tuple(parts),
        )

    def _undivided(
        self, clauses: Sequence[Clause], conversation: Conversation, attempt: Attempt
    ) -> list[Part]:
        """Return what a question gets that asks of whole documents: 哪份最早，哪份最晚."""
        question = attempt.context.question
        if not clauses or any(clause.has("last") for clause in clauses[1:]):
            return []
        clause = self.build.splitter.undivided(question.plain, question.mentions)
        goes_on = conversation.clause is not None
        way = continued(clause, conversation) if goes_on else clause
        found = attempt.by_form(way, goes_on=goes_on)
        return [Part(way, found)] if found else []

    def _part(
        self, clause: Clause, before: Sequence[Part], conversation: Conversation, attempt: Attempt
    ) -> Part:
        """Return what a clause gets, with what it may go on from, likeliest first."""
        if before and _said_with(clause, before[-1]):
            return Part(clause)
        if not before:
            for inside in _into_those(clause, conversation):
                found = attempt.best(inside, quoting=False)
                if found and not _quotes(found):
                    return Part(inside, found)
            way = continued(clause, conversation)
            found = attempt.best(way, quoting=True)
            return Part(way, found, "" if found else _own_words(clause))
        quotes = _says_enough(clause) or not any(part.found for part in before)
        for way, at, quoting in _going_on(clause, before, attempt):
            found = at.best(way, quoting=quoting and quotes)
            if _told_already(found, before):
                if _speaks_of(found, clause, at.scope):
                    return Part(completed(clause, before[-1].clause))  # it is told
                continue  # 充电桩装几个 is not answered by the 200个 of 5G基站
            if found and not (_quotes(found) and not quoting):
                return Part(way, found)
        return Part(completed(clause, before[-1].clause), asked=_own_words(clause))


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

    def by_form(self, clause: Clause, *, goes_on: bool = False) -> Pairs:
        """Return what a clause finds that asks of whole documents by its form, if it does.

        Args:
            clause: what asks.
            goes_on: whether there are turns before it, of which it may speak.
        """
        asks = asked_of_whole(clause, self.scope, goes_on=goes_on)
        if asks is None:
            return ()
        judge = Judge(clause.without_topic(), self.scope, self.context.question.language)
        return next(_convincing([asks], judge, quoting=False), ())

    def best(self, clause: Clause, *, quoting: bool) -> Pairs:
        """Return what the likeliest convincing reading finds.

        Args:
            clause: what asks.
            quoting: whether sentences may be quoted.
        """
        told = any((cue.name, cue.value, cue.text) == TOLD for cue in clause.cues)
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


def _told_already(found: Pairs, before: Sequence[Part]) -> bool:
    """Tell whether a part only gets the very numbers that the parts before it got."""
    told = {quote for part in before for quote in _first_numbers(part.found)}
    own = _first_numbers(found)
    return bool(own) and own <= told


def _speaks_of(found: Pairs, clause: Clause, scope: Scope) -> bool:
    """Tell whether what was found says a good share of what a clause itself asks about."""
    results = (result for _, result in found if isinstance(result, Found))
    numbers = [number for result in results if (number := first_number(result))]
    covered = scope.asked(clause.topic).covered
    return any(covered(simplify(f"{n.metric}，{n.text}")) >= _SAYS for n in numbers)


def _first_numbers(found: Pairs) -> set[Quote]:
    """Return where the number stands that each result tells."""
    results = (result for _, result in found if isinstance(result, Found))
    numbers = (first_number(result) for result in results)
    return {number.quote for number in numbers if number is not None}


def _says_enough(clause: Clause) -> bool:
    """Tell whether a part of a question can be quoted for by itself; 号码多少 cannot."""
    return sum(map(str.isalnum, clause.topic)) >= _ENOUGH or bool(clause.things)


def _said_with(clause: Clause, before: Part) -> bool:
    """Tell whether a clause asks how many of what had most of them: 哪个板块任务最多，几条.

    Or how much of what had most: 哪个项目投资最多，多少钱.
    """
    counts = clause.has("count", "task") and not stands_alone(clause) and not clause.named(*PLACES)
    overs = [result.find.over for _, result in before.found if isinstance(result, Found)]
    if clause.has("cell") and not stands_alone(clause) and not clause.named(*PLACES):
        return any(isinstance(over, Top) and over.by == "value" for over in overs)
    return counts and any(isinstance(o, Top) and isinstance(o.by, CountOf) for o in overs)


def _own_words(clause: Clause) -> str:
    """Return how an answer names a part of a question; "" for what hardly asks: 家里几亩地."""
    return clause.text.strip(_MARKS) if stands_alone(clause) or clause.has("ask") else ""


def _going_on(
    clause: Clause, before: Sequence[Part], attempt: Attempt
) -> Iterator[tuple[Clause, Attempt, bool]]:
    """Yield a clause with what it goes on from: the tasks told just before, or their topic.

    With each whether a quotation will do: 招引过亿元项目几个，外资多少 is of the tasks told where
    they state it, then of any that do; a quotation of those told comes before one of others.
    """
    found = [result for part in before for _, result in part.found]
    stated = [result for result in found if not _is_quotation(result)]
    told = with_tasks([item for result in stated or found for item in told_of(result)])
    within = replace(attempt, scope=replace(attempt.scope, earlier=told))
    if clause.has("show") and any(item.kind == "policy" for item in told):
        yield of_that_policy(clause), within, True
    last = before[-1].clause
    if is_fragment(clause):
        yield changed_by(clause, last), attempt, True
    elif told and asks_of_those(clause, last):
        yield of_those_tasks(clause, last), within, True
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
    if not alone or asks or clause.has("count") or clause.measure:
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
            yield partly or nothing or told
        nothing = nothing or tuple(pair for pair in results if _nothing_left(pair[1], judge))
    if partly or nothing:
        yield partly or nothing


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
