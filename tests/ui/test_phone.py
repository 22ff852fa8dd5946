"""Pages on a phone: nothing is wider than it, no table is squeezed, what was chosen comes first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from conftest import chromium
from serving import ADDRESSES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None and not os.environ.get("CI"), reason="no Chromium"),
]
# cells of words that are too narrow to read: of tables that are no matrix and do not scroll
SQUEEZED = """() => [...document.querySelectorAll('main table td')].filter(cell => {
  const { width, height } = cell.getBoundingClientRect();
  return height > 90 && width < 90 && !cell.closest('.zt-scroll');
}).map(cell => cell.innerText)"""


@pytest.fixture
def phone(browser: Any) -> Any:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    yield page
    page.close()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_nothing_is_wider_and_no_table_is_squeezed(
    phone: Any, server: tuple[str, Path], prefix: str
) -> None:
    for name, address in ADDRESSES.items():
        phone.goto(server[0] + prefix + address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, name
        assert not phone.evaluate(SQUEEZED), name


def test_a_chosen_topic_stands_before_the_list_of_all(phone: Any, server: tuple[str, Path]) -> None:
    phone.goto(server[0] + ADDRESSES["topics"])
    tops = [phone.locator(part).bounding_box()["y"] for part in (".zt-concept", ".zt-topics")]
    assert tops[0] < tops[1]


@pytest.mark.parametrize("path", ["/targets", "/ledger", "/together"])
def test_a_long_list_is_folded_until_the_address_unfolds_it(
    phone: Any, server: tuple[str, Path], path: str
) -> None:
    phone.goto(server[0] + path)
    rows = phone.locator(".zt-fold > tbody > tr")
    shown = phone.locator(".zt-fold > tbody > tr:visible")
    assert shown.count() == 12 < rows.count()
    assert phone.evaluate("document.documentElement.scrollHeight") < 8000
    phone.click(".zt-unfold:visible a >> nth=-1")
    assert shown.count() == rows.count()
    assert shown.nth(12).evaluate("row => row.getBoundingClientRect().top") < 844
    phone.goto(server[0] + path)
    phone.emulate_media(media="print")  # paper has every row
    assert shown.count() == rows.count()


def test_the_contents_of_a_text_unfold(phone: Any, server: tuple[str, Path]) -> None:
    phone.goto(server[0] + "/text/汶政办字-2023-29")
    entry = phone.locator(".zt-contents a >> nth=5")
    assert not entry.is_visible()
    phone.click(".zt-contents summary")
    entry.click()
    assert "#c" in phone.url


def test_the_section_behind_more_is_marked(phone: Any, server: tuple[str, Path]) -> None:
    for path, marked in (("/targets", True), ("/graph", False)):
        phone.goto(server[0] + path)
        assert phone.locator(".zt-rail summary[aria-current]").count() == marked
