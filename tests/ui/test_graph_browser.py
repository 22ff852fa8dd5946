"""The graph's page in a real Chromium: the jobs people come with, clicks counted."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from conftest import chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None and not os.environ.get("CI"), reason="no Chromium"),
]
BASE = "https://w3id.org/zhengtu"
PROJECT = f"{BASE}/project/汶上县/华首电动车桥"
UNIT = f"{BASE}/unit/汶上县/县工业和信息化局"
OTHER = f"{BASE}/unit/汶上县/县农业农村局"
EVIL = '"><img src=x onerror=alert(1)>'
READY = (
    "document.querySelector('.zt-graph')?.zhengtu && !document.querySelector('.zt-walk[aria-busy]')"
)
SHOWN = """() => document.querySelector('.zt-graph').zhengtu.nodes(':visible').map(n => n.id()).sort()"""
# what overlaps, as cytoscape measures its own labels
LABELS = """() => {
  const cy = document.querySelector('.zt-graph').zhengtu;
  const written = cy.elements(':visible').filter(e => e.style('label'));
  const boxes = written.map(e => e.renderedBoundingBox({includeNodes: false, includeEdges: false, includeOverlays: false}));
  const meet = (a, b) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
  let overlaps = 0;
  boxes.forEach((a, i) => boxes.slice(0, i).forEach(b => { overlaps += meet(a, b); }));
  return {overlaps, labels: boxes.length, smallest: Math.min(...written.map(e => e.numericStyle('font-size') * cy.zoom()))};
}"""


class Visit:
    """A page in a browser of its own: what it asked for, what went wrong, clicks that were made."""

    def __init__(self, browser: Any, address: str, width: int = 1366, height: int = 768) -> None:
        self.address, self.clicks = address, 0
        self.problems: list[str] = []
        self.page = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN"
        ).new_page()
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("dialog", lambda _: self.problems.append("a planted script ran"))
        self.page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.problems.append(f"asked for {url}")

    def open(self, path: str = "/graph", **values: Any) -> None:
        query = urlencode(values, doseq=True)
        self.page.goto(f"{self.address}{path}?{query}" if query else self.address + path)
        self.ready()

    def ready(self) -> None:
        self.page.wait_for_function(READY)
        self.page.wait_for_timeout(120)  # two frames, in which labels find their places

    def spot(self, node: str) -> tuple[float, float]:
        self.page.evaluate("document.querySelector('.zt-graph').scrollIntoView({block: 'center'})")
        x, y = self.page.evaluate(
            """id => { const place = document.querySelector('.zt-graph'), box = place.getBoundingClientRect();
              const at = place.zhengtu.getElementById(id).renderedPosition(); return [box.x + at.x, box.y + at.y]; }""",
            node,
        )
        return x, y

    def pick(self, node: str, *, twice: bool = False) -> None:
        self.clicks += 1
        (self.page.mouse.dblclick if twice else self.page.mouse.click)(*self.spot(node))
        self.page.wait_for_function(
            "([name, node]) => new URLSearchParams(location.search).getAll(name).includes(node)",
            arg=["open" if twice else "node", node],
        )
        self.ready()

    def click(self, selector: str) -> None:
        self.clicks += 1
        self.page.click(selector)
        self.page.wait_for_timeout(100)
        self.ready()

    @property
    def shown(self) -> list[str]:
        return self.page.evaluate(SHOWN)  # type: ignore[no-any-return]

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)

    def of_kind(self, kind: str, *, but: tuple[str, ...] = ()) -> str:
        found: list[str] = self.page.evaluate(
            "kind => document.querySelector('.zt-graph').zhengtu.nodes(':visible')"
            ".filter(n => n.data('kind') === kind).map(n => n.id())",
            kind,
        )
        return next(node for node in found if node not in but)

    def leave(self) -> None:
        self.page.context.close()
        assert not self.problems, self.problems


@pytest.mark.parametrize(
    ("prefix", "width", "height"),
    [("", 1366, 768), ("/en", 1366, 768), ("", 390, 844), ("/en", 390, 844)],
)
def test_three_hops_hide_back_and_a_link(
    browser: Any, server: tuple[str, Path], prefix: str, width: int, height: int
) -> None:
    """[8]"""
    visit = Visit(browser, server[0], width, height)
    visit.open(f"{prefix}/graph", node=PROJECT)
    task = visit.of_kind("Task")
    visit.pick(task, twice=True)
    unit = visit.of_kind("Unit")
    visit.pick(unit, twice=True)
    visit.pick(visit.of_kind("Task", but=(task,)), twice=True)
    assert len(visit.query["open"]) == 4
    everything = visit.shown
    visit.click(".zt-key[data-hide=Unit]")
    assert set(visit.shown) < set(everything)
    hidden, link = visit.shown, visit.page.url
    assert visit.page.get_attribute(".zt-key[data-hide=Unit]", "aria-pressed") == "false"
    fresh = Visit(browser, server[0])
    fresh.page.goto(link)
    fresh.ready()
    assert fresh.shown == hidden
    fresh.leave()
    visit.click("[data-act=back]")
    assert visit.shown == everything
    visit.page.go_forward()
    visit.ready()
    assert visit.shown == hidden
    visit.page.reload()
    visit.ready()
    assert visit.shown == hidden
    assert visit.clicks <= 8
    visit.click("[data-act=undo]")
    assert len(visit.query["open"]) == 3
    visit.leave()


def test_what_links_two_units(browser: Any, server: tuple[str, Path]) -> None:
    visit = Visit(browser, server[0])
    visit.open(over="units")
    visit.pick(UNIT)
    visit.click("[data-from]")
    visit.pick(OTHER)
    assert visit.query["to"] == [OTHER]
    assert visit.clicks == 3
    told = visit.page.inner_text("[data-ways]")
    assert "县工业和信息化局" in told
    assert "牵头单位" in told
    assert "县农业农村局" in told
    before = visit.shown
    assert len(before) <= 6  # the way alone, not among the overview it began with
    visit.click("[data-way='2']")
    assert visit.shown != before
    assert visit.query["way"] == ["2"]
    visit.leave()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_labels_are_legible_and_never_overlap(
    browser: Any, server: tuple[str, Path], width: int, height: int
) -> None:
    visit = Visit(browser, server[0], width, height)
    for values in ({}, {"over": "sections"}, {"node": UNIT}, {"open": [UNIT, OTHER, PROJECT]}):
        visit.open(**values)
        for factor in (1, 1.7, 0.4):
            visit.page.evaluate(
                "f => { const cy = document.querySelector('.zt-graph').zhengtu; cy.zoom(cy.zoom() * f); }",
                factor,
            )
            visit.page.wait_for_timeout(120)
            found = visit.page.evaluate(LABELS)
            assert found["overlaps"] == 0
            assert found["smallest"] > 11.9
            assert found["labels"] > 3
    visit.leave()


def test_the_list_does_what_the_picture_does(browser: Any, server: tuple[str, Path]) -> None:
    visit = Visit(browser, server[0])
    visit.open(node=UNIT)
    visit.page.focus(".zt-walk-list summary")
    visit.page.keyboard.press("Enter")
    more = visit.page.locator(".zt-walk-list button:has-text('还有')").first
    before = len(visit.shown)
    more.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_timeout(150)
    visit.ready()
    assert len(visit.shown) > before
    visit.page.locator(".zt-walk-list tr:has-text('搭建创新平台') [data-node]").press("Enter")
    visit.page.wait_for_function(
        "document.querySelector('#panel h2').innerText.includes('搭建创新平台')"
    )
    visit.leave()


def test_names_are_found_as_people_say_them(browser: Any, server: tuple[str, Path]) -> None:
    visit = Visit(browser, server[0])
    visit.open()
    for text, name in (
        ("发改局", "县发展和改革局"),
        ("国发〔2022〕18号", "国务院"),
        ("任务1", "搭建创新平台"),
    ):
        visit.page.fill("#zt-walk-find", text)
        visit.page.wait_for_selector(f"#zt-walk-found li:has-text('{name}')")
        visit.page.keyboard.press("ArrowDown")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_function(
            "name => document.querySelector('#panel h2')?.innerText.includes(name)", arg=name
        )
    visit.leave()


def test_what_is_looked_for_is_shown_alone(browser: Any, server: tuple[str, Path]) -> None:
    visit = Visit(browser, server[0])
    visit.open()
    overview = visit.shown
    visit.page.fill("#zt-walk-find", "华首")
    visit.page.wait_for_selector("#zt-walk-found li:has-text('华首')")
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("document.querySelector('#panel h2')?.innerText.includes('华首')")
    visit.ready()
    assert PROJECT in visit.shown
    assert len(visit.shown) < len(overview)
    visit.page.go_back()
    visit.page.wait_for_function("!document.querySelector('#panel [data-from]')")
    visit.ready()
    assert visit.shown == overview
    visit.leave()


def test_enter_takes_the_first_that_is_found(browser: Any, server: tuple[str, Path]) -> None:
    visit = Visit(browser, server[0])
    visit.open()
    visit.page.type("#zt-walk-find", "华首")
    visit.page.keyboard.press("Enter")  # before the list is there
    visit.page.wait_for_function("document.querySelector('#panel h2')?.innerText.includes('华首')")
    visit.leave()


def test_the_skip_link_leads_into_the_page(browser: Any, server: tuple[str, Path]) -> None:
    visit = Visit(browser, server[0])
    visit.page.goto(f"{server[0]}/policies")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("!!document.activeElement.closest('#main')")
    visit.leave()


def test_what_is_seen_can_be_saved(browser: Any, server: tuple[str, Path], tmp_path: Path) -> None:
    visit = Visit(browser, server[0])
    visit.open(node=UNIT, hide="Jurisdiction")
    saved = {}
    for what in ("PNG", "SVG", "GraphML"):
        visit.page.evaluate("document.querySelector('.zt-walk-bar details').open = true")
        with visit.page.expect_download() as download:
            visit.page.click(f"[data-save={what}]")
        saved[what] = tmp_path / f"seen.{what}"
        download.value.save_as(saved[what])
    assert saved["PNG"].read_bytes().startswith(b"\x89PNG")
    assert "县工业和信息化局" in "".join(ET.parse(saved["SVG"]).getroot().itertext())
    import networkx as nx

    graph = nx.read_graphml(saved["GraphML"])
    kinds = {data["kind"] for _, data in graph.nodes(data=True)}
    assert kinds == {"Unit", "Task"}
    assert graph.nodes[UNIT]["label"] == "县工业和信息化局"
    visit.leave()


def test_the_wheel_scrolls_the_page_until_the_graph_has_focus(
    browser: Any, server: tuple[str, Path]
) -> None:
    visit = Visit(browser, server[0], 390, 844)
    visit.open(node=UNIT)
    zoom = "document.querySelector('.zt-graph').zhengtu.zoom()"
    before = visit.page.evaluate(zoom)
    box = visit.page.locator(".zt-graph").bounding_box()
    visit.page.mouse.move(box["x"] + 20, box["y"] + 40)
    visit.page.mouse.wheel(0, 200)
    visit.page.wait_for_function("scrollY > 0")
    assert visit.page.evaluate(zoom) == before
    visit.page.focus(".zt-graph")
    visit.page.keyboard.press("+")
    assert visit.page.evaluate(zoom) > before
    visit.leave()


def test_planted_words_run_nothing(browser: Any, server: tuple[str, Path]) -> None:
    visit = Visit(browser, server[0])
    for values in ({"node": EVIL}, {"open": EVIL}, {"from": EVIL, "to": UNIT}, {"hide": EVIL}):
        visit.open(**values)
    assert not visit.page.query_selector("#graph-view img")
    visit.leave()
