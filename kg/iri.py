"""IRIs: stable, readable, never random. One place mints them all.

>>> iris = Iris("https://w3id.org/zhengtu/")
>>> str(iris.task("汶政办字-2023-29", "66"))
'https://w3id.org/zhengtu/doc/汶政办字-2023-29/task/66'
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from rdflib import URIRef

from kg.document import Frame, Span

_WENHAO = re.compile(r"^(?P<letters>.+)〔(?P<year>\d{4})〕(?P<number>\d+)号$")
# characters that RFC 3987 forbids in an IRI path, and those that would change its structure
_FORBIDDEN = re.compile(r"[\s/\\?#%\[\]<>\"{}|^`\x00-\x1f]")


def slug(text: str) -> str:
    """Return a text as one IRI path segment; what may not stand there becomes a hyphen."""
    return _FORBIDDEN.sub("-", text).strip("-.") or "-"


def wenhao_key(wenhao: str) -> str:
    """Return 汶政办字-2023-29 for 汶政办字〔2023〕29号."""
    match = _WENHAO.match(wenhao)
    return slug("-".join(match.groups()) if match else wenhao)


def title_key(title: str, issuer: str | None = None, date: str | None = None) -> str:
    """Return issuer-date-hash of a document without 文号; the hash is the title's sha256."""
    digest = hashlib.sha256(title.encode()).hexdigest()[:8]
    return "-".join(slug(part) for part in (issuer, date, digest) if part)


def document_key(frame: Frame) -> str:
    """Return the stable key of a document: its 文号, else issuer, date and title."""
    if frame.wenhao:
        return wenhao_key(frame.wenhao.value)
    return title_key(
        frame.title.value if frame.title else "",
        frame.issuer.value if frame.issuer else None,
        frame.date.value if frame.date else None,
    )


@dataclass(frozen=True, slots=True)
class Iris:
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
        """Return the IRI of one statement of a document, named by where it stands."""
        return URIRef(f"{self.base}doc/{key}/{kind}/{span.start}-{span.end}")

    def target(self, key: str, span: Span, what: str) -> URIRef:
        """Return the IRI of a target; one span may hold several (two bounds, shared numbers)."""
        return URIRef(f"{self.mention(key, 'target', span)}/{slug(what)}")

    def concept(self, label: str) -> URIRef:
        """Return the IRI of a concept of the thesaurus."""
        return URIRef(f"{self.base}topic/{slug(label)}")

    def entity(self, kind: str, *path: str) -> URIRef:
        """Return the IRI of a real thing, e.g. unit/汶上县/县财政局."""
        return URIRef(f"{self.base}{kind}/" + "/".join(slug(part) for part in path))
