"""The query language of questions: frozen data, closed lists of words.

A question is one or more trees. A tree finds things of a kind for which conditions hold, and does
something over them: list, count, add, take the largest … Where a condition needs a thing, an
operand says which: by name, by identifier, from the turn before, or as the result of another tree.

    五个以上部门一起牵头的任务有哪些
    Find("task", (Measured(CountOf("lead"), ">=", 5),))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from qa.query.vocabulary import (
    Attribute,
    Change,
    Comparator,
    Comparison,
    Extreme,
    Field,
    Kind,
    Relation,
    SmallTalk,
    When,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CountOf:
    """How many things a relation leads to: the number of units that lead a task."""

    relation: Relation


Measure = Literal["value", "duration", "due"] | CountOf


@dataclass(frozen=True, slots=True)
class Name:
    """A thing by the name the question gives it: 人社局."""

    text: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing by its IRI."""

    iri: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Any of several."""

    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of several, together."""

    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the turn before found.

    Attributes:
        kind: of the things meant.
        nth: the nth of them, from 1, or from the end, -1 the last; all of them without it.
        told: those that were named to the person, not all that were found.
    """

    kind: Kind
    nth: int | None = None
    told: bool = False

    def of(self, told: Sequence[T]) -> tuple[T, ...]:
        """Return those meant of what was told."""
        if self.nth is None:
            return tuple(told)
        start = self.nth - 1 if self.nth > 0 else len(told) + self.nth
        return tuple(told[start : start + 1]) if start >= 0 else ()


@dataclass(frozen=True, slots=True)
class About:
    """It is about some words, found by meaning; the evidence must hold the noun, if given."""

    words: str
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """It has a relation to a thing; without `to`, to anything at all.

    Attributes:
        relation: read in either direction, as the kinds on both sides need it.
        to: the other side.
        only: nothing else has that relation to it (牵头单位只有县教育局).
    """

    relation: Relation
    to: Operand | None = None
    only: bool = False


@dataclass(frozen=True, slots=True)
class Is:
    """It is the thing itself."""

    operand: Operand


@dataclass(frozen=True, slots=True)
class Within:
    """It belongs to a place, a document, a section, or is among earlier results."""

    operand: Operand


@dataclass(frozen=True, slots=True)
class Numbered:
    """It has this printed number: 六十六, 66, 1.3, 附件2-4; 最后三: it is one of the last three."""

    ordinal: str


@dataclass(frozen=True, slots=True)
class Has:
    """An attribute has a value: stage complete, level county, measure_unit 人."""

    attribute: Attribute
    value: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure compares with a number, in a unit if one is said."""

    measure: Measure
    comparator: Comparator
    number: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A printed date lies before, after or within a date.

    ISO, also a year or month; --06 is the June of whatever year.
    """

    when: When
    date: str


@dataclass(frozen=True, slots=True)
class Not:
    """A condition does not hold."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Either:
    """One of several conditions holds."""

    conditions: tuple[Condition, ...]


Condition = About | Related | Is | Within | Numbered | Has | Measured | Due | Not | Either


@dataclass(frozen=True, slots=True)
class List:
    """Name them."""


@dataclass(frozen=True, slots=True)
class Count:
    """Say how many there are."""


@dataclass(frozen=True, slots=True)
class Exists:
    """Say whether there is one, and show it."""


@dataclass(frozen=True, slots=True)
class Holds:
    """Say whether a condition holds of what was found: 焚烧率是不是定的95%."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Sum:
    """Add a measure up; of `parts` numbers, where the question says how many."""

    measure: Measure
    parts: int | None = None


@dataclass(frozen=True, slots=True)
class Top:
    """Take those with the largest or smallest measure."""

    extreme: Extreme
    by: Measure


@dataclass(frozen=True, slots=True)
class Each:
    """Do something for each place, unit, document … by itself."""

    kind: Kind
    do: Operation = List()


@dataclass(frozen=True, slots=True)
class PathTo:
    """Show how they are connected to something."""

    operand: Operand


@dataclass(frozen=True, slots=True)
class Since:
    """Take those that changed from one year to a later one.

    Attributes:
        change: what became of them.
        years: the two years; the last two of each place without them.
    """

    change: Change
    years: tuple[int, int] | None = None


Operation = List | Count | Exists | Holds | Sum | Top | Each | PathTo | Since


@dataclass(frozen=True, slots=True)
class Find:
    """Things of a kind for which all conditions hold.

    Attributes:
        kind: of the things.
        where: conditions, joined by and.
        show: what to say of each; by kind where it is empty.
        over: what to do with them.
    """

    kind: Kind
    where: tuple[Condition, ...] = ()
    show: tuple[Field, ...] = ()
    over: Operation = List()

    @property
    def about(self) -> About | None:
        """The first thing that they must be about; None where there is none."""
        return next((c for c in self.where if isinstance(c, About)), None)


@dataclass(frozen=True, slots=True)
class Compare:
    """Two or more trees, side by side.

    Attributes:
        trees: the sides.
        by: what is compared; whole results without it.
        ask: what is asked of the sides: which is larger, the difference, their sum, how many
            times the second the first is, how much of it for each of the second, all in order
    """

    trees: tuple[Find, ...]
    by: Measure | None = None
    ask: tuple[Comparison, ...] = ("all",)


Tree = Find | Compare
Operand = Name | Thing | AnyOf | AllOf | Earlier | Find


@dataclass(frozen=True, slots=True)
class Asks:
    """What a question asks for; several things asked at once are several trees."""

    trees: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """A question that asks nothing of the documents."""

    kind: SmallTalk


@dataclass(frozen=True, slots=True)
class AskBack:
    """A question that may mean several things: which one is meant is asked back."""

    choices: tuple[Asks, ...]


Reading = Asks | Talk | AskBack
