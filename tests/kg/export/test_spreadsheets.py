"""Tables for a spreadsheet: safe cells, one row for each task, a symmetric matrix."""

from __future__ import annotations

import csv
import io

from kg.export.spreadsheets import csv_text, matrix_table, task_table
from qa.build import Build


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def target(metric: str, comparator: str, by: str | None, assumed: str | None) -> dict[str, object]:
    return {
        "metric": metric,
        "comparator": comparator,
        "value": 5,
        "unit_text": "座",
        "deadline_text": by,
        "assumed_deadline": assumed,
    }


def test_no_cell_runs_as_a_formula() -> None:
    assert csv_text([["=1+1", "@x", "a", 3]]) == "\ufeff'=1+1,'@x,a,3\r\n"


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
    head, row = rows_of(
        task_table(
            {"documents": [{"document": {"wenhao": None, "title": "任务"}, "tasks": [task]}]}
        )
    )
    assert dict(zip(head, row, strict=True)) == {
        "文件": "任务",
        "序号": "3",
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


def test_without_tasks_the_heads_are_left() -> None:
    (head,) = rows_of(task_table({"documents": []}))
    assert head[0] == "文件" and len(head) == 13


def test_the_matrix_of_shared_tasks(build: Build) -> None:
    head, *rows = rows_of(matrix_table(build.network))
    assert head[0] == "" and [row[0] for row in rows] == head[1:]
    numbers = [[int(cell) for cell in row[1:]] for row in rows]
    assert numbers == [list(column) for column in zip(*numbers, strict=True)]
