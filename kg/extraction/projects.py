"""Projects: named undertakings one could put a pin on a map for, with their stage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extraction.mentions import ProjectMention
from kg.extraction.name_lists import (
    CLAUSE,
    content_view,
    distinct,
    is_campaign_work,
    is_distinct_in_list,
    is_specific_name,
    items,
    members,
    verb_prefix_pattern,
)
from kg.knowledge.knowledge import Knowledge
from kg.structure.document import Document
from kg.text.span import Span

# 甲、乙等项目建设 · 甲等4处中小学新改扩建项目 · 甲、乙5个文旅项目
_LIST_TAIL = re.compile(
    r"(?:等(?:一批|\d+[个处项所家座条]|[一二三四五六七八九十]+[个大])?"
    r"|(?<=[^\d、，])\d+[个项](?=[^，、等]{0,10}(?:项目|工程)$))(?P<kind>[^，、等]{0,14}?)"
    r"(?:项目|工程|园区|载体|平台)?(?:规划)?(?:建设|实施|落地|进度)*$"
)
_ONE_TAIL = re.compile(
    r"(?<=.{3})(?:项目)?(?:建设工作|规划建设|后续建设|建设进度|提质改造|项目建设|建设|"
    r"等|落地|规划编制工作?|编制工作|论证|前期工作|在[^，、]{1,6}设站|(?<!\d)1[座处个条所])$"
)
# what a list ends with when its members are built: …建设, …工程, …等平台
_BUILT_END = re.compile(r"(?:建设|工程|项目|园区|载体|平台)$")
_QUANTIFIED = re.compile(
    r"^“?\d+(?:\.\d+)?”?(?:万|亿)?(?:[个处项所家座条米]|公里|大类)|一批|各类|各[县乡镇]"
)
# 武汉建设国际性综合交通枢纽, 10大类60项民生实事项目, 具有国际影响力的创新中心: no names
_SENTENCE = re.compile(
    r".(?:建设|打造|创建|争创|加快|推动|建立|搭建|组建|运营|自建|共建|参与|共同).."
    r"|\d+(?:大类|[项个处条所家座])"
    r"|^[一二三四五六七八九十]大|^(?:以|具有|更多|链接|对|在|的|搭建|建立|组建|兴办|承担|重塑|服务|运用|研究|管理|规范)"
    r"|[^（“]的..|(?<![高平中同])等|^沿.*(?:带|廊道)$"
)
# “个转企、小升规”工程 is a campaign whatever is built; “雪亮工程”三期 is a phase of one
_QUOTED_ONLY = re.compile(r"“[^”]*”(?:工程|项目)?")
# 县精神卫生中心 and 全市…平台 are one; 县级…, 县域… and 市政… are classes
_ONLY_ONE = re.compile(
    r"[市县区旗](?![级域区政场道乡镇际内外直属管委块间县市辖会]).{4,}"
    r"|全[省州市县区旗].{2,}(?:平台|数据库|中心|大脑)|省(?!级)[^、]{2,8}(?:中心|医院|学院|馆).{4,}"
)
# 国家医学中心（中医类）
_QUALIFIED = re.compile("（[^）一二三四五六期]{2,}）$")
# a phase is of one undertaking
_PHASE = re.compile(r"[一二三四五六]期(?:工程|项目|）)?$")
_JOINT = re.compile("[和与及]")
_SHORTEST, _SHORTEST_BUILT, _SHORTEST_ALONE = 2, 3, 4
_LONGEST, _LONGEST_LISTED = 30, 24


@dataclass(frozen=True, slots=True)
class _Range:
    """The names of a clause: what its verbs say of them and how they are to be read."""

    start: int
    end: int
    stage: str
    built: bool  # a verb of building or a closing …建设: 夜市, …中心 are built things
    listed: bool = False  # 甲、乙等项目: its members need no head of their own


def projects(document: Document, span: Span, knowledge: Knowledge) -> Iterator[ProjectMention]:
    """Yield the projects named in a span, in order; the same name once."""
    view = content_view(document, span)
    for name, stored, stage in distinct(view, sorted(_found(view.text, knowledge))):
        yield ProjectMention(
            text=document.slice(stored),
            span=stored,
            rule=f"project/{stage}",
            name=name,
            stage=stage,
        )


def _found(text: str, knowledge: Knowledge) -> Iterator[tuple[int, int, str]]:
    title = text.strip()
    if CLAUSE.fullmatch(title) and _is_project(title, knowledge):
        start = text.index(title)
        if not verb_prefix_pattern(knowledge.lexicon.names.stage, knowledge.lexicon).match(title):
            yield start, start + len(title), "advance"  # a task that is a project
    for match in CLAUSE.finditer(text):
        clause = _parsed(text, *match.span(), knowledge)
        if clause:
            yield from _objects(text, clause, knowledge)


def _parsed(text: str, start: int, end: int, knowledge: Knowledge) -> _Range | None:
    """Return the names of a clause with a verb before or behind them: 推进…, …年内建成投用."""
    names = knowledge.lexicon.names
    verb = verb_prefix_pattern(names.stage, knowledge.lexicon).match(text, start, end)
    lead = verb or names.lead.match(text, start, end)
    body = lead.end() if lead and lead.end() < end else start
    done = names.finished_end.search(text, body, end)
    if done and done.start() > body:
        return _Range(body, done.start(), names.finished_stages[done["end"]], built=True)
    if not verb or body == start:
        return None
    built = verb["verb"] in names.building or _BUILT_END.search(text[body:end]) is not None
    return _Range(body, end, names.stages[verb["verb"]], built)


def _objects(text: str, clause: _Range, knowledge: Knowledge) -> Iterator[tuple[int, int, str]]:
    """Yield the projects among the names of a clause."""
    start, end, stage = clause.start, clause.end, clause.stage
    tail = _LIST_TAIL.search(text, start, end)
    listed = False
    if tail is not None and tail.start() > start:
        one = not re.search(r"、", text[start : tail.start()]) and not re.search(r"\d", tail[0])
        headed = knowledge.lexicon.names.head_end.search(text[:end], tail.start())
        if one and headed and is_distinct_in_list(tail["kind"], knowledge.lexicon):
            yield start, end, stage  # 大运河十里闸等文物保护展示工程 is one name
            return
        listed = re.search(r"项目|工程", tail[0]) is not None
        end = tail.start()
    built = clause.built or (tail is not None and _BUILT_END.search(tail[0]) is not None)
    names = _Range(start, end, stage, built, listed)
    yield from _members(text, names, knowledge)


def _members(text: str, names: _Range, knowledge: Knowledge) -> Iterator[tuple[int, int, str]]:
    """Yield the projects of a list; a member may have a verb of its own: 新建甲路、改造乙路."""
    listed = text[names.start : names.end]
    for start, end in items(text, names.start, names.end):
        verb = verb_prefix_pattern(knowledge.lexicon.names.stage, knowledge.lexicon).match(
            text, start, end
        )
        if verb and verb.end() < end:
            built = names.built or verb["verb"] in knowledge.lexicon.names.building
            names = replace(names, stage=knowledge.lexicon.names.stages[verb["verb"]], built=built)
            start = verb.end()
        for member_start, member_end in _conjuncts(text, start, end, names, knowledge):
            name = _name(text[member_start:member_end], knowledge)
            rest = text[member_start + len(name) : names.end]
            if (
                _accepted(name, names, knowledge)
                or _shares_head(name, rest, names, knowledge)
                or _numbered_road(name, listed)
            ):
                yield member_start, member_start + len(name), names.stage


def _conjuncts(
    text: str, start: int, end: int, names: _Range, knowledge: Knowledge
) -> Iterator[tuple[int, int]]:
    """Yield the parts of a list's member: 人民路和解放巷 are two, 城南和城北客运枢纽 too."""
    for match in _JOINT.finditer(text, start, end):
        left, right = text[start : match.start()], text[match.end() : end]
        if _PHASE.fullmatch(left) or _shares_head(left, match[0] + right, names, knowledge):
            yield start, match.start()
            yield match.end(), end
            return
    yield from members(
        text,
        start,
        end,
        lambda name: _accepted(_name(name, knowledge), names, knowledge, alone=True),
    )


def _name(item: str, knowledge: Knowledge) -> str:
    """Return what of an item is its name: 甲遗址公园 of 甲遗址公园旅游功能提升规划编制工作."""
    planned = re.match(
        rf"(.*(?:{knowledge.lexicon.names.head.pattern})).{{0,12}}规划编制(?:工作)?$", item
    )
    return planned[1] if planned else _ONE_TAIL.sub("", item)


def _accepted(name: str, names: _Range, knowledge: Knowledge, *, alone: bool = False) -> bool:
    """Tell whether a member is a project, by itself or, unless alone, by its list's end."""
    if names.listed and not alone and _nominal(name, knowledge):
        return True
    return _is_project(name, knowledge, built=names.built)


def _shares_head(name: str, rest: str, names: _Range, knowledge: Knowledge) -> bool:
    """Tell whether a name's head is that of the next: 城南 of 城南和城北客运枢纽."""
    following = re.match("[、和与及]([^、，和与及]+)", rest)
    if not following or not _SHORTEST <= len(name) <= _SHORTEST + 1:
        return False
    other = _name(following[1], knowledge)
    return other[0] == name[0] and _is_project(other, knowledge, built=names.built)


def _numbered_road(name: str, listed: str) -> bool:
    """Tell whether a name is a road whose noun stands at the end of its list: 新105、新342国道."""
    return (
        re.fullmatch(r"[新老原]?[A-Z]?\d{2,3}", name) is not None
        and re.search(r"[国省县]道|\d线", listed) is not None
    )


def _nominal(name: str, knowledge: Knowledge) -> bool:
    """Tell whether a listed name is a name: no class, no campaign, no sentence."""
    return (
        _SHORTEST <= len(name) <= _LONGEST_LISTED
        and not _QUANTIFIED.search(name)
        and (
            is_specific_name(name, knowledge.lexicon)
            or (_is_headed(name, knowledge) and is_distinct_in_list(name, knowledge.lexicon))
        )
        and not knowledge.lexicon.names.campaign_end.search(name)
        and not _SENTENCE.search(name)
    )


def _is_headed(name: str, knowledge: Knowledge) -> bool:
    return (
        knowledge.lexicon.names.head_end.search(name)
        or knowledge.lexicon.names.facility_end.search(name)
    ) is not None


def _is_project(name: str, knowledge: Knowledge, *, built: bool = False) -> bool:
    """Tell whether a name is a project's; where things are built, plain nouns will do as heads."""
    shortest = _SHORTEST_BUILT if built else _SHORTEST_ALONE
    if not shortest <= len(name) <= _LONGEST or _QUANTIFIED.search(name):
        return False
    if _SENTENCE.search(name) or _QUOTED_ONLY.fullmatch(name):
        return False
    if name.endswith("工程") and is_campaign_work(name, knowledge.lexicon):
        return False
    if built and knowledge.lexicon.names.facility_end.search(name):
        return _is_single(name, knowledge.lexicon.names.facility_end, knowledge)
    works = knowledge.lexicon.names.works_end.search(name)
    if works and _is_worked_upon(name[: works.start()], knowledge):
        return True
    if _PHASE.search(name):
        return is_specific_name(name, knowledge.lexicon, least=1) or _of_the_county(name)
    if name.endswith("段") and knowledge.lexicon.names.head.search(name):
        return _is_single(name, knowledge.lexicon.names.head_end, knowledge)
    return knowledge.lexicon.names.head_end.search(name) is not None and is_specific_name(
        name, knowledge.lexicon
    )


def _is_worked_upon(thing: str, knowledge: Knowledge) -> bool:
    """Tell whether a thing is one of its kind: 东塘水库 of 东塘水库除险加固, not 老旧小区."""
    named = knowledge.lexicon.names.thing_end.search(
        thing
    ) or knowledge.lexicon.names.head_end.search(thing)
    return named is not None and _is_single(thing, knowledge.lexicon.names.thing_end, knowledge)


def _is_single(name: str, noun: re.Pattern[str], knowledge: Knowledge) -> bool:
    """Tell whether a name says which one: by a word of its own, by a place, by its county."""
    bare = noun.sub("", name)
    if is_specific_name(bare, knowledge.lexicon) or _of_the_county(name) or _QUALIFIED.search(name):
        return True
    return is_specific_name(bare, knowledge.lexicon, least=1) and _of_a_place(name, knowledge)


def _of_the_county(name: str) -> bool:
    """Tell whether a plain name is that of the only one: 县精神卫生中心."""
    return _ONLY_ONE.match(name) is not None


def _of_a_place(name: str, knowledge: Knowledge) -> bool:
    """Tell whether a name begins with a known place: 新郑 of 新郑综保区扩区."""
    return any(name[:length] in knowledge.gazetteer.short_names for length in range(_SHORTEST, 5))
