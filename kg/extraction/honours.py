"""Honours: titles a higher level awards, sought or held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document, Span
from kg.entities import HonourMention
from kg.extraction.names import CLAUSE, body_view, clauses, distinct, items, opening
from kg.rules import Rules

_COUNT = re.compile(r"\d+(?:\.\d+)?[个家所处项户人名](?:以上)?$")
_TAIL = re.compile(
    r"(?:(?<![甲乙丙高])等(?:荣誉|称号)?(?:创建)?(?:活动|工作)?|创建(?:活动|工作)?|称号|品牌|建设)$"
)
_AREA = re.compile("[省市州县区旗镇乡村]$")
_GRANTED = re.compile("国家|全国|省级|市级|示范|文明|卫生")
_REVIEWED = re.compile("通过(?P<names>[^，。；]{4,40}?)(?:复审|复核|复评|验收)")
_SHORTEST, _LONGEST = 3, 26


def honours(document: Document, span: Span, rules: Rules) -> Iterator[HonourMention]:
    """Yield the titles a task strives for or builds on, without verb and number."""
    view = body_view(document, span)
    ranges = sorted([*_sought(view.text, rules), *_held(view.text, rules)], key=lambda r: r[:2])
    for name, stored, status in distinct(view, ranges):
        yield HonourMention(
            text=document.slice(stored),
            span=stored,
            rule=f"honour/{status}",
            name=name,
            status=status,
        )


def _sought(text: str, rules: Rules) -> Iterator[tuple[int, int, str]]:
    """Yield what stands after 争创, also in 支持甲市、乙市争创…."""
    for clause in clauses(text, opening(rules.names.honour_verb, rules)):
        yield from _titles(text, clause.body, clause.end, "goal")
    for clause_text in CLAUSE.finditer(text):
        match = rules.names.supported.search(text, *clause_text.span())
        match = match or _of_a_body(text, *clause_text.span(), rules)
        if match:
            yield from _titles(text, match.end(), clause_text.end(), "goal")


def _of_a_body(text: str, start: int, end: int, rules: Rules) -> re.Match[str] | None:
    """Return body and verb of 县人民医院创建三级综合医院, where both stand before a title."""
    match = rules.names.titled.match(text, start, end)
    if match and (rules.names.facility_end.search(match["body"]) or _AREA.search(match["body"])):
        return match
    return None


def _held(text: str, rules: Rules) -> Iterator[tuple[int, int, str]]:
    """Yield the titles already granted: 依托…省级现代服务业集聚区, 巩固…等荣誉, 通过…复审."""
    for clause in clauses(text, opening(rules.names.held_verb, rules)):
        tail = rules.names.kept_tail.search(text, clause.body, clause.end)
        end = tail.start() if tail else clause.end
        kept = tail is not None or rules.names.held_verbs[clause.verb] == "kept"
        for start, stop, status in _titles(text, clause.body, end, "held"):
            if tail and "荣誉" in tail[0] and _GRANTED.search(text, start, stop):
                yield start, stop, status  # 等荣誉 says it of the whole list
                continue
            found = rules.names.held.search(text[:stop], start)
            if kept:
                found = rules.names.kept.search(text[:stop], start) or found
            if found:
                yield found.start(), stop, status
    for match in _REVIEWED.finditer(text):
        for start, stop, status in _titles(text, *match.span("names"), "held"):
            found = rules.names.kept.search(text[:stop], start)
            if found:
                yield found.start(), stop, status


def _titles(text: str, start: int, end: int, status: str) -> Iterator[tuple[int, int, str]]:
    for item_start, item_end in items(text, start, end):
        name = _TAIL.sub("", _COUNT.sub("", text[item_start:item_end]))
        if _SHORTEST <= len(name) <= _LONGEST:
            yield item_start, item_start + len(name), status
