"""/id/…: a page or RDF behind every IRI of a build, and behind the ontology's.

What the pages show by themselves (a task, a unit, a project) has its page there, and /id/ leads to
it; spans, statements and the like have a page here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.export.public_store import PublicStore
from kg.rdf.vocabulary import OA, ZT
from kg.sparql.description import Description, describe, labels, name_of
from kg.sparql.media_types import RDF, best, write_triples
from settings import ONTOLOGY
from ui.linked.failures import failure, language_asked
from ui.pages.thing import sheet_of
from ui.server.errors import error_response
from ui.server.headers import STRICT
from ui.site import Asked, Site

HTML = "text/html"
_ONTOLOGY = str(ZT._NS).removesuffix("#")
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_QUOTED = NamedNode(str(ZT.quotedFrom))
_OWN = str(ZT._NS)
_DCT, _SKOS = "http://purl.org/dc/terms/", "http://www.w3.org/2004/02/skos/core#"
# public terms that a page shows, as the ontology has no names for them
_PUBLIC = {
    f"{_DCT}subject": ("主题", "topic"),
    f"{_SKOS}altLabel": ("也叫", "also called"),
    f"{_SKOS}broader": ("上位主题", "broader"),
    f"{_SKOS}narrower": ("下位主题", "narrower"),
    f"{_SKOS}related": ("相关主题", "related"),
}
_SHORT = {short: media for media, short in RDF.items()} | {"html": HTML}


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing or a value on a page.

    Attributes:
        label: how it is called.
        href: where it is; "" for a value.
    """

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Where IRIs are found under the server.

    Attributes:
        base: what the IRIs of the build begin with.
        asked: the request.
    """

    base: str
    asked: Asked

    def iri(self, path: str) -> str:
        """Return the IRI that a path under /id/ means."""
        return _ONTOLOGY if path == "ontology" else f"{self.base}{path}"

    def href(self, iri: str) -> str:
        """Return where an IRI is found: here, if it is one of the build's or the ontology's."""
        if iri.startswith(_OWN):
            return self._here("ontology", quote(iri.removeprefix(_OWN)))
        if not iri.startswith(self.base):
            return iri if iri.startswith(("http://", "https://")) else ""
        path, _, fragment = iri.removeprefix(self.base).partition("#")
        if fragment.startswith("char=") and path.startswith("doc/") and path.endswith("/text"):
            key = path.removeprefix("doc/").removesuffix("/text")
            start, _, end = fragment.removeprefix("char=").partition(",")
            return self.asked.source(key, int(start or 0), int(end or 0))
        return self._here(path, quote(fragment))

    def _here(self, path: str, fragment: str) -> str:
        language = "" if self.asked.language == "zh" else f"?lang={self.asked.language}"
        return f"{self.asked.site.root}/id/{quote(path)}{language}{'#' * bool(fragment)}{fragment}"


def routes(public: PublicStore, site: Site) -> APIRouter:
    """Return the routes of linked data.

    Args:
        public: what may be told.
        site: what pages are made from.
    """
    router, base = APIRouter(), str(site.build.manifest["base_iri"])

    @router.get("/id/{path:path}")
    def thing(path: str, request: Request) -> Response:
        """Return the description of a thing, as a page or as RDF."""
        accept = request.headers.get("accept", "")
        places = Places(base, Asked(site, None, language_asked(request)))
        media = _media(request, accept)
        if media is None:
            offered = ", ".join((HTML, *RDF))
            return failure("unacceptable", f"descriptions come as {offered}", accept)
        if path == "ontology":
            return _ontology(media, request, places)
        found = describe(public.store, places.iri(path))
        if found is None:
            reason = f"nothing here is called {places.iri(path)[:300]}"
            if media == HTML:
                return error_response(site, request.scope, 404, reason)
            return failure("missing", reason, accept)
        if media == HTML:
            if sheet := sheet_of(places.asked, found.about.value):
                return RedirectResponse(sheet, 303, _headers(request))
            return _sent(_page(found, places).encode(), media, request)
        return _rdf(found.triples, media, request)

    return router


def _media(request: Request, accept: str) -> str | None:
    """Return the media type that is wanted: by ?format=, else by Accept; a page for people."""
    wanted = request.query_params.get("format")
    return _SHORT.get(wanted) if wanted else best(accept, (HTML, *RDF))


def _rdf(triples: Iterator[Triple], media: str, request: Request) -> Response:
    out = io.BytesIO()
    write_triples(dict.fromkeys(triples), out, media)
    return _sent(out.getvalue(), media, request)


def _headers(request: Request) -> dict[str, str]:
    """Return what says in which other forms a thing is described."""
    path = quote(unquote(request.url.path))
    others = (f'<{path}?format={short}>; rel="alternate"; type="{m}"' for m, short in RDF.items())
    return {"Vary": "Accept", "Link": ", ".join(others)}


def _sent(body: bytes, media: str, request: Request) -> Response:
    headers = {**_headers(request), **(STRICT if media == HTML else {})}
    kind = f"{media}; charset=utf-8" if media.startswith("text/") else media
    return Response(body, media_type=kind, headers=headers)


# --- the page of a thing -----------------------------------------------------------------------


def _page(found: Description, places: Places) -> str:
    asked = places.asked
    known = labels(found.triples, asked.language)

    def shown(term: object) -> Shown:
        if isinstance(term, NamedNode) and term.value in _PUBLIC:
            return Shown(_PUBLIC[term.value][asked.column])
        if isinstance(term, NamedNode):
            return Shown(name_of(term, known), places.href(term.value))
        return Shown(term.value if isinstance(term, Literal) else str(term))

    about = found.about
    classes = [t.object for t in found.outgoing if t.predicate == _TYPE]
    return asked.site.render(
        "thing.html",
        asked,
        title=name_of(about, known),
        iri=about.value,
        classes=[shown(c) for c in classes if isinstance(c, NamedNode) and _is_own(c)],
        sentences=_sentences(found, places),
        outgoing=_grouped(
            (shown(t.predicate), shown(t.object))
            for t in found.outgoing
            if t.predicate != _TYPE and t.predicate != _QUOTED and _is_own(t.predicate)
        ),
        incoming=_grouped(
            (shown(t.predicate), shown(t.subject)) for t in found.incoming if _is_own(t.predicate)
        ),
        more=found.more,
        formats=RDF,
        path=places.href(about.value).partition("?")[0],
    )


def _is_own(term: NamedNode) -> bool:
    """Tell whether a page shows a term: most public ones only say the same again."""
    return term.value.startswith(_OWN) or term.value in _PUBLIC


def _grouped(rows: Iterator[tuple[Shown, Shown]]) -> list[tuple[Shown, list[Shown]]]:
    groups: dict[Shown, list[Shown]] = {}
    for name, value in rows:
        groups.setdefault(name, []).append(value)
    return [(name, list(dict.fromkeys(values))) for name, values in groups.items()]


def _sentences(found: Description, places: Places) -> list[Shown]:
    """Return the characters a thing is quoted from, each with where they stand."""
    exact = {
        t.subject: t.object.value
        for t in found.beside
        if t.predicate.value == str(OA.exact) and isinstance(t.object, Literal)
    }
    spans = [t.object for t in found.outgoing if t.predicate == _QUOTED]
    known = [span for span in spans if isinstance(span, NamedNode) and span in exact]
    return [Shown(exact[span], places.href(span.value)) for span in known]


# --- the ontology ------------------------------------------------------------------------------


def _ontology(media: str, request: Request, places: Places) -> Response:
    triples = tuple(q.triple for q in parse(path=ONTOLOGY, format=RdfFormat.TURTLE))
    if media != HTML:
        return _rdf(iter(triples), media, request)
    language = places.asked.language
    known = labels(triples, language)
    terms = dict.fromkeys(
        t.subject for t in triples
        if isinstance(t.subject, NamedNode) and t.subject.value.startswith(_OWN)
    )  # fmt: skip
    comment = "http://www.w3.org/2000/01/rdf-schema#comment"
    told = {
        (t.subject, t.object.language): t.object.value
        for t in triples
        if t.predicate.value == comment and isinstance(t.object, Literal)
    }
    rows = [
        (
            term.value.removeprefix(_OWN),
            name_of(term, known),
            told.get((term, language), ""),
        )
        for term in sorted(terms, key=lambda term: term.value)
    ]
    title = places.asked.say("ontology")
    body = places.asked.site.render(
        "ontology.html", places.asked, title=title, iri=_ONTOLOGY, terms=rows, formats=RDF
    )
    return _sent(body.encode(), media, request)
