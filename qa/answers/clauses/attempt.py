"""Try what a clause may mean: the likeliest reading whose evidence says what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from embeddings.lexical import simplify
from kg.export.build_folder import Record
from qa.answers.judging.convincing import Judge
from qa.answers.judging.from_told import gives, nearest_to
from qa.answers.speaker import first_number
from qa.answers.whole_documents import asked_of_whole
from qa.context import Context
from qa.evidence.rows import Quote, Row
from qa.execution.execute import execute
from qa.execution.reckoning.quantities import says_number
from qa.execution.restrictions import without_restrictions
from qa.execution.results import Compared, Found, Item, Result
from qa.execution.scope import Scope
from qa.query.tree import About, Asks, Find, Tree
from qa.reading.clause import NUMBERS, Clause
from qa.reading.composing.compose import readings_of
from qa.reading.composing.said_conditions import places_of
from qa.reading.composing.said_subjects import PLACES
from qa.reading.topic_parts import parts_of
from qa.understanding.lettering import lettered

# 这|十件事 · 那几个|民生|项目: how a document is spoken of by what is in it
_COUNTED_ALL = re.compile(
    "[这那]?[一二两三四五六七八九十几\\d]+(?:大|件|个|项|条)+|[这那]些|(?:民生)?实事|[大好]?事|项目|措施|政策|"
    "任务|清单|方案|文件|[里中上,，。的]"
)
_NONE_SAID = ("task", "target")  # of which it is said that there are none
Pairs = tuple[tuple[Tree, Result], ...]
_PIECES = re.compile("[ ,，]+")


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
        said = self.scope.words_of(found.items[0].rows)
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

    def _of_document(self, clause: Clause) -> Clause:
        """Return a clause without the parts of its topic that only name the document of a place.

        洋县|那几个民生项目，花钱最多的是哪个 · 怀化的|菜篮子措施里，市场情况几天报一次.
        Where nothing is left, what its rows say, or its head, is asked of all of it.
        """
        places = {node for m in clause.named("Jurisdiction") for node in m.nodes}
        if not (clause.topic and places) or clause.things or clause.has("show", "covers"):
            return clause
        documents = self.context.build.documents.values()
        own = (d for d in documents if places & set(_places(d)))
        titles = [simplify(str(d["title"] or "")) for d in own]
        pieces = _PIECES.split(clause.topic)
        left = [piece for piece in pieces if not _names_it(piece, titles)]
        if len(left) == len(pieces):
            return clause
        if left:
            return replace(clause, topic=" ".join(left))
        of_all = clause.has("cell", "investment") or clause.has("show")
        return clause.without_topic() if of_all else clause

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
        clause = self._of_document(clause)
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


def quoted_rows(found: Pairs) -> list[Row]:
    """Return the sentences that are quoted as an answer, where it is one."""
    results = (result for _, result in found if isinstance(result, Found))
    first = [item for r in results if is_quotation(r) for item in r.items[:1]]
    return [row for item in first for row in item.rows]


def first_numbers(found: Pairs) -> set[Quote]:
    """Return where the number stands that each result, or side of one, tells."""
    sides = [result.sides if isinstance(result, Compared) else (result,) for _, result in found]
    results = chain.from_iterable(sides)
    numbers = (first_number(result) for result in results)
    return {number.quote for number in numbers if number is not None}


def _places(document: Record) -> Sequence[str]:
    return tuple(document["jurisdiction"])


def _names_it(piece: str, titles: Sequence[str]) -> bool:
    """Tell whether some words only name a document by what is in it, or by its title."""
    words = _COUNTED_ALL.sub(" ", piece)
    return words != piece and all(any(w in title for title in titles) for w in words.split())


def readings_in(clause: Clause, context: Context, *, alone: bool) -> tuple[Asks, ...]:
    """Return what a clause may ask for; for a number first, where no cue but examples say so.

    Args:
        clause: the clause.
        context: the question it is of.
        alone: whether it is the whole question, as the examples are.
    """
    readings = (*readings_of(clause), *_quoting(clause))
    if len(context.build.own_places) < 2:  # which place it is of, is nothing that one asks
        readings = tuple(r for r in readings if not _finds_places(r)) or readings
    asks = any(value != "what" for value in clause.values("ask"))
    content = clause.asks_how or clause.has("doing") or clause.has("may")
    if not alone or asks or content or clause.has("count") or clause.measure:
        return readings
    masked = lettered(context.question.plain, context.question.mentions)
    if context.build.questions.examples.kind(masked) != "value":
        return readings
    return (*readings_of(clause.with_cue("ask", "target")), *readings)


def _finds_places(reading: Asks) -> bool:
    trees = (tree for tree in reading.trees if isinstance(tree, Find))
    return any(tree.kind == "jurisdiction" for tree in trees)


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
        if told and not is_quotation(told[0][1]):
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
    numbers = first_numbers(partly)
    rows = quoted_rows(quoted)
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


def only_quotes(found: Pairs) -> bool:
    """Tell whether what was found first is a quotation."""
    return is_quotation(found[0][1])


def is_quotation(result: Result) -> bool:
    """Tell whether a result only quotes sentences."""
    return isinstance(result, Found) and result.find.kind == "sentence"
