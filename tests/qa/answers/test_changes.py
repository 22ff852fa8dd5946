"""What changed between two years of a place: asked in words, answered with both sides."""

from __future__ import annotations

from pathlib import Path

import pytest

import build_graph
from qa.answering import ask
from qa.build import Build, open_build
from qa.query.in_words import in_words, query_words
from qa.query.json_form import json_of
from qa.query.json_reader import reading_of
from qa.query.tree import Asks, Find, Since
from settings import DATA


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Build:
    """Two years of one place."""
    out = tmp_path_factory.mktemp("asked") / "build"
    files = [
        DATA / "gold" / "documents" / "dalate_2024.txt",
        DATA / "gold" / "next_year" / "dalate_2025.txt",
    ]
    options = ["--out", str(out), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([*map(str, files), *options]) == 0
    return open_build(out)


@pytest.mark.parametrize(
    "question, words",
    [
        ("2025年和2024年相比新增了哪些任务", ["新增任务 2 项", "降低全社会物流成本"]),
        ("2025年比2024年取消了哪些任务？", ["取消任务 1 项", "开展招商引资突破年活动"]),
        ("取消了哪些", ["取消任务 1 项"]),
        ("与上年相比，哪些任务改名了", ["稳定煤炭产能", "→", "推进煤炭绿色智能开采"]),
        (
            "哪些指标提高了",
            ["提高的指标 25 个", "绿电占比（40%→45%），+5个百分点", "（60亿元→63亿元），+3亿元"],
        ),
        ("和2024年相比，2025年哪些指标降低了", ["研发经费投入", "20%→18%"]),
        ("哪些任务合并了", ["办好人民满意教育", "扩大优质公共服务供给"]),
        ("Which tasks are new compared with 2024?", ["2 tasks were added"]),
    ],
)
def test_what_changed(years: Build, question: str, words: list[str]) -> None:
    answer = ask(years, question)
    assert answer.grade == "stated", answer.text
    said = answer.text + "".join(line.text for line in answer.statements)
    assert not [word for word in words if word not in said], said


def test_both_sides_are_cited(years: Build) -> None:
    answer = ask(years, "哪些指标提高了")
    line = next(line for line in answer.statements if "新能源装机" in line.text)
    assert [c.document for c in line.citations] == ["达政办发-2024-5", "达政办发-2025-3"]


def test_what_asks_of_one_year_is_no_comparison(years: Build) -> None:
    assert "任务 " not in ask(years, "2025年新增城镇就业多少人").text.split("。")[0]


def test_one_year_has_no_changes(build: Build) -> None:
    assert "两年之间" not in ask(build, "2023年和2022年相比新增了哪些任务").text


@pytest.mark.parametrize("since", [Since("new"), Since("raised", (2023, 2024))])
def test_a_tree_of_changes_goes_both_ways_and_is_told(since: Since, build: Build) -> None:
    reading = Asks((Find("task", over=since),))
    assert reading_of(json_of(reading)) == reading
    for language in ("zh", "en"):
        assert in_words(reading, query_words(build.knowledge.data, language))
