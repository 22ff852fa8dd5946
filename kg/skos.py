"""The thesaurus as a SKOS scheme and as a page: python -m kg.skos writes both.

data/thesaurus.ttl follows the conventions of thesaurus browsers (one concept scheme, hasTopConcept,
language tags, hiddenLabel for everyday words); docs/thesaurus.md is for reading.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from kg.export import turtle
from kg.iri import Iris
from kg.tables import DATA, read_csv
from kg.thesaurus import Concept, Thesaurus, load_thesaurus

BASE = "https://w3id.org/zhengtu/"
PUBLISHED = DATA / "thesaurus.ttl"
PAGE = DATA.parent / "docs" / "thesaurus.md"


def scheme_iri(iris: Iris) -> URIRef:
    """Return the IRI of the concept scheme."""
    return URIRef(f"{iris.base}topics")


def add_scheme(graph: Graph, thesaurus: Thesaurus, iris: Iris, labels: Iterable[str]) -> None:
    """Add some concepts, those above them and the scheme to a graph."""
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


def _add_concept(graph: Graph, concept: Concept, wanted: set[str], iris: Iris) -> None:
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


def whole_scheme(thesaurus: Thesaurus, iris: Iris, data: Path = DATA) -> Graph:
    """Return the whole scheme, top concepts matched to public lists."""
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dct", DCTERMS)
    add_scheme(graph, thesaurus, iris, thesaurus.concepts)
    for row in read_csv(data / "topics_alignment.csv"):
        graph.add((iris.concept(row["label"]), SKOS.closeMatch, URIRef(row["match"])))
    return graph


def page(thesaurus: Thesaurus) -> str:
    """Return the thesaurus as a page: the tree, with English labels and words."""
    lines = [
        "# 政务工作主题词表 · Thesaurus of government work",
        "",
        f"{len(thesaurus.concepts)} 个主题。由 `python -m kg.skos` 从 data/topics/*.csv 生成；"
        "加一个主题，就在表里加一行。Generated from data/topics/*.csv; add a row to add a concept.",
    ]
    for top in thesaurus.narrower[""]:
        lines += ["", f"## {top} · {thesaurus.concepts[top].english}", ""]
        for label in thesaurus.below(top):
            concept, depth = thesaurus.concepts[label], len(thesaurus.ancestors(label))
            words = "、".join((*concept.alt[:4], *(f"“{w}”" for w in concept.hidden[:4])))
            lines.append(
                f"{'  ' * depth}- **{label}** ({concept.english}): {concept.scope} {words}"
            )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write data/thesaurus.ttl and docs/thesaurus.md."""
    thesaurus = load_thesaurus()
    PUBLISHED.write_text(turtle(whole_scheme(thesaurus, Iris(BASE))), encoding="utf-8")
    PAGE.write_text(page(thesaurus), encoding="utf-8")
    print(f"{PUBLISHED} and {PAGE}: {len(thesaurus.concepts)} concepts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
