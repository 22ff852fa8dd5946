"""Take the graph away: RDF serialisations, GraphML, GEXF, CSV tables and the unit matrix."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
from rdflib import Graph

from kg.export.graph_files import gexf, graphml
from kg.export.spreadsheets import matrix_table, task_table
from kg.export.task_records import Record
from kg.rdf.serialise import json_ld

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
