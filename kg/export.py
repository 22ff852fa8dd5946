"""Take the graph away: RDF serialisations, GraphML, GEXF, CSV tables and the unit matrix."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import networkx as nx
from rdflib import Dataset, Graph

from kg.network import centrality, unit_matrix
from kg.records import Record
from kg.vocabulary import PREFIXES, bind_prefixes

# a cell that a spreadsheet would run as a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def nquads(dataset: Dataset) -> str:
    """Return a dataset as N-Quads, one sorted line a quad; equal graphs give equal bytes."""
    text = dataset.serialize(format="nquads")
    return "".join(
        f"{line}\n" for line in sorted({line for line in text.splitlines() if line.strip()})
    )


def union(dataset: Dataset) -> Graph:
    """Return all named graphs of a dataset as one graph."""
    graph = bind_prefixes(Graph())
    for subject, predicate, value, _ in dataset.quads((None, None, None, None)):
        graph.add((subject, predicate, value))
    return graph


def turtle(graph: Graph) -> str:
    """Return a graph as Turtle."""
    return bind_prefixes(graph).serialize(format="turtle")


def json_ld(graph: Graph) -> str:
    """Return a graph as JSON-LD with its own context; nothing remote is referred to."""
    content = json.loads(graph.serialize(format="json-ld", context=PREFIXES, auto_compact=False))
    nodes = content.get("@graph", [])
    nodes.sort(key=lambda node: node.get("@id", ""))
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def graphml(network: nx.MultiDiGraph[str]) -> str:
    """Return the network as GraphML."""
    out = io.BytesIO()
    nx.write_graphml_xml(_plain(network), out, encoding="utf-8")
    return out.getvalue().decode()


def gexf(network: nx.MultiDiGraph[str]) -> str:
    """Return the network as GEXF for Gephi; without the day it was written, so bytes stay equal."""
    out = io.BytesIO()
    nx.write_gexf(_plain(network), out, encoding="utf-8")
    return re.sub(r' lastmodifieddate="[^"]*"', "", out.getvalue().decode())


def _plain(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a copy that holds only plain attributes, the relation as `relation`."""
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in network.nodes(data=True):
        plain.add_node(node, label=_printable(data["label"]), kind=data["kind"])
    for source, target, key in network.edges(keys=True):
        plain.add_edge(source, target, key=f"{key}", relation=key)
    return plain


def _printable(text: str) -> str:
    """Drop the control characters XML forbids."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")


def task_table(content: Record) -> str:
    """Return the tasks as CSV for a spreadsheet, a row a task."""
    rows = [
        [
            entry["document"]["wenhao"] or entry["document"]["title"],
            task["number"],
            task["ordinal"],
            task["section"] or "",
            task["title"],
            task["text"],
            *(
                "、".join(u["name"] for u in task["units"] if u["role"] == role)
                for role in ("lead", "responsible", "assist")
            ),
            "；".join(p["title"] for p in task["policies"]),
            task["id"],
        ]
        for entry in content["documents"]
        for task in entry["tasks"]
    ]
    header = [
        "文件",
        "序号",
        "编号",
        "章节",
        "任务",
        "正文",
        "牵头单位",
        "责任单位",
        "配合单位",
        "涉及政策",
        "标识",
    ]
    return csv_text([header, *rows])


def matrix_table(network: nx.MultiDiGraph[str]) -> str:
    """Return the unit × unit matrix of shared tasks as CSV, for Gephi, Ucinet or Excel."""
    units = [row.unit for row in centrality(network)]
    labels = [network.nodes[unit]["label"] for unit in units]
    matrix = unit_matrix(network, units)
    return csv_text(
        [["", *labels], *([label, *row] for label, row in zip(labels, matrix, strict=True))]
    )


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV that Excel opens: with a BOM, and no cell that runs as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def _safe(cell: object) -> object:
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else cell


# what the page offers for download: file name → (how it is made, what it is, in zh and en)
FORMATS: dict[str, tuple[str, str]] = {
    "graph.ttl": ("Turtle：整个图谱", "Turtle: the whole graph"),
    "thesaurus.ttl": ("Turtle：主题词表（SKOS）", "Turtle: the thesaurus (SKOS)"),
    "graph.jsonld": ("JSON-LD：整个图谱", "JSON-LD: the whole graph"),
    "graph.nq": ("N-Quads：每份文件一个命名图", "N-Quads: a named graph a document"),
    "graph.graphml": ("GraphML：节点与关系", "GraphML: nodes and relations"),
    "graph.gexf": ("GEXF：供 Gephi 打开", "GEXF: for Gephi"),
    "tasks.csv": ("CSV：任务台账，可用 Excel 打开", "CSV: the task ledger, for Excel"),
    "matrix.csv": ("CSV：单位协同矩阵", "CSV: unit × unit matrix of shared tasks"),
    "tasks.json": ("JSON：任务记录", "JSON: task records"),
}


def export(name: str, build: Path, graph: Graph, network: nx.MultiDiGraph[str]) -> str:
    """Return the content of one of FORMATS.

    Args:
        name: a key of FORMATS.
        build: the build folder.
        graph: its union graph.
        network: its network view.
    """

    def content() -> Record:
        record: Record = json.loads((build / "tasks.json").read_text(encoding="utf-8"))
        return record

    makers: dict[str, Callable[[], str]] = {
        "graph.jsonld": lambda: json_ld(graph),
        "graph.graphml": lambda: graphml(network),
        "graph.gexf": lambda: gexf(network),
        "tasks.csv": lambda: task_table(content()),
        "matrix.csv": lambda: matrix_table(network),
    }
    maker = makers.get(name)
    return maker() if maker else (build / name).read_text(encoding="utf-8")
