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


COMBINATIONS = [("", 1366), ("/en", 1366), ("", 390), ("/en", 390)]


def test_who_is_responsible_with_sentence_and_citation(
    browser: Any, server: tuple[str, Path]
) -> None:
    """[3] at both widths and in both languages."""
    for prefix, width in COMBINATIONS:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            permissions=["clipboard-read", "clipboard-write"],
        )
        page = context.new_page()
        page.goto(f"{server[0]}{prefix}/")
        page.wait_for_selector(".zt-opening")
        page.fill("#question textarea", "新建幼儿园由谁负责")
        page.click("#ask")  # one
        page.wait_for_selector(".zt-statements tbody tr")
        assert "县教育和体育局" in page.inner_text(".zt-answer")
        assert "（牵头单位：县教育和体育局）" in page.inner_text(".zt-excerpt blockquote")
        page.click(".zt-copy >> nth=0")  # two
        page.wait_for_selector(".zt-copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert f"{server[0]}{prefix}/text/" in copied
        context.close()


def test_a_citation_is_copied_where_browsers_give_no_clipboard(
    browser: Any, server: tuple[str, Path]
) -> None:
    """As over http from another computer."""
    page = browser.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.add_init_script(
        "document.addEventListener('copy', () => { window.copied = String(getSelection()); })"
    )
    page.goto(f"{server[0]}/?{urlencode({'q': '新建幼儿园由谁负责'})}")
    page.click(".zt-copy >> nth=0")
    page.wait_for_selector(".zt-copied")
    assert "新建幼儿园2所" in page.evaluate("window.copied")
    page.close()


def test_back_and_forward_walk_through_a_conversation(
    browser: Any, server: tuple[str, Path]
) -> None:
    page = browser.new_page()
    page.goto(server[0])
    page.click(".zt-examples [data-ask] >> nth=1")
    page.wait_for_selector(".zt-said")
    first = page.inner_text(".zt-said")
    page.fill("#question textarea", "民政局呢")
    page.keyboard.press("Enter")  # right behind the last letter: no answer may be lost
    page.wait_for_selector(".zt-turn")
    page.go_back()
    page.wait_for_selector(".zt-turn", state="detached")
    assert page.inner_text(".zt-said") == first
    page.go_back()
    page.wait_for_selector(".zt-said", state="detached")
    assert page.is_visible(".zt-opening")
    page.go_forward()
    page.wait_for_selector(".zt-said")
    assert page.inner_text(".zt-said") == first


def test_an_answer_its_sentence_and_its_citation(browser: Any, server: tuple[str, Path]) -> None:
    address, problems = server[0], list[str]()
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda _: problems.append("a planted script ran"))
    page.goto(address)
    page.wait_for_selector(".zt-opening")
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
    assert not problems, problems


def test_long_names_in_pinyin_widen_no_phone(browser: Any, server: tuple[str, Path]) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    question = {"q": "Which tasks does 县住房保障和房地产发展中心 lead?"}
    page.goto(f"{server[0]}/en/?{urlencode(question)}")
    page.wait_for_selector(".zt-said")
    assert max(map(len, page.inner_text(".zt-said").split())) > 20
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_by_keyboard_alone(browser: Any, server: tuple[str, Path]) -> None:
    """Ask, hear the answer, go to its source, to the next fact and to a section: no pointer."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(server[0])
    page.wait_for_selector(".zt-opening")

    def reach(selector: str) -> None:
        for _ in range(90):
            page.keyboard.press("Tab")
            if page.evaluate("one => document.activeElement.matches(one)", selector):
                ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert ring != "none"
                return
        raise AssertionError(f"Tab does not reach {selector}")

    reach(".zt-skip")
    reach("#question textarea")
    page.keyboard.type("今年新建多少所幼儿园")
    page.keyboard.press("Enter")
    page.wait_for_selector(".zt-said")
    live = "document.querySelector('.zt-said').closest('[aria-live=polite]') !== null"
    assert page.evaluate(live)
    reach(".zt-statements .zt-source")
    page.keyboard.press("Enter")
    page.wait_for_selector(".zt-at")
    before = page.url
    reach(".zt-pre a.m")  # a thousand marks are one stop
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("before => location.href !== before", arg=before)
    before = page.url
    reach("a[rel=next]")
    page.keyboard.press("Enter")
    page.wait_for_function("before => location.href !== before", arg=before)
    reach(".zt-rail a[href*='/targets']")
    page.keyboard.press("Enter")
    page.wait_for_selector("select[name=due]")
    page.close()
