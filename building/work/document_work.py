"""The jobs of a build on one document; the result of each is kept by what it was made of.

First its file is read. Then all is made that depends on its facts and on the policies it names, on
nothing else; so a document that did not change costs nothing, several are worked on at once, and
what was made lies on disk until it is written into the build.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from rdflib import Graph

import building.work.facts_cache as facts_cache
from building.collection import Card, Member, read_facts
from building.inputs.sources import Source
from building.report import document_entry
from building.search_index import passages
from building.work.cache import Cache
from building.work.graph_parts import STORE, graph_parts
from building.work.pieces import Pieces
from building.work.stored_work import DocumentWork, from_bytes, to_bytes
from building.work.workers import Workshop
from errors import DocumentError
from kg.entities.linking import LinkedDocument, entities
from kg.export.task_records import records
from kg.extraction.mentions import DocumentFacts
from kg.network.drawing import Positions, scattered, spring
from kg.rdf.entity_graph import add_said
from kg.rdf.serialise import named_graph, turtle_body
from kg.text.digest import digest
from kg.text.files import file_bytes


@dataclass(frozen=True, slots=True)
class ReadJob:
    """Reads the facts of one file.

    Attributes:
        source: the file.
        key: what the facts are kept under.
        persons: whether persons are read.
    """

    source: Source
    key: str
    persons: bool = True

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.source.file

    def data(self, _: Cache) -> bytes:
        """Return the bytes of the file."""
        return file_bytes(self.source.path)

    def do(self, workshop: Workshop, data: bytes) -> bytes:
        """Read it; its card comes first."""
        knowledge, reader = workshop.knowledge, workshop.reader
        with _at_hand(self.source, data) as source:
            return with_card(read_facts(source, knowledge, reader, persons=self.persons))

    def card(self, cache: Cache) -> Card:
        """Return the card of the file, once it was read."""
        return card_of(cache, self.key)


def with_card(facts: DocumentFacts) -> bytes:
    """Return the facts of a file to be kept, its card in a line before them."""
    card = json.dumps(astuple(Card.of(facts)), ensure_ascii=False)
    return card.encode() + b"\n" + facts_cache.to_bytes(facts)


def card_of(cache: Cache, key: str) -> Card:
    """Return the card of a file whose facts are kept."""
    line, _, _ = (cache.find(key) or b"").partition(b"\n")
    file, sha256, key_of_document, characters, numbered, named = json.loads(line)
    titles = tuple((title, of_title) for title, of_title in numbered)
    return Card(file, sha256, key_of_document, characters, titles, tuple(named))


@contextmanager
def _at_hand(source: Source, data: bytes) -> Iterator[Source]:
    """Give a file that holds these bytes: itself, or a copy where it is not on this machine."""
    if _holds(source.path, data):
        yield source
        return
    with tempfile.TemporaryDirectory(prefix="zhengtu-") as folder:
        path = Path(folder) / f"file{source.path.suffix}"
        path.write_bytes(data)
        yield replace(source, path=path)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def read_job(source: Source, known: str, *, persons: bool) -> ReadJob:
    """Return what is to be done to read a file; known is the digest of what reads it."""
    try:
        content = source.path.read_bytes()
    except OSError:  # to be told when the job is done
        content = b""
    kind = source.path.suffix.lower()
    key = digest("facts", known, source.file, kind, "persons" if persons else "", content)
    return ReadJob(source, key, persons)


@dataclass(frozen=True, slots=True)
class WorkJob:
    """Makes the DocumentWork of one document.

    Attributes:
        source: what the facts of its file are kept under.
        member: the document, with what other files make of it.
        titles: keys that the policies it names by title are known under.
        known: digest of the program and the knowledge.
    """

    source: str
    member: Member
    titles: tuple[tuple[str, tuple[str, ...]], ...]
    known: str

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.member.card.file

    @property
    def key(self) -> str:
        """What its result is kept under."""
        member = self.member
        others = (member.version_of, member.warnings, self.titles)
        return digest("work", self.known, self.source, member.key, repr(others))

    def data(self, cache: Cache) -> bytes:
        """Return the facts of the file."""
        data = cache.find(self.source)
        if data is None:
            raise DocumentError(f"{self.file}: its facts are gone from the cache")
        return data

    def do(self, workshop: Workshop, data: bytes) -> bytes:
        """Make it."""
        facts = facts_cache.from_bytes(data.partition(b"\n")[2])
        titles = {title: frozenset(keys) for title, keys in self.titles}
        document = self.member.linked(facts, titles, workshop.iris, workshop.knowledge)
        return to_bytes(_work(document, workshop))


@dataclass(frozen=True, slots=True)
class DrawJob:
    """Lays out what is drawn of one document.

    Attributes:
        file: its name.
        document: IRI of the document.
        source: what the work on it is kept under.
    """

    file: str
    document: str
    source: str

    @property
    def key(self) -> str:
        """What its result is kept under."""
        return digest("drawing", self.source)

    def data(self, cache: Cache) -> bytes:
        """Return the work on the document."""
        data = cache.find(self.source)
        if data is None:
            raise DocumentError(f"{self.file}: the work on it is gone from the cache")
        return data

    def do(self, _: Workshop, data: bytes) -> bytes:
        """Make it."""
        return json.dumps(spring(from_bytes(data).drawing.graph)).encode()

    def found(self, cache: Cache) -> Positions:
        """Return what it made; where that failed, positions that need no layout."""
        data = cache.find(self.key)
        if data is None:
            return scattered([*from_bytes(cache.find(self.source) or b"").drawing.graph])
        found: Positions = json.loads(data)
        return found


@dataclass(frozen=True, slots=True)
class Works:
    """The work on all documents, read from the cache one by one.

    Attributes:
        jobs: in the order of their documents.
        cache: holds what they made.
    """

    jobs: tuple[WorkJob, ...]
    cache: Cache

    def __iter__(self) -> Iterator[DocumentWork]:
        for job in self.jobs:
            data = self.cache.find(job.key)
            yield from_bytes(data if data is not None else b"")


def _work(document: LinkedDocument, workshop: Workshop) -> DocumentWork:
    facts, iris = document.facts, workshop.iris
    said = Graph(STORE)
    add_said(said, document)
    parts = graph_parts(document, workshop)
    stated, name = workshop.public.stated_lines, iris.facts_graph(facts.key)
    content = records([document])
    workshop.check(content)
    (record,) = content["documents"]
    return DocumentWork(
        quads=parts.quads,
        triples=Pieces.of(map(turtle_body, parts.quads)),
        head=named_graph(parts.head, name),
        said=stated(named_graph(said, iris.graph("entities"))),
        named=tuple(dict.fromkeys(entities(facts, document.linker))),
        concepts=facts.concepts,
        text=facts.document.text,
        record=json.dumps(record, ensure_ascii=False, indent=1),
        entry=document_entry(facts, workshop.knowledge),
        findings=parts.findings,
        passages=tuple(passages(document)),
        drawing=parts.drawing,
    )
