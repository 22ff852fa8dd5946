"""A unit's sheet and the page of any other thing: what the graph says, with its sources."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import pytest
from serving import pages_client, values_of
from starlette.testclient import TestClient

from kg.network.traversal import nodes_of_kind
from qa.build import Build
from ui.pages import unit
from ui.pages.suggest import find
from ui.site import Asked, Site

UNIT = "https://w3id.org/zhengtu/unit/汶上县/县发展和改革局"
FIRM = "https://w3id.org/zhengtu/enterprise/汶上县/县供电公司"
TASK = "https://w3id.org/zhengtu/doc/汶政办字-2023-29/task/46"


@pytest.fixture(scope="module")
def pages(build: Build, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return pages_client(build, tmp_path_factory.mktemp("home"))


def test_the_sheet_says_what_the_graph_says(build: Build, site: Site) -> None:
    values = values_of(site, f"/unit?iri={UNIT}")
    said = build.rows.assignments(units=[UNIT])
    roles = {(role, duty.task) for role, own in values["by_role"] for duty in own}
    assert roles == {(a.role, a.task) for a in said}
    tasks = {a.task for a in said}
    assert values["goal_count"] == len(build.rows.numbers(sorted(tasks)))
    named = {(row.of_class, row.thing) for row in build.rows.named_things(sorted(tasks))}
    assert {(k, row.thing) for k, rows in values["things"] for row in rows} == named
    partners = values["partners"]
    assert [(p.id, p.tasks) for p in partners] == [
        (other, len(tasks)) for other, tasks in build.stored_network.partners(UNIT)[:12]
    ]


def test_every_unit_has_a_sheet(build: Build, site: Site) -> None:
    for node in nodes_of_kind(build.network, "Unit"):
        assert values_of(site, f"/unit?iri={node}")["name"]


def test_a_firm_that_has_tasks_is_a_unit(build: Build, site: Site, pages: TestClient) -> None:
    assert unit.is_unit(Asked(site, None), FIRM)
    assert "县供电公司" in pages.get(f"/unit?iri={FIRM}").text
    assert not unit.is_unit(Asked(site, None), TASK)


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [(f"/thing?iri={UNIT}", "/unit?iri="), (f"/unit?iri={TASK}", "/thing?iri=")],
)
def test_each_thing_is_on_its_own_page(pages: TestClient, address: str, leads_to: str) -> None:
    answer = pages.get(address, follow_redirects=False)
    assert answer.status_code == 307
    assert leads_to in answer.headers["location"]
    assert pages.get(address).status_code == 200


def test_a_task_shows_its_text_units_goals_and_sources(build: Build, pages: TestClient) -> None:
    page = pages.get(f"/thing?iri={TASK}").text
    assert build.tasks[TASK]["text"] in unescape(page)
    for name in ("县住房和城乡建设局", "县发展和改革局", "杨店镇", "汶上县新型城镇化规划"):
        assert name in page
    link = next(h for h in re.findall(r'zt-source" href="([^"]+)"', page) if "start=" in h)
    assert 'id="found"' in pages.get(unescape(link)).text


@pytest.mark.parametrize("kind", ["KeyProject", "PolicyDocument", "NamedPlace", "Section", "Task"])
def test_things_of_every_kind_have_a_page(build: Build, site: Site, kind: str) -> None:
    nodes = [node for node, _ in build.stored_network.of_kind(kind)]
    assert nodes
    for node in nodes[:20]:
        values = values_of(site, f"/thing?iri={node}")
        steps = {(g.relation, g.outgoing, t[0]) for g in values["groups"] for t in g.things}
        network = build.network
        out = {(key, True, other) for _, other, key in network.out_edges(node, keys=True)}
        assert steps == out | {(key, False, o) for o, _, key in network.in_edges(node, keys=True)}


@pytest.mark.parametrize(
    "iri", ["", "x", "https://w3id.org/zhengtu/unit/汶上县/没有", "<script>", "%00"]
)
def test_what_is_not_there_is_a_page(pages: TestClient, iri: str) -> None:
    for page in ("unit", "thing"):
        for prefix, said in (("", "图谱中没有这样东西"), ("/en", "The graph has no such thing")):
            answer = pages.get(f"{prefix}/{page}", params={"iri": iri})
            assert answer.status_code == 404
            assert said in answer.text


def test_the_search_box_leads_there(site: Site) -> None:
    at = Asked(site, None)
    assert unquote(find(at, "发改局", 8)[0].href) == f"/unit?iri={UNIT}"
    assert "/thing?iri=" in next(hit for hit in find(at, "任务1", 8) if hit.kind == "Task").href


def test_an_english_page_holds_no_chinese_but_names(pages: TestClient, build: Build) -> None:
    page = pages.get(f"/en/unit?iri={UNIT}").text
    heads = re.findall(r"<(?:h2|th|summary)[^>]*>([^<]*)<", page)
    assert heads
    assert not [head for head in heads if re.search(r"[\u4e00-\u9fff]", head)]
