"""Places: the gazetteer, the names a document may use, and the places that a task names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import KNOWLEDGE

from errors import GraphError
from kg.extraction import extract
from kg.knowledge.data_folder import DataFolder
from kg.knowledge.gazetteer import (
    STATE,
    Gazetteer,
    Jurisdiction,
)
from kg.knowledge.knowledge import open_knowledge
from kg.structure.document import Document, DocumentMetadata, MetadataValue
from kg.structure.jurisdiction import jurisdiction_of
from kg.structure.parser import parse
from kg.text.span import Span
from kg.text.stored_text import StoredText
from settings import DATA

LEXICON = KNOWLEDGE.lexicon
WEST, SEA = (
    Jurisdiction("西川省", "province", "910000"),
    Jurisdiction("海岳自治区", "province", "920000"),
)
EAST_RIVER = Jurisdiction("东河市", "city", "910100", "910000")
WHITE_SAND = Jurisdiction("白沙市", "city", "910200", "910000")
GOLD_BAY = Jurisdiction("金湾市", "city", "920100", "920000")
SOUTH_POND = Jurisdiction("南塘县", "county", "910101", "910100")
NORTH_POND = Jurisdiction("北塘区", "county", "910102", "910100")
BAMBOO = Jurisdiction("竹县", "county", "910201", "910200")
BRIDGE = Jurisdiction("石桥县", "county", "910202", "910200")
OTHER_BRIDGE = Jurisdiction("石桥县", "county", "920101", "920100")
COUNTIES = (SOUTH_POND, NORTH_POND, BAMBOO, BRIDGE, OTHER_BRIDGE)
PLACES = (WEST, EAST_RIVER, WHITE_SAND, SEA, GOLD_BAY, *COUNTIES)


def gazetteer() -> Gazetteer:
    names = {place.name for place in PLACES}
    return replace(
        KNOWLEDGE.gazetteer,
        by_code={place.code: place for place in PLACES},
        by_name={name: tuple(p for p in PLACES if p.name == name) for name in names},
    )


GAZETTEER = gazetteer()


def named(text: str) -> MetadataValue:
    return MetadataValue(text, (Span(0, len(text)),))


# --- the gazetteer ---------------------------------------------------------------------------


def test_a_chain_leads_from_the_outermost() -> None:
    assert GAZETTEER.chain(SOUTH_POND) == (WEST, EAST_RIVER, SOUTH_POND)
    assert GAZETTEER.chain(WEST) == (WEST,)
    assert GAZETTEER.chain(Jurisdiction("远山县", "county")) == (Jurisdiction("远山县", "county"),)


def test_a_chain_that_turns_in_a_circle_ends() -> None:
    one, two = Jurisdiction("甲市", "city", "1", "2"), Jurisdiction("乙市", "city", "2", "1")
    own = Jurisdiction("丙市", "city", "3", "3")
    known = replace(
        GAZETTEER, by_code={p.code: p for p in (one, two, own)}, by_name={"甲市": (one, own)}
    )
    assert known.chain(one) == (two, one)
    assert known.chain(own) == (own,)
    assert known.at_start("甲市", two) == one


@pytest.mark.parametrize(
    "text, expected",
    [
        ("南塘县人民政府", SOUTH_POND),
        ("东河市南塘县人民政府", SOUTH_POND),
        ("西川省东河市南塘县人民政府", SOUTH_POND),
        ("中共南塘县委", SOUTH_POND),
        ("东河市人民政府办公室", EAST_RIVER),
        ("白沙市石桥县财政局", BRIDGE),
        ("金湾市石桥县财政局", OTHER_BRIDGE),
        ("石桥县财政局", Jurisdiction("石桥县", "county")),  # nothing says which
        ("东河市石桥县财政局", Jurisdiction("石桥县", "county")),  # nor does a city without one
        ("国务院办公厅", STATE),
        ("中共中央办公厅", STATE),
        ("远山县人民政府", Jurisdiction("远山县", "county")),
        ("远山自治州人民政府", Jurisdiction("远山自治州", "city")),
        ("远山省人民政府", Jurisdiction("远山省", "province")),
        ("财政局", None),
        ("", None),
    ],
)
def test_the_place_a_text_begins_with(text: str, expected: Jurisdiction | None) -> None:
    assert GAZETTEER.at_start(text) == expected


@pytest.mark.parametrize(
    "metadata, expected",
    [
        (DocumentMetadata(issuer=named("南塘县人民政府"), title=named("东河市规划")), SOUTH_POND),
        (DocumentMetadata(issuer=named("水务局"), title=named("东河市规划")), EAST_RIVER),
        (DocumentMetadata(notice_title=named("白沙市通知"), title=named("东河市规划")), WHITE_SAND),
        (
            DocumentMetadata(notice_title=named("关于印发规划的通知"), title=named("东河市规划")),
            EAST_RIVER,
        ),
        (DocumentMetadata(issuer=named("国务院"), title=named("东河市规划")), STATE),
        (DocumentMetadata(title=named("实施方案")), None),
        (DocumentMetadata(), None),
    ],
)
def test_the_home_of_a_document(metadata: DocumentMetadata, expected: Jurisdiction | None) -> None:
    document = Document(StoredText(""), metadata)
    assert jurisdiction_of(document, GAZETTEER) == expected


@pytest.mark.parametrize(
    "name, short",
    [
        ("西川省", "西川"),
        ("东河市", "东河"),
        ("南塘县", "南塘"),
        ("北塘区", "北塘"),
        ("白山地区", "白山"),
        ("青原盟", "青原"),
        ("长草旗", "长草"),
        ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"),
        ("澳门特别行政区", "澳门"),
        # the peoples of an autonomous place go with its last word
        ("延边朝鲜族自治州", "延边"),
        ("峨边彝族自治县", "峨边"),
        ("恩施土家族苗族自治州", "恩施"),
        ("伊犁哈萨克自治州", "伊犁"),
        ("隆林各族自治县", "隆林"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("东乡族自治县", "东乡"),
        ("远山自治州", "远山"),
        ("竹县", "竹县"),  # one character would be left
        ("市中区", "市中"),
        ("东河", "东河"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert KNOWLEDGE.gazetteer.short_name(Jurisdiction(name, "county")) == short


FAR = {"西川省", "西川", "海岳自治区", "海岳", "东河市", "白沙市", "金湾市"}


@pytest.mark.parametrize(
    "home, expected",
    [
        (None, FAR),
        (Jurisdiction("远山县", "county"), FAR),  # a home without a code is near nothing
        # counties of its city by either name, others of its province in full, beyond it none
        (
            SOUTH_POND,
            {"海岳自治区", "海岳", "白沙市", "白沙", "金湾市", "北塘区", "北塘", "石桥县"},
        ),
        (
            EAST_RIVER,
            {
                *{"海岳自治区", "海岳", "白沙市", "白沙", "金湾市", "石桥县"},
                *{"南塘县", "南塘", "北塘区", "北塘"},
            },
        ),
        # a province's counties in full
        (
            WEST,
            {
                *{"海岳自治区", "海岳", "东河市", "东河", "白沙市", "白沙", "金湾市"},
                *{"南塘县", "北塘区", "石桥县"},
            },
        ),
    ],
)
def test_the_names_of_places_nearby(home: Jurisdiction | None, expected: set[str]) -> None:
    assert set(GAZETTEER.nearby(home)) == expected


def test_every_place_of_the_gazetteer_lies_within_another() -> None:
    known = KNOWLEDGE.gazetteer.by_code
    assert {p.level for p in known.values()} == {"province", "city", "county"}
    assert all((p.within in known) == (p.level != "province") for p in known.values())
    assert [p for p in known.values() if p.within == p.code] == []


def test_every_place_of_the_gazetteer_is_found_by_its_name() -> None:
    known = KNOWLEDGE.gazetteer
    found = {name: known.at_start(name) for name in known.by_name}
    assert [name for name, place in found.items() if not place or place.name != name] == []


@pytest.mark.parametrize("name, code", [("东莞市", "441900"), ("儋州市", "460400")])
def test_a_city_without_counties_has_its_code(name: str, code: str) -> None:
    place = KNOWLEDGE.gazetteer.at_start(f"{name}人民政府")
    assert place and (place.code, place.level) == (code, "city")


def test_two_cities_in_a_title() -> None:
    assert extract(
        parse("深圳市中山市合作任务\n（一）甲。做事。（市教育局负责）", KNOWLEDGE.lexicon),
        "x.txt",
        KNOWLEDGE,
    ).tasks


def test_the_towns_of_a_county(tmp_path: Path) -> None:
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "gazetteer" / "townships.csv").write_text(
        "code,name,source\n910101001,清溪镇,x\n910101002,柳林乡,x\n910102001,金岭镇,x\n",
        encoding="utf-8",
    )
    gazetteer = open_knowledge(tmp_path, DATA).gazetteer
    assert gazetteer.townships("910101") == ("清溪镇", "柳林乡")
    assert gazetteer.townships("") == gazetteer.townships("999999") == ()
    lost = replace(gazetteer, data=DataFolder((tmp_path / "none",)))
    with pytest.raises(GraphError, match=r"townships\.csv is missing"):
        lost.townships("910101")
