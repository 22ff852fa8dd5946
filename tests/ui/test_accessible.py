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
DRAWN = (
    "/",
    "/?" + urlencode({"q": "今年新建多少所幼儿园"}),
    "/?" + urlencode({"q": "月球基地谁负责"}),
    "/graph?" + urlencode({"node": UNIT}),
)
# what tells that a page is drawn: an answer where one is asked for, else any page
READY = {"q": "[data-questions]", "": ".zt-opening, #panel h2, #main"}
RUN = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
  .filter(one => ['serious', 'critical'].includes(one.impact))
  .map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(' | ')}`))"""


@pytest.mark.parametrize(
    ("prefix", "size", "colours", "places"),
    [
        ("", (1366, 768), "light", (*DRAWN, *ADDRESSES.values())),
        ("/en", (390, 844), "dark", (*DRAWN, *ADDRESSES.values())),
        ("", (390, 844), "light", DRAWN),
        ("/en", (1366, 768), "dark", DRAWN),
    ],
)
def test_no_serious_finding(
    browser: Any,
    server: tuple[str, Path],
    prefix: str,
    size: tuple[int, int],
    colours: str,
    places: tuple[str, ...],
) -> None:
    context = browser.new_context(
        viewport=dict(zip(("width", "height"), size, strict=True)),
        color_scheme=colours,
        bypass_csp=True,
    )
    page, found = context.new_page(), {}
    for place in dict.fromkeys(places):
        page.goto(server[0] + prefix + place)
        page.wait_for_selector(READY["q" if place.startswith("/?q=") else ""], state="attached")
        page.add_script_tag(path=AXE)
        if violations := page.evaluate(RUN):
            found[place] = violations
    context.close()
    assert not found
