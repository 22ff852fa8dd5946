"""The jobs planners come with, in a real Chromium, with clicks counted; goals in brackets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import chromium

UNIT, OTHER = "县发展和改革局", "县工业和信息化局"
IRI = f"https://w3id.org/zhengtu/unit/汶上县/{UNIT}"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        chromium() is None and not os.environ.get("CI"),
        reason="no Chromium: install one (Debian: apt-get install chromium) or set CHROMIUM",
    ),
]


class Hand:
    """A page, and how often it was clicked; a choice from a list is a click, typing is none."""

    def __init__(self, page: Any) -> None:
        self.page, self.clicks = page, 0

    def click(self, what: str) -> None:
        self.clicks += 1
        self.page.click(what)

    def choose(self, what: str, name: str) -> None:
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.select_option(what, label=name)


@pytest.fixture(params=[("", 1366), ("/en", 1366), ("", 390), ("/en", 390)], ids=str)
def hand(request: pytest.FixtureRequest, browser: Any, server: tuple[str, Path]) -> Iterator[Hand]:
    """Give a page at each width and in each language, opened at a page that none of the jobs needs."""
    prefix, width = request.param
    page = browser.new_page(viewport={"width": width, "height": 844}, accept_downloads=True)
    page.goto(f"{server[0]}{prefix}/exports")
    yield Hand(page)
    page.close()


def section(hand: Hand, name: str) -> None:
    """Go to a section; on a phone some stand behind 更多."""
    link = f'.zt-rail a[href$="/{name}"]:visible'
    if not hand.page.locator(link).count():
        hand.page.click(".zt-rail summary")  # the goals are those of an office's screen
    hand.click(f"{link} >> nth=0")


def test_the_ledger_of_a_unit_in_excel(hand: Hand, tmp_path: Path) -> None:
    """[3]"""
    hand.page.fill("#zt-find", "发改局")
    hand.click(f"#zt-found li:has-text('{UNIT}')")
    with hand.page.expect_download() as download:
        hand.click('.zt-actions a[href*="ledger.xlsx"]')
    download.value.save_as(tmp_path / "ledger.xlsx")
    assert openpyxl.load_workbook(tmp_path / "ledger.xlsx").active.max_row == 2 + 23
    assert hand.clicks <= 3


def test_what_links_two_units(hand: Hand) -> None:
    """[3]"""
    section(hand, "together")
    for unit in (UNIT, OTHER):  # typed: no click; Enter as one
        hand.page.fill("#main input[list][name=unit]", unit)
        hand.clicks += 1
        with hand.page.expect_navigation():
            hand.page.press("#main input[list][name=unit]", "Enter")
    assert hand.page.locator(".zt-beside ol li").count() == 8
    assert hand.clicks <= 3


def test_targets_of_a_unit_by_a_month(hand: Hand) -> None:
    """[3]"""
    section(hand, "targets")
    hand.choose("select[name=unit]", UNIT)
    hand.clicks += 1
    with hand.page.expect_navigation():
        hand.page.select_option("select[name=due]", value="2023-12")
    assert hand.page.locator(".zt-cards tbody tr").count() == 22
    assert hand.clicks <= 3


def test_the_chain_of_a_policy_and_the_tasks_that_name_it(hand: Hand) -> None:
    """[2]"""
    section(hand, "policies")
    hand.page.locator(".zt-levels section").nth(4).wait_for()
    hand.click(".zt-policy a:has-text('山东省化工行业投资项目管理规定') >> nth=0")
    assert "（十三）" in hand.page.inner_text("#known")
    assert hand.clicks <= 2


def test_progress_is_entered_and_found_again(browser: Any, server: tuple[str, Path]) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{server[0]}/ledger?unit={IRI}")
    page.select_option("select[name=status] >> nth=0", label="推进中")
    page.fill("textarea[name=progress] >> nth=0", "已建 3 家")
    page.click("button:has-text('保存')")
    page.wait_for_selector("[role=status]:has-text('已保存 1 项')")
    page.goto(f"{server[0]}/ledger?since=2020-01-01")
    assert "已建 3 家" in page.inner_text(".zt-more-actions")
    page.close()


def test_a_phone_gets_a_list_instead_of_the_matrix(browser: Any, server: tuple[str, Path]) -> None:
    for width, matrix in ((1366, True), (390, False)):
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.goto(f"{server[0]}/together")
        assert page.is_visible(".zt-matrix") == matrix
        assert page.is_visible("ol.zt-phone") != matrix
        page.close()


def test_the_busiest_unit_fits_a_sheet_of_paper(
    browser: Any, server: tuple[str, Path], tmp_path: Path
) -> None:
    import pypdfium2

    page = browser.new_page()
    page.goto(f"{server[0]}/unit?iri={IRI}")
    page.pdf(path=tmp_path / "unit.pdf", prefer_css_page_size=True)
    page.close()
    assert len(pypdfium2.PdfDocument(tmp_path / "unit.pdf")) == 1
