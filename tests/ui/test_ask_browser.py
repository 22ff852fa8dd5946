"""问答 in a real Chromium: who is responsible, in which words, and how to cite them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from conftest import chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None and not os.environ.get("CI"), reason="no Chromium"),
]
EVIL = '<img src=x onerror="alert(1)">'


def test_an_answer_its_sentence_and_its_citation(server: tuple[str, Path]) -> None:
    from playwright.sync_api import sync_playwright

    address, problems = server[0], list[str]()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda _: problems.append("a planted script ran"))
        page.goto(address)
        page.wait_for_selector("#answer[aria-live], #answer [aria-live]")
        page.fill("#question textarea", "今年新建多少所幼儿园")
        page.click("#ask")  # one click
        page.wait_for_selector(".zt-statements tbody tr")
        row = page.inner_text(".zt-statements tbody tr >> nth=0")
        assert "县教育和体育局" in row
        assert "新建幼儿园2所" in row
        assert "2所" in page.inner_text(".zt-said")
        assert page.inner_text(".zt-excerpt mark") == "新建幼儿园2所"
        assert "（牵头单位：" in page.inner_text(".zt-excerpt blockquote").split("新建幼儿园2所")[1]
        page.click(".zt-copy >> nth=0")  # two
        page.wait_for_selector(".zt-copied")
        copied: Any = page.evaluate("navigator.clipboard.readText()")
        for part in (
            "《汶上县",
            "汶政办字〔2023〕29号",
            "2023-",
            "（六十六）",
            "普惠率达93%以上",
            f"{address}/text/",
        ):
            assert part in copied
        page.click(".zt-found-by summary >> nth=0")
        assert "列出指标" in page.inner_text(".zt-found-by >> nth=0")
        # the address holds the question; a planted one runs nothing
        link = page.url
        fresh = browser.new_context().new_page()
        fresh.goto(link)
        fresh.wait_for_selector(".zt-said")
        assert fresh.inner_text(".zt-said") == page.inner_text(".zt-said")
        page.goto(f"{address}/?{urlencode({'q': EVIL})}")
        page.wait_for_selector("[data-questions]", state="attached")
        browser.close()
    assert not problems, problems
