"""What a build makes of one document, and how the cache keeps it: plain JSON and N-Quads."""

from __future__ import annotations

import json
import zlib
from dataclasses import astuple, dataclass, fields
from itertools import accumulate, pairwise
from typing import Any

from building.work.pieces import Pieces
from embeddings.passages import Passage
from kg.entities.entity import Entity
from kg.network.drawing import Drawing
from kg.rdf.validation import Finding


@dataclass(frozen=True, slots=True)
class DocumentWork:
    """What a build makes of one document.

    Attributes:
        quads: its named graph, as sorted N-Quads.
        triples: the same as Turtle without the prefixes, in the same pieces.
        head: classes and plain values of the document itself, as N-Quads.
        said: what it says of the things it names, but for their names, as sorted N-Quads.
        named: these things, each under every name it has there, in the order of the text.
        concepts: labels of the concepts it names.
        text: the stored text.
        record: its entry in tasks.json, as JSON text.
        entry: its entry in the report.
        findings: what the shapes and the check of spans find.
        passages: what can be searched of it.
        drawing: what is drawn of it and of the things it names.
    """

    quads: Pieces
    triples: Pieces
    head: bytes
    said: bytes
    named: tuple[Entity, ...]
    concepts: tuple[str, ...]
    text: str
    record: str
    entry: dict[str, Any]
    findings: tuple[Finding, ...]
    passages: tuple[Passage, ...]
    drawing: Drawing


def to_bytes(work: DocumentWork) -> bytes:
    """Return work as the cache keeps it: JSON, the quads and the triples, each packed.

    A line before them says how many bytes each piece has.
    """
    head = {
        "named": list(map(astuple, work.named)),
        "findings": list(map(astuple, work.findings)),
        "passages": [_values(passage) for passage in work.passages],
        "head": work.head.decode(),
        "said": work.said.decode(),
        "drawing": _values(work.drawing),
        **{name: getattr(work, name) for name in ("concepts", "text", "record", "entry")},
    }
    packed = zlib.compress(json.dumps(head, ensure_ascii=False).encode(), 1)
    pieces = (packed, *work.quads.packed, *work.triples.packed)
    sizes = json.dumps([len(piece) for piece in pieces]).encode()
    return b"".join((sizes, b"\n", *pieces))


def _values(item: Passage | Drawing) -> list[Any]:
    """Return the values of a dataclass; what they hold is not copied."""
    return [getattr(item, field.name) for field in fields(item)]


def from_bytes(data: bytes) -> DocumentWork:
    """Return the work that bytes of the cache hold."""
    sizes, _, _ = data.partition(b"\n")
    ends = list(accumulate(json.loads(sizes), initial=len(sizes) + 1))
    packed, *pieces = (data[start:end] for start, end in pairwise(ends))
    head, half = json.loads(zlib.decompress(packed)), len(pieces) // 2
    nodes, edges = head["drawing"]
    head["drawing"] = Drawing(
        tuple((iri, kind, label, number) for iri, kind, label, number in nodes),
        tuple((source, relation, target) for source, relation, target in edges),
    )
    head["named"] = tuple(Entity(i, k, n, tuple(a), tuple(f)) for i, k, n, a, f in head["named"])
    head["findings"] = tuple(Finding(s, n, m, tuple(w)) for s, n, m, w in head["findings"])
    head["passages"] = tuple(Passage(*row) for row in head["passages"])
    head["concepts"] = tuple(head["concepts"])
    head["head"], head["said"] = head["head"].encode(), head["said"].encode()
    quads, triples = Pieces(tuple(pieces[:half])), Pieces(tuple(pieces[half:]))
    return DocumentWork(quads=quads, triples=triples, **head)
