"""What running a query gives: things with their rows, and what was done over them. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg.network.traversal import Relation
from qa.evidence.rows import Row
from qa.query.tree import Compare, Find
from qa.query.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was found.

    Attributes:
        kind: of the thing.
        iri: of the thing; of the passage for a sentence.
        name: how an answer calls it.
        rows: what says that it belongs to the answer, in text order.
        score: how well it fits what was asked by meaning, about 0 to 2; 1 where only names count.
    """

    kind: Kind
    iri: str
    name: str
    rows: tuple[Row, ...] = ()
    score: float = 1.0

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks and paragraphs its rows are of, each once."""
        return tuple(dict.fromkeys(row.task for row in self.rows))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit and comparator."""

    number: Decimal
    unit: str
    comparator: str = "="


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A name of the question that names nothing here: 县气象局 in documents without it."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a tree found.

    Attributes:
        find: the tree.
        items: in order: as the texts have them, or best first where meaning ranks them.
        count: how many, where that was asked.
        total: their sum, where that was asked and their units agree.
        measured: the measure of each item, where they were ordered by one.
        groups: by place, unit, document … where that was asked.
        unlinked: names that name nothing here.
        before: the earlier side of each item, where it was asked what changed.
        holds: whether the first item is as was claimed; None where nothing was, or none tells.
        steps: from each thing to the next, where it was asked how two are connected.
    """

    find: Find
    items: tuple[Item, ...] = ()
    count: int | None = None
    total: Amount | None = None
    measured: tuple[Amount, ...] = ()
    groups: tuple[tuple[Item, Found], ...] = ()
    unlinked: tuple[Unlinked, ...] = ()
    steps: tuple[Relation, ...] = ()
    before: tuple[Item | None, ...] = ()
    holds: bool | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self.items and not self.groups


@dataclass(frozen=True, slots=True)
class Compared:
    """Two or more trees side by side.

    Attributes:
        compare: the tree.
        sides: what each found.
        amounts: the measure of each side; None where it has none.
        difference: between the first two, where their units agree.
        total: their sum, where it is asked for and all units agree.
        ratio: the first measure by the second, where it is asked for; of other units in both.
        largest: which side has the largest measure.
        shared: things that all sides found.
    """

    compare: Compare
    sides: tuple[Found, ...]
    amounts: tuple[Amount | None, ...] = ()
    difference: Amount | None = None
    total: Amount | None = None
    ratio: Amount | None = None
    largest: int | None = None
    shared: tuple[Item, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no side found anything."""
        return all(side.is_empty for side in self.sides)


Result = Found | Compared
