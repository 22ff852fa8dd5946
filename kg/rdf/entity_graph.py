"""The graph of entities: labels, kinds and places of the things that documents name."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from kg.entities.entity import Entity
from kg.entities.iri import IriMinter
from kg.entities.linking import LinkedDocument, Linker, entities, merge
from kg.extraction.mentions import DocumentFacts, PolicyMention
from kg.knowledge.gazetteer import Jurisdiction
from kg.rdf.vocabulary import ZT


def place_iri(iris: IriMinter, place: Jurisdiction) -> URIRef:
    """Return the IRI of a place: by code where it has one, so that two 鼓楼区 stay apart."""
    return iris.entity("place", *filter(None, (place.code, place.name)))


def add_entities(graph: Graph, documents: Iterable[LinkedDocument], iris: IriMinter) -> None:
    """Add labels, kinds and places of every entity the documents name."""
    loaded = {str(iris.document(facts.key)) for facts, _ in documents}
    found: list[Entity] = []
    for facts, linker in documents:
        if linker.jurisdiction:
            _add_place(graph, linker.jurisdiction, linker, iris)
        _add_stubs(graph, facts, linker, loaded)
        named = list(entities(facts, linker))
        found.extend(named)
        for entity in named:
            if entity.kind == "Unit":
                place = linker.place_of(entity.label)
                if place:
                    graph.add((URIRef(entity.iri), ZT.ofPlace, place_iri(iris, place)))
                    _add_place(graph, place, linker, iris)
    for entity in merge(found):
        node = URIRef(entity.iri)
        if entity.iri not in loaded:
            graph.add((node, RDF.type, ZT[entity.kind]))
        graph.add((node, SKOS.prefLabel, Literal(entity.label)))
        for alias in entity.aliases:
            graph.add((node, SKOS.altLabel, Literal(alias)))


def _add_stubs(graph: Graph, facts: DocumentFacts, linker: Linker, loaded: set[str]) -> None:
    """Add what is known of policies that are named but not loaded."""
    mentions = [m for t in facts.tasks for m in t.mentions if isinstance(m, PolicyMention)]
    for mention in (*facts.basis, *mentions):
        iri = linker.policy(mention).iri
        if iri in loaded:
            continue
        node = URIRef(iri)
        graph.add((node, ZT.isStub, Literal(True)))
        graph.add((node, DCTERMS.title, Literal(mention.title)))
        if mention.wenhao:
            graph.add((node, ZT.wenhao, Literal(mention.wenhao)))
        if mention.level:
            graph.add((node, ZT.level, ZT[mention.level]))


def _add_place(graph: Graph, place: Jurisdiction, linker: Linker, iris: IriMinter) -> None:
    """Add a place and those it lies within."""
    node = place_iri(iris, place)
    graph.add((node, RDF.type, ZT.Place))
    graph.add((node, SKOS.prefLabel, Literal(place.name)))
    graph.add((node, ZT.level, ZT[place.level]))
    if place.code:
        graph.add((node, ZT.code, Literal(place.code)))
    above = linker.gazetteer.by_code.get(place.within)
    if above:
        graph.add((node, ZT.within, place_iri(iris, above)))
        _add_place(graph, above, linker, iris)
