"""Networks as GEXF 1.3 for Gephi: colours, stored positions, years as intervals; undated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from kg.export.format import Format
from kg.export.networks.drawn import Attribute, Drawn, Edge, Node, saving, things, units
from kg.export.networks.xml import quoted

# the published schema puts colours and positions into the namespace of all else, so the prefix that
# Gephi and graphology look for is bound to that; networkx, which asks for http://gexf.net/1.3/viz,
# reads all but these (GraphML has the positions as attributes)
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<meta><creator>政图 Zhengtu</creator></meta>
"""
_TYPES = {"int": "integer"}  # names of GEXF, where they differ from those of GraphML
_SCALE = 1000  # stored positions lie within ±1, those of Gephi in pixels


def save(network: Drawn, path: Path) -> None:
    """Write a network, element after element."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(chain([_HEAD], _elements(network), ["</graph>\n</gexf>\n"]))


def _elements(network: Drawn) -> Iterator[str]:
    direction = "directed" if network.directed else "undirected"
    yield (
        f'<graph defaultedgetype="{direction}" mode="dynamic" timerepresentation="interval" '
        'timeformat="date">\n'
    )
    yield from _attributes("node", (Attribute("class", "string"), *network.node_attributes))
    yield from _attributes("edge", network.edge_attributes)
    node_count, edge_count = network.counts
    yield f'<nodes count="{node_count}">\n'
    yield from map(_node, network.nodes())
    yield f'</nodes>\n<edges count="{edge_count}">\n'
    yield from map(_edge, network.edges())
    yield "</edges>\n"


def _attributes(owner: str, attributes: Iterable[Attribute]) -> Iterator[str]:
    rows = [
        f'<attribute id="{n}" title="{a.name}" type="{_TYPES.get(a.datatype, a.datatype)}"/>\n'
        for n, a in enumerate(attributes)
    ]
    if rows:
        yield f'<attributes class="{owner}">\n'
        yield from rows
        yield "</attributes>\n"


def _node(node: Node) -> str:
    red, green, blue = (int(node.colour[at : at + 2], 16) for at in (1, 3, 5))
    return (
        f'<node id="{quoted(node.iri)}" label="{quoted(node.label)}">'
        f"{_values((node.kind, *node.values))}{_spells(node.years)}"
        f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
        f'<viz:position x="{node.x * _SCALE:.1f}" y="{node.y * _SCALE:.1f}"/></node>\n'
    )


def _edge(edge: Edge) -> str:
    return (
        f'<edge id="{edge.key}" source="{quoted(edge.source)}" target="{quoted(edge.target)}" '
        f'kind="{edge.kind}" label="{edge.kind}" weight="{edge.weight}">'
        f"{_values(edge.values)}{_spells(edge.years)}</edge>\n"
    )


def _values(values: Iterable[object]) -> str:
    written = "".join(
        f'<attvalue for="{number}" value="{quoted(value)}"/>'
        for number, value in enumerate(values)
        if value not in (None, "")
    )
    return f"<attvalues>{written}</attvalues>" if written else ""


def _spells(years: tuple[int, ...]) -> str:
    """Return the years as intervals; those that follow each other are one.

    >>> _spells((2023, 2024))
    '<spells><spell start="2023-01-01" end="2024-12-31"/></spells>'
    """
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    spells = "".join(f'<spell start="{a}-01-01" end="{b}-12-31"/>' for a, b in runs)
    return f"<spells>{spells}</spells>" if spells else ""


_MEDIA = "application/gexf+xml"
FORMAT = Format(
    "graph.gexf", "GEXF：供 Gephi 打开", "GEXF: for Gephi", _MEDIA, saving(things, save)
)
UNITS = Format(
    "units.gexf",
    "GEXF：单位协作网络（附网络测度与年度）",
    "GEXF: units that share tasks, with measures and years",
    _MEDIA,
    saving(units, save),
)
