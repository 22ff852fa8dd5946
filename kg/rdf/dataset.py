"""The whole graph: a named graph a document, entities, topics, ontology and provenance."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF

from kg.entities.iri import IriMinter
from kg.entities.linking import LinkedDocument, Linker
from kg.extraction.mentions import DocumentFacts
from kg.knowledge.thesaurus import Thesaurus
from kg.rdf.concept_scheme import add_scheme
from kg.rdf.document_graph import DocumentWriter
from kg.rdf.entity_graph import add_entities
from kg.rdf.vocabulary import bind_prefixes


def build_dataset(
    documents: Iterable[LinkedDocument], iris: IriMinter, ontology: Graph, thesaurus: Thesaurus
) -> Dataset:
    """Return the whole graph: a named graph a document, entities and ontology in their own.

    Args:
        documents: facts of each document, with the linker of its place.
        iris: mints the IRIs.
        ontology: the parsed ontology.ttl.
        thesaurus: concepts the documents name are taken from it.
    """
    documents = list(documents)
    dataset = Dataset()
    bind_prefixes(dataset)
    for facts, linker in documents:
        add_document(dataset.graph(iris.facts_graph(facts.key)), facts, linker)
    add_entities(dataset.graph(iris.graph("entities")), documents, iris)
    add_scheme(dataset.graph(iris.graph("topics")), thesaurus, iris, _concepts(documents))
    for triple in ontology:
        dataset.graph(iris.graph("ontology")).add(triple)
    return dataset


def _concepts(documents: Iterable[LinkedDocument]) -> set[str]:
    """Return the concepts some document names."""
    return {concept for facts, _ in documents for concept in facts.concepts}


def add_document(graph: Graph, facts: DocumentFacts, linker: Linker) -> None:
    """Add one document: its metadata, sections, tasks, paragraphs and all their statements."""
    writer = DocumentWriter(graph, facts, linker)
    writer.metadata()
    writer.sections()
    for basis in facts.basis:
        writer.citation(basis, writer.node)
    for task_facts in facts.tasks:
        task = writer.task(task_facts.task)
        for mention in task_facts.mentions:
            writer.statement(mention, task)
        writer.subjects_inside(task_facts.mentions)


def add_provenance(
    graph: Graph, iris: IriMinter, version: str, inputs: Iterable[DocumentFacts]
) -> None:
    """Add what made the graph: program version and inputs, no times, so bytes stay equal."""
    run = URIRef(f"{iris.base}build")
    graph.add((run, RDF.type, PROV.Activity))
    graph.add((run, DCTERMS.identifier, Literal(f"zhengtu {version}")))
    for facts in inputs:
        graph.add((run, PROV.used, iris.text(facts.key)))
        graph.add((iris.facts_graph(facts.key), PROV.wasGeneratedBy, run))
