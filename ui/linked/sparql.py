"""/sparql: the SPARQL 1.1 protocol, for reading; a form for people, else the service description."""

from __future__ import annotations

import io
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response

from kg.rdf.named_queries import QUERIES
from kg.sparql.engine import QueryEngine
from kg.sparql.guard import READ_ONLY
from kg.sparql.media_types import RDF, ROWS, best, write_triples
from kg.sparql.query_child import Request as Query
from kg.sparql.service_description import service_description
from ui.linked.failures import failure, language_asked
from ui.server.headers import STRICT
from ui.site import Asked, Site

_FIELDS = 32  # of a form
_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
Fields = dict[str, list[str]]


def routes(engine: QueryEngine, site: Site) -> APIRouter:
    """Return the routes of the endpoint."""
    router = APIRouter()

    @router.api_route("/sparql", methods=["GET", "POST"])
    async def sparql(request: Request) -> Response:
        """Answer a query; without one say what there is."""
        accept = request.headers.get("accept", "")
        try:
            fields = _fields(request.url.query)
            if request.method == "POST":
                posted = await _posted(request, engine.limits.length)
                if isinstance(posted, Response):
                    return posted
                fields.update(posted)
        except ValueError as error:
            return failure("malformed", str(error), accept)
        if "update" in fields:
            return failure("refused", READ_ONLY, accept)
        if request.method == "GET" and not fields.get("query"):
            return _described(request, site)
        return await _answered(engine, fields, accept)

    return router


def _fields(text: str) -> Fields:
    """Return the fields of an address or a form.

    Raises:
        ValueError: there are too many of them.
    """
    return parse_qs(text, keep_blank_values=True, max_num_fields=_FIELDS)


async def _posted(request: Request, length: int) -> Fields | Response:
    """Return the fields of what was sent, or why it is not read."""
    accept = request.headers.get("accept", "")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/sparql-update":
        return failure("refused", READ_ONLY, accept)
    if kind not in (_FORM, _DIRECT):
        return failure("media", f"send {_FORM} or {_DIRECT}", accept)
    most = 3 * length + 4096  # escaped; a character is three bytes or more
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            return failure("large", f"a request may have {most} bytes", accept)
    text = body.decode("utf-8")
    return {"query": [text]} if kind == _DIRECT else _fields(text)


async def _answered(engine: QueryEngine, fields: Fields, accept: str) -> Response:
    queries = fields.get("query", [])
    if len(queries) != 1:
        return failure("malformed", "send one query, in the field `query`", accept)
    rows, triples = _media(fields, accept, ROWS), _media(fields, accept, RDF)
    if rows is None and triples is None:
        offered = ", ".join((*ROWS, *RDF))
        return failure("unacceptable", f"results come as {offered}", accept)
    asked = Query(
        queries[0],
        rows or next(iter(ROWS)),
        triples or next(iter(RDF)),
        tuple(fields.get("default-graph-uri", ())),
        tuple(fields.get("named-graph-uri", ())),
    )
    reply = await run_in_threadpool(engine.run, asked)
    if reply.status != "done":
        return failure(reply.status, reply.body, accept)
    media = reply.media_type
    if media.startswith("text/"):
        media = f"{media}; charset=utf-8"
    return Response(reply.body.encode(), media_type=media, headers={"Vary": "Accept"})


def _media(fields: Fields, accept: str, offered: dict[str, str]) -> str | None:
    """Return the media type that is wanted: by `format`, which forms have, else by Accept."""
    wanted = (fields.get("format") or fields.get("output") or [""])[0]
    named = {short: media for media, short in offered.items()}
    if wanted in named or wanted in offered:
        return named.get(wanted, wanted)
    if "text/html" in accept:  # a browser that follows a link
        return next(iter(offered))
    return best(accept, tuple(offered))


def _described(request: Request, site: Site) -> Response:
    """Return a form for people, the service description for programs."""
    accept = request.headers.get("accept", "")
    media = best(accept, (*RDF, "text/html"))
    if media == "text/html":
        asked = Asked(site, None, language_asked(request))
        queries = QUERIES.by_name.values()
        html = site.render(
            "sparql.html", asked, title="SPARQL", queries=queries, rows=ROWS, triples=RDF
        )
        return HTMLResponse(html, headers=STRICT)
    if media is None:
        return failure("unacceptable", f"the description comes as {', '.join(RDF)}", accept)
    out = io.BytesIO()
    write_triples(service_description(str(request.url.replace(query=""))), out, media)
    return Response(out.getvalue(), media_type=media, headers={"Vary": "Accept"})
