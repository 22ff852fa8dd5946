"""The two jobs of a build on one document; the result of each is kept by what it was made of.

First its file is read. Its quads, its entry in tasks.json and in the report, and what the shapes
find in it depend on its facts and on the policies it names, on nothing else; so a document that did
not change costs nothing, and several are worked on at once.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from typing import Any

from rdflib import Graph

import building.facts_cache as facts_cache
import kg
from building.cache import Cache
from building.collection import read_facts
from building.report import document_entry
from building.workers import Workshop
from errors import DocumentError
from kg.entities.linking import LinkedDocument, linker_for
from kg.entities.resolution import normal_title, policy_mentions
from kg.export.task_records import records, validate
from kg.knowledge.knowledge import Knowledge
from kg.rdf.dataset import add_document, add_own_things
from kg.rdf.serialise import named_graph
from kg.rdf.validation import Finding, check_spans
from kg.structure.document import ParseWarning
from kg.text.digest import digest, files_digest
from kg.text.files import file_bytes
from settings import ONTOLOGY, ROOT


@dataclass(frozen=True, slots=True)
class ReadJob:
    """Reads the facts of one file.

    Attributes:
        path: of the file.
        key: what the facts are kept under.
    """

    path: Path
    key: str

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.path.name

    def data(self, _: Cache) -> bytes:
        """Return the bytes of the file."""
        return file_bytes(self.path)

    def do(self, workshop: Workshop, data: bytes) -> bytes:
        """Read it."""
        return facts_cache.to_bytes(read_facts(self.path, data, workshop.knowledge))


def read_job(path: Path, known: str) -> ReadJob:
    """Return what is to be done to read a file; known is the digest of what reads it."""
    try:
        content = path.read_bytes()
    except OSError:  # to be told when the job is done
        content = b""
    return ReadJob(path, digest("facts", known, path.name, content))


@dataclass(frozen=True, slots=True)
class DocumentWork:
    """What a build makes of one document.

    Attributes:
        quads: its named graph, as sorted N-Quads.
        record: its entry in tasks.json, as JSON text.
        entry: its entry in the report.
        findings: what the shapes and the check of spans find.
    """

    quads: bytes
    record: str
    entry: dict[str, Any]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class WorkJob:
    """Makes the DocumentWork of one document.

    Attributes:
        source: what the facts of its file are kept under.
        file: the name of the file.
        document: its key.
        version_of: key of the 文号 that other texts have too, as DocumentFacts has it.
        warnings: of the document, with those that other files gave rise to.
        titles: keys that the policies it names by title are known under.
        known: digest of the program and the knowledge.
    """

    source: str
    file: str
    document: str
    version_of: str
    warnings: tuple[ParseWarning, ...]
    titles: tuple[tuple[str, tuple[str, ...]], ...]
    known: str

    @property
    def key(self) -> str:
        """What its result is kept under."""
        others = (self.version_of, self.warnings, self.titles)
        own = (self.source, self.document, repr(others))
        return digest("work", self.known, *own)

    def data(self, cache: Cache) -> bytes:
        """Return the facts of the file."""
        data = cache.find(self.source)
        if data is None:
            raise DocumentError(f"{self.file}: its facts are gone from the cache")
        return data

    def do(self, workshop: Workshop, data: bytes) -> bytes:
        """Make it."""
        facts = facts_cache.from_bytes(data)
        document = replace(facts.document, warnings=self.warnings)
        facts = replace(facts, key=self.document, version_of=self.version_of, document=document)
        titles = {title: frozenset(keys) for title, keys in self.titles}
        linker = linker_for(facts, workshop.iris, workshop.knowledge, titles)
        return to_bytes(_work(LinkedDocument(facts, linker), workshop))


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


def work_job(document: LinkedDocument, source: str, known: str) -> WorkJob:
    """Return what is to be done on a document.

    Args:
        document: facts, and a linker that knows the titles of the whole build.
        source: what the facts of its file are kept under.
        known: digest of everything else the work depends on.
    """
    facts, linker = document
    named = {normal_title(mention.title) for mention in policy_mentions(facts)}
    titles = tuple((t, tuple(sorted(linker.titles[t]))) for t in sorted(named & {*linker.titles}))
    return WorkJob(
        source,
        facts.file,
        facts.key,
        facts.version_of,
        facts.document.warnings,
        titles,
        known,
    )


def _work(document: LinkedDocument, workshop: Workshop) -> DocumentWork:
    facts, iris = document.facts, workshop.iris
    graph = Graph()
    add_document(graph, document)
    quads = named_graph(graph, iris.facts_graph(facts.key))
    found = set(check_spans(graph, [facts], iris))
    add_own_things(graph, document, iris)
    found.update(workshop.shapes.check(graph))
    content = records([document])
    validate(content)
    (record,) = content["documents"]
    entry = document_entry(facts, workshop.knowledge.lexicon)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    return DocumentWork(quads, text, entry, tuple(sorted(found)))


def to_bytes(work: DocumentWork) -> bytes:
    """Return work as the cache keeps it: a line of JSON and the quads, packed."""
    head = {**asdict(work), "findings": list(map(astuple, work.findings))}
    del head["quads"]
    return zlib.compress(json.dumps(head).encode() + b"\n" + work.quads, 1)


def from_bytes(data: bytes) -> DocumentWork:
    """Return the work that bytes of the cache hold."""
    head, _, quads = zlib.decompress(data).partition(b"\n")
    content = json.loads(head)
    findings = tuple(Finding(s, n, m, tuple(w)) for s, n, m, w in content["findings"])
    return DocumentWork(quads, content["record"], content["entry"], findings)


def program_files() -> Iterable[Path]:
    """Return the files that decide what is made of a document."""
    folders = (Path(kg.__file__).parent, Path(__file__).parent)
    yield from (path for folder in folders for path in folder.rglob("*"))
    yield from (ROOT / "characters.py", ONTOLOGY)


def program_digest() -> str:
    """Return one sha256 over the files that decide what is made of a document."""
    return files_digest(program_files())


def known_digest(knowledge: Knowledge, base_iri: str, program: str) -> str:
    """Return one sha256 over everything but the document that its work depends on."""
    return digest(knowledge.digest, base_iri, program)
