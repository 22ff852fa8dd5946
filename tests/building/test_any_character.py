"""A document that holds every kind of character: all exports are read back, and say the same."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from conftest import KNOWLEDGE, take
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import build_graph
from kg.export.build_folder import BuildFolder
from kg.structure.parser import parse
from kg.text.allowed import file_name, iri_segment, xml_text
from kg.text.view import normalise

# controls, line ends of Unicode, marks of direction, bullets of Word, noncharacters, tags
ODD = "\x01\x08\x0b\x0c\x1c\x1d\x1e\x1f\x7f\x85\xa0\xad\u200b\u200e\u2028\u2029\u202e\u2060\ue000"
ODD += "\uf0b7\uf8ff\ufdd0\ufff9\ufffd\ufffe\uffff\U0001fffe\U000e0001\U000f0000\U0010ffff\u0378"
ODD += "\"\\<>&'{}%^`|"


def every_category() -> list[str]:
    """Return the first and the last character of each category of Unicode, and the odd ones."""
    found: dict[str, list[str]] = {}
    for code in range(1, 0x110000):
        character = chr(code)
        category = unicodedata.category(character)
        if category != "Cs" and character not in "\n\r":
            ends = found.setdefault(category, [character, character])
            ends[1] = character
    return list(dict.fromkeys([c for ends in found.values() for c in ends] + list(ODD)))


def document(characters: list[str], each: int = 6) -> str:
    """Return a document with some characters in names of units, projects and policies."""
    lines = ["东河市人民政府办公室关于印发2024年重点任务的通知", "东政办发〔2024〕5号", ""]
    for number, at in enumerate(range(0, len(characters), each), 1):
        some = characters[at : at + each]
        names = "".join(f"建设东{c}湖水库项目，落实《东河{c}市规划》。" for c in some)
        units = "、".join(f"市{c}水务局" for c in some)
        lines.append(f"{number}. 整治河道{''.join(some)}。{names}（牵头单位：{units}）")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> BuildFolder:
    folder = tmp_path_factory.mktemp("characters")
    source = folder / "字符.txt"
    source.write_bytes(document(every_category()).encode())
    options = ["--out", str(folder / "build"), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([str(source), *options]) == 0
    return BuildFolder(folder / "build")


def test_all_categories_are_there() -> None:
    kinds = {unicodedata.category(c) for c in every_category()}
    assert len(kinds) == 29  # all but halves of pairs


def test_every_rdf_file_says_the_same(exported: BuildFolder, tmp_path: Path) -> None:
    kinds = {
        "graph.nq": ox.RdfFormat.N_QUADS,
        "graph.ttl": ox.RdfFormat.TURTLE,
        "graph.jsonld": ox.RdfFormat.JSON_LD,
    }
    said = [
        {
            str(quad.triple)
            for quad in ox.parse(path=take(exported.folder, name, tmp_path), format=kind)
        }
        for name, kind in kinds.items()
    ]
    assert isinstance(exported.database, ox.Store)
    said.append({str(quad.triple) for quad in exported.database})
    assert said[0] == said[1] == said[2] == said[3]


def test_drawings_tables_and_records_are_read_back(exported: BuildFolder, tmp_path: Path) -> None:
    content = {
        name: take(exported.folder, name, tmp_path, persons=True).read_bytes().decode()
        for name in ("graph.graphml", "graph.gexf", "tasks.json", "tasks.csv")
    }
    for name in ("graph.graphml", "graph.gexf"):
        assert len(etree.fromstring(content[name].encode(), etree.XMLParser(huge_tree=True)))
    drawn = nx.parse_graphml(content["graph.graphml"])
    assert drawn.number_of_nodes() == exported.network.number_of_nodes()
    tasks = json.loads(content["tasks.json"])["documents"][0]["tasks"]
    rows = list(csv.reader(io.StringIO(content["tasks.csv"].removeprefix("\ufeff"), newline="")))
    head, *cells = rows
    assert [row[head.index("标识")] for row in cells] == [task["id"] for task in tasks]
    assert len(tasks) == -(-len(every_category()) // 6)


def test_every_mention_is_at_its_characters(exported: BuildFolder) -> None:
    (path,) = (exported.folder / "text").iterdir()
    text = path.read_bytes().decode()
    for task in next(exported.entries())["tasks"]:
        for unit in task["units"]:
            assert text[unit["start"] : unit["end"]] == unit["name"]


# --- what may stand where --------------------------------------------------------------------

ANY = st.text(st.characters(), max_size=40)


@settings(deadline=None)
@given(ANY)
def test_any_name_is_a_segment_of_an_iri(text: str) -> None:
    iri = f"https://w3id.org/zhengtu/{iri_segment(text)}"
    node = ox.NamedNode(iri)
    written = ox.serialize([ox.Triple(node, node, node)], format=ox.RdfFormat.N_TRIPLES)
    assert [t.subject.value for t in ox.parse(written or b"", format=ox.RdfFormat.N_TRIPLES)] == [
        iri
    ]


@settings(deadline=None)
@given(ANY)
def test_any_text_is_text_of_xml(text: str) -> None:
    element = etree.Element("a")
    element.text = xml_text(text)
    assert len(element.text) == len(text)
    assert etree.fromstring(etree.tostring(element)).tag == "a"


@settings(deadline=None)
@given(ANY)
def test_any_name_is_the_name_of_a_file(text: str) -> None:
    name = file_name(text)
    assert 0 < len(name.encode()) <= 200 and not set(name) & set('<>:"/\\|?*\0')
    assert name.strip(" .") == name


@settings(deadline=None)
@given(st.text(st.characters(categories=["Cs", "Cc", "Co", "Lo"]), min_size=1, max_size=60))
def test_any_text_has_a_stored_form_that_can_be_written(text: str) -> None:
    assert parse(normalise(text), KNOWLEDGE.lexicon).text.encode().decode() == normalise(text)
