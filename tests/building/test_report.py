"""The report: what was counted and what was missed, in JSON and on the console."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import KNOWLEDGE

from building.collection import Collection, read_collection
from building.console import lines
from building.coverage.explained import coverage
from building.report import document_entry, report, report_files
from kg.entities.iri import IriMinter
from kg.entities.linking import LinkedDocument, entities, merge
from kg.entities.resolution import uncertain_matches
from kg.rdf.validation import Finding
from settings import BASE_IRI

PLAN = """东河政发〔2023〕8号
东河市水网建设五年规划
一、目标
（一）建成水网。新建水闸5座。（牵头单位：市招商局、市投资促进局；配合单位：市财政局）
"""
FINDINGS = [
    Finding("Violation", "https://example.org/a", "a span without its text"),
    Finding("Warning", "https://example.org/b", "a task without a lead unit"),
    Finding("Warning", "https://example.org/c", "a task without a lead unit"),
]


Read = tuple[list[LinkedDocument], Collection]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    return read_collection([tmp_path], IriMinter(BASE_IRI), KNOWLEDGE)


@pytest.fixture
def content(read: Read) -> dict[str, Any]:
    ((facts, linker),), collection = read
    doubts = uncertain_matches(merge(entities(facts, linker)), collection.titles, BASE_IRI)
    entry = document_entry(facts, KNOWLEDGE)
    cost = {"seconds": {"read": 0.123}, "peak_mb": {"main": 400}}
    files = report_files(collection.failures, collection.passed)
    return {**report([entry], doubts, FINDINGS), **files, **cost}


def test_a_document_is_counted(content: dict[str, Any]) -> None:
    (entry,) = content["documents"]
    assert (entry["file"], entry["key"]) == ("plan.txt", "东河政发-2023-8")
    assert (entry["tasks"], entry["tasks_without_unit"]) == (1, [])
    assert (entry["units"], entry["roles"]) == (3, {"assist": 1, "lead": 2})


def test_violations_are_apart_from_other_findings(content: dict[str, Any]) -> None:
    assert [f["node"] for f in content["violations"]] == ["https://example.org/a"]
    assert [f["severity"] for f in content["findings"]] == ["Warning", "Warning"]


def test_the_console_names_documents_doubts_failures_and_findings(content: dict[str, Any]) -> None:
    shown = list(lines(content))
    assert shown[0] == "plan.txt  →  东河政发-2023-8"
    assert "(assist 1 lead 2)" in shown[2]
    assert any(line.startswith("doubtful  市投资促进局 | 市招商局: ") for line in shown)
    assert any(line.startswith("FAILED  ") and "the file is empty" in line for line in shown)
    assert "VIOLATION  https://example.org/a: a span without its text" in shown
    assert "note  a task without a lead unit: 2" in shown
    assert shown[-2:] == ["seconds  read 0.12", "peak memory, MB  main 400"]


def test_long_lists_are_cut_on_the_console(content: dict[str, Any]) -> None:
    warning = {"line": 3, "message": "something"}
    content["documents"][0]["warnings"] = [warning] * 15
    shown = list(lines(content))
    assert shown.count("  line 3: something") == 12
    assert "  … and 3 more warnings in report.json" in shown


def test_coverage_is_a_share_of_the_characters(read: Read) -> None:
    ((facts, _),), _ = read
    assert 0.9 < coverage(facts) <= 1.0
