"""The questions of a researcher, on the first document and on two years: rows known by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

import build_graph
from kg.rdf.named_queries import FOLDER, select
from kg.rdf.store import open_database
from settings import DATA

DOC = "https://w3id.org/zhengtu/doc/"
ONE = f"{DOC}汶政办字-2023-29"
UNIT = "https://w3id.org/zhengtu/unit/汶上县/"
ZT = "https://w3id.org/zhengtu/ontology#"
NAMES = sorted(path.stem for path in (FOLDER / "research").glob("*.rq"))


@pytest.fixture(scope="module")
def first(build_folder: Path) -> Store:
    return open_database(build_folder)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Store:
    """Two years of one place, and another place."""
    out = tmp_path_factory.mktemp("research") / "build"
    files = [
        DATA / "gold" / "documents" / "dalate_2024.txt",
        DATA / "gold" / "next_year" / "dalate_2025.txt",
        DATA / "gold" / "documents" / "liling_2024.txt",
    ]
    options = ["--out", str(out), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([*map(str, files), *options]) == 0
    return open_database(out)


# query → a row it has on the first document, and how many there are; None: as extraction goes
ON_THE_FIRST: dict[str, tuple[dict[str, Any], int | None]] = {
    "state_policies": (
        {"task": f"{ONE}/task/66", "via": ONE, "policy": f"{DOC}国发-2022-18"},
        78,
    ),
    "commitments_by_unit": (
        {"unit": f"{UNIT}县科学技术局", "unitName": "县科技局", "comparator": ">="},
        None,
    ),
    "tasks_without_number": ({"document": ONE, "task": f"{ONE}/task/10", "ordinal": "（十）"}, 37),
    "units_across_sections": (
        {"unit": f"{UNIT}县发展和改革局", "document": ONE, "sections": 7, "tasks": 23},
        14,
    ),
    "projects": ({"name": "东南片区九年一贯制学校", "placeName": "汶上县"}, None),
    "tasks_by_topic": ({"topicName": "学前教育", "task": f"{ONE}/task/66"}, None),
    "units_together": (
        {
            "one": f"{UNIT}县发展和改革局",
            "oneRole": f"{ZT}lead",
            "other": f"{UNIT}县工业和信息化局",
            "tasks": 8,
        },
        93,
    ),
    "evidence": (
        {
            "class": f"{ZT}Target",
            "task": f"{ONE}/task/1",
            "exact": "年内新增省市级研发平台14家以上",
            "start": 533,
            "end": 549,
            "rule": "target/quantity",
        },
        None,
    ),
    # nothing printed is due before October, there is one year and one place
    **dict.fromkeys(
        ("due_before_october", "indicator_in_two_places", "numbers_between_years", "headings_gone"),
        ({}, 0),
    ),
}
ON_YEARS: dict[str, dict[str, Any]] = {
    "due_before_october": {"task": f"{DOC}达政办发-2024-5/task/16", "due": "2024-09-30"},
    "indicator_in_two_places": {
        "indicator": "https://w3id.org/zhengtu/concept/indicator/城镇新增就业",
        "oneValue": 2800,
        "otherValue": 5800,
    },
    "numbers_between_years": {
        "indicator": "https://w3id.org/zhengtu/concept/indicator/城镇新增就业",
        "year": 2024,
        "value": 2800,
        "laterYear": 2025,
        "laterValue": 3000,
        "difference": 200,
    },
    "headings_gone": {"task": f"{DOC}达政办发-2024-5/task/7", "title": "开展招商引资突破年活动"},
}


def holds(rows: list[dict[str, Any]], wanted: dict[str, Any]) -> bool:
    return any(all(row[name] == value for name, value in wanted.items()) for row in rows)


def test_there_are_twelve() -> None:
    assert len(NAMES) == 12 and set(ON_THE_FIRST) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_on_the_first_document(name: str, first: Store) -> None:
    wanted, count = ON_THE_FIRST[name]
    rows = select(first, name)
    assert count is None or len(rows) == count
    assert holds(rows, wanted) or count == 0, rows[:3]


@pytest.mark.parametrize("name", sorted(ON_YEARS))
def test_over_years_and_places(name: str, years: Store) -> None:
    rows = select(years, name)
    assert holds(rows, ON_YEARS[name]), rows[:5]


@pytest.mark.parametrize("name", NAMES)
def test_public_terms_are_used_where_they_reach(name: str) -> None:
    """What ELI, PROV, OA and SKOS have a term for is asked for by that term."""
    text = (FOLDER / "research" / f"{name}.rq").read_text(encoding="utf-8")
    own = ("inDocument", "inSection", "unit ", "role ", "quotedFrom", "exact", "start", "amount")
    assert not [term for term in own if f"zt:{term}" in text]
