"""Honours sought, enterprises and places named in a task."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document, Span
from kg.entities import EnterpriseMention, HonourMention, PlaceMention
from kg.extraction.names import body_view, clauses, distinct, items, opening
from kg.rules import Rules

_COUNT = re.compile(r"\d+(?:\.\d+)?[个家所处项户人名](?:以上)?$")
_TAIL = re.compile(r"(?:等(?:荣誉|称号)?(?:创建)?(?:活动|工作)?|创建(?:活动|工作)?|称号|建设)$")
# what may stand right before a firm's name
_BEFORE = ("依托", "支持", "引导", "推动", "推进", "培育", "支撑", "发挥", "以", "与", "和")
_BOUNDARY = "|".join([r"(?<![\u4e00-\u9fff])", *(f"(?<={word})" for word in _BEFORE)])
_CLASSES = ("各", "国有", "骨干", "龙头", "一批", "上市", "相关", "有关")


def honours(document: Document, span: Span, rules: Rules) -> Iterator[HonourMention]:
    """Yield the titles a task strives for, without verb and number."""
    view = body_view(document, span)
    for name, stored, _ in distinct(view, _titles(view.text, rules)):
        yield HonourMention(
            text=document.slice(stored), span=stored, rule="honour/goal", name=name, status="goal"
        )


def _titles(text: str, rules: Rules) -> Iterator[tuple[int, int, None]]:
    for clause in clauses(text, opening(rules.names.honour_verb.pattern)):
        for start, end in items(text, clause.body, clause.end):
            name = _TAIL.sub("", _COUNT.sub("", text[start:end]))
            if 3 <= len(name) <= 26:
                yield start, start + len(name), None


def enterprises(document: Document, span: Span, rules: Rules) -> Iterator[EnterpriseMention]:
    """Yield firms that a suffix of company names gives away."""
    view = body_view(document, span)
    for name, stored, _ in distinct(view, _firms(view.text, rules)):
        yield EnterpriseMention(
            text=document.slice(stored), span=stored, rule="enterprise/suffix", name=name
        )


def _firms(text: str, rules: Rules) -> Iterator[tuple[int, int, None]]:
    ending = rf"(?:{rules.names.company.pattern})(?=[、，。；等在通接的和]|$)"
    for match in re.finditer(rf"(?:{_BOUNDARY})[\u4e00-\u9fff]{{2,10}}?{ending}", text):
        lead = re.match("|".join(_BEFORE), match[0])
        start = match.start() + (lead.end() if lead else 0)
        if not text.startswith(_CLASSES, start):
            yield start, match.end(), None


def places(document: Document, span: Span, rules: Rules) -> Iterator[PlaceMention]:
    """Yield rivers, lakes and regions of the gazetteer."""
    view = body_view(document, span)
    ranges = ((*match.span(), None) for match in rules.regions.finditer(view.text))
    for name, stored, _ in distinct(view, ranges):
        yield PlaceMention(
            text=document.slice(stored), span=stored, rule="place/gazetteer", name=name
        )
