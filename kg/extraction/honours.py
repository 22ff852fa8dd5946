"""Honours: titles a higher level awards, sought or held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.mentions import HonourMention
from kg.extraction.name_lists import (
    CLAUSE,
    clauses,
    content_view,
    distinct,
    items,
    verb_prefix_pattern,
)
from kg.knowledge.lexicon import Lexicon
from kg.structure.document import Document
from kg.text.span import Span

_COUNT = re.compile(r"\d+(?:\.\d+)?[个家所处项户人名](?:以上)?$")
_TAIL = re.compile(
    r"(?:(?<![甲乙丙高])等(?:荣誉|称号)?(?:创建)?(?:活动|工作)?|创建(?:活动|工作)?|称号|品牌|建设)$"
)
_AREA = re.compile("[省市州县区旗镇乡村]$")
_GRANTED = re.compile("国家|全国|省级|市级|示范|文明|卫生")
_REVIEWED = re.compile("通过(?P<names>[^，。；]{4,40}?)(?:复审|复核|复评|验收)")
_SHORTEST, _LONGEST = 3, 26


def honours(document: Document, span: Span, lexicon: Lexicon) -> Iterator[HonourMention]:
    """Yield the titles a task strives for or builds on, without verb and number."""
    view = content_view(document, span)
    ranges = sorted([*_sought(view.text, lexicon), *_held(view.text, lexicon)], key=lambda r: r[:2])
    for name, stored, status in distinct(view, ranges):
        yield HonourMention(
            text=document.slice(stored),
            span=stored,
            rule=f"honour/{status}",
            name=name,
            status=status,
        )


def _sought(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield what stands after 争创, also in 支持甲市、乙市争创…."""
    for clause in clauses(text, verb_prefix_pattern(lexicon.names.honour_verb, lexicon)):
        yield from _titles(text, clause.rest, clause.end, "goal")
    for clause_text in CLAUSE.finditer(text):
        match = lexicon.names.supported.search(text, *clause_text.span())
        match = match or _of_a_body(text, *clause_text.span(), lexicon)
        if match:
            yield from _titles(text, match.end(), clause_text.end(), "goal")


def _of_a_body(text: str, start: int, end: int, lexicon: Lexicon) -> re.Match[str] | None:
    """Return body and verb of 县人民医院创建三级综合医院, where both stand before a title."""
    match = lexicon.names.titled.match(text, start, end)
    if match and (
        lexicon.names.facility_end.search(match["organisation"])
        or _AREA.search(match["organisation"])
    ):
        return match
    return None


def _held(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield the titles already granted: 依托…省级现代服务业集聚区, 巩固…等荣誉, 通过…复审."""
    for clause in clauses(text, verb_prefix_pattern(lexicon.names.held_verb, lexicon)):
        tail = lexicon.names.kept_tail.search(text, clause.rest, clause.end)
        end = tail.start() if tail else clause.end
        kept = tail is not None or lexicon.names.held_verbs[clause.verb] == "kept"
        for start, stop, status in _titles(text, clause.rest, end, "held"):
            if tail and "荣誉" in tail[0] and _GRANTED.search(text, start, stop):
                yield start, stop, status  # 等荣誉 says it of the whole list
                continue
            found = lexicon.names.held.search(text[:stop], start)
            if kept:
                found = lexicon.names.kept.search(text[:stop], start) or found
            if found:
                yield found.start(), stop, status
    for match in _REVIEWED.finditer(text):
        for start, stop, status in _titles(text, *match.span("names"), "held"):
            found = lexicon.names.kept.search(text[:stop], start)
            if found:
                yield found.start(), stop, status


def _titles(text: str, start: int, end: int, status: str) -> Iterator[tuple[int, int, str]]:
    for item_start, item_end in items(text, start, end):
        name = _TAIL.sub("", _COUNT.sub("", text[item_start:item_end]))
        if _SHORTEST <= len(name) <= _LONGEST:
            yield item_start, item_start + len(name), status
