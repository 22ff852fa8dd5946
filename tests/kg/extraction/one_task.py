"""A document of one task, to be read by one extractor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from conftest import KNOWLEDGE

from kg.extraction.mentions import Mention
from kg.extraction.task_reading import DocumentReading, read_document
from kg.knowledge.knowledge import Knowledge
from kg.structure.document import Document, DocumentMetadata, MetadataValue, Task
from kg.text.span import Span
from kg.text.stored_text import StoredText

M_co = TypeVar("M_co", bound=Mention, covariant=True)


class Finder(Protocol[M_co]):
    def __call__(
        self, reading: DocumentReading, knowledge: Knowledge, /
    ) -> Sequence[Sequence[M_co]]: ...


def document_of(text: str, *, issuer: str | None = None, year: int | None = None) -> Document:
    """Return a document whose whole text is one task without a title."""
    span = Span(0, len(text))
    task = Task("1", 1, "1", "", text, None, None, span, span, span)
    metadata = DocumentMetadata(
        issuer=MetadataValue(issuer, ()) if issuer else None,
        date=MetadataValue(f"{year}-01-01", ()) if year else None,
    )
    return Document(StoredText(text), metadata, tasks=(task,))


def found_in(document: Document, extractor: Finder[M_co]) -> list[M_co]:
    """Return what an extractor finds in a document of one task; each mention is where it says."""
    reading = read_document(document, KNOWLEDGE)
    (found,) = extractor(reading, KNOWLEDGE)
    assert all(document.stored.slice(mention.span) == mention.text for mention in found)
    return list(found)


def found(text: str, extractor: Finder[M_co]) -> list[M_co]:
    """Return what an extractor finds in a text."""
    return found_in(document_of(text), extractor)
