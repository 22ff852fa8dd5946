"""The thesaurus of government work: concepts from data/topics/*.csv, and which words name them.

A user adds a concept as a row of a table. building.thesaurus_files writes the same as a SKOS scheme
for other programs (data/thesaurus.ttl) and as a page (docs/thesaurus.md); a test holds them equal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import add
from pathlib import Path

from characters import simplified
from errors import GraphError
from kg.knowledge.data_folder import DataFolder

OFFICIAL = ("label", "alt")
ANY = (*OFFICIAL, "hidden")
_KNOWN = 2_000  # texts of which the concepts are kept


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of government work.

    Attributes:
        label: preferred label, unique.
        english: preferred label in English, unique.
        broader: label of the broader concept, "" for a top concept.
        alt: official synonyms and phrases.
        hidden: everyday words and dialect.
        scope: what belongs to it, in one line.
        related: labels of related concepts.
        area: name of its table.
    """

    label: str
    english: str
    broader: str
    alt: tuple[str, ...]
    hidden: tuple[str, ...]
    scope: str
    related: tuple[str, ...]
    area: str


@dataclass(frozen=True, slots=True)
class Match:
    """A word of a text that names a concept: [start, end), the concept, label | alt | hidden."""

    start: int
    end: int
    concept: str
    kind: str


class Thesaurus:
    """Concepts by label, their tree and their words."""

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self.concepts = {concept.label: concept for concept in concepts}

    @property
    def texts(self) -> list[str]:
        """All words of each concept as one text, in the order of the concepts."""
        return [" ".join((c.label, *c.alt, *c.hidden)) for c in self.concepts.values()]

    @cached_property
    def narrower(self) -> dict[str, tuple[str, ...]]:
        """Labels directly below each label, in table order; "" holds the top concepts."""
        below: dict[str, list[str]] = defaultdict(list)
        for concept in self.concepts.values():
            below[concept.broader].append(concept.label)
        return {label: tuple(labels) for label, labels in below.items()}

    def ancestors(self, label: str) -> tuple[str, ...]:
        """Return the broader concepts of a concept, nearest first."""
        broader = self.concepts[label].broader
        return (broader, *self.ancestors(broader)) if broader else ()

    def below(self, label: str) -> Iterator[str]:
        """Yield a concept and all narrower ones, in tree order."""
        yield label
        for narrower in self.narrower.get(label, ()):
            yield from self.below(narrower)

    def are_near(self, one: str, other: str) -> bool:
        """Tell whether two concepts are one, parent and child, or children of one parent."""
        above, beside = self.concepts[one].broader, self.concepts[other].broader
        return one in (other, beside) or other == above or bool(above and above == beside)

    @cached_property
    def _words(self) -> dict[str, tuple[str, str]]:
        """Every word → (concept, kind); labels win over alt, alt over hidden."""
        words: dict[str, tuple[str, str]] = {}
        for kind in ("label", "alt", "hidden"):
            for concept in self.concepts.values():
                own = {"label": (concept.label, concept.english), "alt": concept.alt}
                for word in own.get(kind, concept.hidden):
                    words.setdefault(word.lower(), (concept.label, kind))
        return words

    @cached_property
    def ancestors_of(self) -> dict[str, tuple[str, ...]]:
        """The broader concepts of every concept, nearest first."""
        return {label: self.ancestors(label) for label in self.concepts}

    def find_all(self, texts: Iterable[str]) -> list[list[Match]]:
        """Return the official words of each text that name a concept, as `find` does."""
        return [list(self.find(text)) for text in texts]

    def find(self, text: str, *, kinds: tuple[str, ...] = OFFICIAL) -> Iterator[Match]:
        """Yield the words of a text that name a concept, longest first at each place.

        Args:
            text: simplified characters, half width (a view's text, or a plain question).
            kinds: which words count: label, alt, hidden.
        """
        lowered, behind = text.lower(), 0
        for start in self._places(lowered):
            match = self._at(lowered, start, kinds) if start >= behind else None
            if match:
                yield match
                behind = match.end

    def _places(self, text: str) -> list[int]:
        """Return where a word may begin, in order."""
        pairs, lengths = self._pairs, self._lengths
        begun = [at for at, pair in enumerate(map(add, text, text[1:])) if pair in pairs]
        return [at for at in begun if text[at : at + 3] in lengths or text[at : at + 2] in lengths]

    @cached_property
    def named_in(self) -> Callable[[str], frozenset[str]]:
        """Gives the concepts that any word of a plain text names; texts are looked at often."""
        find = self.find
        return lru_cache(_KNOWN)(lambda text: frozenset(m.concept for m in find(text, kinds=ANY)))

    @cached_property
    def _lengths(self) -> dict[str, int]:
        """The first three characters of every word → a bit for each length such words have.

        A word of two characters opens with both: few places of a text open with three.
        """
        lengths: dict[str, int] = defaultdict(int)
        for word in self._words:
            lengths[word[:3]] |= 1 << len(word)
        return dict(lengths)

    @cached_property
    def _pairs(self) -> frozenset[str]:
        """The first two characters of every word."""
        return frozenset(opening[:2] for opening in self._lengths)

    def _at(self, text: str, start: int, kinds: tuple[str, ...]) -> Match | None:
        opening = self._lengths.get
        lengths = opening(text[start : start + 3], 0) | opening(text[start : start + 2], 0)
        while lengths:
            longest = lengths.bit_length() - 1
            lengths ^= 1 << longest
            end = start + longest
            known = self._words.get(text[start:end]) if end <= len(text) else None
            if known and known[1] in kinds and _whole(text, start, end):
                return Match(start, end, *known)
        return None


def _whole(text: str, start: int, end: int) -> bool:
    """Tell whether a Latin word is not a piece of a longer one; Chinese has no such bounds."""
    inside = text[start].isascii() and start > 0 and _is_latin(text[start - 1])
    goes_on = text[end - 1].isascii() and end < len(text) and _is_latin(text[end])
    return not inside and not goes_on


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def read_thesaurus(data: DataFolder) -> Thesaurus:
    """Read topics/*.csv.

    Raises:
        GraphError: a table is malformed, or a concept is listed twice, or under itself or an
            unknown one.
    """
    concepts: dict[str, Concept] = {}
    for table in data.tables("topics"):
        area = Path(table).stem
        for row in data.rows(table):
            if row["label"] in concepts:
                raise GraphError(f"{table}: concept {row['label']} is listed twice; rename one")
            concepts[row["label"]] = _concept(row, area)
    for concept in concepts.values():
        if concept.broader and concept.broader not in concepts:
            raise GraphError(
                f"data/topics/{concept.area}.csv: {concept.label} is under {concept.broader}, "
                "which is not listed; correct the name or add a row for it"
            )
        _check_turns(concept, concepts)
    return Thesaurus(tuple(concepts.values()))


def _check_turns(concept: Concept, concepts: dict[str, Concept]) -> None:
    """Check that the broader concepts of a concept end at a top concept.

    Raises:
        GraphError: they come back to one of them.
    """
    passed = [concept.label]
    while broader := concepts[passed[-1]].broader:
        if broader in passed or broader not in concepts:
            break
        passed.append(broader)
    if broader in passed:
        way = " → ".join((*passed, broader))
        raise GraphError(f"data/topics/{concept.area}.csv: {way} turns in a circle; cut it")


def _concept(row: dict[str, str], area: str) -> Concept:
    joined = "\n".join((row["alt"], row["everyday"], row["related"]))
    alt, everyday, related = simplified(joined).split("\n")  # at once: there are thousands
    return Concept(
        row["label"],
        row["english"],
        row["broader"],
        tuple(filter(None, alt.split("|"))),
        tuple(filter(None, everyday.split("|"))),
        row["scope"],
        tuple(filter(None, related.split("|"))),
        area,
    )
