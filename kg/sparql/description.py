"""What a store says of one thing: the triples of its description, for a reader or a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store, Triple
from rdflib.namespace import DCTERMS, RDFS, SKOS

from kg.rdf.vocabulary import OA, ZT

INCOMING = 200  # triples that point to a thing and are told; a unit may have many more
_LABELS = tuple(NamedNode(str(term)) for term in (SKOS.prefLabel, DCTERMS.title, RDFS.label))
_OF_SPAN = tuple(NamedNode(str(term)) for term in (OA.exact, OA.start, OA.end, ZT.inText))
_QUOTED = NamedNode(str(ZT.quotedFrom))
_GRAPH = DefaultGraph()
_LONGEST = 40  # characters of a label that is quoted


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a thing.

    Attributes:
        about: the thing.
        outgoing: triples of which it is the subject.
        incoming: triples of which it is the object, the first of many.
        more: whether there are more of those.
        beside: labels of what is named, and the characters of the spans it is quoted from.
    """

    about: NamedNode
    outgoing: tuple[Triple, ...]
    incoming: tuple[Triple, ...]
    more: bool
    beside: tuple[Triple, ...]

    @property
    def triples(self) -> Iterator[Triple]:
        """All of it."""
        yield from self.outgoing
        yield from self.incoming
        yield from self.beside


def describe(store: Store, iri: str) -> Description | None:
    """Return what a store says of a thing; None if it says nothing, or the IRI is none."""
    try:
        about = NamedNode(iri)
    except ValueError:
        return None
    outgoing = tuple(q.triple for q in store.quads_for_pattern(about, None, None, _GRAPH))
    pointing = store.quads_for_pattern(None, None, about, _GRAPH)
    found = [quad.triple for quad in islice(pointing, INCOMING + 1)]
    if not outgoing and not found:
        return None
    incoming = tuple(found[:INCOMING])
    beside = tuple(_beside(store, (*outgoing, *incoming)))
    return Description(about, outgoing, incoming, len(found) > INCOMING, beside)


def _beside(store: Store, triples: tuple[Triple, ...]) -> Iterator[Triple]:
    named = dict.fromkeys(
        node for t in triples for node in (t.subject, t.predicate, t.object)
        if isinstance(node, NamedNode)
    )  # fmt: skip
    for node in named:
        labels = list(_labels(store, node))
        yield from labels or _quoted(store, node)
    quoted = (t.object for t in triples if t.predicate == _QUOTED)
    for span in dict.fromkeys(node for node in quoted if isinstance(node, NamedNode)):
        yield from _span(store, span)


def _quoted(store: Store, node: NamedNode) -> Iterator[Triple]:
    """Yield what a statement without a label is quoted from."""
    for quad in store.quads_for_pattern(node, _QUOTED, None, _GRAPH):
        yield quad.triple
        if isinstance(quad.object, NamedNode):
            yield from _span(store, quad.object)


def _span(store: Store, span: NamedNode) -> Iterator[Triple]:
    for term in _OF_SPAN:
        yield from (q.triple for q in store.quads_for_pattern(span, term, None, _GRAPH))


def _labels(store: Store, node: NamedNode) -> Iterator[Triple]:
    """Yield the label of a node, in each of its languages: by the first property that has one."""
    for term in _LABELS:
        labels = [q.triple for q in store.quads_for_pattern(node, term, None, _GRAPH)]
        if labels:
            yield from labels
            return


def labels(triples: Iterable[Triple], language: str) -> dict[NamedNode, str]:
    """Return how things are called in a language, or in another; statements by their characters."""
    said: dict[NamedNode, dict[str, str]] = {}
    spans: dict[NamedNode, object] = {}
    exact: dict[object, str] = {}
    for t in triples:
        if not isinstance(t.subject, NamedNode):
            continue
        if t.predicate == _QUOTED:
            spans.setdefault(t.subject, t.object)
        elif isinstance(t.object, Literal) and t.predicate in _LABELS:
            said.setdefault(t.subject, {})[t.object.language or ""] = t.object.value
        elif isinstance(t.object, Literal) and t.predicate == _OF_SPAN[0]:
            exact[t.subject] = t.object.value[:_LONGEST]
    quoted = {node: exact[span] for node, span in spans.items() if span in exact}
    named = {n: known.get(language) or next(iter(known.values())) for n, known in said.items()}
    return quoted | named


def name_of(node: NamedNode, known: Mapping[NamedNode, str]) -> str:
    """Return how a thing is called; the end of its IRI without a label."""
    end = node.value.rstrip("/").rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return known.get(node) or end
