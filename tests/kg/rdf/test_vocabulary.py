"""Terms: the constants and the table of kinds are those of the ontology, with labels."""

from __future__ import annotations

from conftest import ROOT
from rdflib import Graph, Literal
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from kg.entities.kinds import KINDS, ROLE_RELATIONS
from kg.rdf.vocabulary import ZT, term


def ontology() -> Graph:
    return Graph().parse(ROOT / "ontology.ttl")


def is_ours(node: object) -> bool:
    return str(node).startswith(str(ZT._NS))


def languages(graph: Graph, subject: object, predicate: object) -> set[str | None]:
    found = graph.objects(subject, predicate)  # type: ignore[arg-type]
    return {value.language for value in found if isinstance(value, Literal)}


def test_constants_and_kinds_are_the_terms_of_the_ontology() -> None:
    graph = ontology()
    ours = set(filter(is_ours, graph.subjects(RDF.type, None)))
    defined = ours - set(graph.subjects(OWL.deprecated, Literal(True)))
    constants = {ZT[name] for name in ZT.__annotations__ if not name.startswith("_")}
    rows = {term(kind.name) for kind in KINDS} | {term(kind.relation) for kind in KINDS.named}
    details = {term(detail) for kind in KINDS.named for detail in kind.details}
    roles = {term(relation) for relation in ROLE_RELATIONS.values()}
    assert defined == constants | rows | details | roles


def test_no_constant_repeats_what_only_a_row_needs() -> None:
    relations = {kind.relation for kind in KINDS.named}
    assert not relations & set(ZT.__annotations__)
    assert not {kind.name for kind in KINDS.named} & set(ZT.__annotations__)


def test_every_term_has_labels_and_comments_in_two_languages() -> None:
    graph = ontology()
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        for known in filter(is_ours, graph.subjects(RDF.type, kind)):
            for predicate in (RDFS.label, RDFS.comment):
                assert languages(graph, known, predicate) == {"zh", "en"}, (known, predicate)
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert languages(graph, concept, SKOS.prefLabel) == {"zh", "en"}


def test_a_retired_term_names_what_replaced_it_and_is_used_by_nothing() -> None:
    graph = ontology()
    retired = set(graph.subjects(OWL.deprecated, Literal(True)))
    assert retired
    for old in retired:
        replacing = set(graph.objects(old, DCTERMS.isReplacedBy))
        assert replacing and not replacing & retired
        for new in replacing:
            assert (new, RDF.type, graph.value(old, RDF.type)) in graph
        assert not list(graph.subjects(None, old))
