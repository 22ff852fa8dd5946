"""政策: columns by level, the words that cite, who names a policy, what is to be issued."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from serving import asked, pages_client, values_of
from starlette.testclient import TestClient

import build_graph
from qa.build import Build, open_build
from ui.pages import policies
from ui.pages.registry import PAGES
from ui.refusals import NotThereError
from ui.site import Site

KEY = "汶政办字-2023-29"
STATE = "https://w3id.org/zhengtu/doc/国发-2022-18"
PLAN = "https://w3id.org/zhengtu/doc/山东省-a466c1da"


@pytest.fixture(scope="module")
def pages(build: Build, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return pages_client(build, tmp_path_factory.mktemp("home"))


def test_the_columns_hold_what_the_graph_cites(build: Build, site: Site) -> None:
    values = values_of(site, "/policies")
    shown = {(level, p.id) for level, own in values["columns"] for p in own}
    cited = [c for c in build.rows.citations() if c.relation != "toBeIssued"]
    assert {node for _, node in shown} == {c.policy for c in cited}
    assert {(c.level, c.policy) for c in cited if c.level} <= shown
    assert [level for level, _ in values["columns"]] == ["state", "province", "city", "county"]
    places = {(c.policy, c.quote.start) for c in cited}
    for _, own in values["columns"]:
        for policy in own:
            for said in policy.said:
                assert (policy.id, said.start) in places


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("提交《报告》", False),
        ("组织商户签订《守法经营价格承诺书》", False),
        ("落实《报告》", True),  # cited as one
        ("学习《报告》（甲政发〔2022〕5号）", True),  # it has a number
        ("学习《甲县人民政府工作报告》", True),  # it has an issuer
    ],
)
def test_a_paper_beside_the_work_is_no_policy(tmp_path: Path, sentence: str, named: bool) -> None:
    text = f"甲政发〔2023〕5号\n甲县2023年重点任务\n（一）做好服务。{sentence}，修好公路。（牵头单位：县交通局）\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    options = ["--out", str(tmp_path / "build"), "--home", str(tmp_path / "home"), "--quiet"]
    assert build_graph.main([str(tmp_path / "a.txt"), *options]) == 0
    site = Site(open_build(tmp_path / "build"), PAGES)
    values = values_of(site, "/policies")
    assert bool(values["columns"]) is bool(values["citing"]) is named


def test_words_that_cite_lead_to_their_place(build: Build, site: Site, pages: TestClient) -> None:
    values = values_of(site, f"/policies?policy={STATE}")
    (place,) = values["citing_documents"]
    text = build.text(KEY)
    assert place.trigger == "全面落实"
    assert place.words in text
    assert text[place.start : place.end] in place.words
    page = pages.get(f"/policies?policy={STATE}").text
    link = next(h for h in re.findall(r'href="([^"]+)"', page) if f"start={place.start}" in h)
    marked = pages.get(unescape(link)).text
    assert 'id="found"' in marked


def test_tasks_that_name_a_policy(site: Site) -> None:
    values = values_of(site, f"/policies?policy={PLAN}")
    (place,) = values["citing_tasks"]
    assert place.task.endswith("/task/13")
    assert [p.name for p in place.parties] == ["县经济开发区", "县工业和信息化局"]
    assert place.relation == "implements"


def test_a_document_shows_what_it_names(build: Build, site: Site) -> None:
    own = build.documents[KEY]["id"]
    values = values_of(site, f"/policies?policy={own}")
    assert values["key"] == KEY
    assert {p.id for p in values["above"]} == {c.policy for c in build.rows.citations()}


def test_what_is_to_be_issued_by_whom(site: Site) -> None:
    values = values_of(site, "/policies")
    rows = [
        (policy.title, [p.name for p in said.parties], said.due)
        for policy, said in values["to_issue"]
    ]
    assert rows == [
        ("汶上县新型城镇化规划", ["县住房和城乡建设局", "县发展和改革局"], ""),
        ("实施方案", ["县住房和城乡建设局", "县综合行政执法局"], ""),
    ]


def test_a_chosen_document_narrows(cities: Build, tmp_path_factory: pytest.TempPathFactory) -> None:
    client = pages_client(cities, tmp_path_factory.mktemp("home"))
    pages = [client.get(f"/policies?doc={key}").text for key in cities.documents]
    assert all("zt-levels" in page or "没有引用政策" in page for page in pages)
    assert len(set(pages)) == len(pages)


def test_a_policy_that_is_not_there(site: Site, pages: TestClient) -> None:
    with pytest.raises(NotThereError):
        policies.view(asked(site, "/policies?policy=x"))
    assert "There is" not in pages.get("/policies?policy=<img src=x>").text
    assert "no such policy" in pages.get("/en/policies?policy=<img src=x>").text
