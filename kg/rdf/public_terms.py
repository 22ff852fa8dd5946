"""What the graph says in public terms (ELI, ORG, PROV, OA, SKOS …), from the ontology's own axioms.

A consumer who knows none of our terms finds documents, dates, organisations and sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from kg.rdf.vocabulary import ZT

Triple = tuple[Node, Node, Node]
Written = Mapping[bytes, tuple[bytes, ...]]
_TYPE = f"<{RDF.type}>".encode()


@dataclass(frozen=True)
class PublicTerms:
    """The public terms above ours.

    Attributes:
        classes: of each class, the public ones above it.
        properties: of each property, the public ones above it.
    """

    classes: Mapping[Node, tuple[Node, ...]]
    properties: Mapping[Node, tuple[Node, ...]]

    def stated(self, graph: Graph) -> set[Triple]:
        """Return the triples of a graph, and what they say in public terms."""
        own: set[Triple] = set(graph)
        return own | {above for triple in own for above in self._above(*triple)}

    def stated_lines(self, quads: bytes) -> bytes:
        """Return N-Quads of one graph with what they say in public terms, sorted.

        The same as `stated`, without terms of rdflib: a document has some ten thousand lines.
        """
        classes, properties = self._written
        lines = quads.splitlines(keepends=True)
        found = [*lines]
        for line in lines:
            subject, predicate, rest = line.split(b" ", 2)
            if predicate == _TYPE:
                value, _, graph = rest.partition(b" ")
                above = (b" ".join((subject, _TYPE, c, graph)) for c in classes.get(value, ()))
            else:
                above = (b" ".join((subject, p, rest)) for p in properties.get(predicate, ()))
            found.extend(above)
        return b"".join(sorted(set(found)))

    @cached_property
    def _written(self) -> tuple[Written, Written]:
        """Classes and properties as N-Quads writes them."""
        return _written(self.classes), _written(self.properties)

    def _above(self, subject: Node, predicate: Node, value: Node) -> Iterator[Triple]:
        if predicate == RDF.type:
            yield from ((subject, RDF.type, above) for above in self.classes.get(value, ()))
        else:
            yield from ((subject, above, value) for above in self.properties.get(predicate, ()))


def public_terms(ontology: Graph) -> PublicTerms:
    """Return the public terms above those of an ontology, by its rdfs:subClassOf and its like."""
    return PublicTerms(
        classes=_public(ontology, RDFS.subClassOf),
        properties=_public(ontology, RDFS.subPropertyOf),
    )


def _written(terms: Mapping[Node, tuple[Node, ...]]) -> Written:
    return {
        f"<{term}>".encode(): tuple(f"<{node}>".encode() for node in above)
        for term, above in terms.items()
    }


def _public(ontology: Graph, below: URIRef) -> dict[Node, tuple[Node, ...]]:
    found = {}
    for term in set(ontology.subjects(below)):
        above = {node for node in ontology.transitive_objects(term, below) if node != term}
        found[term] = tuple(node for node in above if node and _is_public(node))
    return found


def _is_public(term: Node) -> bool:
    return isinstance(term, URIRef) and not term.startswith(str(ZT._NS))
