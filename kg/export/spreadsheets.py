"""Tables for a spreadsheet: the tasks, and units by shared tasks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import networkx as nx

from kg.export.task_records import Record
from kg.network.unit_measures import centrality, unit_matrix

# a cell that a spreadsheet would run as a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
