"""A walk through the graph: what an address shows, without a browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from serving import pages_of

from kg.export.build_tables import Tables
from kg.network.traversal import neighbours
from qa.build import Build
from ui.gradio_pages.graph_drawing import FIRST, LARGEST, NEXT, Drawing
from ui.gradio_pages.graph_views import GraphViews
from ui.gradio_pages.overviews import overview
from ui.gradio_pages.walk import MOST_STEPS, Step, Walk
from ui.site import Asked

BASE = "https://w3id.org/zhengtu"
PROJECT = f"{BASE}/project/汶上县/华首电动车桥"
UNIT = f"{BASE}/unit/汶上县/县工业和信息化局"
OTHER = f"{BASE}/unit/汶上县/县农业农村局"


def view(build: Build, language: str = "zh", **values: Any) -> dict[str, Any]:
    at = Asked(pages_of(build), None, language)
    return GraphViews(at).view(urlencode(values, doseq=True))


@pytest.mark.parametrize(
    ("query", "walk"),
    [
        ("", Walk(over="units")),
        ("over=sections", Walk(over="sections")),
        ("over=nothing", Walk(over="units")),
        ("node=https://x/1", Walk((Step("https://x/1"),), "https://x/1")),
        ("over=units&node=u:1", Walk((), "u:1", "units")),
        ("open=u:1&node=u:2", Walk((Step("u:1"),), "u:2")),
        ("open=%3CleadUnit+u:1", Walk((Step("u:1", "leadUnit", False),))),
        ("open=a+b+c", Walk(over="units")),
        ("from=u:1&to=u:2&way=3", Walk((), "", "", ("u:1", "u:2"), 3)),
        ("from=u:1&to=u:2&way=99", Walk((), "", "", ("u:1", "u:2"), 1)),
        ("from=u:1", Walk(over="units", ends=("u:1", ""))),
    ],
)
def test_an_address_is_a_walk(query: str, walk: Walk) -> None:
    assert Walk.read(query) == walk
    assert Walk.read(f"?{query}") == walk


def test_a_long_address_is_cut() -> None:
    assert len(Walk.read("&".join(f"open=u:{i}" for i in range(9_000))).steps) == MOST_STEPS


@pytest.mark.parametrize("step", [Step("u:1"), Step("u:1", "leadUnit"), Step("u:1", "in", False)])
def test_a_step_is_written_as_it_is_read(step: Step) -> None:
    assert Walk.read(urlencode({"open": step.text})).steps == (step,)


def test_opening_shows_the_first_of_each_relation_and_says_how_many_more(build: Build) -> None:
    steps = neighbours(build.network, UNIT)
    led = [step.node for step in steps if step.relation == "leadUnit"]
    shown = view(build, node=UNIT)
    drawn = [node["id"] for node in shown["nodes"]]
    assert [node for node in drawn if node in led] == led[:FIRST]
    (more,) = shown["more"]
    assert more["label"] == f"还有 {len(led) - FIRST} 个"
    further = view(build, open=[UNIT, more["id"]])
    drawn = [node["id"] for node in further["nodes"]]
    assert [node for node in drawn if node in led] == led[: FIRST + NEXT]


def test_edges_are_those_of_the_graph(build: Build) -> None:
    shown = view(build, open=[PROJECT, UNIT])
    ids = {node["id"] for node in shown["nodes"]}
    for edge in shown["edges"]:
        assert {edge["source"], edge["target"]} <= ids
        relations = build.network[edge["source"]][edge["target"]]
        assert edge["label"] in {build.terms[relation][0] for relation in relations}


def test_what_is_between_two_things_is_drawn_and_told(build: Build) -> None:
    shown = view(build, **{"from": UNIT, "to": OTHER})
    assert next(node["label"] for node in shown["nodes"] if node["on_way"]) == "县工业和信息化局"
    assert "县农业农村局" in shown["ways"]
    assert "第 1 条路" in shown["ways"]
    second = view(build, **{"from": UNIT, "to": OTHER, "way": "2"})
    assert {n["id"] for n in shown["nodes"]} != {n["id"] for n in second["nodes"]}
    same = view(build, **{"from": UNIT, "to": UNIT})
    assert "请选两个不同的对象" in same["ways"]


@pytest.mark.parametrize("name", ["units", "sections"])
def test_an_overview_fits(build: Build, cities: Build, name: str) -> None:
    for loaded in (build, cities):
        found = overview(loaded.tables, name)
        assert 1 < len(found.nodes) <= 60
        assert {node for line in found.lines for node in line[:2]} <= set(found.nodes)
        kinds = {loaded.network.nodes[node]["kind"] for node in found.nodes}
        assert "Unit" in kinds
        assert ("Section" in kinds) == (name == "sections")


def test_what_is_not_there_is_said(build: Build) -> None:
    for values in ({"node": "u:none"}, {"open": "u:none"}, {"from": UNIT, "to": "u:none"}):
        shown = view(build, "en", **values)
        assert "The graph has no such thing" in shown["panel"]
        assert not shown["nodes"]


def test_no_more_is_drawn_than_a_browser_can_bear(build: Build) -> None:
    drawing = Drawing(build.stored_network)
    for number in range(LARGEST + 5):
        drawing.add(f"u:{number}")
    assert len(drawing.stages) == LARGEST
    assert drawing.is_full


def test_a_click_asks_by_key_and_a_few_times(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    rows = Tables.rows

    def counted(tables: Tables, query: str, *values: object) -> Any:
        asked.append(query)
        return rows(tables, query, *values)

    monkeypatch.setattr(Tables, "rows", counted)
    view(build, open=[PROJECT, UNIT, OTHER], node=UNIT)
    assert len(asked) < 12 + FIRST * 6  # three things opened, and the names of tasks beside


def test_words_of_documents_are_escaped(build: Build) -> None:
    evil = '"><img src=x onerror=alert(1)>'
    page = GraphViews(Asked(pages_of(build), None))
    html = page.at.site.render(
        "graph_panel.html", page.at, node=evil, label=evil, kind="Unit", notes=[(evil, evil)],
        groups=[("leadUnit", True, neighbours(build.network, PROJECT))], listed=6, opened=False,
        facts=[{"class": "Target", "about": evil, "exact": evil, "document": evil, "start": 0, "end": 1}],
        own=None,
    )  # fmt: skip
    assert "<img" not in html
    assert "<img" not in page.view(urlencode({"node": evil}))["panel"]
