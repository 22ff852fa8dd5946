"""Doubts: what about a name makes a fact doubtful (data/rules/doubts.csv)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.knowledge.data_folder import DataFolder
from kg.knowledge.lexicon import Lexicon

_Test = Callable[[str], re.Match[str] | None]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a fact is doubtful, in both languages."""

    chinese: str
    english: str


@dataclass(frozen=True, slots=True)
class DoubtRule:
    """What makes a fact doubtful.

    Attributes:
        field: attribute of the mention that is looked at: name, metric.
        pattern: what it holds, None where that does not matter.
        expected: how it ends where it is sure; empty where that does not matter.
        shortest: fewest characters of one that is sure.
        longest: most characters of one that is sure.
        doubt: what is said of it.
    """

    field: str
    pattern: re.Pattern[str] | None
    expected: tuple[_Test, ...]
    shortest: int
    longest: int
    doubt: Doubt

    def holds(self, name: str) -> bool:
        """Tell whether a name is doubtful by this rule."""
        return (
            not self.shortest <= len(name) <= self.longest
            or (self.pattern is not None and self.pattern.search(name) is not None)
            or (bool(self.expected) and not any(test(name) for test in self.expected))
        )


def read_doubts(data: DataFolder, lexicon: Lexicon) -> Mapping[str, tuple[DoubtRule, ...]]:
    """Return the rules of each list of facts in tasks.json, in the order of the table."""
    projects = lexicon.names.projects
    expected: Mapping[str, tuple[_Test, ...]] = {
        "": (),
        "organisation": (lexicon.attributions.organisation.match,),
        "project": (
            *(projects.head_end.search, projects.facility_end.search, projects.works_end.search),
            *(projects.thing_end.search, projects.phase.search),
        ),
    }
    rules: dict[str, tuple[DoubtRule, ...]] = {}
    for row in data.rows("rules/doubts.csv"):
        rule = DoubtRule(
            row["field"],
            re.compile(row["pattern"]) if row["pattern"] else None,
            expected[row["lacking"]],
            int(row["shortest"] or 0),
            int(row["longest"] or 1_000_000),
            Doubt(row["chinese"], row["english"]),
        )
        rules[row["list"]] = (*rules.get(row["list"], ()), rule)
    return rules
