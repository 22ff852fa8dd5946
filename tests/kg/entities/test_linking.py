"""Linking: the jurisdiction of a unit, and IRIs that can be read."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.entities.entity import Entity
from kg.entities.iri import IriMinter
from kg.entities.linking import Linker, linker_for, merge, without_jurisdiction
from kg.structure.document import DocumentMetadata
from kg.structure.keys import document_key, slug, wenhao_key
from kg.structure.parser import parse
from kg.text.span import Span

BASE = "https://w3id.org/zhengtu/"
IRIS = IriMinter(BASE)


def linker_of(issuer: str) -> Linker:
    text = f"{issuer}关于做好工作的通知\n一、甲。（市教育局负责）"
    return linker_for(parse(text, KNOWLEDGE.lexicon).metadata, IRIS, KNOWLEDGE)


def test_keys() -> None:
    assert wenhao_key("汶政办字〔2023〕29号") == "汶政办字-2023-29"
    assert document_key(DocumentMetadata()) == "e3b0c442"
    assert slug("../a b#c") == "a-b-c"
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
        ("汶上县人民政府办公室", "市区供热公司", "unit/汶上县/市区供热公司"),
        ("醴陵市人民政府", "市财政局", "unit/醴陵市/市财政局"),
    ],
)
def test_units_belong_to_jurisdictions(issuer: str, unit: str, iri: str) -> None:
    assert linker_of(issuer).unit(unit).iri == f"{BASE}{iri}"


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
