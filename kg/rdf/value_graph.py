"""Concepts of the values of targets and projects, beside the values as they are printed.

Comparators, stages and commitments are closed lists of the ontology; measure units and indicators
are concepts of the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS, Namespace

from kg.entities.iri import IriMinter
from kg.extraction.benefits.benefits import BenefitMention
from kg.extraction.mentions import Mention, TargetMention
from kg.knowledge.value_concepts import MeasureUnit, ValueConcepts
from kg.rdf.vocabulary import ZT

_QUDT = Namespace("http://qudt.org/vocab/unit/")
COMPARATORS: Mapping[str, URIRef] = {
    ">=": ZT.atLeast,
    ">": ZT.moreThan,
    "<=": ZT.atMost,
    "~": ZT.about,
    "=": ZT.exactly,
}
COMMITMENTS: Mapping[str, URIRef] = {"确保": ZT.ensure, "力争": ZT.strive, "争取": ZT.seek}
STAGES: Mapping[str, URIRef] = {
    "plan": ZT.planned,
    "start": ZT.started,
    "advance": ZT.advanced,
    "upgrade": ZT.upgraded,
    "complete": ZT.completed,
    "operate": ZT.operated,
}


def target_concepts(
    mention: TargetMention, iris: IriMinter, values: ValueConcepts
) -> dict[URIRef, URIRef | None]:
    """Return the concepts of a target's values."""
    unit = values.unit(mention.unit).name
    return {
        ZT.indicator: indicator_iri(iris, values.indicator(mention.metric)[0]),
        ZT.comparatorConcept: COMPARATORS[mention.comparator],
        ZT.commitmentConcept: COMMITMENTS.get(mention.commitment or ""),
        ZT.measureUnitConcept: _unit_iri(iris, unit) if unit else None,
    }


def benefit_concepts(
    mention: BenefitMention, iris: IriMinter, values: ValueConcepts
) -> dict[URIRef, URIRef | None]:
    """Return the concepts of a benefit's values."""
    unit = values.unit(mention.unit).name
    return {
        ZT.comparatorConcept: COMPARATORS[mention.comparator],
        ZT.measureUnitConcept: _unit_iri(iris, unit) if unit else None,
    }


def indicator_iri(iris: IriMinter, name: str) -> URIRef:
    """Return the IRI of an indicator."""
    return iris.entity("concept/indicator", name)


def _unit_iri(iris: IriMinter, name: str) -> URIRef:
    return iris.entity("concept/measure-unit", name)


def add_value_concepts(
    graph: Graph, mentions: Iterable[Mention], iris: IriMinter, values: ValueConcepts
) -> None:
    """Add the measure units of targets and benefits, and the indicators of targets, each once."""
    measured = [m for m in mentions if isinstance(m, TargetMention | BenefitMention)]
    metrics = dict.fromkeys(m.metric for m in measured if isinstance(m, TargetMention))
    if metrics:
        indicators = _scheme(graph, iris, "indicator", ("指标", "Indicators"))
        for metric in metrics:
            _add_indicator(graph, metric, indicators, iris, values)
    if units := dict.fromkeys(m.unit for m in measured if m.unit):
        scheme = _scheme(graph, iris, "measure-unit", ("计量单位", "Measure units"))
        for unit in units:
            _add_unit(graph, values.unit(unit), scheme, iris)


def _add_indicator(
    graph: Graph, metric: str, indicators: URIRef, iris: IriMinter, values: ValueConcepts
) -> None:
    name, base = values.indicator(metric)
    for label in filter(None, (name, base)):
        _concept(graph, indicator_iri(iris, label), indicators, label)
    if base:
        graph.add((indicator_iri(iris, name), SKOS.broader, indicator_iri(iris, base)))
    if metric not in (name, base):
        graph.add((indicator_iri(iris, name), SKOS.altLabel, Literal(metric, "zh")))


def _add_unit(graph: Graph, unit: MeasureUnit, scheme: URIRef, iris: IriMinter) -> None:
    node = _unit_iri(iris, unit.name)
    _concept(graph, node, scheme, unit.name)
    if unit.english:
        graph.add((node, SKOS.prefLabel, Literal(unit.english, "en")))
    for code in filter(None, (unit.ucum, unit.iso4217)):
        graph.add((node, SKOS.notation, Literal(code)))
    if unit.qudt:
        graph.add((node, SKOS.exactMatch, _QUDT[unit.qudt]))


def _scheme(graph: Graph, iris: IriMinter, path: str, labels: tuple[str, str]) -> URIRef:
    node = URIRef(f"{iris.base}concept/{path}")
    graph.add((node, RDF.type, SKOS.ConceptScheme))
    for label, language in zip(labels, ("zh", "en"), strict=True):
        graph.add((node, SKOS.prefLabel, Literal(label, language)))
    return node


def _concept(graph: Graph, node: URIRef, scheme: URIRef, label: str) -> None:
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, scheme))
    graph.add((node, SKOS.prefLabel, Literal(label, "zh")))
