"""The comparison of a build: which documents are meant, and the table it is written as."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from conftest import KNOWLEDGE

import build_graph
from bench.compare import found_facts, true_facts
from errors import GraphError
from kg.comparison.comparison import compare, read_renamed_units
from kg.comparison.comparison_rows import COLUMNS
from kg.export.build_tables import Tables, TaskRecords
from kg.export.compared_sides import selected
from settings import DATA
from zhengtu import comparing

GOLD = DATA / "gold"


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Path:
    """A build of two years of one place."""
    out = tmp_path_factory.mktemp("years") / "build"
    files = [GOLD / "documents" / "dalate_2024.txt", GOLD / "next_year" / "dalate_2025.txt"]
    options = ["--out", str(out), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([*map(str, files), *options]) == 0
    return out


@pytest.mark.parametrize(
    "old, new",
    [
        ("2024", "2025"),
        ("2024年", "2025年"),
        ("达政办发〔2024〕5号", "达政办发〔2025〕3号"),
        ("dalate_2024.txt", "dalate_2025.txt"),
        ("达拉特旗2024年《政府工作报告》重点任务责任清单", "2025"),
    ],
)
def test_sides_are_named_by_document_and_year(years: Path, old: str, new: str) -> None:
    tables = Tables(years)
    ((one, other),) = selected(tables, TaskRecords(tables), old, new).pairs
    assert (len(one.tasks), len(other.tasks)) == (20, 21)
    assert one.documents == ("达政办发-2024-5",) and other.documents == ("达政办发-2025-3",)


@pytest.mark.parametrize("old, new", [("2024", "2024年"), ("2024", "2019"), ("济南市", "2024")])
def test_what_names_nothing_is_told(years: Path, old: str, new: str) -> None:
    tables = Tables(years)
    with pytest.raises(GraphError):
        selected(tables, TaskRecords(tables), old, new)


def test_the_tasks_go_together_as_the_table_says(years: Path) -> None:
    tables = Tables(years)
    (sides,) = selected(tables, TaskRecords(tables), "2024", "2025").pairs
    comparison = compare(*sides, read_renamed_units(KNOWLEDGE.data))
    (tasks, moves), (told, moved) = (
        true_facts(GOLD / "next_year" / "dalate_2025.csv"),
        found_facts(comparison),
    )
    assert told == tasks
    assert moved <= moves and len(moved) > 0.9 * len(moves)


def test_the_command_writes_a_table(
    years: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "comparison.csv"
    assert comparing.main(["2024", "2025", "--build", str(years), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "dropped   开展招商引资突破年活动" in said and "look at" in said
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert list(rows[0]) == list(COLUMNS)
    tasks = [row for row in rows if row["part"] == "task"]
    assert {row["change"] for row in tasks} == {
        "kept", "renamed", "split", "merged", "dropped", "new",
    }  # fmt: skip
    (moved,) = (r for r in rows if r["part"] == "target" and r["metric"] == "粮食产量")
    assert (moved["change"], moved["difference"]) == ("raised", "20000000")
    assert moved["old_text"] in "粮食产量达到18亿斤" and moved["new"].endswith("/task/9")


def test_a_wrong_name_is_a_line(years: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert comparing.main(["2024", "1999", "--build", str(years)]) == 2
    assert "达政办发〔2024〕5号" in capsys.readouterr().err
