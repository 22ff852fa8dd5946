"""A collection: the source files named on the command line, read, parsed and linked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from building.sources import Failure, PassedOver, Source, Sources, find_sources
from errors import DocumentError
from kg.entities.iri import IriMinter
from kg.entities.linking import LinkedDocument, linker_for
from kg.entities.resolution import policy_keys
from kg.extraction import extract
from kg.extraction.mentions import DocumentFacts, PersonMention, TaskFacts
from kg.extraction.persons import full_names, person_spans
from kg.knowledge.knowledge import Knowledge
from kg.structure.document import ParseWarning
from kg.structure.keys import versioned
from kg.structure.parser import parse_source
from kg.text.digest import digest
from kg.text.files import ReadSource, read_source
from kg.text.veil import veiled

_WHITE_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Collection:
    """What was read: documents in the order of their keys, and the files that are none."""

    documents: tuple[LinkedDocument, ...]
    failures: tuple[Failure, ...]
    passed: tuple[PassedOver, ...] = ()

    @property
    def facts(self) -> tuple[DocumentFacts, ...]:
        """The facts of each document."""
        return tuple(document.facts for document in self.documents)


def read_collection(paths: Iterable[Path], iris: IriMinter, knowledge: Knowledge) -> Collection:
    """Read, parse and link every file; one that cannot be read does not stop the others.

    Args:
        paths: files and folders.
        iris: mints the IRIs.
        knowledge: what documents are read by.
    """
    found: list[DocumentFacts] = []
    sources = find_sources(paths)
    for source in sources.files:
        try:
            found.append(read_facts(source, knowledge))
        except DocumentError as error:
            sources.fail(source, str(error))
    return linked(found, sources, iris, knowledge)


def read_facts(
    source: Source, knowledge: Knowledge, read: ReadSource = read_source, *, persons: bool = True
) -> DocumentFacts:
    """Return the facts of one file.

    Without persons the text itself is read with 某 for each of their characters, so that nothing
    made of it can name them; the document keeps its key.

    Raises:
        DocumentError: the file cannot be read as a text.
    """
    stored = read(source.path, knowledge.lexicon.frequent)
    document = parse_source(stored, knowledge.lexicon)
    facts = extract(document, source.file, knowledge)
    if persons or not person_spans(document):
        return facts
    hidden = veiled(document.text, person_spans(document), full_names(facts))
    again = parse_source(replace(stored, text=hidden), knowledge.lexicon)
    facts = replace(extract(again, source.file, knowledge), key=facts.key)
    return replace(facts, tasks=tuple(map(_without_persons, facts.tasks)))


def _without_persons(task: TaskFacts) -> TaskFacts:
    return replace(task, mentions=tuple(m for m in task.mentions if type(m) is not PersonMention))


def linked(
    found: Iterable[DocumentFacts],
    sources: Sources,
    iris: IriMinter,
    knowledge: Knowledge,
) -> Collection:
    """Return facts as a collection, each text once, with what links their mentions.

    Args:
        found: what was read.
        sources: what was not; texts that were read twice are added.
        iris: mints the IRIs.
        knowledge: what documents are read by.
    """
    distinct = sorted(_distinct(found, sources), key=lambda facts: facts.key)
    titles = policy_keys(distinct)
    documents = tuple(
        LinkedDocument(facts, linker_for(facts, iris, knowledge, titles)) for facts in distinct
    )
    return Collection(documents, tuple(sources.failures), tuple(sources.passed))


def _distinct(found: Iterable[DocumentFacts], sources: Sources) -> Iterator[DocumentFacts]:
    """Yield each text once; where several have one 文号, each by its own hash, with a warning."""
    by_key: dict[str, list[DocumentFacts]] = {}
    texts: dict[str, str] = {}
    for facts in sorted(found, key=lambda facts: (facts.sha256, facts.file)):
        text = digest(_WHITE_SPACE.sub("", facts.document.text))
        if text in texts:
            sources.skip(facts.file, f"the same text as {texts[text]}")
        else:
            texts[text] = facts.file
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
