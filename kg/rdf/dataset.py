"""The whole graph: one named graph for each document, the others for what they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS

from kg.entities.iri import IriMinter
from kg.entities.linking import LinkedDocument
from kg.extraction.mentions import TaskFacts
from kg.knowledge.judging.measured_precision import MeasuredPrecision
from kg.knowledge.thesaurus import Thesaurus
from kg.rdf.concept_scheme import add_scheme
from kg.rdf.document_graph import DocumentWriter
from kg.rdf.entity_graph import add_entities
from kg.rdf.literals import decimal_literal
from kg.rdf.public_terms import public_terms
from kg.rdf.statements import add_concepts_inside, add_statement
from kg.rdf.vocabulary import ZT, bind_prefixes
from kg.structure.document import Paragraph


def build_dataset(
    documents: Iterable[LinkedDocument], iris: IriMinter, ontology: Graph, thesaurus: Thesaurus
) -> Dataset:
    """Return the whole graph: one named graph for each document, and graphs for what they share.

    Args:
        documents: facts of each document, with the linker of its jurisdiction.
        iris: mints the IRIs.
        ontology: the parsed ontology.ttl.
        thesaurus: describes the concepts that the documents name.
    """
    documents = list(documents)
    dataset = Dataset()
    bind_prefixes(dataset)
    graphs = {**shared_graphs(documents, iris, thesaurus), iris.graph("ontology"): ontology}
    for document in documents:
        facts = graphs[iris.facts_graph(document.facts.key)] = Graph()
        add_document(facts, document)
    public = public_terms(ontology)
    for name, graph in graphs.items():
        for triple in public.stated(graph):
            dataset.graph(name).add(triple)
    return dataset


def shared_graphs(
    documents: Iterable[LinkedDocument], iris: IriMinter, thesaurus: Thesaurus
) -> dict[URIRef, Graph]:
    """Return the named graphs of what documents share: the things and the concepts they name."""
    documents = list(documents)
    things, topics = Graph(), Graph()
    add_entities(things, documents, iris)
    add_scheme(topics, thesaurus, iris, _concepts(documents))
    return {iris.graph("entities"): things, iris.graph("topics"): topics}


def add_own_things(graph: Graph, document: LinkedDocument, iris: IriMinter) -> None:
    """Add to a document's graph what is known of the things it names, so that it can be checked.

    It is what the document alone says of them, so that no other file changes what is found.
    """
    add_entities(graph, [document], iris)
    for concept in document.facts.concepts:
        graph.add((iris.concept(concept), RDF.type, SKOS.Concept))


def _concepts(documents: Iterable[LinkedDocument]) -> set[str]:
    """Return the concepts that the documents name."""
    return {concept for document in documents for concept in document.facts.concepts}


def add_document(graph: Graph, document: LinkedDocument) -> None:
    """Add one document: its metadata, sections, paragraphs, tasks and all their statements."""
    add_itself(graph, document)
    add_items(graph, document, items_of(document))


def add_itself(graph: Graph, document: LinkedDocument) -> None:
    """Add what a document says of itself: its metadata, sections, basis and headline goals."""
    writer, facts = DocumentWriter(graph, document), document.facts
    writer.metadata()
    for section in facts.document.sections:
        writer.section(section)
    for basis in facts.basis:
        add_statement(writer, basis, writer.node)
    for target in facts.targets:
        add_statement(writer, target, writer.node)


def items_of(document: LinkedDocument) -> Sequence[Paragraph | TaskFacts]:
    """Return what else is in a document: its paragraphs and its tasks."""
    return [*document.facts.document.paragraphs, *document.facts.tasks]


def add_items(
    graph: Graph, document: LinkedDocument, items: Iterable[Paragraph | TaskFacts]
) -> None:
    """Add some paragraphs and tasks of a document, with all their statements."""
    writer = DocumentWriter(graph, document)
    for item in items:
        if isinstance(item, TaskFacts):
            _add_task(writer, item)
        else:
            writer.paragraph(item)


def _add_task(writer: DocumentWriter, facts: TaskFacts) -> None:
    task = writer.task(facts.task)
    for mention in facts.mentions:
        add_statement(writer, mention, task)
    add_concepts_inside(writer, facts.mentions)


def add_provenance(graph: Graph, iris: IriMinter, version: str, keys: Iterable[str]) -> None:
    """Add what made the graph: program version and inputs; no times, so that bytes stay equal.

    Args:
        graph: receives it.
        iris: mints the IRIs.
        version: of the program.
        keys: of the documents.
    """
    run = URIRef(f"{iris.base}build")
    graph.add((run, RDF.type, PROV.Activity))
    graph.add((run, RDFS.label, Literal(f"政图 {version}", lang="zh")))
    graph.add((run, DCTERMS.identifier, Literal(f"zhengtu {version}")))
    for key in keys:
        graph.add((run, PROV.used, iris.text(key)))
        graph.add((iris.facts_graph(key), PROV.wasGeneratedBy, run))


def add_precision(graph: Graph, iris: IriMinter, measured: Iterable[MeasuredPrecision]) -> None:
    """Add how many of the facts of each kind of rules are right, as measured."""
    for row in measured:
        node = iris.precision(row.rules, doubtful=row.doubtful)
        graph.add((node, RDF.type, ZT.MeasuredPrecision))
        for predicate, value in (
            (ZT.ofRules, Literal(row.rules)),
            (ZT.ofDoubtful, Literal(row.doubtful)),
            (ZT.right, Literal(row.right)),
            (ZT.found, Literal(row.found)),
            (ZT.confidence, decimal_literal(Decimal(f"{row.at_least:.3f}"))),
            (RDFS.comment, Literal(row.zh, lang="zh")),
            (RDFS.comment, Literal(row.en, lang="en")),
        ):
            graph.add((node, predicate, value))
