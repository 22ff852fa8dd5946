"""Places that a question names, in full or short."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator
from functools import cached_property

from kg.knowledge.gazetteer import Gazetteer, Jurisdiction
from qa.mentions.mention import QuestionMention

_LONGEST = 12  # characters of a name
_LONGEST_FORM = 4  # of a short one
_SHORTEST = 3  # of one that is a place wherever it stands; 应县 may be cut out of 对应县里
_LEVELS = ("province", "city", "county")
# 沈阳|去|武汉的医生: where somebody goes or comes from, said beside the place that is asked about
_PASSING = re.compile("(?:去|到|往|赴|援|驰援|来自|从|自|离开|回)$")
# 去|湖北支援; 泉河北支 does not begin with 河北
_BEGINS = re.compile("(?:^|[去到往赴援自从在来回对给，,、的 ])$")
# 第四十七|项城市更新 · 3|个旧小区
_COUNTED = re.compile("[第\\d一二三四五六七八九十百两几]$")
_MEASURES = "项条款章节点个件批处座"
_LATIN = re.compile("[a-z]{4,}")


class PlaceFinder:
    """Finds the places of the gazetteer in questions."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @cached_property
    def _by_form(self) -> dict[str, tuple[Jurisdiction, ...]]:
        """Places by full name and by the name without its last word; no common words."""
        common = self._gazetteer.common_names
        found = {n: places for n, places in self._gazetteer.by_name.items() if n not in common}
        for places in self._gazetteer.by_name.values():
            for place in places:
                if (
                    place.level in _LEVELS
                    and (form := self._gazetteer.short_name(place)) not in common
                ):
                    found.setdefault(form, places)
        return found

    @cached_property
    def _by_common_form(self) -> dict[str, tuple[Jurisdiction, ...]]:
        """Places by short names that are common words as well: 钟楼, which may be 钟楼区."""
        found: dict[str, tuple[Jurisdiction, ...]] = {}
        for places in self._gazetteer.by_name.values():
            for place in places:
                form = self._gazetteer.short_name(place)
                if place.level in _LEVELS and form in self._gazetteer.common_names:
                    found[form] = (*found.get(form, ()), place)
        return found

    def full(self, plain: str, known: Collection[str] = ()) -> Iterator[QuestionMention]:
        """Yield places written in full: 梁山县农业农村局 is the bureau of another county.

        Args:
            plain: the question in simplified characters.
            known: names of the places the documents belong to; only they may be short: 洋县.
        """
        for start in _begins(plain):
            for length in range(min(_LONGEST, len(plain) - start), 1, -1):
                name = plain[start : start + length]
                if length < _SHORTEST and name not in known:
                    continue
                listed = name in self._gazetteer.by_name or name in known
                if listed and name not in self._gazetteer.common_names:
                    yield QuestionMention("Jurisdiction", name, start, start + length, (name,))
                    break

    def meant(
        self, plain: str, known: set[str], texts: Container[str]
    ) -> Iterator[QuestionMention]:
        """Yield places in full or short, where a place is meant.

        Args:
            plain: the question in simplified characters.
            known: names of the places the documents belong to.
            texts: the stored texts; a place they name is no stranger.
        """
        found = list(self._meant(plain, known, texts))
        at_home = any(known & set(mention.nodes) for mention in found)
        for mention in found:
            passing = _PASSING.search(plain[: mention.start]) and not known & set(mention.nodes)
            if not (at_home and passing):
                yield mention

    def _meant(
        self, plain: str, known: set[str], texts: Container[str]
    ) -> Iterator[QuestionMention]:
        for start in _begins(plain):
            for length in range(min(_LONGEST, len(plain) - start), 1, -1):
                name = plain[start : start + length]
                if names := self._named(name, known, texts):
                    yield QuestionMention("Jurisdiction", name, start, start + length, names)
                    break

    def _named(self, name: str, known: set[str], texts: Container[str]) -> tuple[str, ...]:
        """Return the places that a word means; a document's own place may be in no gazetteer."""
        places = self._by_form.get(name) or self._at_home(name, known, texts)
        if places:
            meant = self._is_place(name, places, known, texts)
            return tuple(sorted({place.name for place in places})) if meant else ()
        own = name in known and name not in self._gazetteer.common_names
        return (name,) if own else ()

    def cut_at(self, plain: str, at: int) -> bool:
        """Tell whether the name of a place goes on over a character: 北 of 湖北支援."""
        starts = [s for s in range(max(0, at - _LONGEST_FORM), at) if _BEGINS.search(plain[:s])]
        lengths = range(2, _LONGEST_FORM + 1)
        return any(
            start + length > at and plain[start : start + length] in self._by_form
            for start in starts
            for length in lengths
        )

    def elsewhere(self, plain: str, known: set[str], texts: Container[str]) -> Iterator[str]:
        """Yield provinces and cities of which no document is, though a text has their name.

        上海 is one, though 上海青 is a vegetable of a document: it may be what is asked about.
        """
        for name in (name for name in self._by_form if name in plain and name in texts):
            places = self._by_form[name]
            strange = not any(place.name in known for place in places)
            if strange and any(place.level in ("province", "city") for place in places):
                yield name

    def _at_home(
        self, name: str, known: set[str], texts: Container[str]
    ) -> tuple[Jurisdiction, ...]:
        """Return the documents' own places of a common name, if no text uses the word itself."""
        own = tuple(p for p in self._by_common_form.get(name, ()) if p.name in known)
        return own if own and name not in texts else ()

    def _is_place(
        self, name: str, places: tuple[Jurisdiction, ...], known: set[str], texts: Container[str]
    ) -> bool:
        """Tell whether a name is meant as a place: in full, or short for a known or near one."""
        if any(p.name in known for p in places):
            return True
        if name in texts:
            return False  # the documents speak of it: a river, a road, a neighbour
        if any(p.name == name for p in places):
            return True
        near = {p.within for k in known for p in self._gazetteer.by_name.get(k, ())}
        return any(p.level != "county" or p.within in near for p in places)


def _begins(plain: str) -> Iterator[int]:
    """Yield where a name may begin: not at a measure word behind a number."""
    for start, character in enumerate(plain):
        if not (character in _MEASURES and start and _COUNTED.search(plain[start - 1])):
            yield start


def places_of_file(file: str, gazetteer: Gazetteer) -> list[str]:
    """Return the place that the name of a file says, with those around it; none in doubt.

    钟楼区2021.docx · zhonglou_2021.docx; only one place of the gazetteer may sound like it.
    """
    named = {p for name, of in gazetteer.by_name.items() if name in file for p in of if p.code}
    sounds = set(_LATIN.findall(file.lower().rsplit(".", 1)[0]))
    if not named and sounds:
        from pypinyin import lazy_pinyin  # a tenth of a second, and few files need it

        for place in gazetteer.by_code.values():
            if place.level in _LEVELS and (
                "".join(lazy_pinyin(gazetteer.short_name(place))) in sounds
            ):
                named.add(place)
    innermost = [p for p in named if not any(p in gazetteer.chain(o)[:-1] for o in named)]
    return [p.name for p in gazetteer.chain(innermost[0])] if len(innermost) == 1 else []
