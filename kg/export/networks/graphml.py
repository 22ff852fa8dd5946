"""Networks as GraphML; identifiers are short, as its schema demands, and IRIs an attribute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from kg.export.format import Format
from kg.export.networks.drawn import Attribute, Drawn, saving, things, units
from kg.export.networks.xml import quoted

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_NODE = (
    *(Attribute(name, "string") for name in ("iri", "label", "class")),
    *(Attribute(name, "double") for name in ("x", "y")),
    Attribute("years", "string"),
)
_EDGE = (Attribute("relation", "string"), Attribute("weight", "int"), Attribute("years", "string"))


def save(network: Drawn, path: Path) -> None:
    """Write a network, element after element."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(chain([_HEAD], _elements(network), ["</graph>\n</graphml>\n"]))


def _elements(network: Drawn) -> Iterator[str]:
    of_node = (*_NODE, *network.node_attributes)
    of_edge = (*_EDGE, *network.edge_attributes)
    for owner, attributes in (("node", of_node), ("edge", of_edge)):
        for attribute in attributes:
            name = attribute.name
            yield (
                f'<key id="{owner}_{name}" for="{owner}" attr.name="{name}" '
                f'attr.type="{attribute.datatype}"/>\n'
            )
    direction = "directed" if network.directed else "undirected"
    yield f'<graph id="G" edgedefault="{direction}">\n'
    number = {}
    for n, node in enumerate(network.nodes(), 1):
        number[node.iri] = f"n{n}"
        values = (node.iri, node.label, node.kind, node.x, node.y, _years(node.years))
        data = _data("node", of_node, (*values, *node.values))
        yield f'<node id="n{n}">{data}</node>\n'
    for edge in network.edges():
        ends = f'source="{number[edge.source]}" target="{number[edge.target]}"'
        data = _data("edge", of_edge, (edge.kind, edge.weight, _years(edge.years), *edge.values))
        yield f'<edge id="{edge.key}" {ends}>{data}</edge>\n'


def _data(owner: str, attributes: Iterable[Attribute], values: Iterable[object]) -> str:
    return "".join(
        f'<data key="{owner}_{attribute.name}">{quoted(value)}</data>'
        for attribute, value in zip(attributes, values, strict=True)
        if value not in (None, "")
    )


def _years(years: tuple[int, ...]) -> str:
    return " ".join(map(str, years))


_MEDIA = "application/graphml+xml"
FORMAT = Format(
    "graph.graphml",
    "GraphML：节点与关系",
    "GraphML: nodes and relations",
    _MEDIA,
    saving(things, save),
)
UNITS = Format(
    "units.graphml",
    "GraphML：单位协作网络（附网络测度）",
    "GraphML: units that share tasks, with measures",
    _MEDIA,
    saving(units, save),
)
