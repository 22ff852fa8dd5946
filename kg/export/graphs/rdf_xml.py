"""The whole graph as RDF/XML, for what reads nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.graphs.turtles import pieces
from kg.rdf.vocabulary import PREFIXES
from kg.text.allowed import xml_text


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the RDF/XML, triple after triple."""
    with path.open("wb") as file:
        ox.serialize(_triples(excerpt), output=file, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES)


def _triples(excerpt: Excerpt) -> Iterator[ox.Triple]:
    for _, lines in excerpt.graphs():
        for piece in pieces(lines):
            for quad in ox.parse("".join(piece), format=ox.RdfFormat.N_QUADS):
                yield _writable(quad.triple)


def _writable(triple: ox.Triple) -> ox.Triple:
    """Return a triple without the control characters that XML forbids."""
    value = triple.object
    if not isinstance(value, ox.Literal) or xml_text(value.value) == value.value:
        return triple
    text = ox.Literal(
        xml_text(value.value),
        language=value.language,
        datatype=None if value.language else value.datatype,
    )
    return ox.Triple(triple.subject, triple.predicate, text)


FORMAT = Format(
    "graph.rdf",
    "RDF/XML：整个图谱",
    "RDF/XML: the whole graph",
    "application/rdf+xml",
    write,
)
