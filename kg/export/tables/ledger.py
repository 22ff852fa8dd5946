"""The task ledger (督查台账) as CSV: one row a task, in the words of a county office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.export.build_folder import Record, cited_name
from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.tables.csv_files import write_csv

_SIGNS = {"=": "", ">=": "≥", "<=": "≤", "~": "约"}


def _units(task: Record, role: str) -> str:
    return "、".join(
        unit.get("canonical") or unit["name"] for unit in task["units"] if unit["role"] == role
    )


def _target(target: Record) -> str:
    """Return a target and where its date comes from: 新增企业 5家（2023年底，推定）."""
    assumed = target["assumed_deadline"]
    by = f"{assumed[:4]}年底，推定" if assumed else target["deadline_text"]
    sign = _SIGNS.get(target["comparator"], target["comparator"])
    reached = f"{target['metric']} {sign}{target['value']}{target['unit_text']}"
    return f"{reached}（{by}）" if by else reached


# head of a column, and its cell for a document and one of its tasks
_COLUMNS: tuple[tuple[str, Callable[[Record, Record], object]], ...] = (
    ("文件", lambda document, _: cited_name(document)),
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


def cells(document: Record, task: Record) -> dict[str, object]:
    """Return the row of a task, by the heads of its columns."""
    return {head: cell(document, task) for head, cell in _COLUMNS}


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the ledger."""
    rows = (
        [*cells(entry["document"], task).values()]
        for entry in excerpt.entries()
        for task in entry["tasks"]
    )
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(file, rows, [head for head, _ in _COLUMNS])


FORMAT = Format(
    "tasks.csv",
    "CSV：任务台账，可用 Excel 打开",
    "CSV: the task ledger, for Excel",
    "text/csv",
    write,
)
