"""What a turn, or a part of a question, points at of what was told before it.

前一个归谁管 · 后者是前者的几倍 · 那杭州是它的几倍 · 这三个一共多少 · 前三项讲什么
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.text.numerals import to_int
from qa.conversation import Conversation, Turn, of_kind, with_tasks
from qa.evidence.rows import Benefit, Number
from qa.execution.results import Found, Item
from qa.query.tree import Top
from qa.query.vocabulary import Comparison, Kind
from qa.reading.clause import Clause
from qa.reading.composing.said_subjects import PLACES
from qa.reading.cues import Cue
from qa.reading.going_on import TOLD, compares_those, completed, stands_alone
from qa.reading.topic_parts import parts_of
from qa.turns.fragments import changed_by
from qa.turns.told_sets import TWO_PLACES, asked_of_all, asked_of_places, asked_of_unit

_COMPARED = 2  # numbers told last that are compared, where it is not said how many
# 这三个|加起来 · 三个地方|谁免得多
_SO_MANY_OF = re.compile(
    r"(?:这|那)?(?P<n>[两俩二三四五六])(?:个(?:地方|市|县|区|单位|部门|局|数字?|指标|产业|项目)?|家(?:单位)?|者|地|项|样|档|类|种|级|批)"
)
_LISTED: tuple[Kind, ...] = ("task", "project", "place", "enterprise", "honour", "campaign")
# 和|规上工业|比，哪个高
_AGAINST = re.compile("^那?[和跟与同](?P<what>[^,，和跟与同]{2,12}?)(?:相比|比起来|比较|比)")
# 养老的事|也是它管吗 · 农田那个|也归它吗
THEIRS = re.compile(
    "^(?:那么?)?(?P<what>[^,，]{2,14}?)也?(?:都?是|也?归|也?由)(?:它|他们|她|这家|该单位|该部门|该局|"
    "(?:这|那|同一?)个?(?:单位|部门|局))(?:们)?(?:来|在)?(?:管|负责|牵头|抓|承担)?的?(?:吗|么|吧|嘛)[？?。]?$"
)
_ENDS = re.compile("(?:的?(?:事情?|活|工作|任务)|的?那[条项个件块])?也?$")
_MOST_EACH = 6  # things told of each of which a number may be asked
_OF_UNITS, _OF_PLACES = re.compile("局|单位|部门|家"), re.compile("地|市|县|区")
# |平均|一个几亿 · |占|百分之几
_OF_TWO: tuple[tuple[Comparison, re.Pattern[str]], ...] = (
    ("average", re.compile("平均|均摊|摊下来|摊到每")),
    ("ratio", re.compile("占.{0,4}(?:百分之[几多]|几成|多少|多大|比例)")),
)
# words of an average or a share that name nothing
_BUT_NUMBERS = re.compile(
    "平均|均摊|摊下来|摊到?|下来|大概|大约|差不多"
    "|[算每一个家户人处所座项名条件,，约几亿万千元占比例其中前后者的 ]"
)
_COUNTS = frozenset("个家户人处所座项名条件场次")
_ASKED_OF_NUMBERS: tuple[Comparison, ...] = ("sum", "difference", "same", "which", "order")
_ASKED_OF_OWNERS: dict[str, tuple[Comparison, ...]] = {
    "which": ("which", "difference"),
    "difference": ("which", "difference"),
    "max": ("which", "difference"),
    "order": ("which", "difference"),
    "sum": ("sum",),
    "total": ("sum",),
    "overlap": ("overlap",),
}


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a clause asks, and of what that was told.

    Attributes:
        clause: with what it takes from those before it.
        items: what was told that it may mean, in the order in which it was.
    """

    clause: Clause
    items: tuple[Item, ...]


def pointed(clause: Clause, conversation: Conversation) -> Pointed | None:
    """Return what a clause points at, with what it asks of it; None where it points at nothing."""
    ways = (
        _of_sets,
        _same_units,
        _spread,
        _against,
        _sides_told,
        _several,
        _between,
        _pieces,
        _averaged,
        _run,
        _each,
    )
    return next((found for way in ways if (found := way(clause, conversation))), None)


def _of_sets(clause: Clause, conversation: Conversation) -> Pointed | None:
    """Return what a clause asks of things of several turns together, or of a unit among them."""
    meant = asked_of_all(clause, conversation) or asked_of_unit(clause, conversation)
    return None if meant is None else Pointed(*meant)


def _between(clause: Clause, conversation: Conversation) -> Pointed | None:
    """Return a clause that compares something new of the two places told of last."""
    asked = asked_of_places(clause, conversation)
    return None if asked is None else Pointed(asked, conversation.items)


def _same_units(clause: Clause, conversation: Conversation) -> Pointed | None:
    """Return a clause that asks whether the units of what was told do something else as well.

    跟前面学位的事是同一个部门管吗
    """
    theirs = THEIRS.search(clause.text)
    if theirs is not None and of_kind("task", conversation.items):
        what = _ENDS.sub("", theirs["what"])
        clause = replace(clause, topic=what, bare=what, works=what, pointer=None)
    asks = theirs or (clause.has("op", "same") and clause.has("ask", "unit"))
    if not asks or not clause.topic or len(parts_of(clause.topic)) > 1 or clause.ordinals:
        return None
    who = Cue("ask", "unit")
    told = Clause(clause.text, (), (TOLD, who), (), "")
    own = replace(clause, cues=(who,))
    cues = (who, Cue("op", "same"))
    bare = replace(clause.without_topic(), cues=cues)
    sides = replace(bare, sides=(own, told), reckons=("same",), recalls=True)
    return Pointed(sides, conversation.items)


def unpointed(clause: Clause) -> Clause:
    """Return a clause without sides that point where nothing was told."""
    if any(side.pointer and not side.mentions for side in clause.sides):
        return replace(clause, sides=(), reckons=())
    return clause


def _sides_told(clause: Clause, conversation: Conversation) -> Pointed | None:
    """Return a clause whose sides point at numbers told: 后者是前者的几倍, 杭州是它的几倍."""
    numbers = conversation.numbers or conversation.last("number", 1)
    bare = [side.pointer or (side.named(*PLACES) and not side.says_more) for side in clause.sides]
    points = any(side.pointer for side in clause.sides) or all(bare)  # 杭州是南充的几倍
    if not numbers or not clause.sides or not points:
        return None
    told = [side.pointer.of(numbers) if side.pointer else () for side in clause.sides]
    last = numbers[-1].clause
    items: list[Item] = []
    sides: list[Clause] = []
    for side, turns in zip(clause.sides, told, strict=True):
        if side.pointer and len(turns) != 1:
            return None
        sides.append(_recalled(turns[0], items) if turns else changed_by(side, _bare(last)))
    said = replace(clause.without_topic(), sides=tuple(sides), recalls=True)
    return Pointed(said, tuple(items))


def _against(clause: Clause, conversation: Conversation) -> Pointed | None:
    """Return a clause that compares the number told last with another one: 和工业比哪个高."""
    said = _AGAINST.search(clause.text)
    numbers = conversation.last("number", 1)
    compares = clause.has("op", "which", "difference", "same")
    if said is None or not numbers or not compares or clause.named("Unit", *PLACES):
        return None
    if clause.pointer or said["what"] not in clause.topic:
        return None
    what = said["what"]
    other = replace(clause, cues=(), topic=what, bare=what, works=what, sides=(), reckons=())
    items: list[Item] = []
    last = _recalled(numbers[0], items)
    sides = (last, changed_by(other, _bare(numbers[0].clause)))
    asks = tuple(op for op in _ASKED_OF_NUMBERS if clause.has("op", op))
    bare = replace(clause.without_topic(), cues=_ops(clause), measure="")
    return Pointed(replace(bare, sides=sides, reckons=asks, recalls=True), tuple(items))


def _bare(clause: Clause) -> Clause:
    """Return a clause that asks for a number, without what it pointed at itself."""
    return replace(clause, cues=tuple(cue for cue in clause.cues if cue.name not in ("last", "op")))


def _recalled(turn: Turn, items: list[Item]) -> Clause:
    """Return a side that is a number told before, which is added to some things."""
    item = turn.items[0]
    if item.kind == "benefit" and turn.clause.topic:
        item = replace(item, name=turn.clause.topic.replace(" ", ""))
    items.append(item)
    nth = sum(other.kind == item.kind for other in items)
    return Clause(turn.clause.text, (), (Cue("last", item.kind),), (), "", nth=nth)


def _several(clause: Clause, conversation: Conversation) -> Pointed | None:
    """Return a clause that reckons with so many of what was told last, one by one.

    这两个单位谁牵头的多 · 三个加起来多少; None where it says no number, or fewer were told.
    """
    said = _SO_MANY_OF.search(clause.text)
    if said is None or not clause.has("op") or clause.named("Unit", *PLACES):
        return None
    if clause.says_more and TWO_PLACES.search(clause.text) and _speaks_anew(clause, conversation):
        return None  # 那失业保险返还，两家一样吗
    count = to_int(said["n"]) or 0
    ways = (_owners_told, _numbers_told, _places_told, _costs_told)
    if _OF_PLACES.search(said[0]):
        ways = (_places_told, _numbers_told, _owners_told, _costs_told)
    elif not _OF_UNITS.search(said[0]):
        ways = (_numbers_told, _owners_told, _places_told, _costs_told)
    return next((found for way in ways if (found := way(clause, conversation, count))), None)


def _speaks_anew(clause: Clause, conversation: Conversation) -> bool:
    """Tell whether a clause speaks of something that no turn before it spoke of."""
    told = {character for turn in conversation.turns for character in turn.clause.topic}
    own = set(TWO_PLACES.sub("", clause.topic)) - set(" ,，")
    return len(own - told) > len(own) / 2


def _owners_told(clause: Clause, conversation: Conversation, count: int) -> Pointed | None:
    """Return a clause that compares the tasks of units told one after the other."""
    owners = conversation.last("owner", count)
    asks = tuple(_ASKED_OF_OWNERS[op] for op in clause.values("op") if op in _ASKED_OF_OWNERS)
    if not owners or not asks:
        return None
    roles = tuple(cue for cue in clause.cues if cue.name == "role")
    sides = tuple(replace(turn.clause, cues=roles or turn.clause.cues) for turn in owners)
    reckons = tuple(dict.fromkeys(ask for of in asks for ask in of))
    if "which" in reckons and len(owners) > _COMPARED:
        reckons = ("order",)
    cues = (*_ops(clause), *roles)
    said = replace(clause.without_topic(), cues=cues, sides=sides, reckons=reckons, recalls=True)
    return Pointed(said, conversation.items)


def _numbers_told(clause: Clause, conversation: Conversation, count: int) -> Pointed | None:
    """Return a clause that reckons with the numbers told one after the other."""
    numbers = conversation.last("number", count) or _beside_told(conversation, count)
    return _of_numbers(clause, numbers) if len(numbers) > 1 else None


def _beside_told(conversation: Conversation, count: int) -> tuple[Turn, ...]:
    """Return the numbers of the sentence told last, where it has just so many of one unit.

    招引过50亿元项目1个、过10亿元项目3个、过亿元项目20个: |三档|加起来多少.
    """
    before, last = conversation.clause, next(iter(conversation.results), None)
    own = of_kind("target", last.items) if isinstance(last, Found) else []
    if before is None or not own or len(conversation.numbers) > 1:
        return ()
    turns = [Turn("number", before, (item,)) for item in own]
    task, unit = own[0].tasks, _unit(turns[0])
    alike = tuple(t for t in turns if t.items[0].tasks == task and _unit(t) == unit)
    return alike if len(alike) == count else ()


def _places_told(clause: Clause, conversation: Conversation, count: int) -> Pointed | None:
    """Return a clause that asks the same of the places of which it was asked."""
    places = conversation.places[-count:]
    if count != len(places) or conversation.clause is None:
        return None
    cues = tuple(c for c in clause.cues if c.name == "op" or c.value == "benefit")
    alike = completed(replace(clause.without_topic(), cues=cues), conversation.clause)
    return Pointed(replace(alike, mentions=places), conversation.items)


def _costs_told(clause: Clause, conversation: Conversation, count: int) -> Pointed | None:
    """Return a clause that adds up cells of the rows told before: 两个加起来投多少."""
    items = (item for turn in conversation.turns for item in with_tasks(turn.items))
    tasks = list({item.iri: item for item in items if item.kind == "task"}.values())
    if not clause.has("cell") or len(tasks) < count:
        return None
    return Pointed(_of_told(clause.without_topic()), tuple(tasks[-count:]))


def _of_numbers(clause: Clause, numbers: Sequence[Turn]) -> Pointed:
    """Return a clause that reckons with numbers told: 相差多少, 一共多少, 哪个最高.

    They are reckoned with as they were told where their units agree; else the same is asked again
    of all of them, so that numbers of one unit may be found.
    """
    asks = tuple(op for op in _ASKED_OF_NUMBERS if clause.has("op", op))
    if clause.has("op", "total") and "sum" not in asks:
        asks = ("sum", *asks)
    if clause.has("op", "max", "min") and "sum" not in asks:
        asks = ("order", *(ask for ask in asks if ask == "difference"))
    items: list[Item] = []
    sides = tuple(_recalled(turn, items) for turn in numbers)
    if len({_unit(turn) for turn in numbers}) > 1:
        sides = tuple(_bare(turn.clause) for turn in numbers)
    bare = replace(clause.without_topic(), cues=_ops(clause), measure="")
    said = replace(bare, sides=sides, reckons=asks or ("all",), recalls=True)
    return Pointed(said, tuple(items))


def _ops(clause: Clause) -> tuple[Cue, ...]:
    return tuple(cue for cue in clause.cues if cue.name == "op")


def _unit(turn: Turn) -> str:
    rows = (row for item in turn.items for row in item.rows)
    return next((row.unit for row in rows if isinstance(row, Number | Benefit)), "")


def _pieces(clause: Clause, conversation: Conversation) -> Pointed | None:
    """Return a clause that asks of a piece of what was told: 前一个归谁管, 那前三项讲什么."""
    pointer, rest = clause.pointer, clause.beyond
    if pointer is None or rest is None or pointer.which in ("it", "whole"):
        return None
    if clause.sides or clause.has("last", "unit") or clause.named("Unit", *PLACES):
        return None
    for told in _lists(conversation, every=pointer.which == "every"):
        meant = pointer.of(told)
        reckons = len(meant) > 1 and rest.has("op", *_ASKED_OF_NUMBERS, "max", "min", "total")
        if reckons and all(turn.kind == "number" for turn in meant):
            return _of_numbers(rest, meant)
        asked = conversation.clause
        again = asked is not None and not _asks(rest) and (asked.asks_number or bool(asked.measure))
        if len(meant) == 1 and meant[0].kind == "number" and again:
            found: list[Item] = []
            return Pointed(replace(_recalled(meant[0], found), recalls=True), tuple(found))
        if meant and pointer.which != "every":
            items = with_tasks([item for turn in meant for item in turn.items])
            return Pointed(_asked_of_told(rest, conversation), items)
    return None


def _lists(conversation: Conversation, *, every: bool) -> Iterator[tuple[Turn, ...]]:
    """Yield what was told in a row: numbers one after the other, or the things of a list."""
    if len(conversation.numbers) > 1:
        yield conversation.numbers
    elif every:
        alike = [turn for turn in conversation.turns if turn.kind == "number"]
        yield tuple(turn for turn in alike if _unit(turn) == _unit(alike[-1]))
    first = conversation.items[0].kind if conversation.items else "sentence"
    if first in _LISTED and conversation.clause is not None:
        last = conversation.clause
        yield tuple(Turn("other", last, (item,)) for item in of_kind(first, conversation.items))
    for turn in reversed(conversation.turns):
        if len(turn.items) > 1 and turn.items[0].kind in _LISTED:
            yield tuple(Turn("other", turn.clause, (item,)) for item in turn.items)
    yield conversation.last("number", _COMPARED)


def _asked_of_told(rest: Clause, conversation: Conversation) -> Clause:
    """Return a clause of things that were told: what it asks, else what was asked last."""
    if not _asks(rest) and conversation.clause is not None:
        last = conversation.clause.cues
        rest = replace(rest, cues=tuple(cue for cue in last if cue.name not in ("last", "op")))
    elif set(rest.asked) <= {"task", "sentence"} and not rest.topic:
        rest = rest.with_cue("say", "sentence")
    return _of_told(rest)


def _asks(clause: Clause) -> bool:
    """Tell whether a clause asks something by itself; 后一个呢 does not."""
    names = ("ask", "hint", "count", "show", "cell", "doing")
    return bool(clause.measure) or any(clause.has(name) for name in names)


def _of_told(clause: Clause) -> Clause:
    return replace(clause, cues=(*clause.cues, TOLD), ordinals=(), recalls=True)


def _averaged(clause: Clause, conversation: Conversation) -> Pointed | None:
    """Return a clause that asks for the average, or the share, of the two numbers just told.

    重点项目多少个，总投资多少，|平均一个几亿 · 就业多少，公益岗位多少，|占百分之几
    """
    asks = _of_two(clause)
    if asks is None:
        return None
    numbers = conversation.numbers[-_COMPARED:]
    units = [_unit(turn) for turn in numbers]
    if len(numbers) < _COMPARED:
        return None
    if asks == "average":
        counts = [unit in _COUNTS for unit in units]
        if sum(counts) != 1:
            return None
        numbers = numbers[::-1] if counts[0] else numbers
    elif len(set(units)) > 1:
        return None
    else:
        numbers = tuple(sorted(numbers, key=_size))
    items: list[Item] = []
    sides = tuple(_recalled(turn, items) for turn in numbers)
    said = replace(clause.without_topic(), cues=(Cue("hint", "target"),), measure="")
    return Pointed(replace(said, sides=sides, reckons=(asks,), recalls=True), tuple(items))


def averages(clause: Clause) -> bool:
    """Tell whether a part of a question only asks for the average of what was told."""
    return _of_two(clause) == "average"


def _of_two(clause: Clause) -> Comparison | None:
    """Return what a clause that names nothing asks of two numbers: their average or share."""
    if _BUT_NUMBERS.sub("", clause.topic) or clause.mentions or clause.sides:
        return None
    return next((ask for ask, form in _OF_TWO if form.search(clause.text)), None)


def _size(turn: Turn) -> Decimal:
    rows = (row for item in turn.items for row in item.rows)
    return next((row.amount for row in rows if isinstance(row, Number | Benefit)), Decimal(0))


def _spread(clause: Clause, conversation: Conversation) -> Pointed | None:
    """Return a clause that asks how far the largest told is from the least: 比最低的高多少."""
    last = next(iter(conversation.results), None)
    asks = clause.has("op", "difference") and clause.has("op", "min", "max")
    if not asks or stands_alone(clause) or not isinstance(last, Found) or len(last.items) < 2:
        return None
    before, over = conversation.clause, last.find.over
    if before is None or not isinstance(over, Top) or over.by != "value":
        return None
    turns = [Turn("number", before, (item,)) for item in last.items]
    alike = len({_unit(turn) for turn in turns}) == 1
    return _of_numbers(clause, turns) if alike and last.find.kind == "target" else None


def _said_of_two(clause: Clause, conversation: Conversation) -> bool:
    """Tell whether a difference names but the two numbers just told: 戏和电影|电影比戏多多少."""
    before = conversation.clause
    if before is None or clause.mentions or not clause.has("op", "difference"):
        return False
    two = len(conversation.numbers) == _COMPARED and "比" in clause.topic
    return two and set(clause.topic) <= {"比", " ", *before.topic}


def _run(clause: Clause, conversation: Conversation) -> Pointed | None:
    """Return a clause that reckons with all that was told in a row, and says no number of it.

    相差多少 · 一共多少 · 哪个最高 · 有没有重的
    """
    if _said_of_two(clause, conversation):
        clause = replace(clause.without_topic(), sides=(), reckons=())
    if stands_alone(clause) or clause.named("Unit", *PLACES) or clause.sides:
        return None
    if clause.has("op", "overlap"):
        return _owners_told(clause, conversation, _COMPARED)
    numbers = conversation.numbers
    if len(conversation.owners) > 1 and compares_those(clause):  # 科技局牵头几项, 教体局呢|谁多
        return _owners_told(clause, conversation, _COMPARED)
    if len(numbers) < _COMPARED or clause.has("count"):
        return None
    if compares_those(clause):  # 最低的是哪个 is asked of all that were told
        every = clause.has("op", "max", "min", "order")
        return _of_numbers(clause, numbers if every else numbers[-_COMPARED:])
    if not clause.has("op", "sum", "total"):
        return None
    alike = [turn for turn in numbers if _unit(turn) == _unit(numbers[-1])]
    return _of_numbers(clause, alike) if len(alike) > 1 else None


def _each(clause: Clause, conversation: Conversation) -> Pointed | None:
    """Return a clause that asks for a number of each thing told: 在哪两个镇，各多少公里."""
    before = conversation.clause
    first = next(iter(conversation.items), None)
    if before is None or first is None or first.kind not in _LISTED[1:]:
        return None
    things = of_kind(first.kind, conversation.items)
    few = _COMPARED <= len(things) <= _MOST_EACH
    if not (few and clause.has("op", "each") and clause.asks_number) or stands_alone(clause):
        return None
    where = before.named(*PLACES)
    sides = tuple(
        replace(clause, mentions=where, cues=()).with_more(f"{thing.name} {before.topic}", "")
        for thing in things
    )
    return Pointed(replace(clause, mentions=where, sides=sides, reckons=("all",)), ())
