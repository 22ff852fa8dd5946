"""A graph on a SPARQL server: what it answers, and what is said when it does not."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest
from rdflib import URIRef

from errors import GraphError
from kg.rdf.graph_server import open_server
from kg.rdf.named_queries import QUERIES, select
from qa.answering import ask
from qa.build import Build, open_build
from ui.gradio_pages.graph_views import GraphViews
from ui.pages.registry import PAGES
from ui.site import Asked, Site

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
NEEDS_OXIGRAPH = pytest.mark.skipif(not OXIGRAPH, reason="PyPI package oxigraph")
QUESTION = "小孩上幼儿园难，谁管？"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def oxigraph(*options: str) -> Iterator[str]:
    """Serve a database; give the address of its queries."""
    assert OXIGRAPH
    port = free_port()
    command = [OXIGRAPH, *options, "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(500):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.02)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.terminate()


@pytest.fixture(scope="module", params=["the store of the build", "graph.ttl, loaded"])
def address(
    request: pytest.FixtureRequest, build_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    if request.param == "the store of the build":
        with oxigraph("serve-read-only", "--location", str(build_folder / "store")) as found:
            yield found
        return
    loaded = str(tmp_path_factory.mktemp("loaded"))
    graph = str(build_folder / "graph.ttl")
    subprocess.run([str(OXIGRAPH), "load", "--location", loaded, "--file", graph], check=True)
    with oxigraph("serve", "--location", loaded) as found:
        yield found


@pytest.fixture
def served(address: str, build: Build, monkeypatch: pytest.MonkeyPatch) -> Build:
    """The build, with its graph on the server."""
    monkeypatch.setenv("ZHENGTU_GRAPH", address)
    return open_build(build.folder)


@pytest.mark.foreign
@NEEDS_OXIGRAPH
def test_every_named_query_has_the_rows_of_the_store(served: Build, build: Build) -> None:
    for name in QUERIES.by_name:
        rows = select(served.graph, name)
        assert rows == select(build.graph, name), name
    task = URIRef(next(iter(build.tasks)))
    for name, variable in (("nodes", "node"), ("targets", "task"), ("edges", "source")):
        rows = select(served.graph, name, {variable: task})
        assert rows == select(build.graph, name, {variable: task}), name


@pytest.mark.foreign
@NEEDS_OXIGRAPH
def test_a_question_a_click_and_an_export_are_the_same(served: Build, build: Build) -> None:
    assert ask(served, QUESTION) == ask(build, QUESTION)
    unit = next(row["node"] for row in select(build.graph, "nodes") if "unit" in row["node"])
    there, here = (
        GraphViews(Asked(Site(opened, PAGES), None)).view(urlencode({"node": unit}))
        for opened in (served, build)
    )
    assert there == here
    assert len(served.graph) == len(build.graph)


@contextmanager
def answering(status: int, body: bytes = b"", location: str = "") -> Iterator[str]:
    """Serve one answer to every request."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/query"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, b"<html>hello</html>", "does not answer as a SPARQL server"),
        (200, b"[]", "does not answer as a SPARQL server"),
        (200, b'{"head": {}, "boolean": false}', "holds no task; load graph.ttl"),
        (404, b"nothing\nhere", "answers 404: nothing here"),
        (302, b"", "answers 302"),
        (500, b"", "answers 500"),
    ],
)
def test_what_is_no_such_server_is_told_in_one_line(status: int, body: bytes, said: str) -> None:
    with (
        answering(200, b"{}") as elsewhere,
        answering(status, body, elsewhere if status == 302 else "") as address,
        pytest.raises(GraphError, match=said) as raised,
    ):
        open_server(address)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://127.0.0.1/query", "http:///query", "127.0.0.1:7878"]
)
def test_only_http_is_asked(address: str) -> None:
    with pytest.raises(GraphError, match="is no address"):
        open_server(address)


def test_nobody_there_is_told_in_one_line_without_the_password() -> None:
    with pytest.raises(GraphError, match="cannot be reached") as raised:
        open_server(f"http://user:secret@127.0.0.1:{free_port()}/query")
    assert "\n" not in str(raised.value) and "secret" not in str(raised.value)
