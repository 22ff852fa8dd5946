"""The process that queries of strangers run in: requests come as lines of JSON, so do replies.

Run as python -m kg.sparql.query_child BYTES BUILD ROWS SIZE: the most memory it may ask for, the
folder of a build (its store/ is opened), the most rows or triples and the most bytes of a reply.
Once the store is open, the process can open nothing more: no file, no connection.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    parse_query_results,
)

from kg.rdf.store import open_database
from kg.sparql.guard import read_query
from kg.sparql.media_types import write_triples
from kg.text.child_process import serve

Status = Literal["done", "malformed", "refused", "large", "slow", "busy", "failed"]
_FILES = 65536  # a store opens all its files at once, if it may
_ONE_GRAPH = "all triples are in the default graph: leave out FROM and the graph"
_WARM = "SELECT * WHERE { ?s ?p ?o } LIMIT 1"


@dataclass(frozen=True, slots=True)
class Request:
    """A query to run.

    Attributes:
        query: the SPARQL.
        rows: media type for rows.
        triples: media type for triples.
        default_graphs: the graphs it is asked of; empty: the union of all.
        named_graphs: the graphs that GRAPH may name; empty: all.
    """

    query: str
    rows: str = "application/sparql-results+json"
    triples: str = "text/turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a query.

    Attributes:
        status: done, or what was in the way.
        media_type: of the body.
        body: the result; or a sentence that says why there is none.
    """

    status: Status
    media_type: str = "text/plain"
    body: str = ""


class _TooLarge(Exception):
    """A result is larger than a reply may be."""


class _Bounded(io.BytesIO):
    """Takes only so many bytes."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.size:
            raise _TooLarge
        return super().write(data)


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs queries on a store.

    Attributes:
        store: the store.
        rows: the most rows or triples of a reply.
        size: the most bytes of a reply.
    """

    store: Store
    rows: int
    size: int

    def reply(self, request: Request) -> Reply:
        """Return what becomes of a query."""
        try:
            read = read_query(request.query)
        except ValueError as error:
            return Reply("malformed", body=f"the query cannot be read: {error}")
        if read.refused:
            return Reply("refused", body=read.refused)
        asked = (*read.graphs, *request.default_graphs, *request.named_graphs)
        if unknown := [name for name in asked if not self._holds(name)]:
            return Reply("refused", body=f"{unknown[0][:200]} is no graph here; {_ONE_GRAPH}")
        try:
            return self._run(request)
        except SyntaxError as error:
            return Reply("malformed", body=f"the query cannot be read: {str(error)[:300]}")
        except _TooLarge:
            return Reply("large", body=self._limit())
        except (OSError, ValueError, RuntimeError) as error:
            if isinstance(error.__cause__, _TooLarge) or "_TooLarge" in str(error):
                return Reply("large", body=self._limit())
            return Reply("failed", body=f"the query cannot be run: {str(error)[:300]}")

    def _run(self, request: Request) -> Reply:
        found = self.store.query(
            request.query,
            default_graph=[NamedNode(g) for g in request.default_graphs] or None,
            named_graphs=[NamedNode(g) for g in request.named_graphs] or None,
        )
        if isinstance(found, QueryTriples):
            return self._triples(found, request.triples)
        return self._rows(found, request.rows)

    def _rows(self, found: QuerySolutions | QueryBoolean, media_type: str) -> Reply:
        form = QueryResultsFormat.from_media_type(media_type)
        assert form is not None
        out = _Bounded(self.size)
        found.serialize(out, format=form)
        body = out.getvalue()
        if isinstance(found, QuerySolutions) and _count(body, form, self.rows) > self.rows:
            return Reply("large", body=self._limit())
        return Reply("done", media_type, body.decode())

    def _triples(self, found: QueryTriples, media_type: str) -> Reply:
        triples = list(islice(found, self.rows + 1))
        if len(triples) > self.rows:
            return Reply("large", body=self._limit())
        out = _Bounded(self.size)
        write_triples(triples, out, media_type)
        return Reply("done", media_type, out.getvalue().decode())

    def _limit(self) -> str:
        return (
            f"more than {self.rows} rows or {self.size >> 20} MB: add a LIMIT, and OFFSET for what "
            "follows, or count in the query"
        )

    def _holds(self, name: str) -> bool:
        try:
            return self.store.contains_named_graph(NamedNode(name))
        except ValueError:  # no IRI
            return False


def _count(body: bytes, form: QueryResultsFormat, most: int) -> int:
    """Return how many rows a result holds, at the least one more than the most."""
    if form == QueryResultsFormat.CSV:
        rows = csv.reader(io.StringIO(body.decode(), newline=""))
        return sum(1 for _ in islice(rows, most + 2)) - 1
    found = parse_query_results(body, format=form)
    assert isinstance(found, QuerySolutions)
    return sum(1 for _ in islice(found, most + 1))


def main() -> None:
    """Answer requests until there are no more."""
    build, rows, size = Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    serve(partial(_prepared, build, rows, size))


def _prepared(build: Path, rows: int, size: int) -> Callable[[str], str]:
    """Return what answers a line, in a process that can open nothing any more."""
    _allow_files(_FILES)
    runner = Runner(open_database(build), rows, size)
    for media_type in ("text/turtle", "application/ld+json"):  # whatever is read late is read now
        runner.reply(Request(_WARM, triples=media_type))
    _allow_files(0)
    return partial(_answer, runner)


def _answer(runner: Runner, line: str) -> str:
    content: dict[str, Any] = json.loads(line)
    for key in ("default_graphs", "named_graphs"):
        content[key] = tuple(content[key])
    reply = runner.reply(Request(**content))
    return json.dumps([reply.status, reply.media_type, reply.body])


def _allow_files(number: int) -> None:
    """Let this process open that many files and connections; with 0 those it has stay open."""
    if sys.platform != "win32":
        import resource

        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        soft = min(number, most) if most != resource.RLIM_INFINITY else number
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, soft if number == 0 else most))


if __name__ == "__main__":
    main()
