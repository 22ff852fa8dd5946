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
    r"(?:等(?:荣誉|称号)?(?:创建)?(?:活动|工作)?|创建(?:活动|工作)?|称号|品牌|建设)$"
)
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
        if match:
            yield from _titles(text, match.end(), clause_text.end(), "goal")


def _held(text: str, rules: Rules) -> Iterator[tuple[int, int, str]]:
    """Yield the titles already granted: 依托…省级现代服务业集聚区, 推进国家…试点."""
    for clause in clauses(text, opening(rules.names.held_verb, rules)):
        for start, end, status in _titles(text, clause.body, clause.end, "held"):
            found = rules.names.held.search(text[:end], start)
            if found:
                yield found.start(), end, status


def _titles(text: str, start: int, end: int, status: str) -> Iterator[tuple[int, int, str]]:
    for item_start, item_end in items(text, start, end):
        name = _TAIL.sub("", _COUNT.sub("", text[item_start:item_end]))
        if _SHORTEST <= len(name) <= _LONGEST:
            yield item_start, item_start + len(name), status
