"""Quality gate of a build: SHACL shapes, and every span against its stored text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import cache as once
from pathlib import Path

from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, SH
from rdflib.term import Node

from kg.entities.iri import IriMinter
from kg.extraction.mentions import DocumentFacts
from kg.rdf.vocabulary import ZT
from kg.text.digest import Remember, digest

SHAPES = Path(__file__).parent / "shapes.ttl"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing the gate found.

    Attributes:
        severity: Violation (an error of the program), Warning or Info (a fact to know).
        node: IRI of the thing it is about.
        message: what is wrong.
        where: IRIs of its task, its span and the value that is wrong, as far as there are.
    """

    severity: str
    node: str
    message: str
    where: tuple[str, ...] = ()


def validate_document(
    dataset: Dataset, iris: IriMinter, key: str, remember: Remember
) -> list[Finding]:
    """Validate one document's graph, with what the entities' graph says of the things it names.

    By document, the work grows with their number and need not be done again for an unchanged one.
    """
    graph = Graph()
    named = [dataset.graph(iris.graph(name)) for name in ("entities", "topics")]
    for triple in dataset.graph(iris.facts_graph(key)):
        graph.add(triple)
    for node in set(graph.objects()):
        for triple in (t for g in named for t in g.triples((node, None, None))):
            graph.add(triple)
        for predicate in (RDF.type, ZT.isStub, DCTERMS.title):  # another loaded document
            for quad in dataset.quads((node, predicate, None, None)):
                graph.add(quad[:3])
    content = "\n".join(sorted(" ".join(term.n3() for term in triple) for triple in graph))
    entry = digest("shapes", SHAPES.read_bytes(), content)
    rows = remember(entry, lambda: [astuple(finding) for finding in check_shapes(graph)])
    return [Finding(row[0], row[1], row[2], tuple(row[3])) for row in rows]


@once
def _shapes() -> Graph:
    return Graph().parse(SHAPES)


def check_shapes(graph: Graph) -> list[Finding]:
    """Validate a graph against kg/shapes.ttl, with pyshacl."""
    from pyshacl import validate  # imported late: only a build needs it

    _, report, _ = validate(graph, shacl_graph=_shapes(), advanced=True)
    assert isinstance(report, Graph)
    return sorted(_finding(graph, report, result) for result in report.objects(None, SH.result))


def _finding(graph: Graph, report: Graph, result: Node) -> Finding:
    """Return a result of the validator; what it is about is followed to its task and span."""

    def value(predicate: URIRef) -> str:
        return str(report.value(result, predicate) or "")

    severity = value(SH.resultSeverity).rsplit("#", 1)[-1]
    focus = report.value(result, SH.focusNode)
    about = (graph.value(focus, p) for p in (ZT.ofTask, ZT.quotedFrom))
    where = [n for n in (*about, report.value(result, SH.value)) if isinstance(n, URIRef)]
    return Finding(severity, str(focus), value(SH.resultMessage), tuple(map(str, where)))


def check_spans(
    graph: Graph, documents: Iterable[DocumentFacts], iris: IriMinter
) -> Iterator[Finding]:
    """Yield every span whose characters are not those of the stored text."""
    texts = {iris.text(facts.key): facts.document.text for facts in documents}
    for span in graph.subjects(RDF.type, ZT.TextSpan):
        text = texts.get(graph.value(span, ZT.inText))  # type: ignore[call-overload]
        start, end = int(str(graph.value(span, ZT.start))), int(str(graph.value(span, ZT.end)))
        exact = str(graph.value(span, ZT.exact))
        if text is None or text[start:end] != exact:
            yield Finding("Violation", str(span), f"the text does not read {exact[:40]!r} here")
