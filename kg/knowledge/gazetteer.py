"""Administrative divisions: the gazetteer of provinces, cities and counties (GB/T 2260)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder
from kg.knowledge.place_lexicon import PlaceLexicon, read_place_lexicon

_COUNTY_CODE = 6  # digits of it


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """An administrative division.

    Attributes:
        name: full name, 汶上县.
        level: state, province, city or county.
        code: GB/T 2260 code, "" for a place outside the gazetteer.
        within: code of the enclosing division, "" for provinces.
    """

    name: str
    level: str
    code: str = ""
    within: str = ""


_SHORTEST_COUNTY = 3  # characters of a name that is told apart everywhere
STATE = Jurisdiction("中华人民共和国", "state")


@dataclass(frozen=True)
class Gazetteer:
    """Divisions by code and by name; several places may share a name.

    Attributes:
        by_code: every division, in the order of the table.
        by_name: divisions of one name.
        last_word: 省, 县, 朝鲜族自治州 … at the end of a name.
        common_names: names of places that mostly mean something else: 老城区, 会同.
        words: words that tell places.
        data: where the table of towns is, which is read when it is first asked for.
    """

    by_code: dict[str, Jurisdiction]
    by_name: dict[str, tuple[Jurisdiction, ...]]
    last_word: re.Pattern[str]
    common_names: frozenset[str]
    words: PlaceLexicon
    data: DataFolder
    _patterns: dict[Jurisdiction | None, re.Pattern[str]] = field(
        default_factory=dict, repr=False, compare=False, init=False
    )

    @cached_property
    def longest(self) -> int:
        """How many characters the longest name has."""
        return max(map(len, self.by_name), default=0)

    @cached_property
    def short_names(self) -> frozenset[str]:
        """Every name without its last word."""
        return frozenset(map(self.short_name, self.by_code.values()))

    @cached_property
    def _county_end(self) -> re.Pattern[str]:
        """How a county's name ends, where no organ of it is meant: 大竹|县."""
        return re.compile(f"[县市旗](?![直级]|{self.words.no_place_before})")

    @cached_property
    def _townships(self) -> dict[str, str]:
        """The towns of each county, a line each, by its code, in the order of the table.

        A line takes a fifth of the memory of a string of its own, and there are 38,000.
        """
        towns: dict[str, str] = {}
        rows = self.data.rows("gazetteer/townships.csv")
        for code, of_county in groupby(rows, lambda row: row["code"][:_COUNTY_CODE]):
            before = [towns[code]] if code in towns else []
            towns[code] = "\n".join([*before, *(row["name"] for row in of_county)])
        return towns

    def townships(self, code: str) -> tuple[str, ...]:
        """Return the towns of a county (GB/T 2260 code).

        Raises:
            GraphError: the table is missing or malformed.
        """
        return tuple(filter(None, self._townships.get(code, "").split("\n")))

    def short_name(self, place: Jurisdiction) -> str:
        """Return a name without its last word, where two characters are left: 洛阳, 延边."""
        short = self.last_word.sub("", place.name)
        return short if len(short) > 1 else place.name

    def chain(self, place: Jurisdiction) -> tuple[Jurisdiction, ...]:
        """Return the enclosing places of a place and itself, outermost first."""
        found = [place]
        while (above := self.by_code.get(found[0].within)) and above not in found:
            found.insert(0, above)
        return tuple(found)

    def at_start(self, text: str, inside: Jurisdiction | None = None) -> Jurisdiction | None:
        """Return the innermost place a text begins with: 济宁市汶上县… → 汶上县.

        A name that several places share is read as the one inside `inside`, or, if nothing
        says which, as a place of that name without a code.
        """
        text = text.removeprefix("中共")
        if inside is None and self.words.state.match(text):
            return STATE
        for length in range(min(len(text), self.longest), 1, -1):
            places = self.by_name.get(text[:length])
            if places:
                place = self._one_of(places, inside)
                return self.at_start(text[length:], place) or place
        if inside:
            return None
        match = self.words.unlisted.match(text)
        if match is None:
            return None
        name = match["name"]
        return Jurisdiction(name, self.words.levels.get(name[-1], "county"))

    def each_at_start(self, texts: Iterable[str]) -> list[Jurisdiction | None]:
        """Return the place each of some texts begins with."""
        return [self.at_start(text) for text in texts]

    def pattern_near(self, home: Jurisdiction | None) -> re.Pattern[str]:
        """Match the places that a document of a place may mention; a county's towns are among them.

        A pattern is kept, as many documents come from one place.
        """
        if home not in self._patterns:
            names = set(self.nearby(home))
            if home and home.level == "county" and home.code:
                names.update(self.townships(home.code))
            self._patterns[home] = re.compile(
                f"(?:{alternation(names)})(?!{self.words.no_place_before})"
            )
        return self._patterns[home]

    def counties_in(
        self, texts: Iterable[str], home: Jurisdiction | None
    ) -> list[list[tuple[int, int]]]:
        """Return where each text names a county or city in full, wherever it is: 大竹县.

        Districts are left out, as many share a name (鼓楼区), and so is the place's own chain.
        """
        own = {place.name for place in self.chain(home)} if home else set()
        return [list(self._counties(text, own)) for text in texts]

    def _counties(self, text: str, own: set[str]) -> Iterator[tuple[int, int]]:
        for last in self._county_end.finditer(text):
            for length in range(self.longest, _SHORTEST_COUNTY - 1, -1):
                name = text[max(0, last.end() - length) : last.end()]
                if name in self.by_name and name not in own:
                    yield last.end() - length, last.end()
                    break

    def nearby(self, home: Jurisdiction | None) -> Iterator[str]:
        """Yield the names under which a document of a place may mention other places.

        Provinces and cities everywhere; cities of the same province and counties of the same city
        also without their last word (洛阳, 嘉祥); other counties of the province in full.
        The place's own chain is left out: it goes without saying; so are forms that are common
        words too (通道, 会同, 新建).
        """
        own = set(self.chain(home)) if home else set()
        chain_names = {name for place in own for name in (place.name, self.short_name(place))}
        for place in self.by_code.values():
            for name in self._spoken(place, home.code if home else ""):
                if name not in chain_names and name not in self.common_names:
                    yield name

    def _spoken(self, place: Jurisdiction, home: str) -> tuple[str, ...]:
        """Return the forms of a name that can be told apart in a document of a place (its code)."""
        same_province, same_city = (
            place.code[:2] == home[:2] != "",
            place.code[:4] == home[:4] != "",
        )
        if place.level == "province" or (place.level == "city" and same_province):
            return place.name, self.short_name(place)
        if place.level == "city":
            return (place.name,)
        if same_city and home[2:] not in {"", "0000"}:
            return place.name, self.short_name(place)
        return (place.name,) if same_province and len(place.name) > 2 else ()

    def _one_of(
        self, places: tuple[Jurisdiction, ...], inside: Jurisdiction | None
    ) -> Jurisdiction:
        if len(places) == 1:
            return places[0]
        if inside:
            for place in places:
                if inside in self.chain(place):
                    return place
        return Jurisdiction(places[0].name, places[0].level)


def read_gazetteer(data: DataFolder) -> Gazetteer:
    """Read gazetteer/places.csv, peoples.csv, common_names.csv and rules/place_words.csv.

    Raises:
        GraphError: a table is missing or malformed.
    """
    by_code: dict[str, Jurisdiction] = {}
    by_name: dict[str, tuple[Jurisdiction, ...]] = {}
    for row in data.rows("gazetteer/places.csv"):
        place = Jurisdiction(row["name"], row["level"], row["code"], row["within"])
        by_code[place.code] = place
        by_name[place.name] = (*by_name.get(place.name, ()), place)
    peoples = [row["name"] for row in data.rows("gazetteer/peoples.csv")]
    common = frozenset(row["name"] for row in data.rows("gazetteer/common_names.csv"))
    words = read_place_lexicon(data)
    return Gazetteer(by_code, by_name, _last_word(peoples, words), common, words, data)


def _last_word(peoples: list[str], words: PlaceLexicon) -> re.Pattern[str]:
    """Return the pattern of the last word of a place's name.

    The name of a people may lack its 族 (哈萨克自治州), and may be the place's own (鄂伦春自治旗).
    """
    spoken = alternation([*peoples, *(name[:-1] for name in peoples if len(name) > 2)])
    # 洛阳|市 · 延边|朝鲜族自治州
    return re.compile(rf"(?:{words.last_words}|(?<=..)(?:{spoken})*族?自治[区州县旗])$")
