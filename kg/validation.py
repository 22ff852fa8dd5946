"""Quality gate of a build: SHACL shapes, and every span against its stored text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.entities import DocumentFacts
from kg.iri import Iris
from kg.vocabulary import ZT

SHAPES = Path(__file__).parent / "shapes.ttl"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing the gate found.

    Attributes:
        severity: Violation (an error of the program), Warning or Info (a fact to know).
        node: IRI of the thing it is about; task and span stand in it.
        message: what is wrong.
    """

    severity: str
    node: str
    message: str


def check_shapes(graph: Graph) -> list[Finding]:
    """Validate a graph against kg/shapes.ttl, with pyshacl."""
    from pyshacl import validate  # imported late: only a build needs it

    _, report, _ = validate(graph, shacl_graph=Graph().parse(SHAPES), advanced=True)
    assert isinstance(report, Graph)
    return sorted(_finding(report, result) for result in report.objects(None, SH.result))


def _finding(report: Graph, result: Node) -> Finding:
    def value(predicate: URIRef) -> str:
        return str(report.value(result, predicate) or "")

    severity = value(SH.resultSeverity).rsplit("#", 1)[-1]
    return Finding(severity, value(SH.focusNode), value(SH.resultMessage))


def check_spans(graph: Graph, documents: Iterable[DocumentFacts], iris: Iris) -> Iterator[Finding]:
    """Yield every span whose characters are not those of the stored text."""
    texts = {iris.text(facts.key): facts.document.text for facts in documents}
    for span in graph.subjects(RDF.type, ZT.TextSpan):
        text = texts.get(graph.value(span, ZT.inText))  # type: ignore[call-overload]
        start, end = int(str(graph.value(span, ZT.start))), int(str(graph.value(span, ZT.end)))
        exact = str(graph.value(span, ZT.exact))
        if text is None or text[start:end] != exact:
            yield Finding("Violation", str(span), f"the text does not read {exact[:40]!r} here")
