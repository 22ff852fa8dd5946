"""Rules of understanding that are data: data/questions/*.csv, read once.

A user adds a way of asking, an English phrase or an asked-for detail there, not here. A pattern is
compiled when it is first used: to compile all of them takes longer than to answer a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder


@dataclass(frozen=True)
class IntentPattern:
    """One way of asking for something; the first that fits a question decides its intent.

    Attributes:
        intent: name of the intent.
        needs: what the question must name: "", no_unit, unit, units_2, thing, two_things, policy.
        source: the pattern, as a regular expression.
        example: a question it serves, once an intent.
        sure: False where it fits so much that examples know better what is asked for.
    """

    intent: str
    needs: str
    source: str
    example: str
    sure: bool

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What is searched in the question without its names."""
        return re.compile(self.source)


@dataclass(frozen=True)
class Detail:
    """A detail people ask for (a telephone number, a price) that a text may not give.

    Attributes:
        name: what it is called in an answer.
        asking: how it is asked for, as a regular expression.
        saying: what a sentence that gives it contains, as one.
        by_sentence: whether the very sentence of the answer must give it, not one near it.
    """

    name: str
    asking: str
    saying: str
    by_sentence: bool = False

    @cached_property
    def asked(self) -> re.Pattern[str]:
        """How it is asked for."""
        return re.compile(self.asking)

    @cached_property
    def said(self) -> re.Pattern[str]:
        """What a sentence that gives it contains."""
        return re.compile(self.saying)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a project: code in the graph, how it is asked for, its names."""

    code: str
    asked: re.Pattern[str]
    zh: str
    en: str


@dataclass(frozen=True)
class QuestionRules:
    """What data/questions says of ways of asking and of names.

    Attributes:
        intents: ways of asking, in order.
        details: details people ask for that a text may not give.
        stages: stages of projects.
        filling: words that only fill, as regular expressions, by use: strip or others.
        facilities: kinds of things a question may name that stand in no document (机场).
        identifying: what tells a name from its neighbours (二期, 东延), as regular expressions.
        bounds: words that stand before a name and are no part of it.
        after_places: words that begin with the name of a place and are none: 上海青.
        regional: words of other regions in common ones.
        everyday: everyday words in those that documents use, likelier first: 雨污管网|排水管网.
        english: English phrases in Chinese.
    """

    intents: tuple[IntentPattern, ...]
    details: tuple[Detail, ...]
    stages: tuple[Stage, ...]
    filling: tuple[tuple[str, str], ...]
    facilities: tuple[str, ...]
    identifying: tuple[str, ...]
    bounds: tuple[str, ...]
    after_places: tuple[str, ...]
    regional: dict[str, str]
    everyday: dict[str, str]
    english: dict[str, str]

    @cached_property
    def details_by_name(self) -> dict[str, Detail]:
        """The details people ask for, by name."""
        return {detail.name: detail for detail in self.details}

    @cached_property
    def filler(self) -> re.Pattern[str]:
        """What only fills, taken out of a topic."""
        return re.compile("|".join(word for word, use in self.filling if use == "strip"))

    @cached_property
    def empty(self) -> re.Pattern[str]:
        """What says nothing alone."""
        return re.compile("|".join(word for word, _ in self.filling))

    @cached_property
    def facility(self) -> re.Pattern[str]:
        """Kinds of things a question may name that stand in no document."""
        return re.compile(alternation(self.facilities))

    @cached_property
    def identifiers(self) -> tuple[re.Pattern[str], ...]:
        """What tells a name from its neighbours."""
        return tuple(map(re.compile, self.identifying))

    @cached_property
    def name_bounds(self) -> re.Pattern[str]:
        """Words that stand before a name and are no part of it."""
        return re.compile(alternation(self.bounds))

    @cached_property
    def named_after_places(self) -> re.Pattern[str]:
        """Words that begin with the name of a place and are none."""
        return re.compile(alternation(self.after_places))

    @cached_property
    def regional_pattern(self) -> re.Pattern[str]:
        """Words of other regions."""
        return re.compile(alternation(self.regional))

    @cached_property
    def everyday_pattern(self) -> re.Pattern[str]:
        """Everyday words."""
        return re.compile(alternation(self.everyday))

    @cached_property
    def english_pattern(self) -> re.Pattern[str]:
        """English phrases."""
        return re.compile(
            rf"(?<![a-z0-9])(?P<phrase>{alternation(self.english)})(?:s|es)?(?![a-z0-9])"
        )


def read_question_rules(data: DataFolder) -> QuestionRules:
    """Read the tables of questions/.

    Raises:
        GraphError: a file is missing or malformed.
    """
    facilities = tuple(r["name"] for r in data.rows("questions/facilities.csv"))
    any_facility = alternation(facilities)  # {facility} in a pattern stands for it
    any_surname = alternation(r["surname"] for r in data.rows("rules/surnames.csv"))
    return QuestionRules(
        intents=tuple(
            IntentPattern(
                r["intent"],
                r["needs"],
                r["pattern"].replace("{facility}", any_facility),
                r["example"],
                r["sure"] != "no",
            )
            for r in data.rows("questions/intents.csv")
        ),
        details=tuple(
            Detail(
                r["attribute"],
                r["asked"],
                r["said"].replace("{surname}", any_surname),
                r["by"] == "sentence",
            )
            for r in data.rows("questions/attributes.csv")
        ),
        stages=tuple(
            Stage(r["stage"], re.compile(r["asked"]), r["zh"], r["en"])
            for r in data.rows("questions/stages.csv")
        ),
        filling=tuple((r["pattern"], r["use"]) for r in data.rows("questions/filler.csv")),
        facilities=facilities,
        identifying=tuple(r["pattern"] for r in data.rows("questions/identifiers.csv")),
        bounds=tuple(r["word"] for r in data.rows("questions/name_bounds.csv")),
        after_places=tuple(r["word"] for r in data.rows("questions/named_after_places.csv")),
        regional={r["regional"]: r["standard"] for r in data.rows("questions/regional.csv")},
        everyday={r["everyday"]: r["official"] for r in data.rows("questions/everyday.csv")},
        english={r["english"].lower(): r["chinese"] for r in data.rows("questions/english.csv")},
    )
