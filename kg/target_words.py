"""Words that tell what a number in a task is: data/rules/target_words.csv and its like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kg.tables import alternation, read_csv, words_by_use


@dataclass(frozen=True, slots=True)
class TargetWords:
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


def target_words(folder: Path) -> TargetWords:
    """Read the words of a folder of rules."""
    words = words_by_use(folder / "target_words.csv")
    units = list(read_csv(folder / "measure_units.csv"))
    exclusions = read_csv(folder / "target_exclusions.csv")
    return TargetWords(
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
