"""The whole graph as JSON-LD that carries its own context, so that nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.graphs.turtles import by_subject, pieces
from kg.rdf.vocabulary import PREFIXES

Node = dict[str, Any]
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the JSON-LD, a node a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {_json(PREFIXES)},\n"@graph": [')
        before = "\n"
        for _, lines in excerpt.graphs():
            for piece in pieces(lines):
                for _, same in by_subject(piece):
                    file.write(before + _json(node("".join(same))))
                    before = ",\n"
        file.write("\n]}\n")


def node(lines: str) -> Node:
    """Return what lines of N-Quads say of one subject."""
    quads = [*ox.parse(lines, format=ox.RdfFormat.N_QUADS)]
    found: Node = {"@id": _name(quads[0].subject)}
    for predicate, same in groupby(quads, lambda quad: str(quad.predicate.value)):
        found |= _property(predicate, [quad.object for quad in same])
    return found


def _property(predicate: str, values: Iterable[Any]) -> Node:
    if predicate == _TYPE:
        return {"@type": [_name(value) for value in values]}
    return {_compact(predicate): [_object(value) for value in values]}


def _object(value: Any) -> Node:
    if not isinstance(value, ox.Literal):
        return {"@id": _name(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == _STRING:
        return {"@value": value.value}
    return {"@value": value.value, "@type": _compact(value.datatype.value)}


def _name(term: Any) -> str:
    return str(term) if isinstance(term, ox.BlankNode) else _compact(term.value)


def _compact(iri: str) -> str:
    """Return zt:Task for https://w3id.org/zhengtu/ontology#Task."""
    for prefix, namespace in _LONGEST_FIRST:
        if iri.startswith(namespace) and not iri.removeprefix(namespace).startswith("//"):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False)


FORMAT = Format(
    "graph.jsonld",
    "JSON-LD：整个图谱",
    "JSON-LD: the whole graph",
    "application/ld+json",
    write,
)
