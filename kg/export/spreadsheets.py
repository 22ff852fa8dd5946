"""Tables for a spreadsheet: the tasks, and units by shared tasks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence

import networkx as nx

from kg.export.task_records import Record
from kg.network.traversal import tasks_of
from kg.network.unit_measures import unit_matrix, unit_network
from kg.text.allowed import cell_text


def _units(task: Record, role: str) -> str:
    return "、".join(unit["name"] for unit in task["units"] if unit["role"] == role)


def _target(target: Record) -> str:
    """Return a target and where its date comes from: 新增企业 5家（2023年底，推定）."""
    assumed = target["assumed_deadline"]
    by = f"{assumed[:4]}年底，推定" if assumed else target["deadline_text"]
    sign = {"=": "", ">=": "≥", "<=": "≤", "~": "约"}.get(
        target["comparator"], target["comparator"]
    )
    reached = f"{target['metric']} {sign}{target['value']}{target['unit_text']}"
    return f"{reached}（{by}）" if by else reached


# head of a column, and its cell for a document and one of its tasks
_COLUMNS: tuple[tuple[str, Callable[[Record, Record], object]], ...] = (
    ("文件", lambda document, _: document["wenhao"] or document["title"]),
    ("序号", lambda _, task: task["number"]),
    ("编号", lambda _, task: task["ordinal"]),
    ("章节", lambda _, task: task["section"] or ""),
    ("任务", lambda _, task: task["title"]),
    ("正文", lambda _, task: task["text"]),
    ("牵头单位", lambda _, task: _units(task, "lead")),
    ("责任单位", lambda _, task: _units(task, "responsible")),
    ("配合单位", lambda _, task: _units(task, "assist")),
    ("时限", lambda _, task: "；".join(limit["text"] for limit in task["time_limits"])),
    ("指标", lambda _, task: "；".join(_target(target) for target in task["targets"])),
    ("涉及政策", lambda _, task: "；".join(policy["title"] for policy in task["policies"])),
    ("标识", lambda _, task: task["id"]),
)


def task_table(content: Record) -> str:
    """Return the tasks as CSV for a spreadsheet, one row for each task."""
    rows = [
        [cell(entry["document"], task) for _, cell in _COLUMNS]
        for entry in content["documents"]
        for task in entry["tasks"]
    ]
    return csv_text([[head for head, _ in _COLUMNS], *rows])


def matrix_table(network: nx.MultiDiGraph[str]) -> str:
    """Return the unit × unit matrix of shared tasks as CSV, for Gephi, Ucinet or Excel."""
    shared = unit_network(network)
    having = {unit: len(tasks_of(network, unit)) for unit in shared}
    order = sorted(having, key=lambda unit: (-having[unit], -shared.degree(unit), unit))
    units = [unit for unit in order if having[unit]]
    labels = [network.nodes[unit]["label"] for unit in units]
    matrix = unit_matrix(network, units)
    return csv_text(
        [["", *labels], *([label, *row] for label, row in zip(labels, matrix, strict=True))]
    )


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV that Excel opens: with a BOM, and without cells that run as formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def _safe(cell: object) -> object:
    return cell_text(cell) if isinstance(cell, str) else cell
