"""协同: the matrix of all units, its order, what stands beside it, the ranking, paths in words."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from serving import asked, pages_client, values_of
from starlette.testclient import TestClient

from kg.network.unit_measures import unit_matrix
from qa.build import Build
from ui.pages import together
from ui.pages.registry import PAGES
from ui.site import Site

A = "https://w3id.org/zhengtu/unit/汶上县/县发展和改革局"
B = "https://w3id.org/zhengtu/unit/汶上县/县工业和信息化局"


def test_the_matrix_holds_all_units(build: Build, site: Site) -> None:
    rows = values_of(site, "/together")["matrix"]
    units = [row.unit.id for row in rows]
    assert sorted(units) == sorted(u for (u,) in build.tables.rows("SELECT id FROM units"))
    counts = [[cell.tasks for cell in row.cells] for row in rows]
    assert counts == unit_matrix(build.network, units)
    for row in rows:
        assert row.unit.shared == sum(cell.tasks for cell in row.cells)
        assert row.unit.partners == sum(cell.tasks > 0 for cell in row.cells)


def test_units_stand_by_community(site: Site) -> None:
    rows = values_of(site, "/together")["matrix"]
    groups = [row.unit.community for row in rows]
    assert groups == sorted(groups)
    begins = [row.begins for row in rows]
    assert begins == [True, *(before != own for before, own in pairwise(groups))]


def test_more_units_than_fit_are_said(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MATRIX_UNITS", 5)
    values = values_of(site, "/together")
    assert len(values["matrix"]) == 5
    html = site.render("together.html", asked(site, "/together"), title="", **values)
    assert "5 / 35 个单位" in html


def test_the_matrix_follows_what_is_chosen(build: Build, site: Site) -> None:
    partners = {other for other, _ in build.stored_network.partners(B)}
    values = values_of(site, f"/together?unit={B}")
    assert {row.unit.id for row in values["matrix"]} == {B, *partners}
    assert len(partners) + 1 < len(values["units"])
    assert all(B in pair for pair, _ in values["pairs"])


@pytest.mark.parametrize("name", ["县工业和信息化局", "工信局", B])
def test_a_unit_is_chosen_by_its_name(site: Site, name: str) -> None:
    values = values_of(site, f"/together?unit={name}")
    assert values["chosen"] == [B]


def test_a_namesake_is_chosen_with_its_place(cities: Build) -> None:
    site = Site(cities, PAGES)
    for place in cities.own_places:
        (unit,) = values_of(site, f"/together?unit={place}教育局")["chosen"]
        assert f"/unit/{place}/" in unit


def test_every_unit_is_offered_as_one_types(cities: Build) -> None:
    site = Site(cities, PAGES)
    values = values_of(site, "/together")
    html = site.render("together.html", asked(site, "/together"), title="", **values)
    offered = re.findall(r'<option lang="zh-CN" value="([^"]*)">', html)
    assert {unit.label for unit in values["units"]} == set(offered)
    for name in offered:  # what tells namesakes apart is understood
        chosen = values_of(site, f"/together?unit={name}")["chosen"]
        assert [values["known"][unit] for unit in chosen] == [name]


def test_a_cell_shows_the_shared_tasks(build: Build, site: Site) -> None:
    values = values_of(site, f"/together?unit={A}&unit={B}")
    assert [node for node, _ in values["shared"]] == build.stored_network.shared_tasks([A, B])
    assert len(values["shared"]) == 8
    assert values["steps"] == ()


def test_units_without_a_task_in_common_are_joined_by_a_path(build: Build, site: Site) -> None:
    network = build.stored_network
    units = [u for (u,) in build.tables.rows("SELECT id FROM units ORDER BY rowid")]
    other = next(
        u for u in units if u != A and not network.shared_tasks([A, u]) and network.path(A, u)
    )
    values = values_of(site, f"/together?unit={A}&unit={other}")
    told = values["told"]
    assert len(told) == len(network.path(A, other))
    for subject, relation, object_ in told:
        assert build.network.has_edge(subject[0], object_[0], key=relation)


def test_the_ranking(build: Build, site: Site) -> None:
    for sort in together.SORTS:
        ranked = values_of(site, f"/together?sort={sort}")["ranking"]
        values = [getattr(unit, sort) for unit in ranked]
        assert values == sorted(values, reverse=True)
    first = values_of(site, "/together?sort=between")["ranking"][0]
    assert first.id == A
    assert 0.39 < first.between < 0.40
    sections = {build.tasks[task]["section"] for task in build.stored_network.tasks_of(A)}
    assert first.sections == len(sections)


def test_places_are_told_apart(cities: Build) -> None:
    site = Site(cities, PAGES)
    found = [
        {row.unit.id for row in values_of(site, f"/together?place={p}")["matrix"]}
        for p in cities.own_places
    ]
    assert all(found)
    assert not set.intersection(*found)


def test_a_path_from_a_unit_as_the_list_names_it(cities: Build) -> None:
    """Namesakes stand there with their place: 市教育局（泰兴市）."""
    values = values_of(Site(cities, PAGES), "/together")
    unit, label = next(pair for pair in values["known"].items() if pair[1].endswith("）"))
    found = values_of(Site(cities, PAGES), f"/together?from={label}&to={label}")["found"]
    assert found == [unit, unit]


def test_the_place_stays_where_one_goes(cities: Build) -> None:
    place = cities.own_places[0]
    client = pages_client(cities, cities.folder)
    html = client.get(f"/together?place={place}").text
    cells = re.findall(r'href="(/together\?unit=[^"]*)"', html)
    assert cells
    assert all(f"place={place}" in cell for cell in cells)


@pytest.mark.parametrize(
    ("query", "status"),
    [("unit=x", 400), ("place=月球", 404), ("sort=id", 200), ("from=没有&to=县财政局", 200), ("unit=" + "x" * 5000, 400)],
)  # fmt: skip
def test_hostile_parameters(
    build: Build, tmp_path_factory: pytest.TempPathFactory, query: str, status: int
) -> None:
    client: TestClient = pages_client(build, tmp_path_factory.mktemp("home"))
    for prefix in ("", "/en"):
        answer = client.get(f"{prefix}/together?{query}")
        assert answer.status_code == status
        assert "Traceback" not in answer.text
