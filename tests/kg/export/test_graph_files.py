"""The network for other programs: read back, with labels XML can hold, undated."""

from __future__ import annotations

import io
import re

import networkx as nx
import pytest

from kg.export.graph_files import gexf, graphml


@pytest.fixture
def network() -> nx.MultiDiGraph[str]:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node("t", label="治水\x0b", kind="Task")
    network.add_node("u", label="市水务局", kind="Unit")
    network.add_edge("t", "u", key="leadUnit", cost=1.0)
    network.add_edge("t", "u", key="assistingUnit", cost=1.0)
    return network


def test_graphml_reads_back(network: nx.MultiDiGraph[str]) -> None:
    again = nx.read_graphml(io.BytesIO(graphml(network).encode()), force_multigraph=True)
    assert dict(again.nodes(data=True)) == {
        "t": {"label": "治水", "kind": "Task"},
        "u": {"label": "市水务局", "kind": "Unit"},
    }
    assert {data["relation"] for _, _, data in again.edges(data=True)} == {
        "leadUnit",
        "assistingUnit",
    }


def test_every_edge_has_an_identifier_of_its_own(network: nx.MultiDiGraph[str]) -> None:
    edges = re.findall(r'<edge [^>]*id="([^"]+)"', graphml(network))
    assert len(edges) == len(set(edges)) == network.number_of_edges()


def test_gexf_reads_back_and_is_undated(network: nx.MultiDiGraph[str]) -> None:
    text = gexf(network)
    assert "lastmodified" not in text
    again = nx.read_gexf(io.BytesIO(text.encode()))
    assert {data["label"] for _, data in again.nodes(data=True)} == {"治水", "市水务局"}
