"""Words that tell what a number in a task is: data/rules/target_words.csv and its like."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.knowledge.csv_tables import alternation, words_by_use
from kg.knowledge.data_folder import DataFolder


@dataclass(frozen=True, slots=True)
class TargetLexicon:
    """Words that tell what a number in a task is.

    Attributes:
        units: measure words, longest first; kinds what each measures (count, money, time …).
        before: cue directly before a number, group `cue`; before_signs its comparator.
        after: cue directly after a unit, group `cue`; after_signs its comparator.
        change: words of change, group `change`; change_names what they make of a metric.
        create: verbs of making something; create_end the same right before a number.
        commitment: words of commitment; commitments their canonical form.
        exclusions: (before|after, pattern) that make a number no target.
    """

    units: tuple[str, ...]
    kinds: dict[str, str]
    before: re.Pattern[str]
    before_signs: dict[str, str]
    after: re.Pattern[str]
    after_signs: dict[str, str]
    change: re.Pattern[str]
    change_names: dict[str, str]
    create: re.Pattern[str]
    create_end: re.Pattern[str]
    commitment: re.Pattern[str]
    commitments: dict[str, str]
    exclusions: tuple[tuple[str, re.Pattern[str]], ...]


def read_target_lexicon(data: DataFolder) -> TargetLexicon:
    """Read rules/target_words.csv, measure_units.csv and target_exclusions.csv."""
    words = words_by_use(data.rows("rules/target_words.csv"))
    units = list(data.rows("rules/measure_units.csv"))
    exclusions = data.rows("rules/target_exclusions.csv")
    return TargetLexicon(
        units=tuple(row["unit"] for row in units),
        kinds={row["unit"]: row["kind"] for row in units},
        before=re.compile(rf"(?P<cue>{alternation(words['before'])})[到至在为]?$"),
        before_signs=words["before"],
        after=re.compile(rf"(?P<cue>{alternation(words['after'])})"),
        after_signs=words["after"],
        change=re.compile(rf"(?P<change>{alternation(words['change'])})"),
        change_names=words["change"],
        create=re.compile(alternation(words["create"])),
        create_end=re.compile(f"(?:{alternation(words['create'])})$"),
        commitment=re.compile(alternation(words["commitment"])),
        commitments=words["commitment"],
        exclusions=tuple((row["where"], re.compile(row["pattern"])) for row in exclusions),
    )
