"""A collection in which no task was read: pages say so instead of empty tables and pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from serving import asked, pages_client, pages_of

import build_graph
from qa.build import Build, open_build
from ui.gradio_pages.graph_views import viewed
from ui.gradio_pages.opening import opening_of
from ui.messages import MESSAGES

TEXT = "关于放假的通知\n\n全体职工：\n明天放假一天。\n"


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Build:
    folder = tmp_path_factory.mktemp("nothing")
    (folder / "放假.txt").write_text(TEXT, encoding="utf-8")
    options = ["--out", str(folder / "build"), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([str(folder / "放假.txt"), *options]) == 0
    return open_build(folder / "build")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_say_that_nothing_was_read(nothing: Build, language: str) -> None:
    site, told = pages_of(nothing), MESSAGES[language]["nothing_read"]
    ask = asked(site, "/", language)
    start = opening_of(ask)
    assert told in site.render("opening.html", ask, start=start, today=None)
    assert told in viewed(asked(site, "/graph", language), "")["panel"]
    prefix = "" if language == "zh" else "/en"
    html = pages_client(nothing, nothing.folder).get(f"{prefix}/together").text
    assert told in html
    assert "<table" not in html


@pytest.mark.parametrize("page", ["targets", "ledger"])
def test_a_filter_is_cleared_only_where_there_is_one(nothing: Build, page: str) -> None:
    client = pages_client(nothing, nothing.folder)
    for address, expected in ((f"/{page}", False), (f"/{page}?due=2023-12", True)):
        assert ("清除条件" in client.get(address).text) == expected
