"""Projects: named undertakings one could put a pin on a map for, with their stage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document, Span
from kg.entities import ProjectMention
from kg.extraction.names import (
    Clause,
    body_view,
    clauses,
    distinct,
    is_organised,
    items,
    members,
    opening,
    specific,
)
from kg.rules import Rules

# 甲、乙等项目建设 · 甲等4处中小学新改扩建项目
_LIST_TAIL = re.compile(
    r"等(?:一批|\d+[个处项所家座条]|[一二三四五六七八九十]+[个大])?(?P<kind>[^，、等]{0,14}?)"
    r"(?:项目|工程|园区|载体|平台)?(?:规划)?(?:建设|实施|落地|进度)*$"
)
_ONE_TAIL = re.compile(
    r"(?<=.{3})(?:项目)?(?:规划建设|后续建设|建设进度|提质改造|项目建设|建设|"
    r"等|落地|规划编制工作?|编制工作|论证|前期工作|扩区|在[^，、]{1,6}设站)$"
)
_QUANTIFIED = re.compile(r"^\d+(?:\.\d+)?(?:万|亿)?[个处项所家座条公里米]|一批|各类|各[县乡镇]")
# 武汉建设国际性综合交通枢纽, 10大类60项民生实事项目, 具有国际影响力的创新中心: no names
_SENTENCE = re.compile(
    r".(?:建设|打造|创建|争创|加快|推动)..|\d+(?:大类|项|个|处)|^(?:以|具有|更多)|[^（“]的.."
)
_SHORTEST = 2


def projects(document: Document, span: Span, rules: Rules) -> Iterator[ProjectMention]:
    """Yield the projects named in a span, in order; the same name once."""
    view = body_view(document, span)
    for name, stored, stage in distinct(view, sorted(_found(view.text, rules))):
        yield ProjectMention(
            text=document.slice(stored),
            span=stored,
            rule=f"project/{stage}",
            name=name,
            stage=stage,
        )


def _found(text: str, rules: Rules) -> Iterator[tuple[int, int, str]]:
    verbs = opening(rules.names.stage, rules)
    for clause in clauses(text, verbs):
        yield from _objects(text, clause, rules)
    for match in re.finditer(
        rf"(?:确保|推动|实现|加快|促进)?(?P<names>[^，。；：]{{3,60}}?)(?P<end>{rules.names.finished.pattern})(?=[，。；]|$)",
        text,
    ):
        stage = rules.names.finished_stages[match["end"]]
        for start, end in items(text, *match.span("names")):
            name = _verbless(text, start, end, rules)
            if _is_project(text[slice(*name)], rules):
                yield *name, stage


def _verbless(text: str, start: int, end: int, rules: Rules) -> tuple[int, int]:
    match = opening(rules.names.stage, rules).match(text, start, end)
    return (match.end(), end) if match and match.end() < end else (start, end)


def _objects(text: str, clause: Clause, rules: Rules) -> Iterator[tuple[int, int, str]]:
    """Yield the projects among the objects of a clause's verb."""
    stage = rules.names.stages[clause.verb]
    start, end = clause.body, clause.end
    if _QUANTIFIED.match(text[start:end]):
        return
    tail = _LIST_TAIL.search(text, start, end)
    listed = tail is not None and bool(re.search(r"项目|工程", tail[0])) and tail.start() > start
    if tail is not None and tail.start() > start:
        one = not re.search(r"、", text[start : tail.start()]) and not re.search(r"\d", tail[0])
        headed = rules.names.head_end.search(text[:end], tail.start())
        if one and headed and specific(tail["kind"], rules):
            yield start, end, stage  # 大运河十里闸等文物保护展示工程 is one name
            return
        end = tail.start()
    for item_start, item_end in members(text, start, end, lambda name: _is_project(name, rules)):
        item_start, item_end = _verbless(text, item_start, item_end, rules)
        item_end = item_start + _name_length(text[item_start:item_end], rules)
        name = text[item_start:item_end]
        if (
            (
                listed
                and len(name) >= _SHORTEST
                and not _QUANTIFIED.search(name)
                and _nominal(name, rules)
            )
            or _is_project(name, rules)
            or _numbered_road(name, text[start:end])
        ):
            yield item_start, item_end, stage


def _name_length(item: str, rules: Rules) -> int:
    """Return how much of an item is its name: 甲遗址公园 of 甲遗址公园旅游功能提升规划编制工作."""
    planned = re.match(rf"(.*(?:{rules.names.head.pattern})).{{0,12}}规划编制(?:工作)?$", item)
    return len(planned[1]) if planned else len(_ONE_TAIL.sub("", item))


def _numbered_road(name: str, listed: str) -> bool:
    """Tell whether a name is a road whose noun stands at the end of its list: 新105、新342国道."""
    return (
        re.fullmatch(r"[新老原]?[A-Z]?\d{2,3}", name) is not None
        and re.search("[国省县]道", listed) is not None
    )


def _nominal(name: str, rules: Rules) -> bool:
    """Tell whether a listed name is a name: no class, no campaign, no sentence."""
    return len(name) <= 24 and specific(name, rules) and not rules.names.campaign_end.search(name)


def _is_project(name: str, rules: Rules) -> bool:
    if (
        not 4 <= len(name) <= 30
        or _QUANTIFIED.search(name)
        or not rules.names.head_end.search(name)
    ):
        return False
    if _SENTENCE.search(name):
        return False
    built = not name.endswith("工程") or "”工程" in name or not is_organised(name, rules)
    return built and specific(name, rules)
