"""The graph of entities: names, classes and jurisdictions of the things that documents name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from kg.entities.entity import Entity
from kg.entities.iri import IriMinter
from kg.entities.linking import LinkedDocument, Linker, entities, merge
from kg.entities.resolution import policy_mentions
from kg.knowledge.gazetteer import Jurisdiction
from kg.rdf.literals import literal
from kg.rdf.value_graph import add_value_concepts
from kg.rdf.vocabulary import ZT, term


def add_entities(graph: Graph, documents: Iterable[LinkedDocument], iris: IriMinter) -> None:
    """Add names, classes and jurisdictions of every entity the documents name."""
    documents = list(documents)
    loaded = frozenset(str(iris.document(document.facts.key)) for document in documents)
    for document in documents:
        add_said(graph, document, loaded)
    named = (entities(facts, linker) for facts, linker in documents)
    add_names(graph, merge(chain.from_iterable(named)), loaded)


def add_said(graph: Graph, document: LinkedDocument, loaded: Collection[str] = frozenset()) -> None:
    """Add what one document says of the entities it names, but for their names.

    Args:
        graph: receives it.
        document: names the entities.
        loaded: IRIs of documents whose own graphs say what they are.
    """
    facts, linker = document
    if linker.jurisdiction:
        _add_jurisdiction(graph, linker.jurisdiction, linker)
    _add_stubs(graph, document, loaded)
    _add_work(graph, document)
    mentions = chain(facts.targets, *(task.mentions for task in facts.tasks))
    add_value_concepts(graph, mentions, linker.iris, linker.knowledge.values)
    for entity in dict.fromkeys(entities(facts, linker)):
        jurisdiction = linker.jurisdiction_of(entity.label) if entity.kind == "Unit" else None
        if jurisdiction:
            graph.add(
                (URIRef(entity.iri), ZT.ofJurisdiction, linker.iris.jurisdiction(jurisdiction))
            )
            _add_jurisdiction(graph, jurisdiction, linker)


def add_names(graph: Graph, merged: Iterable[Entity], loaded: Collection[str]) -> None:
    """Add the names of entities, and their classes unless the graph of a document says them."""
    for entity in merged:
        _add_names(graph, entity, is_loaded=entity.iri in loaded)


def _add_names(graph: Graph, entity: Entity, *, is_loaded: bool) -> None:
    """Add the names of an entity, and its class unless the graph of its document says it."""
    node = URIRef(entity.iri)
    if not is_loaded:
        graph.add((node, RDF.type, term(entity.kind)))
    graph.add((node, SKOS.prefLabel, literal(SKOS.prefLabel, entity.label)))
    for alias in entity.aliases:
        graph.add((node, SKOS.altLabel, literal(SKOS.altLabel, alias)))
    for name in entity.inferred:
        graph.add((node, ZT.inferredName, literal(ZT.inferredName, name)))


def _add_stubs(graph: Graph, document: LinkedDocument, loaded: Collection[str]) -> None:
    """Add what is known of policies that are named but not loaded."""
    for mention in policy_mentions(document.facts):
        iri = document.linker.policy(mention).iri
        if iri in loaded:
            continue
        node = URIRef(iri)
        graph.add((node, ZT.isStub, Literal(True)))
        graph.add((node, DCTERMS.title, literal(DCTERMS.title, mention.title)))
        if mention.wenhao:
            graph.add((node, ZT.wenhao, Literal(mention.wenhao)))
        if mention.level:
            graph.add((node, ZT.level, ZT[mention.level]))


def _add_work(graph: Graph, document: LinkedDocument) -> None:
    """Add what several texts of one 文号 are versions of: a document with no text of its own."""
    facts, linker = document
    if facts.version_of:
        node, metadata = linker.iris.document(facts.version_of), facts.document.metadata
        graph.add((node, ZT.isStub, Literal(True)))
        for predicate, printed in ((DCTERMS.title, metadata.title), (ZT.wenhao, metadata.wenhao)):
            if printed:
                graph.add((node, predicate, literal(predicate, printed.value)))


def _add_jurisdiction(graph: Graph, jurisdiction: Jurisdiction, linker: Linker) -> None:
    """Add a jurisdiction and those it lies within."""
    node = linker.iris.jurisdiction(jurisdiction)
    graph.add((node, RDF.type, ZT.Jurisdiction))
    graph.add((node, SKOS.prefLabel, literal(SKOS.prefLabel, jurisdiction.name)))
    graph.add((node, ZT.level, ZT[jurisdiction.level]))
    if jurisdiction.code:
        graph.add((node, ZT.code, Literal(jurisdiction.code)))
    above = linker.gazetteer.by_code.get(jurisdiction.within)
    if above:
        graph.add((node, ZT.within, linker.iris.jurisdiction(above)))
        _add_jurisdiction(graph, above, linker)
