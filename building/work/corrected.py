"""The job of a build on a document that a person corrected: its facts, as they then are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import building.work.facts_cache as facts_cache
from building.collection import Card, Collection
from building.work.cache import Cache
from building.work.document_work import card_of, with_card
from building.work.workers import Workshop
from errors import DocumentError
from kg.corrections.apply import apply
from kg.corrections.corrections_file import Correction, Corrections
from kg.structure.keys import versioned
from kg.text.digest import digest


@dataclass(frozen=True, slots=True)
class CorrectJob:
    """Applies corrections to the facts of one file.

    Attributes:
        file: its name.
        source: what its facts are kept under.
        corrections: in the order they were made.
        known: digest of the program and the knowledge.
    """

    file: str
    source: str
    corrections: tuple[Correction, ...]
    known: str

    @property
    def key(self) -> str:
        """What its result is kept under."""
        return digest("corrected", self.known, self.source, repr(self.corrections))

    def data(self, cache: Cache) -> bytes:
        """Return the facts of the file.

        Raises:
            DocumentError: they are not kept any more.
        """
        data = cache.find(self.source)
        if data is None:
            raise DocumentError(f"{self.file}: its facts are gone from the cache")
        return data

    def do(self, _: Workshop, data: bytes) -> bytes:
        """Apply them."""
        facts = facts_cache.from_bytes(data.partition(b"\n")[2])
        return with_card(apply(facts, self.corrections))

    def card(self, cache: Cache) -> Card:
        """Return the card of the file, once it was corrected."""
        return card_of(cache, self.key)


def correct_jobs(
    cards: Iterable[tuple[Card, str]], corrections: Corrections, known: str, *, persons: bool
) -> Iterator[CorrectJob]:
    """Yield what is to be done for the files of documents that were corrected.

    Args:
        cards: of the files, with what their facts are kept under.
        corrections: all there are.
        known: digest of the program and the knowledge.
        persons: whether persons are read; else what is said of them is left out.
    """
    for card, source in cards:
        rows = tuple(
            row
            for key in _keys(card)
            for row in corrections.get(key, ())
            if persons or row.kind != "Person"
        )
        if rows:
            yield CorrectJob(card.file, source, rows, known)


def unused_corrections(corrections: Corrections, collection: Collection) -> list[dict[str, str]]:
    """Return the corrections of documents that are not in a build, for its report."""
    there = {key for member in collection.members for key in _keys(member.card)}
    return [
        {"document": key, "text": row.text if row.kind != "Person" else "…", "why": row.why}
        for key, rows in sorted(corrections.items())
        if key not in there
        for row in rows
    ]


def marks_of_corrections(corrections: Corrections) -> list[str]:
    """Return the marks of all corrections a build knew, so that pages can tell which came later."""
    return sorted(row.mark for rows in corrections.values() for row in rows)


def _keys(card: Card) -> tuple[str, ...]:
    """Return the keys that the document of a file has: alone, and beside others of its number."""
    return tuple(dict.fromkeys((card.key, versioned(card.key, card.sha256))))
