"""The thesaurus as a SKOS scheme, by the conventions of thesaurus browsers.

One concept scheme, hasTopConcept, language tags, hiddenLabel for everyday words.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from kg.entities.iri import IriMinter
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.thesaurus import Concept, Thesaurus


def scheme_iri(iris: IriMinter) -> URIRef:
    """Return the IRI of the concept scheme."""
    return URIRef(f"{iris.base}topics")


def add_scheme(graph: Graph, thesaurus: Thesaurus, iris: IriMinter, labels: Iterable[str]) -> None:
    """Add some concepts, the broader ones above them, and the scheme to a graph."""
    wanted = {name for label in labels for name in (label, *thesaurus.ancestors(label))}
    if not wanted:
        return
    scheme = scheme_iri(iris)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for title in (Literal("政务工作主题词表", "zh"), Literal("Thesaurus of government work", "en")):
        graph.add((scheme, DCTERMS.title, title))
        graph.add((scheme, SKOS.prefLabel, title))
    graph.add((scheme, DCTERMS.license, URIRef("https://www.apache.org/licenses/LICENSE-2.0")))
    for label in sorted(wanted):
        _add_concept(graph, thesaurus.concepts[label], wanted, iris)


def _add_concept(graph: Graph, concept: Concept, wanted: set[str], iris: IriMinter) -> None:
    node, scheme = iris.concept(concept.label), scheme_iri(iris)
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, scheme))
    graph.add((node, SKOS.prefLabel, Literal(concept.label, "zh")))
    graph.add((node, SKOS.prefLabel, Literal(concept.english, "en")))
    graph.add((node, SKOS.scopeNote, Literal(concept.scope, "zh")))
    for word in concept.alt:
        graph.add((node, SKOS.altLabel, Literal(word, "zh")))
    for word in concept.hidden:
        graph.add((node, SKOS.hiddenLabel, Literal(word, "zh")))
    if concept.broader:
        graph.add((node, SKOS.broader, iris.concept(concept.broader)))
        graph.add((iris.concept(concept.broader), SKOS.narrower, node))
    else:
        graph.add((node, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, node))
    for other in concept.related:
        if other in wanted:
            graph.add((node, SKOS.related, iris.concept(other)))
            graph.add((iris.concept(other), SKOS.related, node))


def whole_scheme(knowledge: Knowledge, iris: IriMinter) -> Graph:
    """Return the whole scheme, with the matches of its top concepts in public lists."""
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dct", DCTERMS)
    add_scheme(graph, knowledge.thesaurus, iris, knowledge.thesaurus.concepts)
    for row in knowledge.data.rows("topics_alignment.csv"):
        graph.add((iris.concept(row["label"]), SKOS.closeMatch, URIRef(row["match"])))
    return graph
