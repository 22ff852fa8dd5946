"""A collection: every source file named on the command line, read, parsed and linked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from errors import DocumentError
from kg.document import Notice
from kg.entities import DocumentFacts
from kg.entity_graph import LinkedDocument
from kg.extraction import extract
from kg.iri import Iris
from kg.linking import linker_for
from kg.parser import parse
from kg.places import load_gazetteer
from kg.reading import SUFFIXES, read_text
from kg.rules import DATA, load_rules

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
    paths: Iterable[Path], iris: Iris, *, data: Path = DATA, progress: Progress = iter
) -> Collection:
    """Read, parse and link every file; one that fails does not stop the others."""
    rules, gazetteer = load_rules(data), load_gazetteer(data)
    found: list[DocumentFacts] = []
    failures: list[Failure] = []
    for path in progress(list(source_files(paths))):
        try:
            found.append(extract(parse(read_text(path), rules), path.name, rules))
        except DocumentError as error:
            failures.append(Failure(str(path), str(error)))
    documents = tuple(
        (facts, linker_for(facts.document.frame, iris, gazetteer))
        for facts in sorted(_distinct(found), key=lambda facts: facts.key)
    )
    return Collection(documents, tuple(failures))


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
