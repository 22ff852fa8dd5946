"""Cues: the words of a question that say what is asked for, from data/questions/cues.csv.

A line there names a cue (ask, count, role, op …), its value and the words that give it; a word
added counts at once. Where several fit at a place, the longest does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder

FILL = "fill"  # the cue of words that say nothing


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a question that say something of what it asks.

    Attributes:
        name: ask, count, role, rel, shares, op, only, without, with, level, last or small talk.
        value: what it says, by the table.
        start: where in the question.
        end: one past the last character.
        text: the words.
    """

    name: str
    value: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CueTable:
    """The words of all cues, by the name of the cue.

    Cues of one name never overlap; those of several names may: 牵头哪些任务 asks for tasks, and
    says in which role.

    Attributes:
        values: value of each words, by name.
        patterns: by name, what matches any of its words, longest first.
    """

    values: Mapping[str, Mapping[str, str]]
    patterns: Mapping[str, re.Pattern[str]]

    @property
    def filling(self) -> re.Pattern[str]:
        """Match the words that only fill a question."""
        return self.patterns[FILL]

    def find(self, plain: str, taken: Iterable[tuple[int, int]] = ()) -> tuple[Cue, ...]:
        """Return the cues of a question, in order.

        Args:
            plain: the question in simplified characters.
            taken: stretches that are names, in which no cue is looked for.
        """
        masked = list(plain)
        for start, end in taken:
            masked[start:end] = "\0" * (end - start)
        text = "".join(masked)
        found = [
            Cue(name, self.values[name][_bare(match)], match.start(), match.end(), match[0])
            for name, pattern in self.patterns.items()
            if name != FILL
            for match in pattern.finditer(text)
        ]
        return tuple(sorted(found, key=lambda cue: (cue.start, cue.name)))


def _bare(match: re.Match[str]) -> str:
    """Return the words that matched, as the table has them."""
    return match[0] if match.lastgroup is None else f"{match[0]}$"


def read_cues(data: DataFolder) -> CueTable:
    """Read questions/cues.csv; words that end with $ ask only at the end of a question.

    Raises:
        GraphError: the table is missing or malformed.
    """
    values: dict[str, dict[str, str]] = {}
    for row in data.rows("questions/cues.csv"):
        for words in row["words"].split("|"):
            values.setdefault(row["cue"], {}).setdefault(words, row["value"])
    return CueTable(values, {name: _pattern(words) for name, words in values.items()})


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return what matches any of some words: 哪些|(?P<last>没有)(?=[？?。]?$)."""
    known = list(words)
    ending = [word.removesuffix("$") for word in known if word.endswith("$")]
    within = alternation(word for word in known if not word.endswith("$"))
    return re.compile(f"(?:{within})|(?P<last>{alternation(ending)})(?=[？?。]?$)")
