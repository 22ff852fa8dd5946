"""IRIs: stable, readable, never random; all of them are minted here.

>>> iris = IriMinter("https://w3id.org/zhengtu/")
>>> str(iris.task("汶政办字-2023-29", "66"))
'https://w3id.org/zhengtu/doc/汶政办字-2023-29/task/66'
"""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from kg.knowledge.gazetteer import Jurisdiction
from kg.text.allowed import iri_segment
from kg.text.span import Span


@dataclass(frozen=True, slots=True)
class IriMinter:
    """Mints IRIs under one base, which ends with a slash."""

    base: str

    def document(self, key: str) -> URIRef:
        """Return the IRI of a document, loaded or only named."""
        return URIRef(f"{self.base}doc/{key}")

    def text(self, key: str) -> URIRef:
        """Return the IRI of a document's stored text."""
        return URIRef(f"{self.base}doc/{key}/text")

    def facts_graph(self, key: str) -> URIRef:
        """Return the named graph that holds one document's facts."""
        return URIRef(f"{self.base}doc/{key}/graph")

    def graph(self, name: str) -> URIRef:
        """Return a named graph of the whole build: entities, ontology, provenance."""
        return URIRef(f"{self.base}graph/{name}")

    def precision(self, rules: str, *, doubtful: bool) -> URIRef:
        """Return the IRI of the measured precision of some rules."""
        return URIRef(f"{self.base}precision/{rules}{'/doubtful' if doubtful else ''}")

    def section(self, key: str, section: str) -> URIRef:
        """Return the IRI of a section."""
        return URIRef(f"{self.base}doc/{key}/section/{section}")

    def task(self, key: str, task: str) -> URIRef:
        """Return the IRI of a task."""
        return URIRef(f"{self.base}doc/{key}/task/{task}")

    def paragraph(self, key: str, paragraph: str) -> URIRef:
        """Return the IRI of a paragraph outside the tasks."""
        return URIRef(f"{self.base}doc/{key}/paragraph/{paragraph}")

    def span(self, key: str, span: Span) -> URIRef:
        """Return the RFC 5147 fragment of a span of the stored text."""
        return URIRef(f"{self.base}doc/{key}/text#char={span.start},{span.end}")

    def mention(self, key: str, kind: str, span: Span) -> URIRef:
        """Return the IRI of one statement of a document, named by its span."""
        return URIRef(f"{self.base}doc/{key}/{kind}/{span.start}-{span.end}")

    def target(self, key: str, span: Span, what: str) -> URIRef:
        """Return the IRI of a target; several may share a span (two bounds, one number for two)."""
        return URIRef(f"{self.mention(key, 'target', span)}/{iri_segment(what)}")

    def concept(self, label: str) -> URIRef:
        """Return the IRI of a concept of the thesaurus."""
        return URIRef(f"{self.base}topic/{iri_segment(label)}")

    def jurisdiction(self, jurisdiction: Jurisdiction) -> URIRef:
        """Return the IRI of a jurisdiction, by code where it has one: 鼓楼区 is in four cities."""
        return self.entity("place", *filter(None, (jurisdiction.code, jurisdiction.name)))

    def entity(self, path: str, *names: str) -> URIRef:
        """Return the IRI of a real thing, e.g. unit/汶上县/县财政局."""
        return URIRef(f"{self.base}{path}/" + "/".join(iri_segment(name) for name in names))
