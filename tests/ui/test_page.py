"""The page: handlers, escaping, routes, and the whole of it in a real Chromium."""

from __future__ import annotations

import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import gradio as gr
import pytest
from conftest import chromium
from serving import ADDRESSES

from kg.rdf.named_queries import select
from qa.answer import Answer, Citation, Evidence, Found, RankedItem, Statement
from qa.answering import ask
from qa.build import Build, open_build
from ui.gradio_pages.answer_card import answer_card, highlighted
from ui.gradio_pages.ask import _tool
from ui.gradio_pages.asking import Asking
from ui.gradio_pages.graph_views import GraphViews
from ui.gradio_pages.thread import Thread
from ui.messages import MESSAGES
from ui.pages.registry import PAGES
from ui.site import Asked, Site

EVIL = '<img src=x onerror="alert(1)">'
GAP = r"{(\w+)(?::[^}]*)?}"  # {count}, {count:task|tasks}


# --- functions -------------------------------------------------------------------------------


def test_both_languages_say_the_same_things() -> None:
    assert set(MESSAGES["zh"]) == set(MESSAGES["en"])
    for key, text in MESSAGES["zh"].items():
        assert set(re.findall(GAP, text)) == set(re.findall(GAP, MESSAGES["en"][key])), key


def at(build: Build, language: str = "zh") -> Asked:
    return Asked(Site(build, PAGES), None, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_question(build: Build, language: str) -> None:
    asking = Asking(at(build, language))
    assert "优化农村人居环境" in asking.answer("农村厕所没人管")
    assert asking.answer(" ") == ""  # what the page opens with stays


def first_unit(build: Build) -> str:
    """Return the unit with most tasks."""
    unit: str = build.tables.rows("SELECT id FROM units ORDER BY rowid")[0][0]
    return unit


def test_a_click_reads_the_thing_and_not_the_whole_graph(build_folder: Path) -> None:
    build = open_build(build_folder)
    page, asking = GraphViews(at(build)), Asking(at(build))
    row = select(build.database, "targets")[0]
    for node in (row["target"], row["task"]):
        assert (
            f"?start={row['start']}&amp;end={row['end']}#found"
            in page.view(urlencode({"node": node}))["panel"]
        )
    page.view(""), page.view("over=sections"), asking.answer("财政局有哪些任务")
    assert "network" not in vars(build) and "graph" not in vars(build)


def test_an_english_page_names_relations_in_english(build: Build) -> None:
    view = GraphViews(at(build, "en")).view(urlencode({"node": first_unit(build)}))
    assert "lead unit" in view["panel"]


def test_a_conversation_is_a_thread(build: Build) -> None:
    page = Asking(at(build))
    thread, shown = page.turn("水务局牵头哪些任务", Thread())
    assert "zt-turn" not in shown
    thread, shown = page.turn("民政局呢", thread)
    first = ask(build, "民政局牵头哪些任务").text
    assert first in shown and "zt-turn" in shown and "水务局牵头哪些任务" in shown
    assert page.turn(" ", thread) == (thread, shown)
    assert page.turn("民政局呢", Thread())[1] == page.answer("民政局呢")
    # an address with its questions gives the same view
    assert page.again("水务局牵头哪些任务\n民政局呢") == (thread, shown)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_example_is_answered(build: Build, cities: Build, language: str) -> None:
    for loaded in (build, cities):
        examples = Asking(at(loaded, language)).examples
        assert len(examples) > 3
        for question in examples:
            assert ask(loaded, question).grade in ("stated", "quoted"), question
            assert not (language == "en" and "？" in question), question


def test_small_talk_is_answered_without_texts(build: Build) -> None:
    shown = Asking(at(build)).answer("你好")
    assert "你好" in shown and "zt-card" not in shown and "zt-absent" not in shown


def test_how_an_answer_was_found_is_said_in_words(build: Build) -> None:
    shown = Asking(at(build)).answer("水务局牵头哪些任务")
    assert "列出任务" in shown and "SPARQL" in shown


def test_everything_from_a_document_is_escaped(build: Build) -> None:
    item = RankedItem(
        EVIL, "k", 1, EVIL, EVIL, EVIL, ((EVIL, "lead"),), Evidence(EVIL, 0, 5), 1, 1, 1, "words"
    )
    cited = Citation(EVIL, "k", EVIL, EVIL, 0, 5, EVIL)
    statements = (Statement(EVIL, (cited,), ((EVIL, EVIL),)),)
    found = Found(EVIL, ((EVIL, EVIL),), ("targets",), True)
    answer = Answer(EVIL, "zh", EVIL, statements, None, (item,), False, 1.0, found, (EVIL,))
    asked = at(build)
    pages = [
        answer_card(asked, answer, prose=EVIL),
    ]
    assert not [page for page in pages if "<img" in page]


def test_a_sentence_longer_than_the_card_is_cut_around_the_evidence() -> None:
    text = "甲" * 500 + "乙乙乙" + "丙" * 500 + "（牵头单位：县财政局）"
    evidence = Evidence("乙乙乙", 500, 503)
    item = RankedItem("i", "k", 1, "", "", text, (), evidence, 1, 1, 1, "words")
    before, words, after = highlighted(item)
    assert words == "乙乙乙"
    assert len(before + after) < 300
    assert after.endswith("（牵头单位：县财政局）")


# --- the running server ----------------------------------------------------------------------


def fetch(url: str) -> tuple[int, str, dict[str, str]]:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, answer.read().decode(errors="replace"), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace"), dict(error.headers)


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("find_tasks", ("水库", "__"), "wrong kind"),
        ("get_task", ("nothing",), "no task is called"),
        ("find_tasks", ("水库", [1]), "wrong kind"),
        ("find_tasks", ("水库", float("inf")), "wrong kind"),
        ("find_tasks", (7,), "query is of the wrong kind"),
        ("find_tasks", (), "missing a required argument"),
        ("get_task", ({"path": "/etc/passwd"},), "wrong kind"),
        ("ask", (None,), "wrong kind"),
        ("ask", ("水库" * 2001,), "more than 4000 characters"),
        ("shared_tasks", (["县财政局"],), "wrong kind"),
    ],
)
def test_programs_are_told_what_is_wrong(
    build: Build, name: str, values: tuple[Any, ...], said: str
) -> None:
    with pytest.raises(gr.Error, match=said):
        _tool(at(build), name)(*values)


def test_routes(server: tuple[str, Path]) -> None:
    address, _ = server
    status, page, headers = fetch(f"{address}/")
    assert status == 200 and "default-src 'self'" in headers["content-security-policy"]
    key = urllib.parse.quote("汶政办字-2023-29")
    status, page, _ = fetch(f"{address}/text/{key}?start=0&end=13")
    assert status == 200 and '<span id="found"></span>' in page and "<blockquote" in page
    assert fetch(f"{address}/text/{key}?start=-9&end=99999999")[0] == 200
    assert fetch(f"{address}/text/..%2Fgraph?start=0&end=1")[0] == 404
    assert fetch(f"{address}/download/..%2Fmanifest.json")[0] == 404
    assert fetch(f"{address}/download/graph.nq")[1].startswith("<https://w3id.org/zhengtu/")
    for refused in (
        "/gradio_api/upload",
        "/en/gradio_api/upload",
        "/gradio_api/file=http://127.0.0.1:1/",
    ):
        assert fetch(address + refused)[0] == 403
    assert fetch(f"{address}/gradio_api/file=/etc/passwd")[0] in {403, 404}


def test_the_port_opens_before_the_page_is_loaded() -> None:
    import asyncio

    from ui.server.starting import Application, Message, Starting

    async def ask(create: Callable[[], Application]) -> list[Message]:
        sent: list[Message] = []
        inbox: asyncio.Queue[Message] = asyncio.Queue()

        async def send(message: Message) -> None:
            sent.append(message)

        app = Starting(create)
        await inbox.put({"type": "lifespan.startup"})
        life = asyncio.create_task(app({"type": "lifespan"}, inbox.get, send))
        await asyncio.sleep(0.05)
        await app({"type": "http"}, inbox.get, send)
        await asyncio.sleep(0.4)
        await app({"type": "http"}, inbox.get, send)
        await inbox.put({"type": "lifespan.shutdown"})
        await life
        return sent

    def broken() -> Application:
        time.sleep(0.2)
        raise RuntimeError("no page")

    sent = asyncio.run(ask(broken))
    pages = [m["body"].decode() for m in sent if m["type"] == "http.response.body"]
    assert "正在启动" in pages[0] and "没能启动" in pages[1] and "no page" not in pages[1]


needs_chromium = pytest.mark.skipif(
    chromium() is None and not os.environ.get("CI"),
    reason="no Chromium: install one (Debian: apt-get install chromium) or set CHROMIUM to its path",
)


@needs_chromium
@pytest.mark.browser
def test_the_page_in_a_real_browser(server: tuple[str, Path], tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    address, log = server
    path = chromium()
    assert path, "CI must install a Chromium"
    requests: list[str] = []
    problems: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(address)
        # ask
        page.fill("#question textarea", "农村厕所没人管")
        page.click("#ask")
        page.wait_for_selector(".zt-card mark")
        assert "优化农村人居环境" in page.inner_text(".zt-card >> nth=0")
        # the address holds the question: the other language shows the same answer, back returns
        page.wait_for_url("**q=*")
        page.click(".zt-language")
        page.wait_for_selector("text=Ask in your own words")
        page.wait_for_selector(".zt-card mark")
        page.go_back()
        page.wait_for_selector(".zt-card mark")
        # a unit of the answer has a page, which leads to the graph; click a node of the picture
        page.click(".zt-card a.zt-chip >> nth=0")
        page.wait_for_selector("h1:has-text('县农业农村局')")
        page.click(".zt-actions a:has-text('图谱')")
        page.wait_for_function("document.querySelector('#panel h2')?.innerText === '县农业农村局'")
        page.wait_for_function("document.querySelector('.zt-graph').zhengtu?.nodes().length > 5")
        spot = page.evaluate(
            """() => { const place = document.querySelector('.zt-graph');
                const node = place.zhengtu.nodes().filter(n => n.data('kind') === 'Task')[0].renderedPosition();
                const box = place.getBoundingClientRect();
                return {x: box.x + node.x, y: box.y + node.y}; }"""
        )
        page.mouse.click(spot["x"], spot["y"])
        page.wait_for_function("document.querySelector('#panel h2')?.innerText.startsWith('（')")
        assert "/task/" in urllib.parse.unquote(page.url)
        page.go_back()
        page.wait_for_function("document.querySelector('#panel h2')?.innerText === '县农业农村局'")
        # the facts lead to their characters
        page.click("#panel .zt-quotes .zt-source >> nth=0")
        page.wait_for_selector(".zt-at")
        assert page.inner_text(".zt-facts-beside blockquote")
        # search by name as one types; nothing found says what to do
        page.fill("#zt-find", "发改局")
        page.wait_for_selector("#zt-found li:has-text('县发展和改革局')")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('县发展和改革局')")
        page.fill("#zt-find", "绝无此物")
        page.keyboard.press("Enter")
        page.wait_for_selector(".zt-main .zt-hint:has-text('绝无此物')")
        # download
        page.click(".zt-rail a:has-text('导出')")
        with page.expect_download() as download:
            page.click('a[download="tasks.csv"]')
        download.value.save_as(tmp_path / "tasks.csv")
        assert (tmp_path / "tasks.csv").read_text(encoding="utf-8-sig").startswith("文件,序号")
        # an example answers at once
        page.goto(f"{address}/en/")
        page.get_by_text(
            "Which tasks are shared by 县发展和改革局 and 县工业和信息化局?"
        ).first.click()
        page.wait_for_selector(".zt-statements tbody tr >> nth=7")
        # so does a question that the answer suggests; the one before is folded below
        page.click("#answer .zt-next[data-ask] >> nth=0")
        page.wait_for_selector(".zt-turn:has-text('Which tasks are shared')")
        # a new conversation begins with an empty page
        page.click("#anew")
        page.wait_for_selector(".zt-turn", state="detached")
        page.wait_for_function("!location.search")
        browser.close()
    away = [url for url in requests if not url.startswith((address, "data:", "blob:"))]
    assert not away, f"the page asked for {away}"
    assert not problems, problems
    assert not log.exists(), f"the server reached for {log.read_text()}"


@needs_chromium
@pytest.mark.browser
def test_every_page_in_a_real_browser(server: tuple[str, Path]) -> None:
    """Every page, both languages, both widths: nothing overflows, fails or asks other machines."""
    from playwright.sync_api import sync_playwright

    address, log = server
    requests: list[str] = []
    problems: list[str] = []
    consoles: list[tuple[str, str]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for width, height in ((1366, 768), (360, 740)):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.on("request", lambda request: requests.append(request.url))
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.on("dialog", lambda _: problems.append("a planted script ran"))
            page.on("console", lambda said: consoles.append((said.type, said.text)))
            for prefix, lang in (("", "zh-CN"), ("/en", "en")):
                for place in (
                    *ADDRESSES.values(),
                    *(() if prefix else ("/sparql", "/id/ontology")),
                    f"/?q={urllib.parse.quote(EVIL)}",
                ):
                    page.goto(address + prefix + place, wait_until="load")
                    page.wait_for_selector(
                        "[data-questions], .zt-graph canvas, #main", state="attached"
                    )
                    page.wait_for_timeout(300 if "gradio-app" in page.content() else 0)
                    assert page.evaluate("document.documentElement.lang") == lang
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    assert wide <= width, f"{prefix}{place} is {wide} wide"
            page.close()
        browser.close()
    away = [url for url in requests if not url.startswith((address, "data:", "blob:"))]
    assert not away, f"the pages asked for {away}"
    problems += [text for kind, text in consoles if kind == "error"]
    assert not problems, problems
    assert not log.exists(), f"the server reached for {log.read_text()}"
