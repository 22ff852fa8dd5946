"""Names of places by how they end: 龙塘镇, 人民路, 白沙河, 张江高新区.

From each such word one goes back to what cannot be part of the name: a mark, a preposition, a
verb. What stands between is the name, unless it is a class (乡镇, 断头路, 各类开发区).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.knowledge.name_lexicon import NameLexicon
from kg.knowledge.place_lexicon import PlaceNameLexicon
from kg.text.span import Range

# 、 · （ · ：
_MARK = re.compile(r"[^\u4e00-\u9fff]")
_WORD = 2  # characters of a common word
_BACK = 14  # characters before a head that its name may have
_SHORTEST = {"town": 2, "road": 2, "water": 1, "zone": 2, "site": 2}
# characters of a name behind 在 and the like, behind another word, and behind a mark, where a
# verb may be in it
_LONGEST = {
    "town": (5, 4, 3),
    "road": (5, 5, 4),
    "water": (4, 4, 3),
    "zone": (12, 12, 12),
    "site": (12, 0, 0),
}
# 和平路, 向阳镇: words that begin names too, where nothing else could be the name
_MAYBE_NAME = re.compile(r"[和与及至到向为对将以于给内经沿]")
# 甲文化旅游带和古|城
_TWO = re.compile(r"(?<=.{4})[和及与]")
# 8条
_DIGIT = re.compile(r"\d")
# 各乡镇, 全镇
_TOWN_CLASS = re.compile(r"^[各全]|[乡镇]$")


def named_places(parts: Iterable[Iterable[Range]], names: NameLexicon) -> list[list[Range]]:
    """Return the places with a name in each part, clause by clause, in the order of their ends."""
    return [[place for clause in part for place in _named(clause, names)] for part in parts]


def _named(clause: Range, names: NameLexicon) -> Iterator[Range]:
    words = names.place_names
    yield from (Range(clause.text, *match.span()) for match in words.number.finditer(*clause))
    said, reach = "", clause.start
    for head in words.head.finditer(*clause):
        kind = words.kinds[head["head"]]
        if words.after[kind].match(clause.text, head.end()):
            continue
        start, told = _start(Range(clause.text, clause.start, head.start()), head["head"], words)
        place = Range(clause.text, start, head.end())
        listed = told == "、" and reach == start - 1  # what was said of the first counts for all
        said = said if listed else words.befores.get(told, "")
        if _is_name(place, head["head"], (told, said), names):
            reach = place.end
            yield place
        elif words.alone.fullmatch(head["head"]):
            yield Range(clause.text, *head.span())


def _start(before: Range, head: str, words: PlaceNameLexicon) -> tuple[int, str]:
    """Return where a name begins that ends here, and the word or mark before it."""
    text, start, end = before
    kind = words.kinds[head]
    start = max(start, end - _BACK)
    marks = list(_MARK.finditer(text, start, end))
    start, told = (marks[-1].end(), marks[-1][0]) if marks else (start, "")
    is_road_name = kind == "road" and text[start:end][-2:] in words.road_names
    for word in words.before.finditer(text, start, end - 2 if is_road_name else end):
        along = word[0] == "沿" and head.endswith("带")  # 沿沪宁产业创新带
        left = end - word.end()
        if not along and (left >= _SHORTEST[kind] or not _MAYBE_NAME.fullmatch(word[0])):
            start, told = word.end(), word[0]
    while text[start : start + _WORD] in words.common and end - start > _WORD:
        start, told = start + _WORD, text[start : start + _WORD]
    return start, told


def _is_name(place: Range, head: str, before: tuple[str, str], names: NameLexicon) -> bool:
    """Tell whether what stands before a head is a name, and not a class or a sentence."""
    words, (told, said) = names.place_names, before
    content = place.text[place.start : place.end]
    kind, name = words.kinds[head], content.removesuffix(head)
    longest = _LONGEST[kind][0 if said == "within" else 1 if told in words.befores else 2]
    if not _SHORTEST[kind] <= len(name) <= longest or words.never.search(name):
        return False
    if said == "class" or (said == "built" and kind == "road") or _is_measured(place, told):
        return False
    if told == "“" and place.text.startswith("”", place.end):
        return False  # “幸福溪”模式 is called so
    if kind in ("zone", "site"):
        if _TWO.search(name):
            return False
        return name not in words.common and bool(
            words.zone_class.sub("", names.common.sub("", name))
        )
    if kind == "water" and len(name) == 1 and not words.after_water.match(place.text, place.end):
        return False
    if name in words.classes[kind] or words.class_end.search(content):
        return False
    if name in words.common and name not in words.road_names:
        return False
    return kind != "town" or _TOWN_CLASS.search(name) is None


def _is_measured(place: Range, told: str) -> bool:
    """Tell whether a number of a class stands there: 15公里的青石河, 8条背街."""
    before = place.text[max(0, place.start - 8) : place.start]
    return told.isdigit() or (told == "的" and _DIGIT.search(before) is not None)
