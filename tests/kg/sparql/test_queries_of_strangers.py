"""Queries of strangers: what is refused, what is ended, and that a query reaches nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from conftest import ROOT

from kg.sparql.engine import QueryEngine, QueryLimits
from kg.sparql.guard import read_query
from kg.sparql.media_types import ROWS, best
from kg.sparql.query_child import Request
from kg.text.child_process import Limits

ZT = "PREFIX zt: <https://w3id.org/zhengtu/ontology#>\n"
SERVICE = "SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {SERVICE} }}",
        f"SELECT * {{ ?s ?p ?o OPTIONAL {{ {SERVICE} }} }}",
        f"SELECT * {{ {{ SELECT * {{ {SERVICE} }} }} }}",
        f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ {SERVICE} }} }}",
        f"SELECT * {{ ?s ?p ?o MINUS {{ {SERVICE} }} }}",
        f"ASK {{ {{ ?s ?p ?o }} UNION {{ {SERVICE} }} }}",
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH ?g {{ {SERVICE} }} }}",
        "SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }",
        "SELECT * { service<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b#> ''' \n) SERVICE <http://127.0.0.1:9/> {?s ?p ?o} #''' \n}",
        "LOAD <file:///etc/passwd>",
        "LOAD <http://127.0.0.1:9/> INTO GRAPH <x:y>",
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
    ],
)
def test_what_leaves_the_store_or_writes_is_refused(query: str) -> None:
    assert read_query(query).refused


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }" }',
        "SELECT ?service { ?service <x:service> ?o } # SERVICE <http://127.0.0.1:9/> {}",
        "PREFIX service: <x:SERVICE> SELECT * { service:a ?p ?o }",
        "DESCRIBE <x:LOAD>",
    ],
)
def test_words_that_only_look_like_it_are_not(query: str) -> None:
    assert not read_query(query).refused


@pytest.mark.parametrize("query", ["", "SELECT", "SELECT * { ?s ?p", "{" * 5000])
def test_what_is_no_query_is_told_with_its_place(query: str) -> None:
    with pytest.raises(ValueError) as error:
        read_query(query)
    assert "Traceback" not in str(error.value) and len(str(error.value)) < 300


def nested(depth: int) -> str:
    return f"SELECT * {{ ?s ?p ?o FILTER {'(' * depth}true{')' * depth} }}"


@pytest.mark.parametrize(
    "query, said",
    [
        (f"SELECT * {{ VALUES ?n {{ {' '.join(map(str, range(40_000)))} }} }}", "words"),
        (nested(500), "nested"),
        ("SELECT * { ?s ?p '" + "(" * 500, "line"),
        ("\\''" * 50_000, "words"),
        ("<" * 200_000, "words"),
    ],
)
def test_what_would_take_long_to_read_is_refused_by_counting(
    query: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def reading(text: str) -> None:
        read.append(text)
        raise KeyError("line")

    monkeypatch.setattr("kg.sparql.guard.parseQuery", reading)
    with pytest.raises(ValueError, match=said):
        read_query(query)
    assert bool(read) == (said == "line")


def test_what_stands_in_strings_is_not_counted() -> None:
    literal = f"SELECT * {{ ?s ?p '{'(' * 500}', <x:{'(' * 500}> }} # {'(' * 500}"
    assert not read_query(literal).refused
    assert not read_query(nested(16)).refused


def test_the_graphs_a_query_names_are_known() -> None:
    read = read_query("SELECT * FROM <x:a> FROM NAMED <file:///etc/passwd> { ?s ?p ?o }")
    assert set(read.graphs) == {"x:a", "file:///etc/passwd"}


# --- the engine ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def engine(build_folder: Path) -> Iterator[QueryEngine]:
    limits = QueryLimits(child=Limits(seconds=2, memory=2**29), rows=1000, size=2**20)
    engine = QueryEngine(lambda: build_folder, limits)
    yield engine
    engine.close()


def test_results_come_in_the_format_that_is_wanted(engine: QueryEngine) -> None:
    query = ZT + "SELECT (COUNT(*) AS ?n) { ?t a zt:Task }"
    said = json.loads(engine.run(Request(query)).body)
    assert said["results"]["bindings"][0]["n"]["value"] == "78"
    assert engine.run(Request(query, rows="text/csv")).body.split() == ["n", "78"]
    triples = engine.run(Request("DESCRIBE <x:y>", triples="application/n-triples"))
    assert (triples.status, triples.body) == ("done", "")
    graph = "https://w3id.org/zhengtu/graph/entities"
    assert engine.run(Request("ASK {}", default_graphs=(graph,))).status == "refused"
    assert json.loads(engine.run(Request("ASK { ?s ?p ?o }")).body)["boolean"] is True


@pytest.mark.parametrize(
    "query, status",
    [
        (f"SELECT * {{ {SERVICE} }}", "refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "refused"),
        ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", "refused"),
        ("SELECT * {", "malformed"),
        ("SELECT * { undeclared:name ?p ?o }", "malformed"),
        ("SELECT * { ?s ?p ?o }", "large"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "large"),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "slow"),
        ("SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)+ ?b . ?b (!<x:z>)* ?c }", "slow"),
        ('SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(REGEX(STR(?o), "(a*)*(a*)*(a+)+$b")) }', "done"),
        (f"SELECT * {{ VALUES ?s {{ {'<http://e/x> ' * 3000} }} ?s ?p ?o }}", "done"),
        ("SELECT " + "x" * 300_000, "large"),
        ("SELECT * { " + "{" * 3000 + "?s ?p ?o" + "}" * 3000 + " }", "malformed"),
    ],
)  # fmt: skip
def test_hostile_queries_end_and_the_next_one_is_answered(
    engine: QueryEngine, query: str, status: str
) -> None:
    reply = engine.run(Request(query))
    assert reply.status == status, reply.body[:200]
    assert "Traceback" not in reply.body
    assert engine.run(Request("ASK {}")).status == "done"


def test_more_queries_than_may_wait_are_sent_away(build_folder: Path) -> None:
    limits = QueryLimits(child=Limits(seconds=1), at_once=1, waiting=0, wait=0)
    engine = QueryEngine(lambda: build_folder, limits)
    slow = Request("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    first = threading.Thread(target=engine.run, args=(slow,))
    first.start()
    statuses = set()
    while first.is_alive():
        statuses.add(engine.run(Request("ASK {}")).status)
    assert "busy" in statuses
    engine.close()


# the guard taken away: a query that no guard had seen would still reach nothing
_UNGUARDED = """
import sys
from pathlib import Path
from kg.sparql import query_child
query_child.read_query = lambda query: type("Read", (), {"refused": "", "graphs": ()})
answer = query_child._prepared(Path(sys.argv[1]), 10, 10000)
for line in sys.argv[2:]:
    print(answer(line))
try:
    open("/etc/passwd")
except OSError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_the_process_opens_no_connection_and_no_file(build_folder: Path) -> None:
    met: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            met.append(self.path)

        do_GET = do_POST

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    where = f"http://127.0.0.1:{server.server_port}/sparql"
    graphs: list[str] = []
    lines = [
        json.dumps({"query": query, "default_graphs": graphs, "named_graphs": graphs})
        for query in (f"SELECT * {{ SERVICE <{where}> {{ ?s ?p ?o }} }}", "ASK { ?s ?p ?o }")
    ]
    command = [sys.executable, "-c", _UNGUARDED, str(build_folder), *lines]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    server.shutdown()
    server.server_close()
    asked, known, opened = run.stdout.splitlines()
    assert "Too many open files" in asked and "Too many open files" in opened
    assert json.loads(known)[0] == "done"
    assert not met


@pytest.mark.parametrize(
    "accept, wanted",
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv;q=.1, text/tab-separated-values;q=.9", "text/tab-separated-values"),
        ("application/*;q=.5, text/csv", "text/csv"),
        ("image/png", None),
        ("text/csv;q=0, */*;q=.1", "application/sparql-results+json"),
        ("text/csv;q=x", None),
    ],
)
def test_the_best_media_type(accept: str, wanted: str | None) -> None:
    assert best(accept, tuple(ROWS)) == wanted
