"""Linking: the jurisdiction of a unit, and IRIs that can be read."""

from __future__ import annotations

import pickle

import pytest
from conftest import KNOWLEDGE

from kg.entities.entity import Entity
from kg.entities.iri import IriMinter
from kg.entities.linking import Linker, linker_for, merge, without_jurisdiction
from kg.extraction import extract
from kg.extraction.mentions import DocumentFacts, PolicyMention
from kg.structure.document import DocumentMetadata
from kg.structure.keys import document_key, title_key, wenhao_key
from kg.structure.parser import parse
from kg.text.allowed import iri_segment
from kg.text.span import Span

BASE = "https://w3id.org/zhengtu/"
IRIS = IriMinter(BASE)


def linker_of(issuer: str) -> Linker:
    text = f"{issuer}关于做好工作的通知\n一、甲。（市教育局负责）"
    return linker_of_text(text)


def linker_of_text(text: str) -> Linker:
    return linker_for(facts_of(text), IRIS, KNOWLEDGE)


def facts_of(text: str) -> DocumentFacts:
    return extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)


def test_keys() -> None:
    assert wenhao_key("汶政办字〔2023〕29号") == "汶政办字-2023-29"
    assert document_key(DocumentMetadata(), None, "1a2b3c4d" * 8) == "1a2b3c4d"
    assert iri_segment("../a b#c") == "a-b-c"
    assert str(IRIS.span("k", Span(3, 5))).endswith("/doc/k/text#char=3,5")


@pytest.mark.parametrize(
    "issuer, unit, iri",
    [
        ("汶上县人民政府办公室", "县财政局", "unit/汶上县/县财政局"),
        ("汶上县人民政府办公室", "汶上县财政局", "unit/汶上县/县财政局"),
        ("汶上县人民政府办公室", "市生态环境局汶上县分局", "unit/济宁市/市生态环境局汶上县分局"),
        ("济宁市汶上县人民政府", "省水利厅", "unit/山东省/省水利厅"),
        ("江西省人民政府", "南昌海关", "unit/江西省/南昌海关"),
        ("国务院办公厅", "财政部", "unit/中华人民共和国/财政部"),
        ("汶上县人民政府办公室", "县发改局", "unit/汶上县/县发展和改革局"),
        ("湘潭市人民政府", "财政局", "unit/湘潭市/市财政局"),
        ("江西省人民政府", "教育厅", "unit/江西省/省教育厅"),
        ("江西省人民政府", "省卫生健康委", "unit/江西省/省卫生健康委员会"),
        ("汶上县人民政府办公室", "县某某发展中心", "unit/汶上县/县某某发展中心"),
        # the second character says that the first is not a level
        ("汶上县人民政府办公室", "市区供热中心", "unit/汶上县/市区供热中心"),
        # a firm, and a class of firms
        ("汶上县人民政府办公室", "县供水有限公司", "enterprise/汶上县/县供水有限公司"),
        ("汶上县人民政府办公室", "圣泽集团", "enterprise/汶上县/圣泽集团"),
        ("汶上县人民政府办公室", "各街道县国有公司", "unit/汶上县/各街道县国有公司"),
        ("汶上县人民政府办公室", "有关燃气公司", "unit/汶上县/有关燃气公司"),
        # several places share the name
        ("南京市鼓楼区人民政府", "区财政局", "unit/南京市鼓楼区/区财政局"),
        ("醴陵市人民政府", "市财政局", "unit/醴陵市/市财政局"),
    ],
)
def test_units_belong_to_jurisdictions(issuer: str, unit: str, iri: str) -> None:
    assert linker_of(issuer).unit(unit).iri == f"{BASE}{iri}"


def test_units_of_the_state_have_no_level_after_a_document_was_sent_to_another_process() -> None:
    facts = pickle.loads(
        pickle.dumps(facts_of("国务院办公厅关于治水的意见\n一、治水。（水利部负责）"))
    )
    unit = linker_for(facts, IRIS, KNOWLEDGE).unit("卫生健康委")
    assert (unit.label, unit.iri) == ("卫生健康委", f"{BASE}unit/中华人民共和国/卫生健康委员会")


def test_names_without_their_jurisdiction() -> None:
    home = KNOWLEDGE.gazetteer.at_start("汶上县财政局")
    assert home and without_jurisdiction("汶上县财政局", home) == "县财政局"
    assert without_jurisdiction("济宁市财政局", home) == "济宁市财政局"


def test_one_entity_for_each_iri_with_all_its_names() -> None:
    one = [Entity("b", "Unit", "县发改局"), Entity("b", "Unit", "县发展和改革局", ("县发改委",))]
    assert merge([*one, Entity("a", "Unit", "县财政局")]) == (
        Entity("a", "Unit", "县财政局"),
        Entity("b", "Unit", "县发改局", ("县发展和改革局", "县发改委")),
    )


def test_an_unknown_place_is_shared_with_no_other_document() -> None:
    one, other = (
        linker_of_text(f"重点任务\n一、{what}。（市教育局负责）") for what in ("甲", "乙")
    )
    assert one.jurisdiction is None and other.jurisdiction is None
    assert one.unit("市教育局").iri == f"{BASE}unit/{one.key}/市教育局"
    assert one.unit("市教育局").iri != other.unit("市教育局").iri
    assert one.scope(None) != other.scope(None)


# (issuer, name in the document, label, other names, names that are inferred)
NAMES: list[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]] = [
    ("湘潭市人民政府", "市经信局", "市经信局", ("市经济和信息化局",), ("市经济和信息化局",)),
    ("湘潭市人民政府", "市发展和改革局", "市发展和改革局", (), ()),
    ("湘潭市人民政府", "市数字经济局", "市数字经济局", (), ()),
    ("湘潭市人民政府", "财政局", "市财政局", (), ("市财政局",)),
    ("湘潭市人民政府", "湘潭市财政局", "市财政局", (), ()),
]


@pytest.mark.parametrize("issuer, name, label, aliases, inferred", NAMES)
def test_a_completed_name_says_so(
    issuer: str, name: str, label: str, aliases: tuple[str, ...], inferred: tuple[str, ...]
) -> None:
    unit = linker_of(issuer).unit(name)
    assert (unit.label, unit.aliases, unit.inferred) == (label, aliases, inferred)


def test_a_name_that_a_document_prints_is_not_inferred() -> None:
    linker = linker_of("湘潭市人民政府")
    short, full = linker.unit("市发改局"), linker.unit("市发展和改革局")
    assert merge([short])[0].inferred == ("市发展和改革局",)
    assert merge([short, full])[0].inferred == ()
    assert merge([full, short])[0].aliases == ("市发改局",)


# (issuer, title, level, place it is scoped by)
TITLES: list[tuple[str, str, str | None, str | None]] = [
    ("汶上县人民政府", "2023年政府工作报告", None, "汶上县"),
    ("青川县人民政府", "2023年政府工作报告", None, "青川县"),
    ("汶上县人民政府", "全民健身实施计划", None, "汶上县"),
    ("汶上县人民政府", "济宁市水网规划", "city", "济宁市"),
    ("汶上县人民政府", "省政府关于水网建设的意见", "province", "山东省"),
    ("汶上县人民政府", "国务院关于水网建设的意见", "state", "中华人民共和国"),
    ("汶上县人民政府", "中华人民共和国水法", "state", "中华人民共和国"),
    ("汶上县人民政府", "土地管理法", None, None),
    ("汶上县人民政府", "民法典", None, None),
    ("汶上县人民政府", "城市绿化条例", None, None),
    ("汶上县人民政府", "社会组织信用信息管理办法", None, "汶上县"),
    ("国务院办公厅", "实施方案", None, None),
]


@pytest.mark.parametrize("issuer, title, level, place", TITLES)
def test_a_policy_that_is_only_named_is_of_somebody(
    issuer: str, title: str, level: str | None, place: str | None
) -> None:
    mention = PolicyMention(
        text=f"《{title}》", span=Span(0, 1), rule="", title=title, wenhao=None,
        level=level, relation="mentions", role="cited",
    )  # fmt: skip
    assert linker_of(issuer).policy_key(mention) == title_key(title, place)
