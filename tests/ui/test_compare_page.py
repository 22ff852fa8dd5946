"""对比: what came, went and moved between two documents, as a page and as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from serving import pages_client
from starlette.testclient import TestClient

import build_graph
from qa.build import Build, open_build
from ui.pages.registry import PAGES
from ui.server.app import create_server
from ui.site import Site

HEAD = "甲政发〔{year}〕5号\n甲县{year}年重点任务\n"
OLD = HEAD.format(year=2023) + (
    "（一）办好学校。新建幼儿园2所，改造老旧食堂。（牵头单位：县教育局）\n"
    "（二）修好公路。新建公路9公里，养护桥梁。（牵头单位：县交通局）\n"
)
NEW = HEAD.format(year=2024) + (
    "（一）办好学校。新建幼儿园5所，改造老旧食堂。（牵头单位：县教育局）\n"
    "（二）<b>种树</b>绿化荒山。造林30亩。（牵头单位：县林业局）\n"
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("years")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(OLD, encoding="utf-8")
    (folder / "in" / "b.txt").write_text(NEW, encoding="utf-8")
    options = ["--out", str(folder / "build"), "--home", str(folder / "home"), "--quiet"]
    assert build_graph.main([str(folder / "in"), *options]) == 0
    site = Site(open_build(folder / "build"), PAGES)
    return TestClient(create_server(site), "http://127.0.0.1:7860")


@pytest.mark.parametrize("sides", ["a=2023&b=2024", "a=甲政发-2023-5&b=甲政发-2024-5"])
def test_two_years(client: TestClient, sides: str) -> None:
    page = client.get(f"/compare?{sides}").text
    for said in ("新增 1", "取消 1", "保留 1", "提高 1", "+3所", "县林业局"):
        assert said in page
    assert "<b>种树" not in page
    assert "修好公路" in client.get(f"/compare?{sides}&change=dropped").text
    file = client.get(f"/comparison.csv?{sides}")
    assert file.headers["content-type"].startswith("text/csv")
    assert "新建幼儿园" in file.text


@pytest.mark.parametrize(
    "address, status, said",
    [
        ("/compare", 200, "选两份文件"),
        ("/compare?a=2023&b=2023", 200, "前后相同"),
        ("/comparison.csv?a=2023", 400, "选两份文件"),
        ("/en/compare?a=2023&b=2024", 200, "raised"),
    ],
)
def test_what_else_is_asked(client: TestClient, address: str, status: int, said: str) -> None:
    answer = client.get(address, headers={"accept": "text/html"})
    assert answer.status_code == status
    assert said in answer.text


def test_what_is_not_there(client: TestClient) -> None:
    answer = client.get("/compare?a=2023&b=1999", headers={"accept": "text/html"})
    assert answer.status_code == 400
    assert 'name="a"' in answer.text
    assert "1999" in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("prefix", "said", "unsaid"),
    [("", "只有泰兴市有", "取消"), ("/en", "only in 泰兴市", ">dropped")],
)
def test_of_two_places_nothing_came_or_went(
    cities: Build, tmp_path: Path, prefix: str, said: str, unsaid: str
) -> None:
    places = cities.own_places
    of_places = f"a={places[0]}&b={places[1]}"
    of_documents = "&".join(
        f"{side}={key}" for side, key in zip("ab", cities.documents, strict=True)
    )
    for sides in (of_places, of_documents):
        page = pages_client(cities, tmp_path).get(f"{prefix}/compare?{sides}").text
        assert said in page.replace('<span lang="zh-CN">', "").replace("</span>", "")
        assert unsaid not in page.split("</form>")[-1]
