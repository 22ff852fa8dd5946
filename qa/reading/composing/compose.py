"""Put the parts of a question together as query trees.

Each kind of thing that can be asked for has one way in which its conditions are written; names,
roles, topics, places and operations are added alike for all of them. Where words leave it open
what is asked for, several trees come out, and execution decides between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa.query.tree import (
    About,
    Asks,
    Compare,
    Count,
    Earlier,
    Find,
    Has,
    Is,
    Name,
    PathTo,
    Since,
    Sum,
    Thing,
    Top,
    Tree,
    Within,
)
from qa.query.vocabulary import KINDS, Field, Kind
from qa.reading.clause import NUMBERS, THINGS, Clause
from qa.reading.composing.claims import claims_of
from qa.reading.composing.said_conditions import conditions_of, places_of
from qa.reading.composing.said_operations import compared_by, comparisons, dates_asked, operation
from qa.reading.composing.said_subjects import PLACES, words_of
from qa.reading.composing.variants import variants, widened
from qa.reading.kinds import kinds_of
from qa.reading.topic_parts import about_part, parts_of

_HOW = re.compile("怎么|怎样|如何|咋|什么|啥|哪些(?:办法|措施|优惠|支持|照顾)")
# 民政局牵头几项吗 asks for more than yes or no
_ASKS_MORE = re.compile("[哪谁几啥]|什么|多少|还有")
# 杨店|镇
_TOWN = re.compile("(?P<name>[\u4e00-\u9fff]{2,4}?)(?:镇(?!街|级|区)|乡(?!村|镇)|街道)")
# what may be there for a town: 有哪些|项目或试点
_WHAT_THERE_IS = re.compile("或者?|以及|和|与|、|试点|示范|项目|工程|任务|建设|安排|活动|荣誉|称号")
_OF_PARTS = ("unit", "person")  # of each of several matters that are named
_SECTION_NAME = 4  # characters that name a section by themselves
# what may stand at the end of a way through the graph
_ENDS: dict[str, Kind] = {
    "Unit": "unit",
    "PolicyDocument": "policy",
    **{name: kind for name in THINGS for kind in KINDS if kind == THINGS[name]},
}


def readings_of(clause: Clause) -> tuple[Asks, ...]:
    """Return what a clause may ask for, likeliest first; several things at once are one reading."""
    found = [_changed(clause), _connection(clause), _of_section(clause), _of_town(clause)]
    found += [_of_word(clause), _due_first(clause)]
    found += [(claim,) for claim in claims_of(clause)]
    found += [
        tuple(_trees(kind, variant))
        for kind in dict.fromkeys(kinds_of(clause))
        for variant in variants(kind, clause)
    ]
    said = [trees for trees in found if trees and all(_is_said(tree, clause) for tree in trees)]
    return tuple(dict.fromkeys(Asks(wider) for trees in said for wider in widened(trees)))


def _is_said(tree: Tree, clause: Clause) -> bool:
    """Tell whether a tree has a condition, or all of its kind are asked for outright."""
    if isinstance(tree, Compare) or tree.where or tree.show or isinstance(tree.over, Top | Since):
        return True
    return clause.has("ask", tree.kind) or clause.has("count", tree.kind) or clause.has("self")


def _due_first(clause: Clause) -> tuple[Tree, ...]:
    """Return which of the tasks told is due first or last: 这三件事里最晚的是哪个."""
    if not clause.has("last", "task") or clause.topic or clause.has("ask", "document"):
        return ()
    told = (Within(Earlier("task")),)
    return tuple(Find("task", told, over=over) for over in dates_asked(clause))


def _changed(clause: Clause) -> tuple[Tree, ...]:
    """Return what changed between two years, if that is asked: 2024年和2023年相比新增了哪些任务."""
    named = {mention.nodes[0] for mention in clause.named("Year") if mention.nodes}
    years = sorted(int(year) for year in named if len(year) == 4)  # 去年 is -1
    compared = clause.has("since") or len(named) > 1
    for change in clause.values("change"):
        moved = change in ("raised", "lowered")
        if not compared and not (moved or not clause.bare):
            continue  # 新增了哪些学位 asks of one year
        kind: Kind = "target" if moved or clause.has("ask", "target") else "task"
        about = (About(clause.bare),) if clause.bare else ()
        between = (years[0], years[-1]) if len(years) > 1 else None
        since = Since(change, between)  # type: ignore[arg-type]
        return (Find(kind, (*places_of(clause), *about), over=since),)
    return ()


def _connection(clause: Clause) -> tuple[Tree, ...]:
    """Return the way between two things, if that is asked: 康驿变电站和发改局有什么关系."""
    named = [m for m in clause.mentions if m.nodes and m.kind in _ENDS]
    if not clause.has("op", "path") or len(named) < 2:
        return ()
    first, second = (Thing(mention.nodes[0]) for mention in named[:2])
    return (Find(_ENDS[named[0].kind], (Is(first),), over=PathTo(second)),)


def _of_section(clause: Clause) -> tuple[Tree, ...]:
    """Return how many tasks a section has that is named in words: 突破行动下面有几项任务."""
    name = clause.bare.strip()
    alone = not (clause.mentions or clause.has("last") or clause.sides or clause.section)
    if not (clause.has("count", "task") and alone and len(name) >= _SECTION_NAME):
        return ()
    section = Find("section", (About(name, name),))
    return (Find("task", (*places_of(clause), Within(section)), over=Count()),)


def _of_town(clause: Clause) -> tuple[Tree, ...]:
    """Return all tasks that name a town, if it is asked what there is for it and nothing else.

    杨店镇有哪些项目或试点: its mine is 杨店铁矿.
    """
    named = (_TOWN.fullmatch(mention.text) for mention in clause.named("NamedPlace"))
    town = next(filter(None, named), None) or _TOWN.match(clause.topic)
    asks = clause.has("ask", "what", "project", "task", "honour", "campaign")
    if town is None or not asks or clause.asks_number or clause.has("ask", "unit", "limit"):
        return ()
    rest = _WHAT_THERE_IS.sub("", clause.topic.replace(town[0], ""))
    return () if rest.strip() else (Find("task", (*places_of(clause), Has("noun", town["name"]))),)


def _of_word(clause: Clause) -> tuple[Tree, ...]:
    """Return all tasks that hold a word in quotation marks, if it is asked for nothing else.

    文件里哪些事是要“试点”的 · 哪些地方出现了“一网通办”
    """
    word = _QUOTED_WORD.search(clause.text)
    asks = clause.has("ask", "task") or _WHERE_ALL.search(clause.text)
    other = bool(set(clause.values("ask")) - {"task", "what", "sentence"})
    other = other or clause.has("hint", "unit") or clause.has("role")
    if word is None or not asks or other or clause.asks_number or clause.named("Unit"):
        return ()
    rest = _SAYS_WORD.sub("", clause.topic.replace(word[0], ""))
    if sum(map(str.isalnum, rest)) > 1:
        return ()
    quoted = range(word.start(), word.end())  # 提到“济宁市” is of no place
    others = replace(clause, mentions=tuple(m for m in clause.mentions if m.start not in quoted))
    return (Find("task", (*places_of(others), Has("noun", word["word"]))),)


# “试点” · 「一网通办」
_QUOTED_WORD = re.compile("[“「](?P<word>[^”」]{2,8})[”」]")
_WHERE_ALL = re.compile("哪[些几](?:个|处|条)?(?:地方|处|条|项|任务|工作|事)?")
_SAYS_WORD = re.compile("出现|提到|写到|用到|涉及|属于|字样|[写用要搞做是有的过了词]")


def _trees(kind: Kind, clause: Clause) -> Iterator[Tree]:
    find = Find(kind, tuple(conditions_of(kind, clause)), _shown(kind, clause))
    dated = tuple(dates_asked(clause)) if kind == "document" else ()
    if dated:
        where = tuple(places_of(clause))  # 写明落款日期的文件 says no more
        yield from (Find(kind, where, ("date",), over) for over in dated)
        return
    if clause.sides and kind in (*NUMBERS, "task", "unit"):
        yield _reckoned(kind, clause)
        return
    sides = _sides(find, clause)
    if len(sides) > 1:
        reckons = kind in NUMBERS or clause.has("op", "same")
        if reckons and clause.has("op", "which", "difference", "same", "apart"):
            yield Compare(sides, compared_by(kind, clause), comparisons(clause))
        elif clause.has("op", "sum") and kind in NUMBERS:
            yield replace(find, over=Sum("value"))
        elif kind in NUMBERS and len(clause.named(*PLACES)) < 2:
            yield Compare(sides, "value", ("all",))  # each by its own number
        else:
            yield from sides
        return
    yield replace(find, over=operation(kind, clause))


def _reckoned(kind: Kind, clause: Clause) -> Compare:
    """Return what a clause reckons with, side by side: numbers, or how many tasks there are."""
    where = tuple(places_of(clause))
    sides = []
    for side in clause.sides:
        own = _told_kind(side) or kind
        sides.append(Find(own, tuple(dict.fromkeys((*where, *conditions_of(own, side))))))
    return Compare(tuple(sides), compared_by(kind, clause), clause.reckons)


def _told_kind(side: Clause) -> Kind | None:
    """Return of what kind a side is that was told before."""
    if side.has("ask", "unit"):
        return None  # whose it is, of what was told
    kinds: tuple[Kind, ...] = (*NUMBERS, "task")  # what a row costs is told of its task
    told = [kind for kind in kinds if side.has("last", kind)]
    return told[0] if told and side.nth else None


def _shown(kind: Kind, clause: Clause) -> tuple[Field, ...]:
    """Return what a clause asks to be said: 文号 of documents and policies, cells of rows."""
    if kind == "task":
        cells: tuple[Field, ...] = clause.values("cell")  # type: ignore[assignment]
        content = clause.has("doing") or clause.has("say")
        return cells or (("sentence",) if content else ())
    if kind == "jurisdiction" and clause.has("ask", "what") and _HOW.search(clause.text):
        return ("sentence",)  # 各地怎么减
    if kind == "sentence" and (clause.has("doing") or clause.asks_how):
        return ("description",)
    if kind not in ("document", "policy"):
        return ()
    return clause.values("show")  # type: ignore[return-value]


def _sides(find: Find, clause: Clause) -> tuple[Find, ...]:
    """Return a tree for each of several places, or of several parts of a topic, asked about."""
    places = clause.named(*PLACES)
    asks = ("which", "difference", "same", "each", "apart")
    apart = clause.has("op", *asks) or find.kind == "sentence"
    if len(places) > 1 and apart:
        rest = tuple(c for c in find.where if not isinstance(c, Within))
        return tuple(replace(find, where=(Within(Name(p.text)), *rest)) for p in places)
    words = words_of(find.kind, clause)
    parts = parts_of(words)
    each = clause.has("op", "which", "difference", "same", "each", "sum")
    if len(parts) > 1 and not clause.whole and (each or find.kind in _OF_PARTS):
        return tuple(about_part(find, words, part) for part in parts)
    return (find,)
