"""/api/queries: the named queries as a catalogue, each with parameters, as JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from errors import GraphError, QueryError
from kg.rdf.named_queries import QUERIES, Parameter, Query
from kg.sparql.engine import QueryEngine
from kg.sparql.media_types import best
from kg.sparql.query_child import Request as Asked
from settings import VERSION
from ui.linked.failures import failure

FORMATS = {"json": "application/json", "csv": "text/csv"}
_RESULTS = "application/sparql-results+json"
_PAGING = ("limit", "offset")
_OWN = ("format", *_PAGING)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_READERS: Mapping[str, Callable[[str], Any]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": lambda text: float(text) if Decimal(text) % 1 else int(Decimal(text)),
    f"{_XSD}double": float,
    f"{_XSD}boolean": lambda text: text in ("true", "1"),
}
# the kinds of parameters in JSON Schema
_SCHEMAS: Mapping[str, Mapping[str, str]] = {
    "iri": {"type": "string", "format": "iri"},
    "words": {"type": "string"},
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
}


def routes(engine: QueryEngine) -> APIRouter:
    """Return the routes of the catalogue."""
    router = APIRouter(prefix="/api")

    @router.get("/queries")
    def catalogue() -> Response:
        """List the queries."""
        return JSONResponse({"queries": [entry(query) for query in QUERIES.by_name.values()]})

    @router.get("/openapi.json")
    def openapi() -> Response:
        """Describe the queries in OpenAPI 3.1."""
        return JSONResponse(openapi_description())

    @router.get("/queries/{name}/sparql")
    def text(name: str, request: Request) -> Response:
        """Return the SPARQL of a query."""
        if name not in QUERIES.by_name:
            return _missing(name, request)
        return PlainTextResponse(QUERIES[name].text, media_type="application/sparql-query")

    @router.get("/queries/{name}")
    def rows(name: str, request: Request) -> Response:
        """Run a query."""
        if name not in QUERIES.by_name:
            return _missing(name, request)
        return _run(engine, QUERIES[name], request)

    return router


def _missing(name: str, request: Request) -> Response:
    message = f"no query is called {name[:80]}; /api/queries lists them"
    return failure("missing", message, request.headers.get("accept", ""))


def entry(query: Query) -> dict[str, Any]:
    """Return a query as the catalogue lists it."""
    (title_zh, title_en), (zh, en) = query.titles, query.description
    return {
        "name": query.name,
        "title": {"zh": title_zh, "en": title_en},
        "description": {"zh": zh, "en": en},
        "parameters": [
            {"name": p.name, "kind": p.kind, "title": {"zh": p.zh, "en": p.en}}
            for p in query.parameters
        ],
        "href": f"/api/queries/{query.name}",
    }


def _run(engine: QueryEngine, query: Query, request: Request) -> Response:
    accept = request.headers.get("accept", "")
    wanted = request.query_params.get("format")
    media = FORMATS.get(wanted) if wanted else best(accept, tuple(FORMATS.values()), {})
    if media is None:
        offered = " or ".join(FORMATS)
        return failure("unacceptable", f"rows come as {offered}: ?format=csv", accept)
    try:
        text = _text(query, request)
    except (QueryError, GraphError) as error:
        return failure("malformed", str(error), accept)
    rows = media if media == FORMATS["csv"] else _RESULTS
    reply = engine.run(Asked(text, rows=rows))
    if reply.status != "done":
        return failure(reply.status, reply.body, accept)
    if media == FORMATS["csv"]:
        headers = {"Content-Disposition": f'attachment; filename="{query.name}.csv"'}
        return Response(reply.body.encode(), media_type="text/csv; charset=utf-8", headers=headers)
    return JSONResponse({"query": query.name, **plain(json.loads(reply.body))})


def _text(query: Query, request: Request) -> str:
    """Return the SPARQL with the values that were given.

    Raises:
        QueryError: a parameter is unknown, or a value none of its kind.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    given = request.query_params
    unknown = set(given) - set(known) - set(_OWN)
    if unknown:
        raise QueryError(
            f"{query.name} takes {', '.join((*known, *_OWN))}, not {min(unknown)[:80]}"
        )
    values = {
        name: [parameter.term(value) for value in given.getlist(name)]
        for name, parameter in known.items()
        if name in given
    }
    text = query.bound(values)
    assert text is not None  # each value is a term
    return text + "".join(_paged(name, given[name]) for name in _PAGING if name in given)


def _paged(name: str, value: str) -> str:
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise QueryError(f"{name}: {value[:80]!r} is no number")
    return f"\n{name.upper()} {value}"


def plain(results: dict[str, Any]) -> dict[str, Any]:
    """Return results of SPARQL as columns, and rows of plain values."""
    columns = results["head"]["vars"]
    return {
        "columns": columns,
        "rows": [
            {name: _value(binding.get(name)) for name in columns}
            for binding in results["results"]["bindings"]
        ],
    }


def _value(term: dict[str, str] | None) -> Any:
    if term is None:
        return None
    return _READERS.get(term.get("datatype", ""), str)(term["value"])


def openapi_description() -> dict[str, Any]:
    """Return the catalogue in OpenAPI 3.1."""
    paths = {f"/api/queries/{q.name}": {"get": _operation(q)} for q in QUERIES.by_name.values()}
    listed = {
        "operationId": "queries",
        "summary": "目录 · The catalogue",
        "responses": {"200": {"description": "the queries"}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "政图 Zhengtu", "version": VERSION},
        "paths": {"/api/queries": {"get": listed}, **paths},
    }


def _operation(query: Query) -> dict[str, Any]:
    rows = {
        "type": "object",
        "properties": {
            "query": {"type": "string"},
            "columns": {"type": "array", "items": {"type": "string"}},
            "rows": {"type": "array", "items": {"type": "object"}},
        },
        "required": ["query", "columns", "rows"],
    }
    number = {"type": "integer", "minimum": 0}
    return {
        "operationId": query.name,
        "summary": query.question,
        "description": " / ".join(query.description),
        "parameters": [
            *map(_parameter, query.parameters),
            *({"name": name, "in": "query", "schema": number} for name in _PAGING),
            {"name": "format", "in": "query", "schema": {"enum": list(FORMATS)}},
        ],
        "responses": {
            "200": {
                "description": "the rows",
                "content": {
                    "application/json": {"schema": rows},
                    "text/csv": {"schema": {"type": "string"}},
                },
            },
            "400": {"description": "a parameter is unknown, or a value none of its kind"},
            "413": {"description": "there are too many rows: use limit and offset"},
            "503": {"description": "it took too long, or too many queries are running"},
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "description": f"{parameter.zh} · {parameter.en}; several values: any of them",
        "schema": {"type": "array", "items": _SCHEMAS[parameter.kind]},
        "explode": True,
    }
