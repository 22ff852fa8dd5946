"""Units that share tasks as UCINET's DL: an edge list with labels; weights are tasks shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.networks.drawn import units
from kg.export.tables.filling import filled


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the file; both directions of each pair, as UCINET takes a list for directed."""
    with filled(excerpt) as tables, path.open("w", encoding="utf-8", newline="\n") as file:
        network = units(tables)
        nodes = [(node.iri, node.label) for node in network.nodes()]
        number = {iri: n for n, (iri, _) in enumerate(nodes, 1)}
        file.write(f"dl n={len(nodes)}\nformat = edgelist1\nlabels:\n")
        file.writelines(f"{label}\n" for label in distinct(nodes))
        file.write("data:\n")
        for edge in network.edges():
            one, other = number[edge.source], number[edge.target]
            file.write(f"{one} {other} {edge.weight}\n{other} {one} {edge.weight}\n")


def distinct(nodes: Iterable[tuple[str, str]]) -> list[str]:
    """Return one name for each IRI, without spaces: equal ones get the place from the IRI.

    >>> distinct([("…/unit/甲县/县财政局", "县财政局"), ("…/unit/乙县/县财政局", "县财政局")])
    ['县财政局@甲县', '县财政局@乙县']
    """
    nodes = [(iri, "".join(label.split()).replace(",", "，")) for iri, label in nodes]
    often = Counter(label for _, label in nodes)
    names = [f"{label}@{_place(iri)}" if often[label] > 1 else label for iri, label in nodes]
    seen: Counter[str] = Counter()
    for at, name in enumerate(names):
        seen[name] += 1
        if seen[name] > 1:
            names[at] = f"{name}@{seen[name]}"
    return names


def _place(iri: str) -> str:
    return iri.rstrip("/").rsplit("/", 2)[-2]


FORMAT = Format(
    "units.dl",
    "UCINET：单位协作网络",
    "UCINET: units that share tasks",
    "text/plain",
    write,
)
