"""文档 and 改正 as an editor uses them: load a file and ask about it, correct a fact, leave one out."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import ROOT
from docx import Document
from starlette.testclient import TestClient

import build_graph
from kg.corrections.corrections_file import read_corrections
from kg.corrections.left_out import read_left_out
from kg.text.allowed import safe_name
from qa.build import open_build
from ui.gradio_pages.asking import Asking
from ui.pages.registry import PAGES
from ui.rebuilding import STOPPED, Rebuilding
from ui.server.access import access_for
from ui.server.accounts import Accounts
from ui.server.app import create_server
from ui.server.shelf import Shelf
from ui.site import Asked, Site

HERE = "http://127.0.0.1:7860"
TEXT = "甲政发〔2024〕5号\n甲县2024年重点任务\n（一）办学。新建幼儿园2所。（牵头单位：县教育局）\n"
LOADED = (
    "乙政发〔2024〕8号",
    "乙县2024年重点任务",
    "（一）修路。新建公路9公里。（牵头单位：县交通局）",
)


class Office:
    """A server over a folder of one document, with a user's folder."""

    def __init__(self, folder: Path, role: str = "editor", text: str = TEXT) -> None:
        (folder / "in").mkdir()
        (folder / "in" / "a.txt").write_text(text, encoding="utf-8")
        self.home, out = folder / "home", folder / "build"
        options = ["--out", str(out), "--home", str(self.home), "--quiet"]
        assert build_graph.main([str(folder / "in"), *options]) == 0
        self.shelf = Shelf(out, open_build)
        self.rebuilding = Rebuilding(out, self.home)
        self.site = Site(self.shelf.take(), PAGES, rebuilding=self.rebuilding)
        users = Accounts(["li:pw:editor", "wang:pw"])
        self.client = TestClient(
            create_server(self.site, access_for("127.0.0.1", (), users)),
            HERE,
            follow_redirects=False,
        )
        self.client.auth = ("li" if role == "editor" else "wang", "pw")

    def rebuilt(self) -> tuple[int | None, str]:
        """Wait for the build that was begun; return how it ended and what it said."""
        for _ in range(600):
            if not self.rebuilding.progress.runs:
                self.shelf.look(self.site)
                progress = self.rebuilding.progress
                return progress.code, "\n".join(progress.lines)
            time.sleep(0.1)
        raise AssertionError("it never ended")

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return answer.text


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = Office(tmp_path_factory.mktemp("office"))
    yield office
    office.shelf.close()


def test_a_file_is_loaded_left_out_and_taken_back(office: Office, tmp_path: Path) -> None:
    document = Document()
    for line in LOADED:
        document.add_paragraph(line)
    document.save(str(tmp_path / "乙县 要点.docx"))
    before = office.site.build
    with (tmp_path / "乙县 要点.docx").open("rb") as file:
        sent = office.client.post("/documents", files=[("files", ("../乙县 要点.docx", file))])
    assert (sent.status_code, urlsplit(sent.headers["location"]).path) == (303, "/documents")
    assert office.rebuilt()[0] == 0
    assert "乙县2024年重点任务" in office.page("/documents")
    assert (before.folder / "manifest.json").exists()  # who still holds it goes on
    assert "乙县2024年重点任务" not in str(before.documents)
    office.client.post("/documents", data={"leave_out": "乙县 要点.docx"})
    assert office.rebuilt()[0] == 0
    page = office.page("/documents")
    assert page.count('class="zt-loaded"') == 1
    assert (office.home / "文件" / "乙县 要点.docx").exists()
    office.client.post("/documents", data={"take_back": "乙县 要点.docx"})
    assert office.rebuilt()[0] == 0
    assert office.page("/documents").count('class="zt-loaded"') == 2


def test_a_file_that_cannot_be_read_harms_nothing(office: Office) -> None:
    office.client.post("/documents", files=[("files", ("bad.docx", b"PK\x03\x04 no zip"))])
    assert office.rebuilt()[0] == 1
    page = office.page("/documents")
    assert "bad.docx" in page
    assert "甲县2024年重点任务" in page
    (office.home / "文件" / "bad.docx").unlink()


def test_a_fact_is_corrected_and_seen_after_the_build(office: Office) -> None:
    key, fact = "甲政发-2024-5", "新建幼儿园2所"
    start = TEXT.index(fact)
    form = {"document": key, "start": start, "end": start + len(fact), "kind": "Target"}
    place = f"/text/{key}?start={start}&end={start + len(fact)}"
    assert 'action="/correct"' in office.page(place)
    wrong = office.client.post("/correct", data={**form, "field": "value", "new": "两三所"})
    assert wrong.status_code == 400
    assert "3所、1.5万元" in wrong.text
    wrong = office.client.post(
        "/correct",
        data={**form, "field": "value", "new": "两三所"},
        headers={"accept": "text/html"},
    )
    back = re.search(r'href="(/text/[^"]*correct=1[^"]*)"', wrong.text)
    assert back  # the fact, its form open and filled in as it was
    filled = office.page(unescape(back[1]))
    assert 'value="两三所"' in filled
    assert '<details class="zt-correct" open>' in filled
    assert "理由（必填）" in filled
    said = office.client.post(
        "/correct", data={**form, "field": "value", "new": "3所", "why": "<b>附表</b>写的是3所"}
    )
    assert said.status_code == 303
    (row,) = read_corrections(office.home)[key]
    assert (row.who, row.new) == ("li", "3所")
    for waiting in (office.page(place), office.page("/documents")):
        assert "待重建" in waiting or "重建后生效" in waiting
        assert 'name="again"' in waiting
    assert "已完成，新内容已可查询" not in waiting
    assert waiting.count("改正记录 1 条") == 1
    office.client.post("/documents", data={"again": "1"})
    assert office.rebuilt()[0] == 0
    assert "待重建" not in office.page("/documents")
    task = next(t for t in office.site.build.tasks.values() if t["targets"] and key in t["id"])
    assert task["targets"][0]["value"] == 3
    page = office.page(place)
    assert "更正前：2所" in page
    assert "已生效的改正" in page
    assert "重建后生效" not in page
    assert "<b>附表" not in page


WRONG = [  # (form, status)
    ({"kind": "Nonsense", "field": "remove"}, 400),
    ({"kind": "Unit", "field": "role", "new": "牵头"}, 400),  # no unit is read there
    ({"field": "metric", "new": "<img src=x>"}, 400),
    ({"field": "value", "new": "٣所"}, 400),
    ({"field": "due", "new": "20240101"}, 400),
    ({"kind": "Person", "field": "add", "new": "张三"}, 400),
    ({"field": "value", "new": "3所", "why": ""}, 400),
    ({"field": "remove", "start": "²"}, 400),
    ({"field": "remove", "end": "9" * 400}, 404),
]


@pytest.mark.parametrize("form, status", WRONG)
def test_what_cannot_be_a_correction(office: Office, form: dict[str, str], status: int) -> None:
    start = str(TEXT.index("新建幼儿园2所"))
    fact = {"document": "甲政发-2024-5", "kind": "Target", "start": start}
    sent = {**fact, "end": str(int(start) + 7), "why": "错", **form}
    before = read_corrections(office.home)
    answer = office.client.post("/correct", data=sent, headers={"accept": "text/html"})
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert read_corrections(office.home) == before


def test_values_are_said_in_the_words_of_the_page(office: Office) -> None:
    start = TEXT.index("县教育局")
    unit = {"document": "甲政发-2024-5", "start": start, "end": start + 4, "why": "错"}
    page = office.page(f"/text/甲政发-2024-5?start={start}&end={start + 4}")
    assert "单位（牵头）" in page
    for form, new in (
        ({"kind": "Unit", "field": "role", "new": "配合"}, "assist"),
        ({"kind": "Unit:lead", "field": "add"}, "lead"),
    ):
        assert office.client.post("/correct", data={**unit, **form}).status_code == 303
        assert read_corrections(office.home)["甲政发-2024-5"][-1].new == new


def test_only_files_that_are_there_are_left_out(office: Office) -> None:
    for name in ("../../etc/passwd", "a\nb", "y" * 1000):
        office.client.post("/documents", data={"leave_out": name})
    assert read_left_out(office.home) == frozenset()
    assert not office.rebuilding.progress.runs


def test_a_build_that_is_stopped_changes_nothing(office: Office) -> None:
    before = (office.rebuilding.folder / "manifest.json").read_bytes()
    office.client.post("/documents", data={"again": "1"})
    office.client.post("/documents", data={"stop": "1"})
    assert office.rebuilt()[0] == STOPPED
    assert (office.rebuilding.folder / "manifest.json").read_bytes() == before
    assert "已停止" in office.page("/documents")


@pytest.mark.parametrize("address", ["/documents", "/correct"])
def test_a_reader_changes_nothing(office: Office, address: str) -> None:
    answer = office.client.post(address, data={"again": "1"}, auth=("wang", "pw"))
    assert answer.status_code == 403
    assert not office.rebuilding.progress.runs
    page = office.client.get("/documents", auth=("wang", "pw"))
    assert "multipart/form-data" not in page.text


NAMES = [
    ("工作 要点.docx", "工作 要点.docx"),
    ("../../etc/passwd", "passwd"),
    ("C:\\temp\\a?.txt", "a_.txt"),
    ("\x00.txt", "txt"),
    ("...", ""),
    ("CON.txt", "_CON.txt"),
    ("lpt1", "_lpt1"),
    ("甲" * 300 + ".pdf", "甲" * 65 + ".pdf"),  # 255 bytes is what systems allow
]


@pytest.mark.parametrize("given, expected", NAMES)
def test_names_of_files(given: str, expected: str) -> None:
    assert safe_name(given) == expected


def test_a_damaged_file_of_the_build_is_told(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.shelf.verify(office.site)
    assert office.site.damages == ()
    (text, *_) = (office.rebuilding.folder / "text").iterdir()
    whole = text.read_bytes()
    text.write_bytes(whole[:-1] + b"!")  # the snapshot is a link to the same file
    office.shelf.verify(office.site)
    assert f"text/{text.name} 已损坏" in office.page("/documents")
    said = capsys.readouterr().err
    assert said.startswith(f"{text} is damaged") and said.count("\n") == 1
    text.write_bytes(whole)
    office.shelf.verify(office.site)
    assert "已损坏" not in office.page("/documents")


def test_closing_the_shelf_leaves_no_copy(tmp_path: Path) -> None:
    office = Office(tmp_path)
    assert list(tmp_path.glob(".build.served-*"))
    office.shelf.close()
    assert not list(tmp_path.glob(".build.served-*"))


def test_a_server_that_is_ended_leaves_no_copy(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.shelf.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folders = ["--build", str(tmp_path / "build"), "--home", str(office.home)]
    server = subprocess.Popen([sys.executable, "-m", "ui", *folders, "--port", str(port)], cwd=ROOT)
    for _ in range(300):
        with suppress(OSError):  # the port opens first, and answers 503
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).close()
            break
        time.sleep(0.1)
    assert list(tmp_path.glob(".build.served-*"))
    server.terminate()
    assert server.wait(20) == 0
    assert not list(tmp_path.glob(".build.served-*"))


def test_a_reader_is_shown_no_form(office: Office) -> None:
    answered = Asking(Asked(office.site, None)).answer("新建幼儿园几所")
    assert "data-note" in answered
    assert "data-note" not in Asking(Asked(office.site, None, role="reader")).answer("幼儿园")
    for role, shown in (("li", True), ("wang", False)):
        page = office.client.get("/targets", auth=(role, "pw")).text
        assert ("zt-edit" in page) == shown
    sent = office.client.post("/wrong", data={"question": "问"}, auth=("wang", "pw"))
    assert sent.status_code == 403


def test_a_doubtful_fact_is_marked(tmp_path: Path) -> None:
    office = Office(tmp_path, text=TEXT.replace("县教育局", "各银行机构"))
    start = TEXT.index("县教育局")
    page = office.page(f"/text/甲政发-2024-5?start={start}&end={start + 5}")
    assert "存疑：名称不以机构用词结尾" in page
    assert "zt-doubtful" in page
    assert "1 处存疑" in office.page("/documents")
    office.shelf.close()


def test_a_shelf_that_was_closed_meanwhile_finds_no_damage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office(tmp_path)
    office.shelf.close()  # its snapshot goes while its files are read
    office.shelf.verify(office.site)
    assert not office.site.damages and "damaged" not in capsys.readouterr().err
