"""The task ledger: safe cells, one row for each task."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from conftest import take

from kg.export.tables.csv_files import write_csv
from kg.export.tables.ledger import cells
from qa.build import Build


def target(metric: str, comparator: str, by: str | None, assumed: str | None) -> dict[str, Any]:
    return {
        "metric": metric,
        "comparator": comparator,
        "value": 5,
        "unit_text": "座",
        "deadline_text": by,
        "assumed_deadline": assumed,
    }


def test_no_cell_runs_as_a_formula() -> None:
    file = io.StringIO()
    write_csv(file, [["=1+1", "@x", "a", 3]], ["-", "b", "c", "d"])
    assert file.getvalue() == "-,b,c,d\r\n'=1+1,'@x,a,3\r\n"


def test_a_row_for_each_task() -> None:
    task = {
        "id": "…/task/3",
        "number": 3,
        "ordinal": "（三）",
        "section": None,
        "title": "治水",
        "text": "治水。\n建闸。",
        "units": [
            {"name": "市水务局", "role": "lead"},
            {"name": "市财政局", "role": "assist"},
            {"name": "市林业局", "role": "assist"},
        ],
        "policies": [{"title": "水网规划"}, {"title": "河湖方案"}],
        "time_limits": [{"text": "2024年6月底"}],
        "targets": [
            target("建闸", ">=", "6月底前", None),
            target("修渠", "=", None, "2024-12-31"),
            target("清淤", "<=", None, None),
        ],
    }
    assert cells({"wenhao": None, "title": "任务"}, task) == {
        "文件": "任务",
        "序号": 3,
        "编号": "（三）",
        "章节": "",
        "任务": "治水",
        "正文": "治水。\n建闸。",
        "牵头单位": "市水务局",
        "责任单位": "",
        "配合单位": "市财政局、市林业局",
        "时限": "2024年6月底",
        "指标": "建闸 ≥5座（6月底前）；修渠 5座（2024年底，推定）；清淤 ≤5座",
        "涉及政策": "水网规划；河湖方案",
        "标识": "…/task/3",
    }


def test_excel_reads_the_ledger_as_utf_8(build: Build, tmp_path: Path) -> None:
    content = take(build.folder, "tasks.csv", tmp_path).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
    assert len(rows) == 78 and rows[0]["序号"] == "1" and "县" in rows[0]["牵头单位"]
