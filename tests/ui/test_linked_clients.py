"""The endpoint and the IRIs as programs of others ask them, over a socket."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from kg.rdf.vocabulary import ZT
from qa.build import open_build
from ui.linked.routes import routes
from ui.pages.registry import PAGES
from ui.site import Site

pytestmark = pytest.mark.foreign
TASKS = f"SELECT ?t {{ ?t a <{ZT.Task}> }} ORDER BY ?t LIMIT 2"
CURL = shutil.which("curl")


@pytest.fixture(scope="module")
def address(build_folder: Path) -> Iterator[str]:
    """The address of a server."""
    app = FastAPI()
    app.include_router(routes(Site(open_build(build_folder), PAGES)))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("way", ["urlencoded", "postdirectly"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper(address: str, method: str, way: str, form: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{address}/sparql")
    client.setQuery(TASKS)
    client.setMethod(method)
    client.setRequestMethod(way)
    client.setReturnFormat(form)
    said = client.query().convert()
    if form == "json":
        text = json.dumps(said, ensure_ascii=False)
    else:
        text = said.toxml() if form == "xml" else said.decode()
    assert text.count("https://w3id.org/zhengtu/doc/汶政办字-2023-29/task/") == 2


def test_sparqlwrapper_reads_triples(address: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{address}/sparql")
    client.setQuery(f"CONSTRUCT WHERE {{ ?s a <{ZT.Section}> }}")
    for form in ("turtle", "n3", "xml", "json-ld"):
        client.setReturnFormat(form)
        found = client.query().convert()
        graph = found if isinstance(found, Graph) else Graph().parse(data=found)
        assert len(graph) == 11


def test_rdflib_asks_the_endpoint_as_a_store(address: str) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST", "POST_FORM"):
        graph = Graph(SPARQLStore(f"{address}/sparql", method=method))  # type: ignore[arg-type]
        assert len(list(graph.subjects(RDF.type, ZT.Section))) == 11
        assert [str(row[0]).rsplit("/", 1)[-1] for row in graph.query(TASKS)] == ["1", "10"]  # type: ignore[index]


def test_rdflib_follows_an_iri(address: str) -> None:
    graph = Graph().parse(f"{address}/id/doc/%E6%B1%B6%E6%94%BF%E5%8A%9E%E5%AD%97-2023-29/task/66")
    task = URIRef("https://w3id.org/zhengtu/doc/汶政办字-2023-29/task/66")
    assert (task, RDF.type, ZT.Task) in graph


@pytest.mark.skipif(not CURL, reason="Debian package curl")
def test_curl(address: str) -> None:
    def curl(*options: str) -> str:
        command = [str(CURL), "--silent", "--noproxy", "*", *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    query = f"query={TASKS}"
    rows = curl("-G", f"{address}/sparql", "--data-urlencode", query, "-H", "Accept: text/csv")
    assert len(rows.split()) == 3
    assert curl(f"{address}/sparql", "--data-urlencode", query).startswith('{"head"')
    direct = ["-H", "Content-Type: application/sparql-query", "--data", TASKS]
    assert "<results>" in curl(
        f"{address}/sparql", *direct, "-H", "Accept: application/sparql-results+xml"
    )
    told = curl("-i", f"{address}/sparql", "--data-urlencode", "update=DROP ALL")
    assert "403" in told.split("\r\n")[0] and "only reads" in told
    assert "units_together" in curl(f"{address}/api/queries")
