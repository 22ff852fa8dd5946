"""Words that tell projects, campaigns, honours and enterprises, read from data/lexicon."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from kg.knowledge.lexicon import Lexicon
from kg.structure.document import Document
from kg.text.span import Span
from kg.text.view import View

Extra = TypeVar("Extra")
CLAUSE = re.compile(r"[^，。；！？：]+")
# 二要实施…
_ORDINAL = "[一二三四五六七八九十]{1,2}要"
# 引渭济天 takes one river's water to another
_DIVERSION = re.compile("引.[济入补].")
# 一中, 第二小学
_NUMBERED = re.compile("(?:第[一二三四五六七八九十]{1,3}|(?<![第之])[一二三四五六七八九十]中)")
_DISTINGUISHED = 2
_AND = re.compile(r"和|与|及|以及")


@dataclass(frozen=True, slots=True)
class VerbClause:
    """A clause with its verb: 加快推进 | 甲、乙等项目建设. Positions in the view's text."""

    start: int
    end: int
    verb: str
    rest: int


def clauses(text: str, verbs: re.Pattern[str]) -> Iterator[VerbClause]:
    """Yield the clauses that open with one of the verbs, modifiers aside."""
    for match in CLAUSE.finditer(text):
        found = verbs.match(text, match.start(), match.end())
        if found and found.end() < match.end():
            yield VerbClause(match.start(), match.end(), found["verb"], found.end())


def verb_prefix_pattern(verbs: re.Pattern[str], lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern of a clause's modifiers and one of the verbs, group `verb`."""
    return _verb_prefix_pattern(verbs.pattern, lexicon.names.modifiers)


@cache
def _verb_prefix_pattern(verbs: str, modifiers: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_ORDINAL}|{modifiers})*(?P<verb>{verbs})好?")


def items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the members of a list joined by 、 outside quotes and brackets."""
    depth, piece = 0, start
    for position in range(start, end):
        character = text[position]
        depth += (character in "“（《") - (character in "”）》")
        if character == "、" and depth == 0:
            yield piece, position
            piece = position + 1
    if piece < end:
        yield piece, end


def members(
    text: str, start: int, end: int, is_name: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """Yield the members of a list, cut at 和 too where what stands before it is a name.

    住宅品质提升工程和物业服务质量提升行动 are two, 普及攻坚和质量提升工程 is one.
    """
    for item_start, item_end in items(text, start, end):
        for match in _AND.finditer(text, item_start, item_end):
            if is_name(text[item_start : match.start()]) and is_name(text[match.end() : item_end]):
                yield item_start, match.start()
                item_start = match.end()
                break
        yield item_start, item_end


def distinct(
    view: View, found: Iterable[tuple[int, int, Extra]]
) -> Iterator[tuple[str, Span, Extra]]:
    """Yield (name, stored span, what came with it) of view ranges; the same name once.

    Args:
        view: the view the ranges are positions of.
        found: (start, end, anything the rule keeps beside them).
    """
    seen: set[str] = set()
    for start, end, extra in found:
        name = view.text[start:end]
        if name not in seen:
            seen.add(name)
            yield name, view.span(start, end), extra


def content_view(document: Document, span: Span) -> View:
    """Return the view of a task's content without line breaks."""
    return document.stored.view.within(span).without_breaks()


def is_campaign_work(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a 工程 is organised, not built: the telling word nearest its end decides.

    停车便利化工程 is organised, 城区停车场工程 is built; without such a word it is organised.
    """
    organised = [m.end() for m in lexicon.names.organisational.finditer(name)]
    built = [m.end() for m in (*lexicon.names.built.finditer(name), *_DIVERSION.finditer(name))]
    return max(organised, default=0) >= max(built, default=0)


def is_specific_name(name: str, lexicon: Lexicon, least: int = 2) -> bool:
    """Tell whether a name says more than a class: 杨店铁矿 does, 重点水利工程 does not.

    Args:
        name: the name, whole or without its head noun.
        lexicon: whose words of classes and domains do not count.
        least: how many characters must remain without them.
    """
    return _residual_length(name, lexicon.names.common) >= least


def is_distinct_in_list(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name says more than a class beside other names: 智能制造产业园 does."""
    return _residual_length(name, lexicon.names.generic) >= _DISTINGUISHED


def _residual_length(name: str, common: re.Pattern[str]) -> int:
    if _NUMBERED.search(name):
        return len(name)
    return len(common.sub("", re.sub("[“”（）]", "", name)))
