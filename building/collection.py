"""A collection: the source files named on the command line, read, parsed and linked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
from kg.structure.parser import parse
from kg.text.files import SUFFIXES, read_text


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
            found.append(read_facts(path, knowledge))
        except DocumentError as error:
            failures.append(Failure(str(path), str(error)))
    return linked(found, failures, iris, knowledge)


def read_facts(path: Path, knowledge: Knowledge) -> DocumentFacts:
    """Return the facts of one file.

    Raises:
        DocumentError: the file cannot be read as a text.
    """
    document = parse(read_text(path), knowledge.lexicon)
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
        LinkedDocument(facts, linker_for(facts.document.metadata, iris, knowledge, titles))
        for facts in distinct
    )
    return Collection(documents, tuple(failures))


def _distinct(found: Iterable[DocumentFacts]) -> Iterator[DocumentFacts]:
    """Yield each text once; another text with a key already taken gets -2 and a warning."""
    seen: dict[str, list[DocumentFacts]] = {}
    for facts in sorted(found, key=lambda facts: (facts.key, facts.sha256, facts.file)):
        same_key = seen.setdefault(facts.key, [])
        if any(_same_text(facts, other) for other in same_key):
            continue
        same_key.append(facts)
        if len(same_key) > 1:
            warning = ParseWarning(
                1,
                f"another text has the key {facts.key} too ({same_key[0].file}); "
                f"this one gets -{len(same_key)}",
            )
            document = replace(facts.document, warnings=(warning, *facts.document.warnings))
            facts = replace(facts, key=f"{facts.key}-{len(same_key)}", document=document)
        yield facts


def _same_text(one: DocumentFacts, other: DocumentFacts) -> bool:
    return re.sub(r"\s", "", one.document.text) == re.sub(r"\s", "", other.document.text)
