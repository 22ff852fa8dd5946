"""Words that tell places (data/rules/place_words.csv)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.knowledge.csv_tables import Words, alternation, any_of, words_by_use
from kg.knowledge.data_folder import DataFolder


@dataclass(frozen=True, slots=True)
class PlaceLexicon:
    """Patterns and levels of names of places.

    Attributes:
        levels: last character of a name → province, city or county.
        unlisted: a place at the start of a text that no table lists, group `name`.
        last_words: how names of places end, as a pattern.
        no_place_before: what a place's name is followed by where it means something else
            (济南大学), as a pattern.
        state: organisations of the state at the start of a text.
    """

    levels: dict[str, str]
    unlisted: re.Pattern[str]
    last_words: str
    no_place_before: str
    state: re.Pattern[str]


def read_place_lexicon(data: DataFolder) -> PlaceLexicon:
    """Read rules/place_words.csv.

    Raises:
        GraphError: the table is missing or malformed.
    """
    words = words_by_use(data.rows("rules/place_words.csv"))
    return PlaceLexicon(
        levels=words["level"],
        # 东方县|人民政府
        unlisted=re.compile(
            rf"^(?:中共)?(?P<name>[\u4e00-\u9fff]{{1,8}}?(?:{alternation(words['unlisted_end'])}))"
        ),
        last_words=alternation(words["last_word"]),
        no_place_before=alternation(words["no_place_before"]),
        # 国务院|办公厅
        state=re.compile(f"^(?:{alternation(words['state'])})"),
    )


@dataclass(frozen=True, slots=True)
class PlaceNameLexicon:
    """Words that tell where the name of a place begins and ends (data/rules/name_words.csv).

    Attributes:
        head: how names of places end, group `head`; kinds what each is: town, road, water,
            zone, or site (a park, a quarter: a place where something is done in it).
        number: a road with a number: 112国道, S211.
        before: words before a name that are no part of it; befores what each says of the name:
            within (在, 依托: it may be long, and a site is a place), built (a road that is
            built is no place yet), class (一批: no name follows).
        after: kind → what no head of it is followed by, patterns: 河|流(?!域).
        classes: kind → names, without their heads, that are of a class: 城镇, 断头路.
        class_end: how names of classes end: 家乡, 公路.
        common: words of two characters that are no name: 严格 of 严格化工园区.
        road_names: words of other use that roads are called: 建设路.
        after_water: what follows a water of one character: 滦河|两岸, not 浦江|创新论坛.
        alone: a zone that needs no name of its own, as a place has one of its kind.
        zone_class: words of zones that make a class.
        never: what no name holds.
    """

    head: re.Pattern[str]
    kinds: dict[str, str]
    number: re.Pattern[str]
    before: re.Pattern[str]
    befores: dict[str, str]
    after: dict[str, re.Pattern[str]]
    classes: dict[str, frozenset[str]]
    class_end: re.Pattern[str]
    common: frozenset[str]
    road_names: frozenset[str]
    after_water: re.Pattern[str]
    alone: re.Pattern[str]
    zone_class: re.Pattern[str]
    never: re.Pattern[str]


def read_place_names(words: Words, common: frozenset[str]) -> PlaceNameLexicon:
    """Compile the words of names of places."""
    kinds = words["place_head"]
    after = {
        kind: "|".join(words[f"after_{kind}"]) or "(?!)" for kind in sorted(set(kinds.values()))
    }
    return PlaceNameLexicon(
        # 白沙|河 · 沿沪宁产业|创新带
        head=re.compile(f"(?P<head>{alternation(kinds)})"),
        kinds=kinds,
        # 112国道 · G210国道 · S24线
        number=re.compile(r"[GSX]?\d{2,3}[国省县]道|[GSX]\d{1,4}(?:线|(?=高速|[至、，沿段改绕]))"),
        before=any_of(words, "before_place"),
        befores=words["before_place"],
        after={kind: re.compile(pattern) for kind, pattern in after.items()},
        classes={kind: frozenset(words[f"{kind}_class"]) for kind in after},
        class_end=any_of(words, "place_class_end", end="$"),
        common=common,
        road_names=frozenset(words["road_name"]),
        after_water=re.compile(rf"{alternation(words['after_small_place'])}|\d|$"),
        alone=any_of(words, "zone_alone"),
        zone_class=any_of(words, "zone_class"),
        # 的 · “
        never=re.compile(rf"[的了是“”《》（）\d]|{alternation(words['not_in_place'])}"),
    )
