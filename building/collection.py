"""A collection: the source files named on the command line, read, parsed and linked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from errors import DocumentError
from kg.entities.iri import IriMinter
from kg.entities.linking import LinkedDocument, linker_for
from kg.entities.resolution import policy_keys
from kg.extraction import extract
from kg.extraction.mentions import DocumentFacts
from kg.knowledge.knowledge import Knowledge
from kg.structure.document import ParseWarning
from kg.structure.keys import versioned
from kg.structure.parser import parse
from kg.text.digest import digest
from kg.text.files import SUFFIXES, file_bytes, text_of

_WHITE_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in one line."""

    file: str
    message: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What was read: documents in the order of their keys, and the files that failed."""

    documents: tuple[LinkedDocument, ...]
    failures: tuple[Failure, ...]

    @property
    def facts(self) -> tuple[DocumentFacts, ...]:
        """The facts of each document."""
        return tuple(document.facts for document in self.documents)


def source_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to read: those named, and what the folders named hold, sorted.

    Hidden files and those with a suffix of no document are passed over in a folder.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*")):
            if file.is_file() and file.suffix.lower() in SUFFIXES and not file.name.startswith("."):
                yield file


def read_collection(paths: Iterable[Path], iris: IriMinter, knowledge: Knowledge) -> Collection:
    """Read, parse and link every file; one that cannot be read does not stop the others.

    Args:
        paths: files and folders.
        iris: mints the IRIs.
        knowledge: what documents are read by.
    """
    found: list[DocumentFacts] = []
    failures: list[Failure] = []
    for path in source_files(paths):
        try:
            found.append(read_facts(path, file_bytes(path), knowledge))
        except DocumentError as error:
            failures.append(Failure(str(path), str(error)))
    return linked(found, failures, iris, knowledge)


def read_facts(path: Path, data: bytes, knowledge: Knowledge) -> DocumentFacts:
    """Return the facts of one file, given its bytes.

    Raises:
        DocumentError: the file cannot be read as a text.
    """
    document = parse(text_of(path, data), knowledge.lexicon)
    return extract(document, path.name, knowledge)


def linked(
    found: Iterable[DocumentFacts],
    failures: Iterable[Failure],
    iris: IriMinter,
    knowledge: Knowledge,
) -> Collection:
    """Return facts as a collection, each text once, with what links their mentions."""
    distinct = sorted(_distinct(found), key=lambda facts: facts.key)
    titles = policy_keys(distinct)
    documents = tuple(
        LinkedDocument(facts, linker_for(facts, iris, knowledge, titles)) for facts in distinct
    )
    return Collection(documents, tuple(failures))


def _distinct(found: Iterable[DocumentFacts]) -> Iterator[DocumentFacts]:
    """Yield each text once; where several have one 文号, each by its own hash, with a warning."""
    by_key: dict[str, list[DocumentFacts]] = {}
    texts: set[str] = set()
    for facts in sorted(found, key=lambda facts: (facts.sha256, facts.file)):
        text = digest(_WHITE_SPACE.sub("", facts.document.text))
        if text not in texts:
            texts.add(text)
            by_key.setdefault(facts.key, []).append(facts)
    for same in by_key.values():
        yield from (_version(facts, same) for facts in same) if len(same) > 1 else same


def _version(facts: DocumentFacts, same: Sequence[DocumentFacts]) -> DocumentFacts:
    """Return the facts of a text that shares its 文号 with others."""
    files = ", ".join(sorted(other.file for other in same if other is not facts))
    key = versioned(facts.key, facts.sha256)
    message = f"{files}: another text has the number of {facts.file} too; this one is {key}"
    warnings = (ParseWarning(1, message), *facts.document.warnings)
    document = replace(facts.document, warnings=warnings)
    return replace(facts, key=key, version_of=facts.key, document=document)
