"""What programs read: the SPARQL protocol, named queries, and what is behind every IRI."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

import build_graph
from kg.rdf.named_queries import QUERIES
from kg.rdf.store import open_database
from kg.rdf.vocabulary import ZT
from qa.build import Build, open_build
from ui.linked.queries import openapi_description
from ui.linked.routes import routes
from ui.pages.registry import PAGES
from ui.server.app import create_app
from ui.server.routes import add_pages
from ui.site import Site

TASKS = "SELECT ?t { ?t a <https://w3id.org/zhengtu/ontology#Task> } ORDER BY ?t LIMIT 2"
TASK = "https://w3id.org/zhengtu/doc/汶政办字-2023-29/task/66"
NAMED = """汶上县2024年重点任务
（一）建设公园。新建口袋公园5处。（牵头单位：县水务局；责任人：欧阳建国）
（二）培训教师。由欧阳建国工作室培训教师30人。（牵头单位：县教育局）
"""


def client_of(folder: Path, *, persons: bool = False) -> TestClient:
    app, site = FastAPI(), Site(open_build(folder, persons=persons), PAGES, persons=persons)
    app.include_router(routes(site))
    add_pages(app, site)
    return TestClient(app)


@pytest.fixture(scope="module")
def client(build_folder: Path) -> Iterator[TestClient]:
    with client_of(build_folder) as client:
        yield client


@pytest.fixture(scope="module")
def with_names(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Path:
    """A build that names a person."""
    folder = tmp_path_factory.mktemp("names")
    (folder / "a.txt").write_text(NAMED, encoding="utf-8")
    options = ["--out", str(folder / "build"), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([str(folder / "a.txt"), *options]) == 0
    return folder / "build"


# --- /sparql -----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["get", "form", "direct"])
@pytest.mark.parametrize("accept", ["application/sparql-results+json", "text/csv", "*/*"])
def test_a_query_is_sent_in_three_ways(client: TestClient, way: str, accept: str) -> None:
    headers = {"Accept": accept}
    if way == "get":
        said = client.get("/sparql", params={"query": TASKS}, headers=headers)
    elif way == "form":
        said = client.post("/sparql", data={"query": TASKS}, headers=headers)
    else:
        headers["Content-Type"] = "application/sparql-query"
        said = client.post("/sparql", content=TASKS, headers=headers)
    assert said.status_code == 200 and "doc/汶政办字-2023-29/task/1" in said.text
    assert said.headers["content-type"].startswith(accept.replace("*/*", "application/sparql"))


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_triples_come_in_the_formats_of_rdf(client: TestClient, media: str) -> None:
    query = "CONSTRUCT WHERE { ?t a <https://w3id.org/zhengtu/ontology#Section> }"
    said = client.get("/sparql", params={"query": query}, headers={"Accept": media})
    assert said.headers["content-type"].startswith(media)
    name = {"application/n-triples": "nt", "application/rdf+xml": "xml"}.get(media, media)
    graph = Graph().parse(data=said.text, format=name)
    assert len(graph) == 11 and set(graph.objects(None, RDF.type)) == {ZT.Section}


def test_without_a_query_programs_get_a_description_and_people_a_form(client: TestClient) -> None:
    said = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=said.text, format="turtle")
    service = URIRef("http://www.w3.org/ns/sparql-service-description#Service")
    assert list(graph.subjects(RDF.type, service)) == [URIRef("http://testserver/sparql")]
    form = client.get("/sparql", headers={"Accept": "text/html,*/*;q=.1"}).text
    assert "<textarea" in form and QUERIES["units_together"].titles[0] in form


@pytest.mark.parametrize(
    "method, sent, status",
    [
        ("GET", {"params": {"query": "SELECT * {"}}, 400),
        ("GET", {"params": {"query": ["ASK {}", "ASK {}"]}}, 400),
        ("GET", {"params": {"update": "DROP ALL"}}, 403),
        ("GET", {"params": {"query": "SELECT * { SERVICE <http://x/> {} }"}}, 403),
        ("GET", {"params": {"query": "SELECT * FROM <file:///etc/passwd> {}"}}, 403),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "http://x/"}}, 403),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406),
        ("GET", {"params": {"query": "SELECT * { ?s ?p ?o }"}}, 413),
        ("POST", {"content": b"x" * 2_000_000}, 415),
        ("POST", {"data": {"query": "x" * 2_000_000}}, 413),
        ("POST", {"data": {"update": "DROP ALL"}}, 403),
        ("POST", {"content": b"\xff", "headers": {"Content-Type": "application/sparql-query"}}, 400),
        ("POST", {"content": b"a&" * 99, "headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 400),
        ("PUT", {}, 405),
    ],
)  # fmt: skip
def test_what_is_not_served_is_a_sentence(
    client: TestClient, method: str, sent: dict[str, object], status: int
) -> None:
    said = client.request(method, "/sparql", **sent)  # type: ignore[arg-type]
    assert said.status_code == status
    assert "Traceback" not in said.text and len(said.text) < 600


def test_who_takes_json_gets_errors_as_json(client: TestClient) -> None:
    asked = {"query": "SELECT * {"}
    said = client.get("/sparql", params=asked, headers={"Accept": "application/json"}).json()
    assert said["error"] == "malformed" and said["message"].startswith("the query cannot be read")


# --- persons -----------------------------------------------------------------------------------

PERSONS = "SELECT ?s ?o { ?s ?p ?o FILTER(CONTAINS(STR(?o), '欧阳') || CONTAINS(STR(?s), '欧阳')) }"


def test_persons_are_in_no_answer_unless_they_are_served(with_names: Path) -> None:
    for persons in (False, True):
        client = client_of(with_names, persons=persons)
        found = client.get("/sparql", params={"query": PERSONS}).json()["results"]["bindings"]
        assert bool(found) is persons
        assert bool(client.get("/api/queries/persons").json()["rows"]) is persons
        tasks = client.get("/sparql", params={"query": TASKS}).json()["results"]["bindings"]
        paths = [task["t"]["value"].removeprefix("https://w3id.org/zhengtu/") for task in tasks]
        assert len(paths) == 2
        for path in paths:
            for media in ("text/html", "text/turtle"):
                said = client.get(f"/id/{quote(path)}", headers={"Accept": media})
                assert said.status_code == 200 and ("欧阳" in said.text) is persons


# --- /api/queries ------------------------------------------------------------------------------


def test_every_query_is_in_the_catalogue_in_both_languages(client: TestClient) -> None:
    listed = client.get("/api/queries").json()["queries"]
    assert [query["name"] for query in listed] == list(QUERIES.by_name)
    for query in listed:
        for text in (
            query["title"],
            query["description"],
            *(p["title"] for p in query["parameters"]),
        ):
            assert text["zh"] and text["en"] and text["en"].isascii() is not None
        known = QUERIES[query["name"]].variables
        assert {p["name"] for p in query["parameters"]} <= set(known), query["name"]


@pytest.mark.parametrize("name", list(QUERIES.by_name))
def test_every_query_runs(client: TestClient, name: str) -> None:
    said = client.get(f"/api/queries/{name}", params={"limit": 3}).json()
    assert said["query"] == name and len(said["rows"]) <= 3
    assert client.get(f"/api/queries/{name}/sparql").text == QUERIES[name].text


def test_rows_come_as_json_and_csv_for_the_values_that_are_given(client: TestClient) -> None:
    asked = {"task": TASK, "unit": "所"}
    rows = client.get("/api/queries/targets", params=asked).json()["rows"]
    assert {(row["task"], row["unit"]) for row in rows} == {(TASK, "所")}
    assert all(isinstance(row["amount"], int) for row in rows)
    said = client.get("/api/queries/targets", params={**asked, "format": "csv"})
    table = list(csv.DictReader(io.StringIO(said.text)))
    assert [row["target"] for row in table] == [row["target"] for row in rows]
    both = client.get("/api/queries/targets", params={"task": TASK, "unit": ["所", "个"]}).json()
    assert len(both["rows"]) > len(rows)
    paged = client.get("/api/queries/targets", params={**asked, "offset": 1}).json()["rows"]
    assert paged == rows[1:]


@pytest.mark.parametrize(
    "address, status",
    [
        ("nothing", 404),
        ("targets?nothing=1", 400),
        ("targets?task=a b", 400),
        ("targets?task=x> } DROP ALL", 400),
        ("targets?limit=-1", 400),
        ("targets?limit=1 UNION", 400),
        ("targets?format=xml", 406),
        ("nothing/sparql", 404),
    ],
)
def test_a_wrong_address_is_a_sentence(client: TestClient, address: str, status: int) -> None:
    said = client.get(f"/api/queries/{address}")
    assert said.status_code == status and "Traceback" not in said.text


def test_a_value_is_a_value_and_never_part_of_the_query(client: TestClient) -> None:
    said = client.get(
        "/api/queries/targets", params={"unit": '家" } UNION { ?task ?target ?unit } #'}
    )
    assert said.json()["rows"] == []


def test_the_description_is_openapi() -> None:
    said = openapi_description()
    assert said["openapi"].startswith("3.1") and len(said["paths"]) == len(QUERIES.by_name) + 1
    ids = [path["get"]["operationId"] for path in said["paths"].values()]
    assert len(set(ids)) == len(ids)


# --- /id ---------------------------------------------------------------------------------------


def test_every_iri_of_the_build_answers(client: TestClient, build_folder: Path) -> None:
    base = "https://w3id.org/zhengtu/"
    store = open_database(build_folder)
    nodes = {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}
    own = {iri for iri in nodes if iri.startswith(base)}
    paths = sorted({iri.removeprefix(base).partition("#")[0] for iri in own})
    assert len(paths) > 1000
    for path in paths[:: len(paths) // 40]:
        for media in ("text/html", "text/turtle"):
            said = client.get(f"/id/{quote(path)}", headers={"Accept": media})
            assert said.status_code == 200, path
            assert said.headers["content-type"].startswith(media)


@pytest.mark.parametrize(
    "path, page, words",
    [
        ("doc/汶政办字-2023-29/task/66", "/thing", ("推动基础教育高质量发展", "新建幼儿园")),
        ("unit/汶上县/县财政局", "/unit", ("县财政局",)),
        ("doc/汶政办字-2023-29", "/thing", ("汶上县深化新旧动能转换",)),
    ],
)
def test_a_thing_has_one_page_and_its_iri_leads_there(
    client: TestClient, path: str, page: str, words: tuple[str, ...]
) -> None:
    address, headers = f"/id/{quote(path)}", {"Accept": "text/html,*/*;q=.5"}
    led = client.get(address, headers=headers, follow_redirects=False)
    assert led.status_code == 303 and led.headers["location"].startswith(f"{page}?iri=")
    assert led.headers["vary"] == "Accept" and "format=ttl" in led.headers["link"]
    shown = client.get(address, headers=headers).text
    assert all(word in shown for word in words)
    # and from there programs find what is said of it
    assert f"/id/{quote(path)}?format=ttl" in shown
    english = client.get(f"{address}?lang=en", headers=headers, follow_redirects=False)
    assert english.headers["location"].startswith(f"/en{page}?iri=")


def test_what_has_no_page_elsewhere_shows_the_sentence_and_links_to_it(client: TestClient) -> None:
    query = "SELECT ?t { ?t a <https://w3id.org/zhengtu/ontology#Assignment> } LIMIT 1"
    (found,) = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    path = f"/id/{quote(found['t']['value'].removeprefix('https://w3id.org/zhengtu/'))}"
    page = client.get(path, headers={"Accept": "text/html"}).text
    assert "<blockquote>" in page and "/text/汶政办字-2023-29?start=" in page
    english = client.get(path, params={"lang": "en"}, headers={"Accept": "text/html"}).text
    assert "lead" in english


@pytest.mark.parametrize("media, name", [
    ("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/n-triples", "nt"),
])  # fmt: skip
def test_a_program_gets_the_description(client: TestClient, media: str, name: str) -> None:
    said = client.get(f"/id/{quote('doc/汶政办字-2023-29/task/66')}", headers={"Accept": media})
    graph = Graph().parse(data=said.text, format=name)
    assert (URIRef(TASK), RDF.type, ZT.Task) in graph
    assert list(graph.objects(URIRef(TASK), ZT.hasTarget))
    assert said.headers["vary"] == "Accept" and 'rel="alternate"' in said.headers["link"]


def test_the_ontology_answers(client: TestClient) -> None:
    said = client.get("/id/ontology", headers={"Accept": "text/turtle"})
    assert (ZT.Task, RDF.type, None) in Graph().parse(data=said.text, format="turtle")
    page = client.get("/id/ontology", headers={"Accept": "text/html"}).text
    assert '<tr id="leadUnit">' in page and "牵头单位" in page


@pytest.mark.parametrize(
    "path", ["nothing", "doc/x y", "doc/<script>alert(1)</script>", "%2e%2e/etc/passwd"]
)
def test_what_is_not_there_is_told(client: TestClient, path: str) -> None:
    said = client.get(f"/id/{quote(path)}", headers={"Accept": "text/html"})
    assert said.status_code == 404 and "<script>alert" not in said.text
    assert said.headers["content-type"].startswith("text/html")
    program = client.get(f"/id/{quote(path)}", headers={"Accept": "text/turtle"})
    assert program.status_code == 404 and program.headers["content-type"].startswith("text/plain")


def test_the_whole_server_serves_them(build: Build) -> None:
    """Behind the wall of the server, in the frame of its pages, before Gradio takes the rest."""
    client = TestClient(create_app(build), base_url="http://127.0.0.1")
    page = client.get(
        f"/id/{quote('doc/汶政办字-2023-29/task/66')}", headers={"Accept": "text/html"}
    )
    assert "推动基础教育高质量发展" in page.text and "zt-bar" in page.text
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert client.get("/sparql", params={"query": TASKS}).json()["results"]["bindings"]
    assert client.post("/sparql", data={"query": TASKS}).status_code == 200
    assert "zt-bar" in client.get("/sparql", headers={"Accept": "text/html"}).text
    assert client.get("/api/queries/units_together", params={"limit": 2}).json()["rows"]
    foreign = client.get("/sparql", params={"query": TASKS}, headers={"Host": "evil.example"})
    assert foreign.status_code == 403
