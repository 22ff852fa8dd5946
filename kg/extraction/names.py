"""Words that tell projects, campaigns, honours and enterprises, read from data/rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from kg.document import Document, Span
from kg.rules import Rules
from kg.text import View

Extra = TypeVar("Extra")
CLAUSE = re.compile(r"[^，。；！？：]+")
_MODIFIERS = (
    r"(?:并|要|将|在|以|积极|全力|大力|深入|扎实|持续|加快|统筹|科学|全面|重点|着力|继续|稳步|有序|高标准|"
    r"高质量|切实|进一步|不断|逐步|同步|聚力|聚焦|强力|合力|集中|抢抓机遇|确保|力争|全年|年内|年底前|今年)*"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its verb: 加快推进 | 甲、乙等项目建设. Positions in the view's text."""

    start: int
    end: int
    verb: str
    body: int


def clauses(text: str, verbs: re.Pattern[str]) -> Iterator[Clause]:
    """Yield the clauses that open with one of the verbs, modifiers aside."""
    for match in CLAUSE.finditer(text):
        found = verbs.match(text, match.start(), match.end())
        if found and found.end() < match.end():
            yield Clause(match.start(), match.end(), found["verb"], found.end())


@cache
def opening(pattern: str) -> re.Pattern[str]:
    """Return a pattern of a clause's modifiers and verb, group `verb`."""
    return re.compile(rf"{_MODIFIERS}(?P<verb>{pattern})")


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


def body_view(document: Document, span: Span) -> View:
    """Return the view of a task's body without line breaks."""
    return View.of(document.text, span).without_breaks()


def specific(name: str, rules: Rules) -> bool:
    """Tell whether a name says more than a class: 杨店铁矿 does, 重点水利工程 does not."""
    rest = rules.names.head.sub("", rules.names.generic.sub("", re.sub("[“”]", "", name)))
    return len(rest) >= 2
