"""Numbers of documents without tasks, and the places such documents belong to."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import KNOWLEDGE

import build_graph
from kg.entities.iri import IriMinter
from kg.entities.linking import Linker
from qa.answering import ask
from qa.build import Build, open_build

REPORT = """2026年青田省政府工作报告

——2026年1月26日在青田省第十四届人民代表大会第四次会议上

一、2025年工作回顾

过去一年，城镇新增就业42万人，粮食产量达到1300万吨。

二、2026年重点工作

今年发展主要预期目标是：城镇新增就业45万人以上，粮食产量稳定在1350万吨左右。

坚持把制造业作为立省之本，新增省级重点实验室20家，培育专精特新企业300家以上。
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Build:
    folder = tmp_path_factory.mktemp("report")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    options = ["--out", str(folder / "build"), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([str(folder / "report.txt"), *options]) == 0
    return open_build(folder / "build")


NUMBERS = [
    ("今年城镇新增就业多少人", 450000, "人", ">="),  # not last year's 42万
    ("专精特新企业要培育多少家", 300, "家", ">="),
    ("粮食产量目标是多少吨", 13500000, "吨", "~"),
]


@pytest.mark.parametrize(("question", "value", "unit", "comparator"), NUMBERS)
def test_numbers_of_a_report(
    report: Build, question: str, value: int, unit: str, comparator: str
) -> None:
    answer = ask(report, question)
    found = answer.value
    assert (found["value"], found["unit"], found["comparator"]) == (value, unit, comparator)
    for cited in (c for s in answer.statements for c in s.citations):
        assert report.text(cited.document)[cited.start : cited.end] == cited.text


def test_a_report_that_begins_with_its_year_belongs_to_its_place(report: Build) -> None:
    (document,) = report.documents.values()
    assert document["jurisdiction"] == ["青田省"] and document["year"] == 2026


def test_a_city_of_county_level_owns_its_bodies() -> None:
    gazetteer = KNOWLEDGE.gazetteer
    (city,) = gazetteer.by_name["醴陵市"]
    linker = Linker(IriMinter("https://example.org/"), KNOWLEDGE, "key", city)
    assert linker.unit("市财政局").iri == "https://example.org/unit/醴陵市/市财政局"
    assert linker.jurisdiction_of("株洲市生态环境局") != city
