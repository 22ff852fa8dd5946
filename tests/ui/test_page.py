"""The page: handlers, escaping, routes, and the whole of it in a real Chromium."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, chromium

from kg.rdf.named_queries import select
from qa.answer import Answer, Citation, Evidence, Found, RankedItem, Statement
from qa.answering import ask
from qa.build import Build, open_build
from ui import render
from ui.answer_card import answer_card, highlighted
from ui.handlers import Handlers
from ui.messages import MESSAGES
from ui.thread import Thread

EVIL = '<img src=x onerror="alert(1)">'


# --- functions -------------------------------------------------------------------------------


def test_both_languages_say_the_same_things() -> None:
    assert set(MESSAGES["zh"]) == set(MESSAGES["en"])
    for key, text in MESSAGES["zh"].items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", MESSAGES["en"][key])), (
            key
        )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_handlers(build: Build, language: str) -> None:
    page = Handlers(build, language)
    assert "优化农村人居环境" in page.answer("农村厕所没人管")
    assert page.answer(" ") == render.hint(page.say("ask_hint"))
    assert "县农业农村局" in page.find("农业")
    assert "zt-hint" in page.find("没有这样的东西")
    unit = page.unit_choices[0][1]
    elements, panel = page.node(unit)
    view = json.loads(elements)
    assert view["centre"] == unit and len(view["nodes"]) == len({n["id"] for n in view["nodes"]})
    assert "县发展和改革局" in panel and "char" not in panel.split("<h4>")[0]
    assert page.shared([unit, page.unit_choices[1][1]]).count("data-node") == 8
    assert "zt-table" in page.shared([unit])
    assert page.matrix().count("<rect") == 400
    assert "zt-arrow" in page.path(unit, page.node_choices[-1][1])
    assert "graph.gexf" in page.downloads()


def test_a_click_reads_the_thing_and_not_the_whole_graph(build_folder: Path) -> None:
    build = open_build(build_folder)
    page = Handlers(build, "zh")
    row = select(build.database, "targets")[0]
    for node in (row["target"], row["task"]):
        assert f"?start={row['start']}&amp;end={row['end']}&amp;" in page.node(node)[1]
    page.find("财政"), page.overview(), page.answer("财政局有哪些任务"), page.matrix()
    page.shared([page.unit_choices[0][1]])
    assert "network" not in vars(build) and "graph" not in vars(build)


def test_an_english_page_names_relations_in_english(build: Build) -> None:
    page = Handlers(build, "en")
    assert "lead unit" in page.node(page.unit_choices[0][1])[1]


def test_a_conversation_is_a_thread(build: Build) -> None:
    page = Handlers(build, "zh")
    thread, shown = page.turn("水务局牵头哪些任务", Thread())
    assert "zt-turn" not in shown
    thread, shown = page.turn("民政局呢", thread)
    first = ask(build, "民政局牵头哪些任务").text
    assert first in shown and "zt-turn" in shown and "水务局牵头哪些任务" in shown
    assert page.turn(" ", thread) == (thread, shown)
    assert page.turn("民政局呢", Thread())[1] == page.answer("民政局呢")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_example_is_answered(build: Build, cities: Build, language: str) -> None:
    for loaded in (build, cities):
        examples = Handlers(loaded, language).examples
        assert len(examples) > 3
        for question in examples:
            assert ask(loaded, question).grade in ("stated", "quoted"), question


def test_small_talk_is_answered_without_texts(build: Build) -> None:
    shown = Handlers(build, "zh").answer("你好")
    assert "你好" in shown and "zt-card" not in shown and "zt-absent" not in shown


def test_how_an_answer_was_found_is_said_in_words(build: Build) -> None:
    shown = Handlers(build, "zh").answer("水务局牵头哪些任务")
    assert "列出任务" in shown and "SPARQL" in shown


def test_everything_from_a_document_is_escaped() -> None:
    item = RankedItem(
        EVIL, "k", 1, EVIL, EVIL, EVIL, ((EVIL, "lead"),), Evidence(EVIL, 0, 5), 1, 1, 1, "words"
    )
    cited = Citation(EVIL, "k", EVIL, EVIL, 0, 5, EVIL)
    statements = (Statement(EVIL, (cited,), ((EVIL, EVIL),)),)
    found = Found(EVIL, ((EVIL, EVIL),), ("targets",), True)
    answer = Answer(EVIL, "zh", EVIL, statements, None, (item,), False, 1.0, found, (EVIL,))
    pages = [
        answer_card("zh", answer, {"k": {"wenhao": EVIL}}, {(EVIL, EVIL): EVIL}, prose=EVIL),
        render.search_results("zh", EVIL, [(EVIL, EVIL, EVIL)]),
        render.search_results("zh", EVIL, []),
        render.task_list(EVIL, [(EVIL, EVIL)]),
        render.matrix_picture([EVIL], [[0]]),
        render.text_page("zh", EVIL, EVIL, 0, 4, ""),
        render.build_table(
            "zh", [{"title": EVIL, "tasks": 1, "units": 1, "tasks_without_unit": [], "coverage": 1}]
        ),
    ]
    assert not [page for page in pages if "<img" in page]


def test_a_sentence_longer_than_the_card_is_cut_around_the_evidence() -> None:
    text = "甲" * 500 + "乙乙乙" + "丙" * 500
    shown = highlighted(text, Evidence("乙乙乙", 500, 503))
    assert "<mark>乙乙乙</mark>" in shown and len(shown) < 300


# --- the running server ----------------------------------------------------------------------

AUDIT = """
import sys
def audit(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        host = arguments[1][0] if event == "socket.connect" and isinstance(arguments[1], tuple) else arguments[0]
        if event == "socket.connect" and not isinstance(arguments[1], tuple):
            return
        if str(host) not in ("127.0.0.1", "::1", "localhost", "None", "b'127.0.0.1'"):
            with open(sys.argv[1], "a") as log:
                log.write(f"{event} {host}\\n")
sys.addaudithook(audit)
from ui.__main__ import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture(scope="module")
def server(
    build_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """Serve the build with an audit hook on sockets; give its address and the hook's log."""
    log = tmp_path_factory.mktemp("audit") / "sockets.log"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        AUDIT,
        str(log),
        "--build",
        str(build_folder),
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=1).close()
            break
        except (urllib.error.URLError, OSError):  # the port opens first and answers 503
            assert process.poll() is None, "the server stopped"
            time.sleep(0.2)
    yield address, log
    process.terminate()
    process.wait(10)


def fetch(url: str) -> tuple[int, str, dict[str, str]]:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, answer.read().decode(errors="replace"), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace"), dict(error.headers)


def test_routes(server: tuple[str, Path]) -> None:
    address, _ = server
    status, page, headers = fetch(f"{address}/")
    assert status == 200 and "default-src 'self'" in headers["content-security-policy"]
    key = urllib.parse.quote("汶政办字-2023-29")
    status, page, _ = fetch(f"{address}/text/{key}?start=0&end=13")
    assert status == 200 and '<mark id="found">汶政办字〔2023〕29号</mark>' in page
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

    from ui.starting import Application, Message, Starting

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
        # a unit of the answer opens in the graph; click a node of the picture
        page.click(".zt-card button.zt-chip >> nth=0")
        page.wait_for_function("document.querySelector('#panel h3')?.innerText === '县农业农村局'")
        page.wait_for_function("document.querySelector('.zt-graph').zhengtu?.nodes().length > 5")
        spot = page.evaluate(
            """() => { const place = document.querySelector('.zt-graph');
                const node = place.zhengtu.nodes().filter(n => n.data('kind') === 'Task')[0].renderedPosition();
                const box = place.getBoundingClientRect();
                return {x: box.x + node.x, y: box.y + node.y}; }"""
        )
        page.mouse.click(spot["x"], spot["y"])
        page.wait_for_function("document.querySelector('#panel h3')?.innerText.startsWith('（')")
        # the same facts lead to their characters
        with page.context.expect_page() as opened:
            page.click("#panel .zt-source >> nth=0")
        opened.value.wait_for_selector("#found")
        assert opened.value.inner_text("#found")
        # search by name; nothing found says what to do
        page.fill("#find textarea, #find input", "绝无此物")
        page.get_by_role("button", name="查找", exact=True).click()
        page.wait_for_selector("#found .zt-hint")
        # download
        page.get_by_role("tab", name="导出").click()
        with page.expect_download() as download:
            page.click('a[download="tasks.csv"]')
        download.value.save_as(tmp_path / "tasks.csv")
        assert (tmp_path / "tasks.csv").read_text(encoding="utf-8-sig").startswith("文件,序号")
        # language
        page.click(".zt-language")
        page.wait_for_selector("text=Ask in your own words")
        assert "Task texts" not in page.content()
        # an example answers at once
        page.get_by_text("县发展和改革局和县工业和信息化局共同承担哪些任务？").first.click()
        page.wait_for_selector(".zt-statements li >> nth=7")
        # so does a question that the answer suggests; the one before is folded below
        page.click(".zt-next >> nth=0")
        page.wait_for_selector(".zt-turn:has-text('共同承担')")
        # a new conversation begins with an empty page
        page.click("#anew")
        page.wait_for_selector(".zt-turn", state="detached")
        browser.close()
    away = [url for url in requests if not url.startswith((address, "data:", "blob:"))]
    assert not away, f"the page asked for {away}"
    assert not problems, problems
    assert not log.exists(), f"the server reached for {log.read_text()}"
