"""Every page of the table: in both languages, whole, escaped, without a word of another language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from serving import ADDRESSES, asked
from starlette.testclient import TestClient

from qa.build import Build
from ui.messages import MESSAGES
from ui.pages.marks import MISSED, contents, marks_of, pieces
from ui.pages.registry import PAGES
from ui.pages.suggest import find
from ui.pages.text import LONGEST, parts_of
from ui.server.headers import STRICT
from ui.site import Asked, Page, Site

BROWSER = {"Accept": "text/html"}
LANGUAGES = [("", "zh-CN"), ("/en", "en")]


def test_every_page_has_an_address_that_is_tested() -> None:
    assert set(ADDRESSES) == {page.name for page in PAGES if not page.is_file}


def test_every_page_has_a_title_in_both_languages() -> None:
    for page in PAGES:
        for texts in MESSAGES.values() if not page.is_file else ():
            assert texts[f"page_{page.name}"]


@pytest.mark.parametrize(("prefix", "lang"), LANGUAGES)
@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_every_page_is_whole(client: TestClient, name: str, prefix: str, lang: str) -> None:
    answer = client.get(prefix + ADDRESSES[name], headers=BROWSER)
    assert answer.status_code == 200
    html = answer.text
    assert re.search(rf'<html\s+lang="{lang}"', html)
    assert len(answer.content) <= 150_000
    assert html.count("<title>") == 1
    assert "zt-bar" in html
    assert "zt-rail" in html
    assert html.count("og:title") == 1
    assert "Gradio" not in re.findall(r'property="og:[^>]*>', html)[0]
    assert "{url}" not in html
    for page in PAGES:
        if page.section and page.name != "texts":
            assert f'href="{page.address("en" if prefix else "zh")}' in html


@pytest.mark.parametrize(
    "name", sorted(page.name for page in PAGES if page.view and not page.is_file)
)
def test_pages_of_ours_hold_no_script_or_style_of_their_own(client: TestClient, name: str) -> None:
    answer = client.get(ADDRESSES[name], headers=BROWSER)
    assert answer.headers["content-security-policy"] == STRICT["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", answer.text)


@pytest.mark.parametrize(
    ("path", "status", "zh", "en"),
    [
        ("/nothing", 404, "没有这个页面", "There is no such page"),
        ("/graph/nothing", 404, "没有这个页面", "There is no such page"),
        ("/text/nothing", 404, "没有这份文件", "There is no such document"),
        ("/topics?concept=nothing", 404, "没有「nothing」这个主题", "There is no topic"),
        ("/gradio_api/upload", 403, "这里不能打开", "This may not be opened"),
    ],
)
def test_what_is_not_there_is_a_page(
    client: TestClient, path: str, status: int, zh: str, en: str
) -> None:
    for prefix, said in (("", zh), ("/en", en)):
        answer = client.get(prefix + path, headers=BROWSER)
        assert answer.status_code == status
        assert said in answer.text
        assert "zt-bar" in answer.text
    assert client.get(path).headers["content-type"] == "application/json"


def test_a_failure_is_a_page_without_a_traceback(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Site, *__: object, **___: object) -> str:
        raise RuntimeError("secret")

    template = Site.render
    monkeypatch.setattr(
        Site,
        "render",
        lambda site, name, *a, **k: (broken if name == "topics.html" else template)(
            site, name, *a, **k
        ),
    )  # type: ignore[arg-type]
    answer = client.get("/topics", headers=BROWSER)
    assert answer.status_code == 500
    assert "出了点问题" in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


EVIL = '"><img src=x onerror=alert(1)>'


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_what_stands_in_an_address_is_escaped(client: TestClient, name: str, prefix: str) -> None:
    path = ADDRESSES[name].split("?")[0]
    keys = (
        "q",
        "unit",
        "from",
        "to",
        "concept",
        "doc",
        "hide",
        "start",
        "node",
        "iri",
        "policy",
        "place",
        "section",
        "kind",
        "commitment",
        "metric",
        "due",
        "after",
        "sort",
        "page",
        "status",
        "since",
        "refused",
        "saved",
        "unknown",
        EVIL,
    )
    for key in keys:
        answer = client.get(prefix + path, params={key: EVIL}, headers=BROWSER)
        assert answer.status_code in (200, 400, 404)
        assert "<img" not in answer.text


def test_what_documents_are_called_is_escaped(build: Build) -> None:
    evil = {
        key: {**record, "title": EVIL, "wenhao": EVIL, "issuer": EVIL}
        for key, record in build.documents.items()
    }
    site = Site(build, PAGES)
    before = build.documents
    try:
        vars(build)["documents"] = evil
        for name in ("text", "texts", "search"):
            at = asked(site, ADDRESSES[name])
            assert at.page
            assert at.page.view
            shown = at.page.view(at)
            html = site.render(shown.template, at, title=EVIL, **shown.values)  # type: ignore[union-attr]
            assert "<img" not in html
    finally:
        vars(build)["documents"] = before


# --- addresses ------------------------------------------------------------------------------------


def test_an_address_keeps_its_view_in_the_other_language(site: Site) -> None:
    at = asked(site, "/text/汶政办字-2023-29?start=5&end=9&hide=Unit&hide=Target")
    english = at.in_language("en")
    assert english.startswith("/en/text/")
    assert english.endswith("?start=5&end=9&hide=Unit&hide=Target")


def test_addresses_stand_behind_the_prefix_of_a_proxy(build: Build) -> None:
    at = Asked(Site(build, PAGES, root="/zhengtu/"), None, "en")
    assert at.href("graph", node="https://x/1") == "/zhengtu/en/graph?node=https%3A%2F%2Fx%2F1"
    assert at.href("topics", concept="") == "/zhengtu/en/topics"
    assert at.static("style.css").startswith("/zhengtu/zt/style.css?v=")


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("-1", 0), ("x", 0), ("٣", 0), ("9" * 30, 0)]
)
def test_a_number_of_an_address_is_a_number(site: Site, text: str, number: int) -> None:
    assert asked(site, f"/text/k?start={text}").number("start") == number


def test_a_page_with_a_form_is_for_editors(
    build: Build, client_of: Callable[..., TestClient]
) -> None:
    from fastapi import FastAPI
    from starlette.responses import PlainTextResponse

    from ui.server.routes import add_pages

    page = Page(
        "search",
        "/note",
        lambda at: PlainTextResponse("read"),
        form=lambda at: PlainTextResponse(str(dict(at.form or {}))),
    )
    app = FastAPI()
    add_pages(app, Site(build, [*(p for p in PAGES if p.name != "search"), page]))

    @app.middleware("http")
    async def signed_in(request, call_next):  # type: ignore[no-untyped-def]
        request.state.role = request.headers["role"]
        return await call_next(request)

    client = TestClient(app)
    assert client.get("/note", headers={"role": "reader"}).text == "read"
    assert client.post("/note", data={"a": "1"}, headers={"role": "reader"}).status_code == 403
    assert client.post("/en/note", data={"a": "1"}, headers={"role": "editor"}).text == "{'a': '1'}"


# --- searching -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("发改局", "Unit", "县发展和改革局"),
        ("工信局", "Unit", "县工业和信息化局"),
        ("县财政局", "Unit", "县财政局"),
        (
            "汶政办字〔2023〕29号",
            "PolicyDocument",
            "汶上县深化新旧动能转换推动绿色低碳高质量发展2023年重点工作任务",
        ),
        (
            "汶政办字[2023]29",
            "PolicyDocument",
            "汶上县深化新旧动能转换推动绿色低碳高质量发展2023年重点工作任务",
        ),
        (
            "国发〔2022〕18号",
            "PolicyDocument",
            "国务院关于支持山东深化新旧动能转换推动绿色低碳高质量发展的意见",
        ),
        ("任务1", "Task", "（一）搭建创新平台"),
        ("第1项", "Task", "（一）搭建创新平台"),
        ("创新平台", "Topic", "创新平台"),
    ],
)
def test_the_search_box_finds(site: Site, text: str, kind: str, label: str) -> None:
    found = [(hit.kind, hit.label) for hit in find(Asked(site, None), text, 8)]
    assert (kind, label) in found, found


def test_suggestions(client: TestClient) -> None:
    found = client.get("/suggest", params={"q": "发改局", "lang": "en"}).json()
    assert found[0]["kind"] == "unit"
    assert found[0]["href"].startswith("/en/unit?iri=")
    assert len(client.get("/suggest", params={"q": "县"}).json()) <= 8
    assert client.get("/suggest", params={"q": "县" * 5000}).status_code == 200
    assert client.get("/suggest").json() == []


# --- 原文 ------------------------------------------------------------------------------------------


def test_marks_stand_where_they_were_read(build: Build) -> None:
    key = "汶政办字-2023-29"
    text, marks = build.text(key), marks_of(build, key)
    assert {mark.kind for mark in marks} >= {
        "Unit",
        "Target",
        "KeyProject",
        "PolicyDocument",
        MISSED,
    }
    for mark in marks:
        assert 0 <= mark.start < mark.end <= len(text)
    target = next(mark for mark in marks if mark.kind == "Target")
    assert text[target.start : target.end] == "年内新增省市级研发平台14家以上"
    for entry in contents(build, key, text):
        assert text[entry.start :].lstrip().startswith(entry.title[:3])


def test_pieces_are_the_text_again(build: Build) -> None:
    key = "汶政办字-2023-29"
    text, marks = build.text(key), marks_of(build, key)
    for start, end in ((0, 0), (533, 549), (0, len(text))):
        cut = pieces(text, marks, start, end, (0, len(text)))
        assert "".join(piece.text for piece in cut) == text
        assert "".join(piece.text for piece in cut if piece.is_found) == text[start:end]
        assert sum(piece.is_first for piece in cut) == (start < end)


def test_a_long_text_is_read_in_parts() -> None:
    text = "一、" + "长" * 30_000 + "\n二、" + "长" * 30_000
    headings = [0, text.index("二、")]
    parts = parts_of(text, headings)
    assert [text[low:high] for low, high in parts if high - low > LONGEST] == []
    assert "".join(text[low:high] for low, high in parts) == text
    assert parts_of("短", [0]) == [(0, 1)]
    assert parts_of("", []) == [(0, 0)]
    near = parts_of("字" * LONGEST * 2, [LONGEST - 5])
    assert near[0] == (0, LONGEST - 5)  # before a heading


def test_a_mark_opens_its_facts(client: TestClient) -> None:
    page = client.get(ADDRESSES["text"], headers=BROWSER).text
    assert 'id="found"' in page
    assert "target/quantity" in page
    assert "新增省市级研发平台" in page
    hidden = client.get(ADDRESSES["text"] + "&hide=Unit", headers=BROWSER).text
    assert 'class="m m-Unit"' in page
    assert 'class="m m-Unit"' not in hidden


CHINESE = re.compile(r"[\u3400-\u9fff]")


def test_words_of_documents_in_english_pages_say_that_they_are_chinese(client: TestClient) -> None:
    """In the document menu and the lists, whatever stands in Chinese letters says so."""
    page = client.get("/en/targets", headers=BROWSER).text
    menu = page.split('class="zt-list"', 1)[1].split("</details>", 1)[0]
    rows = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    for part in (menu, rows):
        plain = re.sub(r'<(\w+)[^>]* lang="zh-CN"[^>]*>.*?</\1>', "", part, flags=re.DOTALL)
        left = [text for text in re.findall(r">([^<]*)", plain) if CHINESE.search(text)]
        assert not left
    assert '<span lang="zh-CN">' not in client.get("/targets", headers=BROWSER).text


def test_a_thing_is_found_once(site: Site) -> None:
    nodes = [hit.node for hit in find(Asked(site, None), "2023", 60) if hit.node]
    assert nodes
    assert len(nodes) == len(set(nodes))


@pytest.mark.parametrize(
    "address", ["/policies?doc=zz", "/policies?place=没有市", "/targets?doc=zz"]
)
def test_a_choice_that_is_not_there_is_told(client: TestClient, address: str) -> None:
    page = client.get(address, headers={"accept": "text/html"})
    assert 'class="zt-warning" role="alert"' in page.text
    assert address.rpartition("=")[2] in page.text
