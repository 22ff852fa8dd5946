"""A correction in the user's folder is in the next build, with when and why, and survives it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest
from conftest import KNOWLEDGE
from pyoxigraph import QuerySolutions

from building.console import lines
from building.order import Order, is_current
from building.pipeline import build
from kg.corrections.corrections_file import Correction, add_corrections, read_corrections
from kg.rdf.store import open_database

TEXT = "甲政发〔2024〕5号\n甲县2024年重点任务\n（一）办学。新建幼儿园2所。（牵头单位：县教育局）\n"
PERSON = "甲县2024年重点任务\n（一）办学。新建幼儿园2所。（牵头单位：县教育局；责任人：赵六六）\n"
FACT = "新建幼儿园2所"


def order(tmp_path: Path, text: str = TEXT, **options: Any) -> Order:
    (tmp_path / "in").mkdir(exist_ok=True)
    (tmp_path / "in" / "a.txt").write_text(text, encoding="utf-8")
    corrections = read_corrections(tmp_path / "home")
    return Order(
        paths=(tmp_path / "in",),
        out=tmp_path / "build",
        knowledge=KNOWLEDGE,
        base_iri="https://w3id.org/zhengtu/",
        model="default",
        cache=tmp_path / "cache",
        quiet=True,
        corrections=corrections,
        **options,
    )


def task(tmp_path: Path) -> tuple[str, dict[str, Any]]:
    content = json.loads((tmp_path / "build" / "tasks.json").read_text(encoding="utf-8"))
    (document,) = content["documents"]
    return document["document"]["key"], document["tasks"][0]


def correct(tmp_path: Path, key: str, new: str) -> None:
    start = TEXT.index(FACT)
    span = (start, start + len(FACT))
    row = Correction(
        "2026-11-30", "张", key, "Target", *span, FACT, "value", "2所", new, "漏了一所"
    )
    add_corrections(tmp_path / "home", [row])


def test_a_correction_is_in_the_next_build(tmp_path: Path) -> None:
    build(order(tmp_path))
    key, _ = task(tmp_path)
    correct(tmp_path, key, "3所")
    assert not is_current(order(tmp_path))
    build(order(tmp_path))
    assert is_current(order(tmp_path))
    for _ in range(2):  # as the next build has it, and the one after
        target = task(tmp_path)[1]["targets"][0]
        assert target["value"] == 3
        assert target["corrected"] == {"when": "2026-11-30", "why": "漏了一所", "was": "2所"}
        build(order(tmp_path))
    said = open_database(tmp_path / "build").query(
        "PREFIX zt: <https://w3id.org/zhengtu/ontology#> SELECT ?was ?day ?amount WHERE "
        "{ ?target zt:formerly ?was ; zt:correctedOn ?day ; zt:amount ?amount }"
    )
    rows = [tuple(value.value for value in row) for row in cast(QuerySolutions, said)]
    assert rows == [("2所", "2026-11-30", "3")]
    assert "张" not in (tmp_path / "build" / "graph.nq").read_text(encoding="utf-8")


def test_one_that_fits_no_more_is_reported(tmp_path: Path) -> None:
    build(order(tmp_path))
    correct(tmp_path, task(tmp_path)[0], "3所")
    report = build(order(tmp_path, TEXT.replace("2所", "二所")))
    (document,) = report["documents"]
    assert any("no longer fits" in warning["message"] for warning in document["warnings"])
    assert report["unused_corrections"] == []


def test_one_of_a_document_that_is_gone_is_reported(tmp_path: Path) -> None:
    correct(tmp_path, "乙县-1", "3所")
    report = build(order(tmp_path))
    assert [row["document"] for row in report["unused_corrections"]] == ["乙县-1"]
    assert any("乙县-1" in line for line in lines(report))


@pytest.mark.parametrize("persons", [True, False])
def test_what_is_said_of_a_person_stays_out_without_persons(tmp_path: Path, persons: bool) -> None:
    build(order(tmp_path, PERSON))
    key, record = task(tmp_path)
    person = record["persons"][0]
    span = (person["start"], person["end"])
    row = Correction("2026-11-30", "", key, "Person", *span, "赵六六", "role", "责任人", "领导", "")
    add_corrections(tmp_path / "home", [row])
    report = build(order(tmp_path, PERSON, persons=persons))
    roles = [person["role"] for person in task(tmp_path)[1].get("persons", ())]
    assert roles == (["领导"] if persons else [])
    assert ("赵六六" in json.dumps(report, ensure_ascii=False)) is False
