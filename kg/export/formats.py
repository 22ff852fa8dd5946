"""Take the graph away: one row for each format, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.export.build_folder import BuildFolder
from kg.export.graph_files import gexf, graphml
from kg.export.personless import Personless
from kg.export.spreadsheets import matrix_table, task_table
from kg.rdf.serialise import json_ld


@dataclass(frozen=True, slots=True)
class Format:
    """One format in which a build is taken away.

    Attributes:
        name: of the file.
        zh: what it is, in Chinese.
        en: the same in English.
        media_type: of the download.
        make: returns its content; None where the build folder holds the file itself.
    """

    name: str
    zh: str
    en: str
    media_type: str
    make: Callable[[BuildFolder], str] | None = None

    def content(self, source: BuildFolder, *, persons: bool = False) -> str:
        """Return the content of the file for one build; persons are left out unless wanted."""
        shown = source if persons else Personless(source.folder, source)
        return self.make(shown) if self.make else shown.file(self.name)


_ROWS = (
    Format("graph.ttl", "Turtle：整个图谱", "Turtle: the whole graph", "text/turtle"),
    Format(
        "thesaurus.ttl",
        "Turtle：主题词表（SKOS）",
        "Turtle: the thesaurus (SKOS)",
        "text/turtle",
    ),
    Format(
        "graph.jsonld",
        "JSON-LD：整个图谱",
        "JSON-LD: the whole graph",
        "application/ld+json",
        lambda source: json_ld(source.graph),
    ),
    Format(
        "graph.nq",
        "N-Quads：每份文件一个命名图",
        "N-Quads: a named graph a document",
        "application/n-quads",
    ),
    Format(
        "graph.graphml",
        "GraphML：节点与关系",
        "GraphML: nodes and relations",
        "application/graphml+xml",
        lambda source: graphml(source.network),
    ),
    Format(
        "graph.gexf",
        "GEXF：供 Gephi 打开",
        "GEXF: for Gephi",
        "application/gexf+xml",
        lambda source: gexf(source.network),
    ),
    Format(
        "tasks.csv",
        "CSV：任务台账，可用 Excel 打开",
        "CSV: the task ledger, for Excel",
        "text/csv",
        lambda source: task_table(source.records),
    ),
    Format(
        "matrix.csv",
        "CSV：单位协同矩阵",
        "CSV: unit × unit matrix of shared tasks",
        "text/csv",
        lambda source: matrix_table(source.network),
    ),
    Format("tasks.json", "JSON：任务记录", "JSON: task records", "application/json"),
)
FORMATS = {format.name: format for format in _ROWS}  # in the order of the page
