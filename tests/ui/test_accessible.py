"""axe-core on every page: no serious or critical finding, whatever language, width and colours."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from conftest import chromium
from serving import ADDRESSES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None and not os.environ.get("CI"), reason="no Chromium"),
]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
UNIT = "https://w3id.org/zhengtu/unit/汶上县/县工业和信息化局"
PLACES = {
    **ADDRESSES,
    "opening": "/",
    "absent": "/?" + urlencode({"q": "月球基地谁负责"}),
    "walk": "/graph?" + urlencode({"node": UNIT}),
    "error": "/nothing",
    "tree": "/topics",
    "sparql": "/sparql",
    "ontology": "/id/ontology",
}
# Gradio takes the colours when a page is opened, the other pages at any time
DRAWN = ("/?", "/graph")
READY = {"q": "[data-questions]", "": ".zt-opening, #panel h2, #main"}
# what colours alone decide; the other rules give the same in the dark
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """rules => axe.run(document, {resultTypes: ['violations'], ...(rules && {runOnly: rules})})
  .then(found => found.violations
  .filter(one => ['serious', 'critical'].includes(one.impact))
  .map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(' | ')}`))"""
# of what a page holds hundreds of times the first ones stand for all, or the tests took minutes
CUT = """() => document.querySelectorAll(
  '.zt-pre > :nth-child(n+80), tbody tr:nth-child(n+10), .zt-main li:nth-child(n+20), option:nth-child(n+10)'
).forEach(one => one.remove())"""
SIZES = {"wide": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}


def ready(page: Any, place: str) -> None:
    page.wait_for_selector(READY["q" if place.startswith("/?q=") else ""], state="attached")
    page.evaluate(CUT)
    page.add_script_tag(path=AXE)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", PLACES)
def test_no_serious_finding(
    axe_page: Any, server: tuple[str, Path], name: str, prefix: str
) -> None:
    """At both widths, light and dark: one page is opened, and widened and darkened."""
    page, place, found = axe_page, PLACES[name], {}
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(SIZES["wide"])
    # what is also for programs has no address below /en
    own = f"{place}?lang={prefix[1:] or 'zh'}" if name in ("sparql", "ontology") else prefix + place
    page.goto(server[0] + own)
    ready(page, place)
    for colours, rules in (("light", None), ("dark", COLOURS)):
        page.emulate_media(color_scheme=colours)
        if colours == "dark" and (place == "/" or place.startswith(DRAWN)):
            page.reload()
            ready(page, place)
        for size, box in SIZES.items():
            page.set_viewport_size(box)
            if violations := page.evaluate(RUN, rules):
                found[f"{size} {colours}"] = violations
    assert not found


@pytest.fixture(scope="module")
def axe_page(browser: Any) -> Any:
    """One page for all of them."""
    page = browser.new_context(bypass_csp=True).new_page()
    yield page
    page.context.close()
