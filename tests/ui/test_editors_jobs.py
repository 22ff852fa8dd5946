"""The jobs editors come with, in a real Chromium, with clicks counted: load a file, correct a fact."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, chromium
from docx import Document

import build_graph

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None and not os.environ.get("CI"), reason="no Chromium"),
]
EVIL = '<img src=x onerror="alert(1)">'
TEXT = (
    "甲政发〔2024〕5号\n甲县2024年重点任务\n（一）办学。新建幼儿园2所。（牵头单位：县教育局）\n"
    f"（二）修路。新建公路9公里{EVIL}。（牵头单位：县交通局）\n"
)
DONE = 120_000  # milliseconds a small build may take on a busy machine


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Iterator[str]:
    """Serve a small build that its pages may change; give the address."""
    folder = tmp_path_factory.mktemp("editors")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    out, home = folder / "build", folder / "home"
    options = ["--out", str(out), "--home", str(home), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([str(folder / "in"), *options]) == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folders = ["--build", str(out), "--home", str(home)]
    command = [sys.executable, "-m", "ui", *folders, "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    for _ in range(600):
        with suppress(OSError):  # the port opens first, and answers 503
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).close()
            break
        time.sleep(0.2)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(60)


def visit(browser: Any, width: int) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.on("dialog", lambda dialog: pytest.fail("a planted script ran"))
    return page


@pytest.mark.parametrize(
    ("prefix", "width", "place"),
    [("", 1366, "乙"), ("/en", 390, "丙"), ("/en", 1366, "丁"), ("", 390, "戊")],
)
def test_a_file_is_loaded_and_asked_about(
    browser: Any, office: str, tmp_path: Path, prefix: str, width: int, place: str
) -> None:
    """[3]"""
    document = Document()
    for line in (
        f"{place}政发〔2024〕8号",
        f"{place}县2024年重点任务",
        "（一）造林。新建苗圃7处。（牵头单位：县林业局）",
    ):
        document.add_paragraph(line)
    file = tmp_path / f"{place}县 要点.docx"
    document.save(str(file))
    page = visit(browser, width)
    page.goto(f"{office}{prefix}/documents")
    page.set_input_files("#files", file)
    page.click(".zt-drop button")  # one
    page.wait_for_selector("#progress .zt-done", timeout=DONE)
    loaded = page.inner_text(".zt-loaded.zt-new")
    assert f"{place}县2024年重点任务" in loaded
    page.click(".zt-bar .zt-name")  # two
    page.wait_for_selector(".zt-opening")
    page.fill("#question textarea", f"{place}县新建苗圃多少处")
    page.click("#ask")  # three
    page.wait_for_selector(".zt-said")
    assert "7" in page.inner_text(".zt-said")  # 7处, and in English 7
    page.close()


@pytest.mark.parametrize(
    ("prefix", "width", "value"),
    [("/en", 1366, "3所"), ("", 390, "4所"), ("", 1366, "5所"), ("/en", 390, "6所")],
)
def test_a_fact_is_corrected_and_seen_after_the_build(
    browser: Any, office: str, prefix: str, width: int, value: str
) -> None:
    """[4]"""
    page = visit(browser, width)
    page.goto(f"{office}{prefix}/targets")
    page.click("tr:has-text('幼儿园') .zt-edit")  # one
    form = page.locator(".zt-fact .zt-correct[open] form")
    form.locator("select[name=field]").select_option("value")
    form.locator("input[name=new]").fill(value)
    form.locator("input[name=why]").fill(f"附表写的是{value}{EVIL}")
    form.locator("button").click()  # two
    page.click("button[name=again]")  # three
    page.wait_for_selector("#progress .zt-done", timeout=DONE)
    page.click("#progress a.zt-button")  # four
    assert value in page.inner_text(".zt-fact")
    assert page.locator("img").count() == 0
    page.close()


def test_a_correction_is_taken_back(browser: Any, office: str) -> None:
    page = visit(browser, 1366)
    page.goto(f"{office}/documents")
    listed = page.locator("#corrections li")
    before = listed.count()
    page.click("#corrections summary")
    page.click("#corrections [name=take_back] >> nth=0")
    page.wait_for_selector("[role=status]")
    page.goto(f"{office}/documents")
    assert listed.count() == before - 1
    page.close()
