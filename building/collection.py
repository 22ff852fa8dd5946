"""A collection: the source files named on the command line, read, parsed and linked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from building.inputs.sources import Failure, PassedOver, Source, Sources, find_sources
from errors import DocumentError
from kg.entities.iri import IriMinter
from kg.entities.linking import LinkedDocument, linker_for
from kg.entities.resolution import (
    normal_title,
    numbered_titles,
    policy_mentions,
)
from kg.extraction import extract
from kg.extraction.assignments.persons import full_names, person_spans
from kg.extraction.mentions import DocumentFacts, PersonMention, TaskFacts
from kg.knowledge.knowledge import Knowledge
from kg.structure.document import ParseWarning
from kg.structure.keys import versioned
from kg.structure.parser import parse_source
from kg.text.digest import digest
from kg.text.files import ReadSource, read_source
from kg.text.hiding.telephones import without_telephones
from kg.text.hiding.veil import veiled

Titles = Mapping[str, frozenset[str]]
MOST_TASKS = 10_000  # of one document, which is linked and recorded as a whole
TOO_MANY = (
    "{:,} tasks; more than {:,} in one file are not built: split it into several files, "
    "by unit or by year, each with the header of the table"
)
_WHITE_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Card:
    """What a build needs to know of a file that was read before it can do the work on it: little.

    Attributes:
        file: its name.
        sha256: of the stored text.
        key: of the document, as the file alone gives it.
        characters: digest of the text without white space; equal ones are one document.
        numbered: titles it gives a 文号 for, with their keys.
        named: titles of the policies it names, sorted.
    """

    file: str
    sha256: str
    key: str
    characters: str
    numbered: tuple[tuple[str, str], ...]
    named: tuple[str, ...]

    @classmethod
    def of(cls, facts: DocumentFacts) -> Card:
        """Return that of the facts of a file."""
        named = {normal_title(mention.title) for mention in policy_mentions(facts)}
        return cls(
            facts.file,
            facts.sha256,
            facts.key,
            digest(_WHITE_SPACE.sub("", facts.document.text)),
            tuple(sorted(set(numbered_titles(facts)))),
            tuple(sorted(named)),
        )


@dataclass(frozen=True, slots=True)
class Member:
    """A document among others.

    Attributes:
        card: of its file.
        key: of the document.
        version_of: key of the 文号 that other texts have too, as DocumentFacts has it.
        warnings: those that other files gave rise to.
    """

    card: Card
    key: str
    version_of: str = ""
    warnings: tuple[ParseWarning, ...] = ()

    def linked(
        self, facts: DocumentFacts, titles: Titles, iris: IriMinter, knowledge: Knowledge
    ) -> LinkedDocument:
        """Return the facts of its file as those of this document, with what links its mentions."""
        document = replace(facts.document, warnings=(*self.warnings, *facts.document.warnings))
        facts = replace(facts, key=self.key, version_of=self.version_of, document=document)
        return LinkedDocument(facts, linker_for(facts, iris, knowledge, titles))


@dataclass(frozen=True, slots=True)
class Collection:
    """What was read: documents in the order of their keys, and the files that are none.

    Attributes:
        members: the documents.
        failures: files that could not be read.
        passed: files that were not to be read.
        titles: keys each policy title is known under, from all documents.
    """

    members: tuple[Member, ...]
    failures: tuple[Failure, ...]
    passed: tuple[PassedOver, ...]
    titles: Titles

    def titles_of(self, member: Member) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return those of the policies that a document names, sorted.

        A title with several keys tells none of them, so that one more changes nothing here.
        """
        known = ((title, self.titles.get(title, frozenset())) for title in member.card.named)
        return tuple((title, tuple(keys)) for title, keys in known if len(keys) == 1)


def read_facts(
    source: Source, knowledge: Knowledge, read: ReadSource = read_source, *, persons: bool = True
) -> DocumentFacts:
    """Return the facts of one file.

    Without persons the text itself is read with 某 for each of their characters, so that nothing
    made of it can name them; the document keeps its key.

    Raises:
        DocumentError: the file cannot be read as a text, or holds too many tasks.
    """
    stored = read(source.path, knowledge.lexicon.frequent)
    document = parse_source(stored, knowledge.lexicon)
    if len(document.tasks) > MOST_TASKS:
        raise DocumentError(TOO_MANY.format(len(document.tasks), MOST_TASKS))
    facts = extract(document, source.file, knowledge)
    if persons:
        return facts
    spans = person_spans(document, knowledge.lexicon)
    names = map(document.slice, full_names(document, spans, knowledge.lexicon))
    hidden = without_telephones(veiled(document.text, spans, names))
    if hidden == document.text:
        return facts
    again = parse_source(replace(stored, text=hidden), knowledge.lexicon)
    facts = replace(extract(again, source.file, knowledge), key=facts.key)
    return replace(facts, tasks=tuple(map(_without_persons, facts.tasks)))


def _without_persons(task: TaskFacts) -> TaskFacts:
    return replace(task, mentions=tuple(m for m in task.mentions if type(m) is not PersonMention))


def collected(cards: Iterable[Card], sources: Sources) -> Collection:
    """Return what was read as a collection, each text once.

    Args:
        cards: of the files that were read.
        sources: what was not; texts that were read twice are added.
    """
    members = tuple(sorted(_distinct(cards, sources), key=lambda member: member.key))
    titles = keys_of_titles(pair for member in members for pair in member.card.numbered)
    return Collection(members, tuple(sources.failures), tuple(sources.passed), titles)


def keys_of_titles(numbered: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """Return the keys of each title, from pairs as numbered_titles yields them."""
    keys: dict[str, set[str]] = defaultdict(set)
    for title, key in numbered:
        keys[title].add(key)
    return {title: frozenset(of_title) for title, of_title in keys.items()}


def read_collection(
    paths: Iterable[Path], iris: IriMinter, knowledge: Knowledge
) -> tuple[list[LinkedDocument], Collection]:
    """Read, parse and link every file, all held in memory; a build does it one by one.

    Args:
        paths: files and folders.
        iris: mints the IRIs.
        knowledge: what documents are read by.
    """
    found: dict[Card, DocumentFacts] = {}
    sources = find_sources(paths)
    for source in sources.files:
        try:
            facts = read_facts(source, knowledge)
            found[Card.of(facts)] = facts
        except DocumentError as error:
            sources.fail(source, str(error))
    collection = collected(found, sources)
    documents = [
        member.linked(found[member.card], collection.titles, iris, knowledge)
        for member in collection.members
    ]
    return documents, collection


def _distinct(cards: Iterable[Card], sources: Sources) -> Iterator[Member]:
    """Yield each text once; where several have one 文号, each by its own hash, with a warning."""
    by_key: dict[str, list[Card]] = {}
    texts: dict[str, str] = {}
    for card in sorted(cards, key=lambda card: (card.sha256, card.file)):
        if card.characters in texts:
            sources.skip(card.file, f"the same text as {texts[card.characters]}")
        else:
            texts[card.characters] = card.file
            by_key.setdefault(card.key, []).append(card)
    for same in by_key.values():
        several = len(same) > 1
        yield from (_version(c, same) if several else Member(c, c.key) for c in same)


def _version(card: Card, same: Sequence[Card]) -> Member:
    """Return a text that shares its 文号 with others."""
    files = ", ".join(sorted(other.file for other in same if other is not card))
    key = versioned(card.key, card.sha256)
    message = f"{files}: another text has the number of {card.file} too; this one is {key}"
    return Member(card, key, card.key, (ParseWarning(1, message),))
