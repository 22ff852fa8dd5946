"""The comparison of a build: which documents are meant, and the table it is written as."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from conftest import KNOWLEDGE, take

import build_graph
from bench.compare import found_facts, true_facts
from errors import GraphError
from kg.comparison.comparison import RenamedUnits, compare, read_renamed_units
from kg.comparison.comparison_rows import COLUMNS
from kg.export.build_folder import BuildFolder
from kg.export.build_tables import TaskRecords
from kg.export.comparisons.compared_sides import Selected, SideReader, selected
from qa.answering import ask
from qa.build import open_build
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


def between(build: Path, old: str, new: str) -> Selected:
    opened = BuildFolder(build)
    records = TaskRecords(opened.tables)
    return selected(SideReader(opened.tables, records.of_document, opened.text), old, new)


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
    ((one, other),) = between(years, old, new).pairs
    assert (len(one.tasks), len(other.tasks)) == (20, 21)
    assert [d.document for d in one.documents] == ["达政办发-2024-5"]
    assert [d.document for d in other.documents] == ["达政办发-2025-3"]


@pytest.mark.parametrize("old, new", [("2024", "2024年"), ("2024", "2019"), ("济南市", "2024")])
def test_what_names_nothing_is_told(years: Path, old: str, new: str) -> None:
    with pytest.raises(GraphError):
        between(years, old, new)


def test_a_name_of_several_documents_is_told_with_their_keys(years: Path) -> None:
    with pytest.raises(GraphError, match="name one by its key: 达政办发-2024-5; 达政办发-2025-3"):
        between(years, "达拉特旗", "政府工作报告")  # a place, and what both titles hold


def test_the_tasks_go_together_as_the_table_says(years: Path) -> None:
    (sides,) = between(years, "2024", "2025").pairs
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
    differences = [r["difference"] for r in rows if r["change"] == "lowered"]
    assert differences and all(float(difference) < 0 for difference in differences)
    assert moved["old_text"] in "粮食产量达到18亿斤" and moved["new"].endswith("/task/9")


def test_a_wrong_name_is_a_line(years: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert comparing.main(["2024", "1999", "--build", str(years)]) == 2
    assert "达政办发〔2024〕5号" in capsys.readouterr().err


PLAN = """汶上县{year}年重点工作任务
一、总体目标
到{year}年底，地区生产总值增长{growth}%以上，建成社区20个以上。
二、重点任务
（一）促进就业。新增就业{jobs}人。（牵头单位：县人力资源社会保障局）
"""


@pytest.fixture(scope="module")
def goals(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Path:
    """A build of two years with headline goals, and of a place with one year."""
    folder = tmp_path_factory.mktemp("goals")
    (folder / "in").mkdir()
    for year, growth, jobs in ((2023, "6.5", 3000), (2024, "7", 3200)):
        text = PLAN.format(year=year, growth=growth, jobs=jobs)
        (folder / "in" / f"{year}.txt").write_text(text, encoding="utf-8")
    shutil.copy(GOLD / "documents" / "nanhai_2026.txt", folder / "in")
    options = ["--out", str(folder / "build"), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([str(folder / "in"), *options]) == 0
    return folder / "build"


def test_headline_goals_are_compared(goals: Path) -> None:
    ((old, new),) = between(goals, "2023", "2024").pairs
    changes = compare(old, new, RenamedUnits()).targets
    assert [
        (t.is_headline, t.change, t.shown.metric, float(t.difference or 0)) for t in changes
    ] == [
        (True, "raised", "地区生产总值增速", 0.5),
        (True, "same", "建成社区", 0),
        (False, "raised", "新增就业", 200),
    ]
    growth = changes[0].new
    assert growth and growth.text == "地区生产总值增长7%以上"


def test_an_export_compares_the_years_of_each_place(goals: Path, tmp_path: Path) -> None:
    out = take(goals, "comparison.csv", tmp_path)
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert {row["new_side"][-8:] for row in rows} == {"汶上县 2024"}
    assert [row["change"] for row in rows if row["part"] == "goal"] == ["raised", "same"]
    only_one = take(goals, "comparison.csv", tmp_path, of="2024").read_text(encoding="utf-8-sig")
    head, row = only_one.strip().splitlines()  # a head alone looks like a file that was cut
    assert head == ",".join(COLUMNS)
    assert row.strip(",") == "nothing"


def test_a_question_for_numbers_finds_headline_goals(goals: Path) -> None:
    answer = ask(open_build(goals), "2024年和2023年相比哪些指标提高了")
    assert "地区生产总值增速（6.5%→7%）" in answer.text and "3000人→3200人" in answer.text
