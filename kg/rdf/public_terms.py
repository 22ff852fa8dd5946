"""What the graph says in public terms (ELI, ORG, PROV, OA, SKOS …), from the ontology's own axioms.

A consumer who knows none of our terms finds documents, dates, organisations and sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from kg.rdf.vocabulary import ZT

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True, slots=True)
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


def _public(ontology: Graph, below: URIRef) -> dict[Node, tuple[Node, ...]]:
    found = {}
    for term in set(ontology.subjects(below)):
        above = {node for node in ontology.transitive_objects(term, below) if node != term}
        found[term] = tuple(node for node in above if node and _is_public(node))
    return found


def _is_public(term: Node) -> bool:
    return isinstance(term, URIRef) and not term.startswith(str(ZT._NS))
