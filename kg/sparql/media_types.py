"""Media types of RDF and of query results, and which of some a reader likes best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from pyoxigraph import RdfFormat, Triple, serialize

from kg.rdf.vocabulary import PREFIXES

RDF = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
}
ROWS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
# what readers also call them
ALSO = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/plain": "application/n-triples",
    "application/x-turtle": "text/turtle",
    "text/n3": "text/turtle",
}


def best(accept: str, offered: Sequence[str], also: Mapping[str, str] = ALSO) -> str | None:
    """Return which offered media type an Accept header likes best; None if it takes none.

    >>> best("text/html;q=.5, text/turtle", ("text/html", "text/turtle"))
    'text/turtle'

    Args:
        accept: the header; "" takes anything.
        offered: what there is, the one to give where nothing decides first.
        also: other names of media types.
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    if not ranges:
        return offered[0]
    liked = [(_liking(kind, ranges, also), -place) for place, kind in enumerate(offered)]
    quality, place = max(liked)
    return offered[-place] if quality > 0 else None


def _range(part: str) -> tuple[str, float]:
    """Return a media range and how much it is liked: ("text/*", .8)."""
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return kind, min(1.0, max(0.0, float(value)))
            except ValueError:
                return kind, 0.0
    return kind, 1.0


def _liking(kind: str, ranges: Sequence[tuple[str, float]], also: Mapping[str, str]) -> float:
    """Return how much a media type is liked: as its closest range says; 0 if none holds it."""
    names = {kind, *(name for name, meant in also.items() if meant == kind)}
    group = f"{kind.split('/')[0]}/*"
    for wanted in (names, {group}, {"*/*"}):
        found = [quality for media, quality in ranges if media in wanted]
        if found:
            return max(found)
    return 0.0


def write_triples(triples: Iterable[Triple], out: IO[bytes], media_type: str) -> None:
    """Write triples in one of the media types of RDF; nothing in them is fetched by a reader."""
    form = RdfFormat.from_media_type(media_type)
    assert form is not None
    prefixes = None if form == RdfFormat.N_TRIPLES else PREFIXES
    serialize(triples, out, format=form, prefixes=prefixes)
