"""The network as files for other programs: GraphML, GEXF."""

from __future__ import annotations

import io
import re

import networkx as nx

from kg.text.allowed import xml_text

#  lastmodifieddate="2024-03-05"
_DATE = re.compile(r' lastmodifieddate="[^"]*"')


def graphml(network: nx.MultiDiGraph[str]) -> str:
    """Return the network as GraphML."""
    out = io.BytesIO()
    nx.write_graphml_xml(_plain(network), out, encoding="utf-8")
    return out.getvalue().decode()


def gexf(network: nx.MultiDiGraph[str]) -> str:
    """Return the network as GEXF for Gephi, undated, so that equal networks give equal bytes."""
    out = io.BytesIO()
    nx.write_gexf(_plain(network), out, encoding="utf-8")
    return _DATE.sub("", out.getvalue().decode())


def _plain(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a copy with plain attributes only, and a key that each edge has for itself.

    Programs take the key of an edge for its identifier, and keep one edge of each.
    """
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in network.nodes(data=True):
        plain.add_node(node, label=xml_text(data["label"]), kind=data["kind"])
    for number, (source, target, relation) in enumerate(network.edges(keys=True), 1):
        plain.add_edge(source, target, key=f"e{number}", relation=relation)
    return plain
