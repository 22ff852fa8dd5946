"""The search index of a build: the passages of each document, with their vectors."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from building.work.cache import Cache
from embeddings import Encoder, Matrix, Passage, Retriever, encode_texts
from kg.entities.linking import LinkedDocument
from kg.text.digest import digest
from kg.text.hiding.telephones import without_telephones
from kg.text.sentences import sentences
from kg.text.span import Span


def write_index(
    folder: Path, found: Iterable[Sequence[Passage]], encoder: Encoder, cache: Cache
) -> None:
    """Write the search index over tasks, their sentences and the other paragraphs.

    Args:
        folder: of the index.
        found: the passages of each document.
        encoder: makes their vectors.
        cache: remembers those of each document.
    """
    flat: list[Passage] = []
    vectors = [np.zeros((0, encoder.dimension), np.float32)]
    for of_document in found:
        flat.extend(of_document)
        vectors.append(_vectors(of_document, encoder, cache))
    Retriever.build(flat, encoder, vectors=np.concatenate(vectors)).save(folder)


def _vectors(found: Sequence[Passage], encoder: Encoder, cache: Cache) -> Matrix:
    """Return the vectors of one document's passages, remembered by model and text."""

    def write(vectors: Matrix) -> bytes:
        data = io.BytesIO()
        np.save(data, vectors, allow_pickle=False)
        return data.getvalue()

    def read(data: bytes) -> Matrix:
        return np.asarray(np.load(io.BytesIO(data), allow_pickle=False), np.float32)

    texts = [passage.text for passage in found]
    key = digest("vectors", encoder.fingerprint, *texts)
    return cache.get(key, lambda: encode_texts(encoder, texts), write=write, read=read)


def passages(linked_document: LinkedDocument) -> Iterator[Passage]:
    """Yield what can be searched of one document: its tasks, whole and in parts, and paragraphs."""
    facts, linker = linked_document
    document = facts.document
    jurisdiction = "".join(own.name for own in linker.chain[-1:])
    title = document.metadata.title.value if document.metadata.title else ""
    sections = {section.key: section.title for section in document.sections}

    def passage(item: str, section: str | None, kind: str, span: Span) -> Passage:
        context = " ".join(filter(None, (jurisdiction, title, sections.get(section or "", ""))))
        text = without_telephones(document.slice(span))
        return Passage(item, facts.key, context, text, span.start, span.end, kind)

    for task in document.tasks:
        item = str(linker.iris.task(facts.key, task.key))
        if task.title:
            yield passage(item, task.section, "title", task.title_span)
        yield passage(item, task.section, "whole", task.content)
        rest = Span(task.title_span.end, task.content.end) if task.title else task.content
        for span in sentences(document.text, rest):
            yield passage(item, task.section, "sentence", span)
    for paragraph in document.paragraphs:
        item = str(linker.iris.paragraph(facts.key, paragraph.key))
        yield passage(item, paragraph.section, "whole", paragraph.span)
