"""A collection: the source files named on the command line, read, parsed and linked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import building.facts_cache as facts_cache
import kg
from building.cache import Cache
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
from kg.text.digest import digest, files_digest
from kg.text.files import SUFFIXES, read_text
from settings import ROOT

_WHITE_SPACE = re.compile(r"\s")
Progress = Callable[[Iterable[Path]], Iterable[Path]]


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


def read_collection(
    paths: Iterable[Path],
    iris: IriMinter,
    knowledge: Knowledge,
    *,
    cache: Cache | None = None,
    progress: Progress = iter,
) -> Collection:
    """Read, parse and link every file; one that fails does not stop the others.

    Args:
        paths: files and folders.
        iris: mints the IRIs.
        knowledge: what documents are read by.
        cache: keeps what was found in a file, by its bytes, the knowledge and this program.
        progress: shows how far the reading has come.
    """
    read = FactsReader(knowledge, cache or Cache())
    found: list[DocumentFacts] = []
    failures: list[Failure] = []
    for path in progress(list(source_files(paths))):
        try:
            found.append(read.facts(path))
        except DocumentError as error:
            failures.append(Failure(str(path), str(error)))
    distinct = sorted(_distinct(found), key=lambda facts: facts.key)
    titles = policy_keys(distinct)
    documents = tuple(
        LinkedDocument(facts, linker_for(facts, iris, knowledge, titles)) for facts in distinct
    )
    return Collection(documents, tuple(failures))


@dataclass(frozen=True)
class FactsReader:
    """Reads the facts of a file, or takes them from the cache."""

    knowledge: Knowledge
    cache: Cache

    def facts(self, path: Path) -> DocumentFacts:
        """Return the facts of one file.

        Raises:
            DocumentError: the file cannot be read as a text.
        """
        if self.cache.folder is None or not path.is_file():
            return self._read(path)
        key = digest("facts", self._known, path.name, path.read_bytes())
        return self.cache.get(
            key, lambda: self._read(path), write=facts_cache.to_bytes, read=facts_cache.from_bytes
        )

    def _read(self, path: Path) -> DocumentFacts:
        document = parse(read_text(path), self.knowledge.lexicon)
        return extract(document, path.name, self.knowledge)

    @cached_property
    def _known(self) -> str:
        """One sha256 over the knowledge and the program that reads documents."""
        rules = Path(kg.__file__).parent.rglob("*")
        program = files_digest([*rules, ROOT / "characters.py"])
        return digest(self.knowledge.digest, program)


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
