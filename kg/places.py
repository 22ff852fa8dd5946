"""Administrative divisions: the gazetteer of provinces, cities and counties (GB/T 2260)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.document import Frame
from kg.tables import DATA, alternation, read_csv

# a place the gazetteer does not know: 东方县人民政府 → 东方县
_UNKNOWN = re.compile(
    r"^(?:中共)?(?P<name>[\u4e00-\u9fff]{1,8}?(?:省|自治区|自治州|市|地区|盟|县|区|旗))"
)
_LEVEL_OF_SUFFIX = {
    "省": "province",
    "市": "city",
    "州": "city",
    "盟": "city",
    "县": "county",
    "旗": "county",
}
_LEADING_YEAR = re.compile(r"^(?:\d{4}|二[〇○零][〇○零一二三四五六七八九]{2})年度?")
STATE_BODIES = re.compile(r"^(?:国务院|中共中央|中央|国家|全国|中华人民共和国)")


@dataclass(frozen=True, slots=True)
class Place:
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


STATE = Place("中华人民共和国", "state")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Divisions by code and by name; several places may share a name."""

    by_code: dict[str, Place]
    by_name: dict[str, tuple[Place, ...]]
    longest: int = field(init=False)  # characters of a name

    def __post_init__(self) -> None:
        object.__setattr__(self, "longest", max(map(len, self.by_name), default=0))

    def chain(self, place: Place) -> tuple[Place, ...]:
        """Return the enclosing places of a place and itself, outermost first."""
        found = [place]
        while (above := self.by_code.get(found[0].within)) and above not in found:
            found.insert(0, above)
        return tuple(found)

    def at_start(self, text: str, inside: Place | None = None) -> Place | None:
        """Return the innermost place a text begins with: 济宁市汶上县… → 汶上县.

        A name that several places share is read as the one inside `inside`, or, if nothing
        says which, as a place of that name without a code.
        """
        text = text.removeprefix("中共")
        if inside is None and STATE_BODIES.match(text):
            return STATE
        for length in range(min(len(text), self.longest), 1, -1):
            places = self.by_name.get(text[:length])
            if places:
                place = self._one_of(places, inside)
                return self.at_start(text[length:], place) or place
        if inside:
            return None
        match = _UNKNOWN.match(text)
        return (
            Place(match["name"], _LEVEL_OF_SUFFIX.get(match["name"][-1], "county"))
            if match
            else None
        )

    def nearby(self, home: Place | None) -> Iterator[str]:
        """Yield the names under which a document of a place may mention other places.

        Provinces and cities everywhere; cities of the same province and counties of the same city
        also without their last word (洛阳, 嘉祥); other counties of the province in full.
        The place's own chain is left out: it goes without saying; so are forms that are common
        words too (通道, 会同, 新建).
        """
        own = set(self.chain(home)) if home else set()
        chain_names = {short_name(place) for place in own} | {place.name for place in own}
        common = common_names()
        for place in self.by_code.values():
            for name in _spoken(place, home.code if home else ""):
                if name not in chain_names and name not in common:
                    yield name

    def _one_of(self, places: tuple[Place, ...], inside: Place | None) -> Place:
        if len(places) == 1:
            return places[0]
        if inside:
            for place in places:
                if inside in self.chain(place):
                    return place
        return Place(places[0].name, places[0].level)


def short_name(place: Place) -> str:
    """Return a place's name without its last word, where two characters are left: 洛阳, 延边."""
    short = _last_word().sub("", place.name)
    return short if len(short) > 1 else place.name


@cache
def _last_word(data: Path = DATA) -> re.Pattern[str]:
    """Return the pattern of 省, 县, 朝鲜族自治州 … at the end of a place's name.

    The name of a people may lack its 族 (哈萨克自治州), and may be the place's own (鄂伦春自治旗).
    """
    peoples = [row["name"] for row in read_csv(data / "gazetteer" / "peoples.csv")]
    spoken = alternation([*peoples, *(name[:-1] for name in peoples if len(name) > 2)])
    return re.compile(
        rf"(?:省|市|地区|盟|县|区|旗|特别行政区|(?<=..)(?:{spoken})*族?自治[区州县旗])$"
    )


def _spoken(place: Place, home: str) -> tuple[str, ...]:
    """Return the forms of a name that can be told apart in a document of a place (its code)."""
    same_province, same_city = place.code[:2] == home[:2] != "", place.code[:4] == home[:4] != ""
    if place.level == "province" or (place.level == "city" and same_province):
        return place.name, short_name(place)
    if place.level == "city":
        return (place.name,)
    if same_city and home[2:] not in {"", "0000"}:
        return place.name, short_name(place)
    return (place.name,) if same_province and len(place.name) > 2 else ()


@cache
def common_names() -> frozenset[str]:
    """Return the names of places that mostly mean something else: 老城区, 会同."""
    return frozenset(r["name"] for r in read_csv(DATA / "gazetteer" / "common_names.csv"))


def home_of(frame: Frame, gazetteer: Gazetteer) -> Place | None:
    """Return the place of a document: its issuer's, else the one a title begins with."""
    for named in (frame.issuer, frame.notice_title, frame.title):
        place = gazetteer.at_start(_LEADING_YEAR.sub("", named.value)) if named else None
        if place:
            return place
    return None


@cache
def township_names(county: str, data: Path = DATA) -> tuple[str, ...]:
    """Return the towns of a county (GB/T 2260 code), from data/gazetteer/townships.csv.

    Raises:
        GraphError: the file is missing or malformed.
    """
    rows = read_csv(data / "gazetteer" / "townships.csv")
    return tuple(row["name"] for row in rows if county and row["code"].startswith(county))


@cache
def load_gazetteer(data: Path = DATA) -> Gazetteer:
    """Read data/gazetteer/places.csv.

    Raises:
        GraphError: the file is missing or malformed.
    """
    by_code: dict[str, Place] = {}
    by_name: dict[str, tuple[Place, ...]] = {}
    for row in read_csv(data / "gazetteer" / "places.csv"):
        place = Place(row["name"], row["level"], row["code"], row["within"])
        by_code[place.code] = place
        by_name[place.name] = (*by_name.get(place.name, ()), place)
    return Gazetteer(by_code, by_name)
