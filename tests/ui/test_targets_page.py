"""指标: the grid says what the graph says; filters, sorting, months, sums, addresses that are wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import KNOWLEDGE
from serving import asked, pages_client, values_of
from starlette.testclient import TestClient

from kg.export.build_tables import TABLES, Tables, TablesWriter
from qa.build import Build
from ui.pages import targets
from ui.pages.registry import PAGES
from ui.planning import goals
from ui.planning.goals import Month, Total
from ui.planning.wanted import Wanted, wanted
from ui.refusals import WrongValueError
from ui.site import Site

UNIT = "https://w3id.org/zhengtu/unit/汶上县/县发展和改革局"


@pytest.fixture(scope="module")
def pages(build: Build, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return pages_client(build, tmp_path_factory.mktemp("home"))


def test_the_grid_holds_the_targets_of_the_graph(build: Build) -> None:
    shown = goals.page(build, Wanted(kinds=("Target",)), "text", 0, 1000)
    said = [
        (n.task, n.quote.start, n.quote.end, n.due or n.assumed_due, not n.due, n.commitment)
        for n in build.rows.numbers()
    ]
    assert len(said) == 92
    assert sorted(said) == sorted(
        (g.task, g.start, g.end, g.due, g.assumed, g.commitment) for g in shown
    )
    printed = {(n.task, n.quote.start): n.printed for n in build.rows.numbers()}
    assert all(g.printed == printed[g.task, g.start] for g in shown)


Record = dict[str, Any]
ROWS: list[tuple[str, Callable[[Record, Record], bool]]] = [
    ("", lambda task, goal: True),
    (f"unit={UNIT}", lambda task, goal: UNIT in [u["id"] for u in task["units"]]),
    ("unit=发改局", lambda task, goal: UNIT in [u["id"] for u in task["units"]]),
    (f"unit={UNIT}&role=assist", lambda task, goal: False),
    ("commitment=确保", lambda task, goal: goal["modality"] == "确保"),
    ("section=大力实施产业升级行动", lambda task, goal: "产业升级" in task["section"]),
    ("printed=1", lambda task, goal: bool(goal["deadline"])),
    ("due=2023-09", lambda task, goal: False),
    ("due=2023-12", lambda task, goal: True),
    ("after=2023-12&due=2023-12-31", lambda task, goal: True),
    ("due=2023-12-30", lambda task, goal: False),
    ("kind=Benefit", lambda task, goal: False),
    ("kind=Target&kind=TimeLimit", lambda task, goal: True),
    ("place=汶上县", lambda task, goal: True),
    ("metric=高新技术企业", lambda task, goal: goal["indicator"] == "高新技术企业"),
    ("doc=汶政办字-2023-29", lambda task, goal: True),
    (f"unit={UNIT}&commitment=力争", lambda task, goal: goal["modality"] == "力争" and UNIT in [u["id"] for u in task["units"]]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "fits"), ROWS, ids=[row[0] for row in ROWS])
def test_filters(
    build: Build, site: Site, query: str, fits: Callable[[Record, Record], bool]
) -> None:
    want = wanted(asked(site, f"/targets?{query}"))
    expected = [
        (task, goal["start"])
        for task, record in build.tasks.items()
        for goal in record["targets"]
        if fits(record, goal)
    ]
    found = [(g.task, g.start) for g in goals.page(build, want, "text", 0, 1000)]
    assert found == expected
    assert goals.count(build, want) == len(expected)
    assert sum(month.goals for month in goals.months(build, want)) == len(expected)


@pytest.mark.parametrize("sort", goals.SORTS)
def test_sorting_loses_no_row(build: Build, sort: str) -> None:
    up, down = (goals.page(build, Wanted(), s, 0, 1000) for s in (sort, f"-{sort}"))
    starts = sorted(g.start for g in up)
    assert sorted(g.start for g in down) == starts
    if sort == "name":
        assert [g.name for g in up] == sorted(g.name for g in up)
    if sort == "commitment":  # what has none comes last, whichever way
        assert up[0].commitment and not up[-1].commitment and down[0].commitment


def test_pages_hold_every_row_once(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "ROWS", 10)
    site, starts = Site(build, PAGES), []
    for page in range(1, 11):
        values = values_of(site, f"/targets?page={page}")
        assert values["pages"] == 10
        starts += [row.goal.start for row in values["rows"]]
    assert starts == [g.start for g in goals.page(build, Wanted(), "text", 0, 1000)]
    assert values_of(site, "/targets?page=999")["page"] == 10


def test_a_row_leads_to_its_sentence_marked(pages: TestClient) -> None:
    page = pages.get("/targets?metric=高新技术企业").text
    link = unescape(re.findall(r'class="zt-source" href="([^"]+)"', page)[0])
    text = pages.get(link).text
    assert 'id="found"' in text
    assert "确保高新技术企业达到100家以上" in text


def test_nothing_in_time_says_what_there_is(pages: TestClient) -> None:
    page = pages.get(f"/targets?unit={UNIT}&due=2023-09").text
    assert "没有符合条件" in page
    assert "另有 22 项" in page


def test_only_what_agrees_is_added_up(tmp_path: Path) -> None:
    def row(name: str, comparator: str, amount: float, unit: str, measured: str, due: str) -> Any:
        goal = (name, comparator, amount, unit, measured, f"{amount}{unit}", "", "", due, 0, 0, 9)
        return ("Target", "t", "d", *goal)

    with TablesWriter(tmp_path / TABLES) as tables:
        tables.add(
            "goals",
            [
                row("新增企业", "=", 5, "家", "count", "2023-12-31"),
                row("新增企业", ">=", 7, "家", "count", "2023-06-30"),
                row("新增企业", "=", 9, "家", "count", "2024-12-31"),  # another year
                row("新增企业", "<=", 1, "家", "count", "2023-12-31"),  # a limit
                row("新增企业", "=", 3, "户", "count", "2023-12-31"),  # another measure
                row("增速", "=", 5, "%", "increase", "2023-12-31"),
                row("增速", "=", 5, "%", "increase", "2023-12-31"),
                row("投资", "=", 0.1, "元", "count", ""),
                row("投资", "=", 0.2, "元", "count", ""),
                row("到位资金", "=", 3e8, "元", "count", "2023-12-31"),
                row("到位资金", "=", 2.5e7, "元", "count", "2023-12-31"),
            ],
        )
        tables.finish()
    build: Any = SimpleNamespace(tables=Tables(tmp_path))
    assert goals.totals(build, Wanted()) == [
        Total("到位资金", "2023", 2, "", "3.25亿元"),
        Total("投资", "", 2, "", "0.3元"),
        Total("新增企业", "2023", 2, "≥", "12家"),
    ]
    assert goals.months(build, Wanted(due="2023-12-31", printed=True)) == [
        Month("2023-06", 1, 0),
        Month("2023-12", 7, 0),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "due=x",
        "due=2023-13",
        "after=20230901",
        "unit=没有这个单位",
        "place=月球",
        "due=2023-09-31x",
    ],
)
def test_a_wrong_filter_is_a_page(site: Site, pages: TestClient, query: str) -> None:
    with pytest.raises(WrongValueError):
        wanted(asked(site, f"/targets?{query}"))
    for prefix, lang in (("", "zh-CN"), ("/en", "en")):
        answer = pages.get(f"{prefix}/targets?{query}")
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert 'class="zt-form zt-filter"' in answer.text
        assert f'lang="{lang}"' in answer.text
        assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "query",
    ["sort=rowid;DROP TABLE goals", "page=-1", "page=999999999999", "role=boss", "kind=Unit",
     "metric=' OR 1=1 --", "section=%00", "unit=", "due=2023-02-31"],
)  # fmt: skip
def test_hostile_parameters_change_nothing(build: Build, pages: TestClient, query: str) -> None:
    assert pages.get(f"/targets?{query}").status_code == 200
    assert goals.count(build, Wanted()) == 92


def test_an_unknown_document_is_told(pages: TestClient) -> None:
    answer = pages.get("/targets?doc=../../etc/passwd")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text and "Traceback" not in answer.text


def test_two_places_are_told_apart(cities: Build) -> None:
    site = Site(cities, PAGES)
    everything = goals.count(cities, Wanted())
    of_places = [
        goals.count(cities, wanted(asked(site, f"/targets?place={place}")))
        for place in cities.own_places
    ]
    assert len(of_places) == 2
    assert all(of_places)
    assert sum(of_places) == everything
    assert KNOWLEDGE.gazetteer.by_name[cities.own_places[0]]
