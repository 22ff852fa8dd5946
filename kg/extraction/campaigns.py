"""Campaigns: named 行动, 计划, 攻坚战, organisational 工程 and quoted 活动."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.mentions import CampaignMention
from kg.extraction.name_lists import (
    clauses,
    content_view,
    distinct,
    is_campaign_work,
    members,
    verb_prefix_pattern,
)
from kg.knowledge.lexicon import Lexicon
from kg.structure.document import Document
from kg.text.span import Span

# “消费提振年”行动 · “营商环境提升年”活动
_QUOTED = re.compile(
    r"“[^“”，。]{2,30}”[^“”，。；、：和与及等的以为]{0,8}?(?:行动计划|行动|活动|工程|计划|攻坚战)"
    r"|“[^“”，。]{2,20}(?:行动|计划|工程|年)”"
    r"|“[^“”，。]{2,12}”(?=(?:、“[^“”，。]{2,12}”)*等[^，。“]{0,8}(?:活动|行动|工程|计划))"
)
_INNER_VERB = re.compile(r"^.*(?:实施|开展|启动)")


def campaigns(document: Document, span: Span, lexicon: Lexicon) -> Iterator[CampaignMention]:
    """Yield the campaigns named in a span, in order; the same name once."""
    view = content_view(document, span)
    ranges = ((start, end, None) for start, end in sorted(_found(view.text, lexicon)))
    for name, stored, _ in distinct(view, ranges):
        yield CampaignMention(
            text=document.slice(stored), span=stored, rule="campaign/named", name=name
        )


def _found(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text):
        taken.append(match.span())
        yield match.span()
    for clause in clauses(text, verb_prefix_pattern(lexicon.names.campaign_verb, lexicon)):
        for start, end in _named(text, clause.rest, clause.end, lexicon):
            if not any(s < end and start < e for s, e in taken):
                yield start, end


def _named(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the campaigns among the objects of a verb.

    A head at the end of a list speaks for all of it where the members are bare words
    (高端装备、绿色化工、纺织服装产业三年倍增计划), and for its own member where another has a head.
    """
    tail = lexicon.names.campaign_tail.search(text, start, end)
    end = tail.start() if tail else end
    named = list(members(text, start, end, lambda name: _is_campaign(name, lexicon)))
    headed = [m for m in named if _is_campaign(text[slice(*m)], lexicon)]
    if headed == named[-1:] and len(named) > 1 and _is_period(text[slice(*named[-1])]):
        yield start, named[-1][1]
        return
    for member_start, member_end in headed:
        inner = _INNER_VERB.match(text, member_start, member_end)
        yield (inner.end() if inner else member_start), member_end


def _is_period(name: str) -> bool:
    return re.search(r"[一二三四五六七八九十]年(?:倍增|攻坚|行动|提升)?", name) is not None


def _is_campaign(name: str, lexicon: Lexicon) -> bool:
    if not 4 <= len(name) <= 26:
        return False
    if lexicon.names.campaign_end.search(name):
        return True
    return name.endswith("工程") and is_campaign_work(name, lexicon)
