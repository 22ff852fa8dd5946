"""Networks for other programs: read back whole, with an identifier for each edge, and undated."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from conftest import take

from kg.export.networks.drawn import Attribute, Drawn, Edge, Node
from kg.export.networks.gexf import save as save_gexf
from kg.export.networks.graphml import save as save_graphml
from kg.export.networks.ucinet import distinct
from qa.build import Build

NODES = [
    Node("urn:t", "治水\x0b“<一>”", "Task", 0.5, -0.5, (2023, 2024, 2026), ()),
    Node("urn:u", "市水务局", "Unit", 0.0, 0.0, (), ()),
]
EDGES = [
    Edge("e1", "urn:t", "urn:u", "leadUnit", 1, (2023,), ("lead",)),
    Edge("e2", "urn:t", "urn:u", "assistingUnit", 1, (), ("assist",)),
]


@pytest.fixture
def network() -> Drawn:
    attributes = (Attribute("role", "string"),)
    return Drawn(True, (), attributes, lambda: iter(NODES), lambda: iter(EDGES), (2, 2))


def test_graphml_reads_back(network: Drawn, tmp_path: Path) -> None:
    save_graphml(network, tmp_path / "x.graphml")
    again: Any = nx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)
    assert {d["iri"]: (d["label"], d["class"]) for _, d in again.nodes(data=True)} == {
        "urn:t": ("治水\ufffd“<一>”", "Task"),
        "urn:u": ("市水务局", "Unit"),
    }
    edges = {k: (d["relation"], d["role"]) for *_, k, d in again.edges(keys=True, data=True)}
    assert edges == {"e1": ("leadUnit", "lead"), "e2": ("assistingUnit", "assist")}


def test_gexf_reads_back_with_years_as_intervals(network: Drawn, tmp_path: Path) -> None:
    save_gexf(network, tmp_path / "x.gexf")
    text = (tmp_path / "x.gexf").read_text("utf-8")
    assert "lastmodified" not in text
    again: Any = nx.read_gexf(tmp_path / "x.gexf", version="1.3")
    assert {data["label"] for _, data in again.nodes(data=True)} == {"治水\ufffd“<一>”", "市水务局"}
    assert again.nodes["urn:t"]["spells"] == [
        ("2023-01-01", "2024-12-31"),
        ("2026-01-01", "2026-12-31"),
    ]
    assert '<viz:position x="500.0" y="-500.0"/>' in text


@pytest.mark.parametrize("fixture", ["build", "cities"])
def test_networks_have_the_nodes_and_edges_of_the_graph(
    request: pytest.FixtureRequest, tmp_path: Path, fixture: str
) -> None:
    opened: Build = request.getfixturevalue(fixture)
    whole = opened.network
    graphml = nx.read_graphml(take(opened.folder, "graph.graphml", tmp_path), force_multigraph=True)
    assert {d["iri"] for _, d in graphml.nodes(data=True)} == set(whole)
    assert graphml.number_of_edges() == whole.number_of_edges()
    gexf = take(opened.folder, "graph.gexf", tmp_path).read_text("utf-8")
    assert set(re.findall(r'<node id="([^"]+)"', gexf)) == set(whole)
    edges = re.findall(r'<edge id="([^"]+)"', gexf)
    assert len(edges) == len(set(edges)) == whole.number_of_edges()


@pytest.mark.parametrize("fixture", ["build", "cities"])
def test_networks_of_units_have_the_pairs_of_the_build(
    request: pytest.FixtureRequest, tmp_path: Path, fixture: str
) -> None:
    opened: Build = request.getfixturevalue(fixture)
    pairs = {frozenset((a, b)): n for a, b, n in opened.tables.rows("SELECT * FROM pairs")}
    units = nx.read_graphml(take(opened.folder, "units.graphml", tmp_path))
    iri = nx.get_node_attributes(units, "iri")
    found = {frozenset((iri[a], iri[b])): d["weight"] for a, b, d in units.edges(data=True)}
    assert found == pairs
    (head, *lines) = take(opened.folder, "units.dl", tmp_path).read_text("utf-8").splitlines()
    assert head == f"dl n={len(units)}" and lines[0] == "format = edgelist1"
    assert len(lines) == len(units) + 3 + 2 * len(pairs)


def test_the_matrix_has_an_iri_for_each_row_and_a_name_for_each_column(
    cities: Build, tmp_path: Path
) -> None:
    text = take(cities.folder, "matrix.csv", tmp_path).read_text("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head[:2] == ["unit", "name"] and [row[1] for row in rows] == head[2:]
    assert len(set(head)) == len(head) and len({row[0] for row in rows}) == len(rows)
    numbers = [[int(cell) for cell in row[2:]] for row in rows]
    assert numbers == [list(column) for column in zip(*numbers, strict=True)]
    ((shared,),) = cities.tables.rows("SELECT sum(tasks) FROM pairs")
    assert sum(map(sum, numbers)) == 2 * shared


def test_matrices_say_what_they_were_counted_over(cities: Build, tmp_path: Path) -> None:
    with zipfile.ZipFile(take(cities.folder, "matrices.zip", tmp_path)) as archive:
        text = archive.read("denominators.csv").decode("utf-8-sig")
        rows = [*csv.DictReader(io.StringIO(text))]
        assert {row["file"] for row in rows} == set(archive.namelist()) - {"denominators.csv"}
    whole = next(row for row in rows if row["file"] == "all-all-any.csv")
    assert (whole["documents"], whole["tasks"]) == ("2", str(len(cities.tasks)))
    places = [r for r in rows if r["place"] and r["year"] == "all" and r["role"] == "any"]
    for column in ("documents", "tasks", "tasks_with_a_unit", "tasks_with_several_units", "shared"):
        assert sum(int(row[column]) for row in places) == int(whole[column])


def test_equal_names_are_told_apart() -> None:
    nodes = [("…/unit/甲县/局", "局"), ("…/unit/乙县/局", "局"), ("…/unit/丙县/院", "院 所")]
    assert distinct(nodes) == ["局@甲县", "局@乙县", "院所"]
    assert distinct([("a/b/c", "局"), ("a/b/d", "局")]) == ["局@b", "局@b@2"]
