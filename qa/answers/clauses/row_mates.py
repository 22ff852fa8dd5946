"""The other numbers of the row that a told number stands in, where they are asked for too.

引进人才多少人 is told 引进高层次人才30人, with 青年人才2000人 in a row beside it: nothing in what
is asked picks the first. So all of the row are told, and added up where that is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

from embeddings.lexical import simplify, tokens
from qa.answers.speaker import first_number
from qa.evidence.rows import Number, Quote, Sentence
from qa.execution.reckoning.operations import summed
from qa.execution.reckoning.quantities import numbers_in
from qa.execution.results import Amount, Compared, Found, Item, Result
from qa.execution.scope import Scope
from qa.query.tree import Compare

_MEMBER = re.compile("[^，,、；;。：:]+")
_NOUN = 2  # characters at the end of all of a row that say what is counted: 人才
# 力争引进|高层次人才 · 高层次人才|不少于
_LEADS = re.compile(
    "^(?:[（(][^（）()]*[）)])?(?:力争|确保|争取|计划|今年|年内|全年|全县|全市|全区|累计|其中|再)*"
    "(?:引进|培养|培育|新增|新建|改建|新改建|建成|建设|完成|实施|认定|打造|创建|评选|改造|招引|开展|增加|支持)*"
)
_BOUND = re.compile("(?:不低于|不少于|不超过|不高于|至少|最高|达到?|突破|超过?|约|为|至)+$")
_FEW = 6  # numbers of a row that are told
_OF_EACH = re.compile("各|分别|分开|[几哪][种类样项些]|都有|一共|总共|合计|共计")
_IN_ALL = re.compile("一共|总共|合计|共计")


@dataclass(frozen=True, slots=True)
class _Member:
    """One of a row: its words before the number, the number as printed, where it stands."""

    words: str
    printed: str
    unit: str
    quote: Quote

    @property
    def name(self) -> str:
        """What is counted, without what leads to it: 高层次人才."""
        return _LEADS.sub("", _BOUND.sub("", simplify(self.words).strip()))


def with_row_mates(result: Result, asked: str, scope: Scope) -> Result:
    """Return a result with all numbers of a row, where it tells one that the question picks not.

    Args:
        result: numbers side by side, or one.
        asked: all words of the question.
        scope: where.
    """
    if isinstance(result, Compared):
        return _with_sides(result, asked, scope)
    number = first_number(result)
    single = result.total is None and result.count is None and not result.groups
    if number is None or not single or result.find.about is None:
        return result
    row = [number, *_namesakes(number, result.items, simplify(asked), scope)]
    if _OF_EACH.search(asked):
        row += [mate for mate in _mates(number, result.items, asked, scope) if mate not in row]
    return _side_by_side(result, row, asked) if len(row) > 1 else result


def leaves_out(result: Result, told: Collection[str], asked: str, scope: Scope) -> bool:
    """Tell whether a row of which the question picks none has numbers that are not told.

    Args:
        result: it tells one of the row.
        told: numbers that are told, as printed.
        asked: all words of the question.
        scope: where.
    """
    number = first_number(result) if isinstance(result, Found) else None
    mates = _mates(number, (), asked, scope) if number else ()
    return any(re.sub(r"\s", "", mate.printed) not in told for mate in mates)


def _namesakes(number: Number, items: Sequence[Item], asked: str, scope: Scope) -> Iterator[Number]:
    """Yield numbers of other sentences whose names only differ in what the question leaves open.

    新增规上|工业|企业 and 新增规上|服务业|企业 of 新增规上企业多少家.
    """
    own, place = simplify(number.metric), scope.document_of(number.task)
    facts = (row for item in items for row in item.rows if isinstance(row, Number))
    for fact in facts:
        other = simplify(fact.metric)
        if own == other or fact.unit != number.unit or scope.document_of(fact.task) != place:
            continue
        start = _alike(own, other)
        end = _alike(own[len(start) :][::-1], other[len(start) :][::-1])[::-1]
        open_ = [name[len(start) : len(name) - len(end)] for name in (own, other)]
        whole = any(not words for words in open_)  # 新增学位 is of all, unless each is asked for
        if whole and not _OF_EACH.search(asked):
            continue
        if len(start) < _NOUN or start not in asked or len(end) < _NOUN or end not in asked:
            continue
        if not any(character in asked for words in open_ for character in words):
            yield fact


def _with_sides(result: Compared, asked: str, scope: Scope) -> Compared:
    """Return a list of numbers with those of the same row beside each."""
    if result.compare.ask != ("all",) or result.compare.by != "value":
        return result
    told = {number.quote for side in result.sides if (number := first_number(side))}
    sides: list[Found] = []
    for side in result.sides:
        sides.append(side)
        number = first_number(side)
        own = _mates(number, side.items, asked, scope) if number else ()
        mates = [mate for mate in own if mate.quote not in told]
        told |= {mate.quote for mate in mates}
        sides += [_of_number(side, mate) for mate in mates]
    amounts = tuple(_amount(first_number(side)) for side in sides)
    trees = tuple(side.find for side in sides)
    compare = replace(result.compare, trees=trees)
    return replace(result, compare=compare, sides=tuple(sides), amounts=amounts)


def _side_by_side(found: Found, row: Sequence[Number], asked: str) -> Compared:
    """Return the numbers of a row as sides, added up where that is asked and they agree."""
    ordered = sorted(row, key=lambda number: number.quote.start)[:_FEW]
    sides = tuple(_of_number(found, number) for number in ordered)
    amounts = tuple(_amount(number) for number in ordered)
    total = summed([a for a in amounts if a]) if _IN_ALL.search(asked) else None
    ask = "all" if total is None else "sum"
    compare = Compare(tuple(side.find for side in sides), "value", (ask,))  # type: ignore[arg-type]
    return Compared(compare, sides, amounts, total=total)


def _of_number(found: Found, number: Number) -> Found:
    item = next((i for i in found.items if number in i.rows), None)
    item = item or replace(found.items[0], rows=(number,))
    return replace(found, items=(item,))


def _amount(number: Number | None) -> Amount | None:
    return Amount(Decimal(number.amount), number.unit, number.comparator) if number else None


def _mates(number: Number, items: Sequence[Item], asked: str, scope: Scope) -> Iterator[Number]:
    """Yield the other numbers of a row that are as much asked for as the one that is told."""
    sentence = scope.around(number)
    row = _row_of(number, _members(sentence, scope), scope)
    own = next((m for m in row if _is_at(m, number)), None)
    if own is None or len(row) < 2:
        return
    facts = [r for item in items for r in item.rows if isinstance(r, Number)]
    for member in row:
        if member is own or not _asked_alike(own.name, member.name, simplify(asked)):
            continue
        known = next((fact for fact in facts if _is_at(member, fact)), None)
        read = known or _read(member, sentence, scope)
        if read is not None:
            yield read


def _asked_alike(own: str, other: str, asked: str) -> bool:
    """Tell whether two names end in what is asked for, and the question picks neither by more.

    旅游|厕所, 农村户用|厕所 of 建多少厕所; a name that is all of it is the one that is meant.
    """
    end = _alike(own[::-1], other[::-1])[::-1]
    if not any(end[i : i + _NOUN] in asked for i in range(len(end) - _NOUN + 1)):
        return False
    if any(name[-len(end) - 1 :] in asked for name in (own, other)):
        return False  # 再|就业
    more = [name[: len(name) - len(end)] for name in (own, other)]
    if not all(len(words) > 1 for words in more):
        return False
    return not any(word in asked for words in more for word in tokens(words) if len(word) > 1)


def _alike(one: str, other: str) -> str:
    """Return the characters with which both begin."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(character for character, _ in pairs)


def _members(sentence: Sentence, scope: Scope) -> list[_Member | None]:
    """Return the pieces of a sentence that give one number each; None for another piece."""
    text, at = scope.words_at(sentence.quote), sentence.quote
    members: list[_Member | None] = []
    for piece in _MEMBER.finditer(text):
        found = list(scope.build.questions.measures.quantity.finditer(piece[0]))
        if len(found) != 1:
            members.append(None)
            continue
        quote = Quote(at.document, at.start + piece.start(), at.start + piece.end())
        words = piece[0][: found[0].start()]
        members.append(_Member(words, found[0][0].strip(), found[0]["unit"], quote))
    return members


def _row_of(number: Number, members: Sequence[_Member | None], scope: Scope) -> list[_Member]:
    """Return the members beside each other, of one unit, of which one holds a number."""
    same = scope.build.questions.measures.same
    row: list[_Member] = []
    for member in (*members, None):
        if member is not None and (not row or same(row[-1].unit, member.unit)):
            row.append(member)
            continue
        if any(_is_at(own, number) for own in row):
            return row
        row = [member] if member is not None else []
    return []


def _is_at(member: _Member, number: Number) -> bool:
    """Tell whether a number is the one of a member."""
    one, other = member.quote, number.quote
    meets = one.document == other.document and one.start < other.end and other.start < one.end
    return meets and re.sub(r"\s", "", number.printed) == re.sub(r"\s", "", member.printed)


def _read(member: _Member, sentence: Sentence, scope: Scope) -> Number | None:
    """Return the number of a member as it is read from the sentence."""
    for number in numbers_in(sentence, scope):
        if _is_at(member, number):
            name = member.name
            return replace(number, metric=name, quote=member.quote)
    return None
