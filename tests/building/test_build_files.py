"""The files of a build: what several documents share, and what is drawn of all of them."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

import build_graph
import building.layout_files as layout_files
import building.merged as merging
from building.merged import Merged
from kg.network.traversal import build_network
from kg.network.unit_measures import unit_network
from kg.rdf.store import open_store

NUMBERED = """东河政发〔2024〕{number}号
济南市{year}年重点任务
一、治水
（一）整治河道。新建水闸5座。落实《济南市水网规划》。（牵头单位：市水务局、市财政局）
（二）兴修水利。执行《济南市2023年重点任务》（东河政发〔2024〕3号）。（责任单位：省水利厅、市水务局）
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in (3, 4):
        text = NUMBERED.format(number=number, year=2020 + number)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("largest", [1_000, 10])
def test_every_thing_is_drawn_once(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, largest: int
) -> None:
    monkeypatch.setattr(merging, "LARGEST_WHOLE", largest)
    drawn: list[Merged] = []
    write_layout = layout_files.write_layout

    def watched(folder: Path, merged: Merged, *rest: object) -> None:
        drawn.append(merged)
        write_layout(folder, merged, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("building.pipeline.write_layout", watched)
    out = tmp_path / "out"
    assert build_graph.main([str(documents), "--out", str(out), "--quiet", "--jobs", "1"]) == 0
    network = build_network(open_store(out))
    pairs = json.loads((out / "layout.json").read_text("utf-8"), object_pairs_hook=list)
    nodes = [node for node, _ in dict(pairs)["nodes"]]
    assert sorted(nodes) == sorted(network)
    (merged,) = drawn
    pairs_of = [set(map(frozenset, g.edges())) for g in (merged.partners, unit_network(network))]
    assert pairs_of[0] == pairs_of[1]
    if merged.small is not None:
        assert nx.utils.graphs_equal(nx.Graph(merged.small), _plain(network))


def _plain(network: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return nodes and edges alone."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(network)
    plain.add_edges_from(network.edges())
    return plain


def test_no_document_is_a_stub_of_another(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert build_graph.main([str(documents), "--out", str(out), "--quiet", "--jobs", "1"]) == 0
    lines = (out / "graph.nq").read_text("utf-8").splitlines()
    stubs = [line for line in lines if 'isStub> "true"' in line]
    assert stubs and not [line for line in stubs if "东河政发-2024-3" in line]
