"""A collection: every source file named on the command line, read, parsed and linked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import kg.stored_facts as stored_facts
from errors import DocumentError
from kg.cache import Cache, digest, files_digest
from kg.document import Notice
from kg.entities import DocumentFacts
from kg.entity_graph import LinkedDocument
from kg.extraction import extract
from kg.iri import Iris
from kg.linking import linker_for
from kg.parser import parse
from kg.places import load_gazetteer
from kg.reading import SUFFIXES, read_text
from kg.resolution import policy_keys
from kg.rules import load_rules
from kg.tables import DATA

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


def source_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to read: files as named, folders with what they hold, sorted.

    Files in a folder that are no documents (another suffix, hidden) are passed over.
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
    iris: Iris,
    *,
    data: Path = DATA,
    cache: Cache | None = None,
    progress: Progress = iter,
) -> Collection:
    """Read, parse and link every file; one that fails does not stop the others.

    Args:
        paths: files and folders.
        iris: mints the IRIs.
        data: folder of rules and gazetteers.
        cache: keeps what was found in a file, by its bytes, the rules and this program.
        progress: shows how far the reading is.
    """
    gazetteer = load_gazetteer(data)
    cache = cache or Cache()
    known = knowledge_digest(data) if cache.folder else ""
    found: list[DocumentFacts] = []
    failures: list[Failure] = []
    for path in progress(list(source_files(paths))):
        try:
            found.append(_facts(path, data, cache, known))
        except DocumentError as error:
            failures.append(Failure(str(path), str(error)))
    distinct = sorted(_distinct(found), key=lambda facts: facts.key)
    titles = policy_keys(distinct)
    documents = tuple(
        (facts, linker_for(facts.document.frame, iris, gazetteer, titles)) for facts in distinct
    )
    return Collection(documents, tuple(failures))


def knowledge_digest(data: Path) -> str:
    """Return one sha256 over the rules, the gazetteers and the program that reads documents."""
    folders = (data / "rules", data / "gazetteer", data / "topics", Path(__file__).parent)
    return files_digest(path for folder in folders for path in folder.rglob("*"))


def _facts(path: Path, data: Path, cache: Cache, known: str) -> DocumentFacts:
    rules = load_rules(data)

    def make() -> DocumentFacts:
        return extract(parse(read_text(path), rules), path.name, rules)

    if cache.folder is None or not path.is_file():
        return make()
    key = digest("facts", known, path.name, path.read_bytes())
    return cache.get(key, make, write=stored_facts.to_bytes, read=stored_facts.from_bytes)


def _distinct(found: Iterable[DocumentFacts]) -> Iterator[DocumentFacts]:
    """Yield each text once; another text under a known key gets -2 and a warning."""
    seen: dict[str, list[DocumentFacts]] = {}
    for facts in sorted(found, key=lambda facts: (facts.key, facts.sha256, facts.file)):
        same_key = seen.setdefault(facts.key, [])
        if any(_same_text(facts, other) for other in same_key):
            continue
        same_key.append(facts)
        if len(same_key) > 1:
            notice = Notice(
                1,
                f"another text has the key {facts.key} too ({same_key[0].file}); "
                f"this one gets -{len(same_key)}",
            )
            document = replace(facts.document, warnings=(notice, *facts.document.warnings))
            facts = replace(facts, key=f"{facts.key}-{len(same_key)}", document=document)
        yield facts


def _same_text(one: DocumentFacts, other: DocumentFacts) -> bool:
    return re.sub(r"\s", "", one.document.text) == re.sub(r"\s", "", other.document.text)
