"""Quality gate of a build: SHACL shapes, and every span against its stored text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
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
        where: IRIs of its task, its span and the wrong value, as far as it has them.
    """

    severity: str
    node: str
    message: str
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shapes:
    """SHACL shapes, read once.

    Attributes:
        graph: the shapes.
        source: the bytes they were read from, for naming what is remembered.
    """

    graph: Graph
    source: bytes

    def check(self, graph: Graph) -> list[Finding]:
        """Validate a graph, with pyshacl."""
        from pyshacl import validate  # imported late: only a build needs it

        _, report, _ = validate(graph, shacl_graph=self.graph, advanced=True)
        assert isinstance(report, Graph)
        return sorted(_finding(graph, report, result) for result in report.objects(None, SH.result))


def read_shapes(path: Path = SHAPES) -> Shapes:
    """Read SHACL shapes; by default those of the project."""
    source = path.read_bytes()
    return Shapes(Graph().parse(data=source, format="turtle"), source)


@dataclass(frozen=True, slots=True)
class DocumentValidator:
    """Validates the documents of a dataset one by one, and remembers the findings.

    So the work grows with the number of documents, and is not repeated for an unchanged one.

    Attributes:
        dataset: the whole graph.
        iris: mints the names of its graphs.
        shapes: what documents are checked against.
        remember: keeps the findings by what was checked.
    """

    dataset: Dataset
    iris: IriMinter
    shapes: Shapes
    remember: Remember

    def findings(self, key: str) -> list[Finding]:
        """Return what the shapes find in one document."""
        graph = self._with_things(key)
        content = "\n".join(sorted(" ".join(term.n3() for term in triple) for triple in graph))
        entry = digest("shapes", self.shapes.source, content)
        rows = self.remember(entry, lambda: [astuple(f) for f in self.shapes.check(graph)])
        return [Finding(row[0], row[1], row[2], tuple(row[3])) for row in rows]

    def _with_things(self, key: str) -> Graph:
        """Return a document's graph with what the others say of the things it names."""
        graph = Graph()
        shared = [self.dataset.graph(self.iris.graph(name)) for name in ("entities", "topics")]
        for triple in self.dataset.graph(self.iris.facts_graph(key)):
            graph.add(triple)
        for node in set(graph.objects()):
            for triple in (t for g in shared for t in g.triples((node, None, None))):
                graph.add(triple)
            for predicate in (RDF.type, ZT.isStub, DCTERMS.title):  # another loaded document
                for quad in self.dataset.quads((node, predicate, None, None)):
                    graph.add(quad[:3])
        return graph


def _finding(graph: Graph, report: Graph, result: Node) -> Finding:
    """Return one result of the validator, with the task and span of the node it is about."""

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
