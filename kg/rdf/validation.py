"""Quality gate of a build: SHACL shapes, and every span against its stored text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.entities.iri import IriMinter
from kg.extraction.mentions import DocumentFacts
from kg.rdf.screening import Check, checks
from kg.rdf.serialise import named_graph, union
from kg.rdf.store import in_memory, triples_of
from kg.rdf.vocabulary import ZT
from kg.text.hiding.telephones import without_telephones

SHAPES = Path(__file__).parent / "shapes.ttl"
_ANY = URIRef("urn:x-checked")
# constraints of a property shape that are shapes themselves
_NESTING = {SH["or"], SH["and"], SH["not"], SH.xone, SH.node, SH.property, SH.qualifiedValueShape}


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


@dataclass(frozen=True)
class Shapes:
    """SHACL shapes, read once.

    Attributes:
        graph: the shapes.
    """

    graph: Graph

    @cached_property
    def _checks(self) -> list[Check]:
        return checks(self.graph)

    @cached_property
    def _judges_values(self) -> bool:
        """Whether a property shape holds shapes for its values, which are no nodes asked for.

        pyshacl passes over every shape whose focus is not among the nodes it is given.
        """
        properties = set(self.graph.objects(None, SH.property))
        return any(set(self.graph.predicates(shape)) & _NESTING for shape in properties)

    def check(self, graph: Graph) -> list[Finding]:
        """Validate a graph, with pyshacl where a node may break a shape."""
        return self.check_nodes(
            graph, self.suspects(in_memory(triples_of(named_graph(graph, _ANY))))
        )

    def check_quads(self, quads: bytes) -> list[Finding]:
        """Validate what N-Quads say."""
        suspects = self.suspects(in_memory(triples_of(quads)))
        if not suspects:
            return []
        dataset = Dataset(default_union=True)
        dataset.parse(data=quads, format="nquads")
        return self.check_nodes(union(dataset), suspects)

    def suspects(self, store: ox.Store) -> set[str]:
        """Return the nodes of one graph that may break a shape."""
        return set().union(*(check(store) for check in self._checks))

    def check_nodes(self, graph: Graph, nodes: Collection[str] | None = None) -> list[Finding]:
        """Validate some nodes of a graph with pyshacl; by default all."""
        if nodes is not None and not nodes:
            return []
        from pyshacl import validate  # imported late: only a build needs it

        focus = [] if self._judges_values else sorted(nodes or ())
        _, report, _ = validate(
            graph, shacl_graph=self.graph, advanced=True, inplace=True, focus_nodes=focus
        )
        assert isinstance(report, Graph)
        return sorted(_finding(graph, report, result) for result in report.objects(None, SH.result))


def read_shapes(path: Path = SHAPES) -> Shapes:
    """Read SHACL shapes; by default those of the project."""
    return Shapes(Graph().parse(path, format="turtle"))


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
        if text is None or without_telephones(text[start:end]) != exact:
            yield Finding("Violation", str(span), f"the text does not read {exact[:40]!r} here")
