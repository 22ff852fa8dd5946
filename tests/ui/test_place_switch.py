"""The switch of place and document in the bar: what is chosen holds on every page that heeds it."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
from conftest import chromium
from serving import asked, pages_of, values_of
from starlette.testclient import TestClient

from qa.answering import ask, ask_in
from qa.build import Build
from qa.conversation import Conversation
from qa.sample_questions import sample_questions
from ui.gradio_pages.graph_views import GraphViews, viewed
from ui.server.app import create_server

PLACES = ("醴陵市", "泰兴市")


@pytest.mark.parametrize(
    ("address", "place", "expected"),
    [
        # a page that heeds a place stays itself, with what is no place's own
        ("/targets?due=2020-12&section=一", "泰兴市", "/targets?due=2020-12&place=泰兴市"),
        ("/?q=教育局承担哪些任务", "泰兴市", "/?q=教育局承担哪些任务&place=泰兴市"),
        ("/together?unit=x", "泰兴市", "/together?place=泰兴市"),
        # another gives way to the texts of the place
        ("/exports", "泰兴市", "/text?place=泰兴市"),
    ],
)
def test_a_place_is_chosen(cities: Build, address: str, place: str, expected: str) -> None:
    assert asked(pages_of(cities), address).choosing(place=place) == expected


def test_a_document_is_chosen(cities: Build) -> None:
    key = next(iter(cities.documents))
    site = pages_of(cities)
    assert asked(site, "/targets").choosing(doc=key) == f"/targets?doc={key}"
    assert asked(site, "/exports").choosing(doc=key) == f"/text/{key}"
    assert asked(site, f"/targets?doc={key}").choosing() == "/targets"


@pytest.mark.parametrize("page", ["targets", "ledger"])
def test_pages_show_the_place_alone(cities: Build, page: str) -> None:
    counts = [values_of(pages_of(cities), f"/{page}?place={place}")["count"] for place in PLACES]
    assert sum(counts) == values_of(pages_of(cities), f"/{page}")["count"]
    assert all(counts)


@pytest.mark.parametrize("over", ["units", "sections"])
def test_an_overview_of_the_place_alone(cities: Build, over: str) -> None:
    views = GraphViews(asked(pages_of(cities), "/graph"))
    everything = {node["id"] for node in viewed(views.at, f"?over={over}")["nodes"]}
    parts = [
        {node["id"] for node in viewed(views.at, f"?over={over}&place={place}")["nodes"]}
        for place in PLACES
    ]
    assert all(parts)
    assert not parts[0] & parts[1]
    assert len(parts[0]) + len(parts[1]) >= len(everything)


def test_a_question_is_asked_of_the_place(cities: Build) -> None:
    for place in PLACES:
        scope = asked(pages_of(cities), f"/?place={place}").scope
        answer, _ = ask_in(cities, "教育局承担哪些任务", Conversation(), documents=scope)
        assert {item.document for item in answer.ranked} <= set(scope or ())
        # one that names a place itself means that one
        other = next(p for p in PLACES if p != place)
        named, _ = ask_in(cities, f"{other}教育局承担哪些任务", Conversation(), documents=scope)
        assert named.text == ask(cities, f"{other}教育局承担哪些任务").text


@pytest.mark.parametrize("place", PLACES)
def test_examples_of_a_place_are_answered_there(cities: Build, place: str) -> None:
    scope = asked(pages_of(cities), f"/?place={place}").scope
    questions = sample_questions(cities, "zh", documents=scope)
    assert len(questions) > 2
    for question in questions:
        assert ask(cities, question, documents=scope).grade in ("stated", "quoted"), question


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", ["/", "/graph"])
@pytest.mark.parametrize("wrong", ["place=月球", "doc=x<b>"])
def test_an_unknown_place_or_document_is_told(
    cities: Build, prefix: str, path: str, wrong: str
) -> None:
    """As on every other page, also on those that Gradio draws."""
    app = create_server(pages_of(cities))
    client = TestClient(app, "http://127.0.0.1:7860", headers={"accept": "text/html"})
    shown = client.get(f"{prefix}{path}?{wrong}")
    assert shown.status_code == 400
    told = re.findall(r'<p class="zt-warning" role="alert">(.*?)</p>', shown.text)
    assert len(told) == 1 and ("月球" in told[0] or "x&lt;b&gt;" in told[0])
    right = client.get(f"{prefix}{path}?place={PLACES[0]}")
    assert right.status_code == 200 and 'role="alert"' not in right.text


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None and not os.environ.get("CI"), reason="no Chromium")
@pytest.mark.parametrize(("prefix", "width"), [("", 1366), ("/en", 1366), ("", 390), ("/en", 390)])
def test_the_same_question_of_another_place(
    browser: Any, cities_server: str, prefix: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{cities_server}{prefix}/")
    page.wait_for_selector(".zt-opening")
    page.fill("#question textarea", "教育局承担哪些任务")
    page.click("#ask")
    page.wait_for_selector(".zt-said")
    for place, other in (PLACES, PLACES[::-1]):
        page.click(".zt-switch summary")
        page.click(f".zt-switch a:text-is('{place}')")
        page.wait_for_selector(".zt-said")
        assert page.inner_text(".zt-switch summary") == place
        shown = page.inner_text("#answer")
        assert place[:2] in shown
        assert other[:2] not in shown
    link = page.url  # reopened elsewhere it gives the same
    fresh = browser.new_context().new_page()
    fresh.goto(link)
    fresh.wait_for_selector(".zt-said")
    assert fresh.inner_text(".zt-said") == page.inner_text(".zt-said")
    page.close()
    fresh.context.close()
