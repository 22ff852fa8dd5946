"""Names in a list: cut 市财政局、各市、县（区）政府等 into the names a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.knowledge.csv_tables import alternation
from kg.knowledge.lexicon import Lexicon

_SEPARATOR = re.compile(r"[、，,；;\n/]")
# 等 · 等7个部门 · 等国务院相关部门: what stands before it is the list
_TRAILING = re.compile(r"等(?:[^、，；等]{0,8}(?:部门|单位|方面|地区))?。?$|。$")
_HEAD_NOUN = re.compile(
    r"(?:政府|管委会|部门|单位|地区|办事处|局|委|办|院|校|会)(?:（[^（）]*）)?$"
)
_BARE_NOUN = 2  # 单位, 部门
_BARE_BODY = re.compile(r"人民政府|管委会|管理委员会|办事处|党工委")
_AND = re.compile(r"以及|和|及|与|会同")


@cache
def _suffix(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(words)})(?:（[^（）]*）)?$")


def looks_like_organisation(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name ends the way names of bodies do (局, 委, 集团, 各县区…)."""
    return len(name) > 1 and _suffix(tuple(lexicon.suffixes)).search(name) is not None


def stands_alone(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name is whole without what follows; 园区 in 园区和示范区管委会 is not."""
    name = _TRAILING.sub("", name)
    match = _suffix(tuple(lexicon.suffixes)).search(name) if len(name) > 1 else None
    return match is not None and lexicon.suffixes.get(match[0]) != "place"


def split_names(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each name of a list, in order.

    A class of bodies stays whole (各市、县（区）人民政府), a closing 等 is left out, and
    和 or 及 separates only what looks like two bodies.
    """
    for item_start, item_end in _merged(text, list(_items(text, start, end))):
        yield from _conjuncts(text, item_start, item_end, lexicon)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces between separators that stand outside brackets."""
    depth, piece = 0, start
    for position in range(start, end):
        character = text[position]
        if character in "（〔[":
            depth += 1
        elif character in "）〕]":
            depth = max(0, depth - 1)
        elif depth == 0 and _SEPARATOR.match(character):
            yield from _trim(text, piece, position)
            piece = position + 1
    yield from _trim(text, piece, end)


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    tail = _TRAILING.search(text[start:end])
    end = start + tail.start() if tail else end
    if start < end:
        yield start, end


def _merged(text: str, items: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join 各市 + 县（区）人民政府: a class of bodies goes on until its head noun."""
    position = 0
    while position < len(items):
        start, end = items[position]
        while (
            text[start] == "各"
            and not _closes_class(text[start:end])
            and position + 1 < len(items)
            and text[items[position + 1][0]] != "各"
            and _continues_class(text[slice(*items[position + 1])])
        ):
            position += 1
            end = items[position][1]
        yield start, end
        position += 1


def _closes_class(name: str) -> bool:
    return _HEAD_NOUN.search(name) is not None


def _continues_class(name: str) -> bool:
    """Tell whether a piece can go on a class begun before: 县（区）人民政府, 区政府, 乡镇."""
    return re.match(r"[市县区旗乡镇州盟街园（设自直功经高]", name) is not None and len(name) <= 24


def _conjuncts(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Cut at 和 or 及 where both sides look like bodies of their own."""
    for match in _AND.finditer(text, start, end):
        left, right = text[start : match.start()], text[match.end() : end]
        # 部门和单位, 各镇党委和人民政府 stay one
        named = right.startswith("各") or (
            len(right) > _BARE_NOUN and not _BARE_BODY.fullmatch(right)
        )
        if named and stands_alone(left, lexicon) and looks_like_organisation(right, lexicon):
            yield from _trim(text, start, match.start())
            yield from _conjuncts(text, match.end(), end, lexicon)
            return
    yield start, end
