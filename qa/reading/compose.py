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
    KINDS,
    About,
    Asks,
    Compare,
    Comparison,
    Condition,
    Count,
    CountOf,
    Each,
    Earlier,
    Exists,
    Extreme,
    Field,
    Find,
    Is,
    Kind,
    List,
    Measure,
    Name,
    Operation,
    PathTo,
    Related,
    Since,
    Sum,
    Thing,
    Top,
    Tree,
    Within,
)
from qa.reading.claims import claims_of
from qa.reading.clause import NUMBERS, TASK_MEASURES, THINGS, Clause
from qa.reading.kinds import COMPARING, kinds_of
from qa.reading.said_conditions import (
    PLACES,
    conditions_of,
    places_of,
    role_of,
    words_of,
)

# 哪个免得更久 · 照顾的时间最长 · 哪个更划算
_LASTING = re.compile("久|时间|期限|个月|长|划算|合算|实惠")
# 最长|几个月 asks for a bound, not for the longest of several
_BOUND = re.compile(r"[^,，。]{0,6}?(?:多少|几|多久|多长|什么时候)")
_HOW = re.compile("怎么|怎样|如何|咋|什么|啥|哪些(?:办法|措施|优惠|支持|照顾)")
# 民政局牵头几项吗 asks for more than yes or no
_ASKS_MORE = re.compile("[哪谁几啥]|什么|多少|还有")
# of which the most tasks are asked for: 哪个板块的任务最多
_HOLDING: tuple[Kind, ...] = ("section", "document")
_SECTION_NAME = 4  # characters that name a section by themselves
_COMPARED = (*COMPARING, "each")
# what may stand at the end of a way through the graph
_ENDS: dict[str, Kind] = {
    "Unit": "unit",
    "PolicyDocument": "policy",
    **{name: kind for name in THINGS for kind in KINDS if kind == THINGS[name]},
}


def readings_of(clause: Clause) -> tuple[Asks, ...]:
    """Return what a clause may ask for, likeliest first; several things at once are one reading."""
    found = [_changed(clause), _connection(clause), _of_section(clause)]
    found += [(claim,) for claim in claims_of(clause)]
    found += [
        tuple(_trees(kind, variant))
        for kind in dict.fromkeys(kinds_of(clause))
        for variant in _variants(kind, clause)
    ]
    said = [trees for trees in found if trees and all(_is_said(tree, clause) for tree in trees)]
    return tuple(dict.fromkeys(Asks(wider) for trees in said for wider in _widened(trees)))


def _is_said(tree: Tree, clause: Clause) -> bool:
    """Tell whether a tree has a condition, or all of its kind are asked for outright."""
    if isinstance(tree, Compare) or tree.where or tree.show or isinstance(tree.over, Top | Since):
        return True
    return clause.has("ask", tree.kind) or clause.has("count", tree.kind) or clause.has("self")


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


def _variants(kind: Kind, clause: Clause) -> Iterator[Clause]:
    """Yield a clause as it is, and with less of it, where nothing fits all that it says."""
    if kind == "policy":
        yield from _of_policy(clause)
        return
    if kind in NUMBERS and clause.names_only_a_measure and clause.has("op", "max", "min"):
        # of all indicators: 几个预期目标里增幅最大的
        yield replace(clause.without_topic(), measure="")
    yield clause
    if "all" in clause.reckons:
        yield replace(clause, sides=(), reckons=())
    if kind in NUMBERS and (clause.sides or clause.has("op", *_COMPARED)):
        yield from _uncompared(clause)
    if kind == "unit" and len(parts_of(clause.topic)) > 1:
        yield replace(clause, whole=True)
    if clause.due and clause.topic:
        yield replace(clause, due=None)
    if clause.stages and kind == "project":
        yield replace(clause, stages=())
    measures = ("",) if kind == "target" else ("", *TASK_MEASURES)
    counts = clause.measure not in measures  # 有几名副局长 counts nobody else
    of_unit = kind in ("task", "project", "target") and clause.named("Unit")
    if clause.topic and of_unit and not counts:
        yield clause.without_topic()


def _uncompared(clause: Clause) -> Iterator[Clause]:
    """Yield a clause that compares without doing so, or with the best of each place instead."""
    alone = clause.without("op", *_COMPARED)
    if len(clause.named(*PLACES)) > 1 and clause.has("op", "which"):
        yield alone.with_cue("op", "max")
    if clause.topic or clause.mentions or not clause.sides:
        yield alone  # 保障标准提高多少 compares nothing


def _of_policy(clause: Clause) -> Iterator[Clause]:
    """Yield what a clause says of policies.

    Words of a title are surer than a topic; a place may be the policy's own, not the document's
    (济宁市的三年行动计划), and the policies of a level may be those of the whole document.
    """
    places = tuple(m.text for m in clause.named(*PLACES))
    others = tuple(m for m in clause.mentions if m.kind not in PLACES)
    of_place = replace(clause, mentions=others, titles=(*clause.titles, *places))
    if clause.titles:
        yield of_place.without_topic()
    if clause.has("whole", "opening"):  # what stands there is said of the whole document
        yield clause.without_topic()
    yield clause
    if places:
        yield from (of_place, of_place.without_topic())
    of_all = clause.has("level") or clause.has("whole")
    if clause.topic and of_all and clause.has("rel", "basis"):
        yield clause.without_topic()


def _widened(trees: tuple[Tree, ...]) -> Iterator[tuple[Tree, ...]]:
    """Yield trees as they are, and with any role or relation in place of the one that was said.

    怀化市公安局参与哪一条: 参与 may mean any role, where the documents have none of that name.
    """
    yield trees
    wider = tuple(_any_role(tree) for tree in trees)
    if wider != trees:
        yield wider


def _any_role(tree: Tree) -> Tree:
    if isinstance(tree, Compare):
        return replace(tree, trees=tuple(_wide(side) for side in tree.trees))
    return _wide(tree)


def _wide(find: Find) -> Find:
    return replace(find, where=tuple(_wide_condition(c) for c in find.where))


def _wide_condition(condition: Condition) -> Condition:
    match condition:
        case Related("assist" | "responsible", Find(where=(*_, Within(Earlier("task"))))):
            return condition  # 配合单位呢, of tasks told: they have some, or none
        case Related("assist" | "responsible", to, only):
            return Related("unit", to, only)
        case Related("basis", to, only):
            return Related("policy", to, only)
    return condition


def _trees(kind: Kind, clause: Clause) -> Iterator[Tree]:
    find = Find(kind, tuple(conditions_of(kind, clause)), _shown(kind, clause))
    dated = tuple(_dated(clause)) if kind == "document" else ()
    if dated:
        where = tuple(places_of(clause))  # 写明落款日期的文件 says no more
        yield from (Find(kind, where, ("date",), over) for over in dated)
        return
    if clause.sides and kind in (*NUMBERS, "task"):
        yield _reckoned(kind, clause)
        return
    sides = _sides(find, clause)
    if len(sides) > 1:
        reckons = kind in NUMBERS or clause.has("op", "same")
        if reckons and clause.has("op", "which", "difference", "same", "apart"):
            yield Compare(sides, _by(kind, clause), _comparisons(clause))
        elif clause.has("op", "sum") and kind in NUMBERS:
            yield replace(find, over=Sum("value"))
        elif kind in NUMBERS and len(clause.named(*PLACES)) < 2:
            yield Compare(sides, "value", ("all",))  # each by its own number
        else:
            yield from sides
        return
    yield replace(find, over=_operation(kind, clause))


def _reckoned(kind: Kind, clause: Clause) -> Compare:
    """Return what a clause reckons with, side by side: numbers, or how many tasks there are."""
    where = tuple(places_of(clause))
    sides = []
    for side in clause.sides:
        own = _told_kind(side) or kind
        sides.append(Find(own, tuple(dict.fromkeys((*where, *conditions_of(own, side))))))
    return Compare(tuple(sides), _by(kind, clause), clause.reckons)


def _told_kind(side: Clause) -> Kind | None:
    """Return of what kind a side is that was told before."""
    kinds: tuple[Kind, ...] = (*NUMBERS, "task")  # what a row costs is told of its task
    told = [kind for kind in kinds if side.has("last", kind)]
    return told[0] if told and side.nth else None


def _by(kind: Kind, clause: Clause) -> Measure | None:
    """Return what of each side is compared: how long something lasts, its value, how many."""
    if kind == "benefit" and _LASTING.search(clause.text):
        return "duration"
    return "value" if kind in NUMBERS else None


def _shown(kind: Kind, clause: Clause) -> tuple[Field, ...]:
    """Return what a clause asks to be said: 文号 of documents and policies, cells of rows."""
    if kind == "task":
        cells: tuple[Field, ...] = clause.values("cell")  # type: ignore[assignment]
        content = clause.has("doing") or clause.has("say")
        return cells or (("sentence",) if content else ())
    if kind == "jurisdiction" and clause.has("ask", "what") and _HOW.search(clause.text):
        return ("sentence",)  # 各地怎么减
    if kind == "sentence" and clause.has("doing"):
        return ("description",)
    if kind not in ("document", "policy"):
        return ()
    return clause.values("show")  # type: ignore[return-value]


# --- operations --------------------------------------------------------------------------------


def _dated(clause: Clause) -> Iterator[Operation]:
    """Yield that the first or the last document is asked for, or both: 哪个最早，哪个最晚."""
    if clause.has("op", "earliest"):
        yield Top("min", "due")
    if clause.has("op", "latest"):
        yield Top("max", "due")


def _operation(kind: Kind, clause: Clause) -> Operation:
    if kind == "document" and clause.has("show"):
        return List()  # 定了没有 is told by what it says
    if _counts(kind, clause):
        parts: tuple[Kind, ...] = ("section", "document")
        each = next((part for part in parts if clause.has("each", part)), None)
        return Each(each, Count()) if each else Count()
    costs = kind == "task" and clause.has("cell", "investment")
    if clause.has("op", "sum", *(("total",) if costs else ())) and (kind in NUMBERS or costs):
        return Sum("value")
    if kind == "unit" and clause.has("op", "widest"):
        return Top("max", CountOf("section"))
    widest = kind in _HOLDING and clause.has("op", "widest")  # 哪部分最多
    if clause.has("op", "order") or widest:
        return Top("max", _measured(kind, clause))
    top = _extreme(kind, clause)
    places = len(clause.named(*PLACES))
    apart = clause.has("op", "each") and not places and not clause.has("last")
    several = places > 1 or apart
    if kind in NUMBERS and (clause.has("ask", "jurisdiction") or several):
        return Each("jurisdiction", top or List())
    if top is not None:
        return top
    if clause.has("op", "exists"):
        return Exists()
    return List()


def _counts(kind: Kind, clause: Clause) -> bool:
    """Tell whether a clause counts what it finds; rows of a table where it says so of projects."""
    if kind == "task" and clause.has("cell"):
        return clause.has("count", "project") or kind in clause.values("count")
    return kind in clause.values("count") or (kind == "task" and clause.counts_tasks)


def _extreme(kind: Kind, clause: Clause) -> Top | None:
    """Return that the largest or smallest is asked for, if it is: not 最长几个月."""
    if kind == "sentence":
        return None  # it is quoted as it stands
    for cue in clause.cues:
        if cue.name != "op" or cue.value not in ("max", "min"):
            continue
        bound = cue.text.endswith("多少") or _BOUND.match(clause.text, cue.end)
        if not (kind in NUMBERS and bound):
            extreme: Extreme = "max" if cue.value == "max" else "min"
            return Top(extreme, _measured(kind, clause))
    return None


def _measured(kind: Kind, clause: Clause) -> Measure:
    if kind == "unit":
        return CountOf(role_of(clause))
    if kind == "task" and clause.has("cell", "investment"):
        return "value"
    if kind in _HOLDING:
        return CountOf("section" if kind == "section" else "document")
    return CountOf("unit") if kind == "task" else _by(kind, clause) or "value"


def _comparisons(clause: Clause) -> tuple[Comparison, ...]:
    known: tuple[Comparison, ...] = ("which", "difference", "same")
    return tuple(ask for ask in known if clause.has("op", ask)) or ("all",)


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
    if (
        len(parts) > 1
        and not clause.whole
        and (clause.has("op", "which", "difference", "same", "each", "sum") or find.kind == "unit")
    ):
        return tuple(_about(find, words, part) for part in parts)
    return (find,)


def parts_of(topic: str) -> list[str]:
    """Return the parts of a topic: 粮食安全和种业 are two; what follows both belongs to both."""
    for word in ("、", "和", "与", "跟", "及"):
        parts = [part.strip() for part in topic.split(word)]
        if len(parts) > 1 and all(len(part) > 1 for part in parts[:-1]) and parts[-1]:
            return _with_what_is_shared(parts)
    return [topic]


def _with_what_is_shared(parts: list[str]) -> list[str]:
    """Return parts of a topic with what is said of all of them, before the first, after the last.

    建厕所，|公共的、旅游的 · 地区生产总值和工业| 增速 · 城里人和农村人|收入增速
    """
    first, *others = parts
    head, comma, own = first.rpartition(",")
    if comma and own:
        parts = [f"{head} {part}" for part in (own, *others)]
    *before, last = parts
    at = last.find(" ") if not comma else -1
    if at < 0:
        at = last.find(before[-1][-1], 1) + 1
    tail = last[at:] if at > 0 else ""
    alike = tail.startswith(" ") or all(part[-1] == before[-1][-1] for part in before)
    return [*(part + tail for part in before), last] if tail.strip() and alike else parts


def _about(find: Find, topic: str, part: str) -> Find:
    """Return a tree that is about a part of its topic only."""

    def changed(condition: Condition) -> Condition:
        match condition:
            case About(words) if words == topic:
                return About(part)
            case Related(relation, Find() as inner, only):
                return Related(relation, _about(inner, topic, part), only)
        return condition

    return replace(find, where=tuple(changed(condition) for condition in find.where))
