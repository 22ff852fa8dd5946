"""Rules of understanding that are data: data/questions/*.csv, read once.

A user adds a way of asking, an English phrase or an asked-for detail there, not here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder


@dataclass(frozen=True, slots=True)
class IntentPattern:
    """One way of asking for something; the first that fits a question decides its intent.

    Attributes:
        intent: name of the intent.
        needs: what the question must name: "", no_unit, unit, units_2, thing, two_things, policy.
        pattern: searched in the question without its names.
        example: a question it serves, once an intent.
        sure: False where it fits so much that examples know better what is asked for.
    """

    intent: str
    needs: str
    pattern: re.Pattern[str]
    example: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail people ask for (a telephone number, a price) that a text may not give.

    Attributes:
        name: what it is called in an answer.
        asked: how it is asked for.
        said: what a sentence that gives it contains.
    """

    name: str
    asked: re.Pattern[str]
    said: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a project: code in the graph, how it is asked for, its names."""

    code: str
    asked: re.Pattern[str]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class QuestionRules:
    """What data/questions says of ways of asking and of names.

    Attributes:
        intents: ways of asking, in order.
        details: details people ask for that a text may not give.
        stages: stages of projects.
        filler: words that only fill, taken out of a topic; empty: those that say nothing alone.
        facility: kinds of things a question may name that stand in no document (机场).
        identifiers: what tells a name from its neighbours (二期, 东延).
        name_bounds: words that stand before a name and are no part of it.
        regional: words of other regions in common ones; regional_pattern matches them.
        english: English phrases in Chinese; english_pattern matches them.
    """

    intents: tuple[IntentPattern, ...]
    details: tuple[Detail, ...]
    stages: tuple[Stage, ...]
    filler: re.Pattern[str]
    empty: re.Pattern[str]
    facility: re.Pattern[str]
    identifiers: tuple[re.Pattern[str], ...]
    name_bounds: re.Pattern[str]
    regional: dict[str, str]
    regional_pattern: re.Pattern[str]
    english: dict[str, str]
    english_pattern: re.Pattern[str]


def read_question_rules(data: DataFolder) -> QuestionRules:
    """Read the tables of questions/.

    Raises:
        GraphError: a file is missing or malformed.
    """
    filler = list(data.rows("questions/filler.csv"))
    facility = alternation(r["name"] for r in data.rows("questions/facilities.csv"))
    english = {r["english"].lower(): r["chinese"] for r in data.rows("questions/english.csv")}
    regional = {r["regional"]: r["standard"] for r in data.rows("questions/regional.csv")}
    return QuestionRules(
        intents=tuple(
            IntentPattern(
                r["intent"],
                r["needs"],
                _compiled(r["pattern"], facility),
                r["example"],
                r["sure"] != "no",
            )
            for r in data.rows("questions/intents.csv")
        ),
        details=tuple(
            Detail(r["attribute"], re.compile(r["asked"]), re.compile(r["said"]))
            for r in data.rows("questions/attributes.csv")
        ),
        stages=tuple(
            Stage(r["stage"], re.compile(r["asked"]), r["zh"], r["en"])
            for r in data.rows("questions/stages.csv")
        ),
        filler=re.compile("|".join(r["pattern"] for r in filler if r["use"] == "strip")),
        empty=re.compile("|".join(r["pattern"] for r in filler)),
        facility=re.compile(facility),
        identifiers=tuple(re.compile(r["pattern"]) for r in data.rows("questions/identifiers.csv")),
        name_bounds=re.compile(
            alternation(r["word"] for r in data.rows("questions/name_bounds.csv"))
        ),
        regional=regional,
        regional_pattern=re.compile(alternation(regional)),
        english=english,
        english_pattern=re.compile(rf"(?<![a-z0-9])(?:{alternation(english)})(?![a-z0-9])"),
    )


def _compiled(pattern: str, facility: str) -> re.Pattern[str]:
    """Compile a pattern of the table, in which {facility} stands for the kinds of facilities."""
    return re.compile(pattern.replace("{facility}", facility))
