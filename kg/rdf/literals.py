"""Literals: each kind of value in one lexical form, words of the documents with their language."""

from __future__ import annotations

from decimal import Decimal

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS, XSD

from kg.rdf.vocabulary import ZT

LANGUAGE = "zh"
# properties whose values are words; numbers, codes, names of files and verbatim spans are none
WORDS = frozenset(
    {
        DCTERMS.title,
        RDFS.label,
        SKOS.prefLabel,
        SKOS.altLabel,
        ZT.addressee,
        ZT.afterEvent,
        ZT.approvedBy,
        ZT.copiedTo,
        ZT.correctionReason,
        ZT.disclosure,
        ZT.inferredName,
        ZT.limitText,
        ZT.metric,
        ZT.noticeTitle,
        ZT.text,
        ZT.trigger,
    }
)


def literal(predicate: URIRef, value: str | int | bool) -> Literal:
    """Return a value as a literal, tagged as Chinese where the property holds words."""
    return Literal(value, lang=LANGUAGE if predicate in WORDS else None)


def decimal_literal(value: Decimal) -> Literal:
    """Return a decimal in the canonical form of XSD 1.1 (5, 0.5), which every store keeps."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Literal(text, datatype=XSD.decimal)


def date_literal(day: str | None) -> Literal | None:
    """Return a day as xsd:date, so that a query can compare it."""
    return Literal(day, datatype=XSD.date) if day else None
