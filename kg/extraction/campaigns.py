"""Campaigns: named 行动, 计划, 攻坚战, organisational 工程 and quoted 活动."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.mentions import CampaignMention
from kg.extraction.phrases import NameList
from kg.extraction.task_reading import DocumentReading, Part
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.name_lexicon import NameLexicon
from kg.text.span import Range, Span

# 质量提升行动和环境整治行动
_AND = re.compile(r"和|与|及|以及")
# 三年倍增计划, 甲、乙两大保卫战
_SHARED = re.compile(r"[一二两三四五六七八九十][年大]")
# 产业“倍增计划”, “甲”“乙”三项工程
_BEFORE_QUOTE = re.compile(r"[\u4e00-\u9fff“”]{2,20}")
_SHORTEST, _LONGEST = 4, 26


def campaigns(reading: DocumentReading, knowledge: Knowledge) -> list[list[CampaignMention]]:
    """Return the campaigns named in each task; in each part, the same name once."""
    names = knowledge.lexicon.names
    return [
        [mention for part in task.parts for mention in _mentions(part, names)]
        for task in reading.tasks
    ]


def _mentions(part: Part, names: NameLexicon) -> Iterator[CampaignMention]:
    seen: set[str] = set()
    for text, start, end in sorted(_found(part, names)):
        name = text[start:end]
        if name not in seen:
            seen.add(name)
            span = Span(part.starts[start], part.ends[end])
            yield CampaignMention(
                text=part.stored[span.start : span.end], span=span, rule="campaign/named", name=name
            )


def _found(part: Part, names: NameLexicon) -> list[Range]:
    quoted = [
        _qualified(Range(part.text, *match.span()), part)
        for match in names.campaign_quoted.finditer(part.text)
    ]
    listed = [found for listed in part.phrases.lists["campaign"] for found in _named(listed, names)]
    apart = [
        found
        for found in listed
        if not any(quote.start < found.end and found.start < quote.end for quote in quoted)
    ]
    return quoted + apart


def _qualified(quoted: Range, part: Part) -> Range:
    """Return a quoted campaign with what its verb is said of before it: 产业“倍增计划”."""
    for listed in part.phrases.lists["campaign"]:
        text, start, end = listed.names
        if start < quoted.start < end and _BEFORE_QUOTE.fullmatch(text, start, quoted.start):
            return quoted._replace(start=start)
    return quoted


def _named(listed: NameList, names: NameLexicon) -> list[Range]:
    """Return the campaigns among the objects of a verb.

    A head at the end of a list counts for all of it where the members are bare words
    (高端装备、绿色化工、纺织服装产业三年倍增计划), and for its own member where another has a head.
    """
    text, start, end = listed.names
    tail = names.campaign_tail.search(text, start, end)
    end = tail.start() if tail else end
    items = [item._replace(end=min(item.end, end)) for item in listed.items if item.start < end]
    members = [member for item in items for member in _members(item, names)]
    headed = [member for member in members if _is_campaign(member, names)]
    if len(members) > 1 and headed == members[-1:] and _SHARED.search(*headed[0]):
        return [Range(text, start, headed[0].end)]
    return headed


def _members(item: Range, names: NameLexicon) -> list[Range]:
    """Return the two campaigns of an item, or the item.

    住宅品质提升工程和物业服务质量提升行动 are two, 普及攻坚和质量提升工程 is one.
    """
    for match in _AND.finditer(*item):
        pair = [item._replace(end=match.start()), item._replace(start=match.end())]
        if all(_is_campaign(one, names) for one in pair):
            return pair
    return [item]


def _is_campaign(found: Range, names: NameLexicon) -> bool:
    """Tell whether a name is a campaign's.

    停车便利化工程 is organised, 城区停车场工程 is built; without such a word it is organised,
    unless something is done to a thing: 水厂扩容工程.
    """
    name = found.text[found.start : found.end]
    if not _SHORTEST <= len(name) <= _LONGEST or names.no_campaign.search(name):
        return False
    if names.campaign_end.search(name):
        return True
    return name.endswith("工程") and not (names.built_work.search(name) or _is_work(name, names))


def _is_work(name: str, names: NameLexicon) -> bool:
    """Tell whether a name says what is done to a built thing."""
    words = names.projects
    done = words.works_end.search(name)
    return done is not None and words.facility_end.search(name[: done.start()]) is not None
