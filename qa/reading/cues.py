"""Cues: the words of a question that say what is asked for, from data/questions/cues.csv.

A line there names a cue (ask, count, role, op …), its value and the words that give it; a word
added counts at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder

FILL = "fill"  # the cue of words that say nothing
KEEP = "keep"  # … of words of which no cue is cut out: 管 in 下水管网
_ASKING = ("ask", "hint", "count")
_BETWEEN = r"[^,，。？?；;\0]{0,6}?"
_END = r"(?=[？?。]?$|[,，])"
_QUOTED = re.compile("“[^“”]*”")
_COUNTING = r"(?<![第哪那这十好])"  # 第几项, 哪几项 and 十几条 do not count


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a question that say something of what it asks.

    Attributes:
        name: ask, count, role, rel, shares, op, only, without, with, level, last or small talk.
        value: what it says, by the table.
        start: where in the question.
        end: one past the last character.
        text: the words; "" where no words say it, and it is taken from what was said before.
    """

    name: str
    value: str
    start: int = 0
    end: int = 0
    text: str = ""

    def overlaps(self, other: Cue) -> bool:
        """Tell whether it shares a character with another."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a cue, some of which may stand apart: 哪…方案.

    Attributes:
        name: of the cue.
        value: what they say.
        pattern: a regular expression that matches them; few are needed, so none is compiled.
        first: what they begin with, to the letter.
        length: characters that are given, without those between.
    """

    name: str
    value: str
    pattern: str
    first: str
    length: int


@dataclass(frozen=True, slots=True)
class CueTable:
    """The words of all cues.

    Of the cues that say what is asked for, longer words win over those they overlap with, whatever
    they say. Cues of one other name never overlap, those of several names may: 牵头哪些任务 asks
    for tasks, and says in which role.

    Attributes:
        words: longest first.
        filling: matches the words that only fill a question.
        kept: matches the words of which no cue is cut out.
    """

    words: tuple[Words, ...]
    filling: re.Pattern[str]
    kept: re.Pattern[str]

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
        found: dict[str, list[Cue]] = {}
        whole = [match.span() for match in self.kept.finditer(text)]
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        for words in self.words:
            kept = found.setdefault("ask" if words.name in _ASKING else words.name, [])
            if words.first not in text:
                continue
            for match in re.finditer(words.pattern, text):
                cue = Cue(words.name, words.value, match.start(), match.end(), match[0])
                if _cut_out(cue, (*whole, *(quoted if cue.name == "role" else ()))):
                    continue  # 管 of 下水管网, or of “沙盒监管”
                if any(cue.overlaps(other) for other in kept):
                    continue
                kept.append(cue)
        every = [cue for kept in found.values() for cue in kept]
        asked = (cue for cue in every if not any(_only_compares(cue, other) for other in every))
        return tuple(sorted(asked, key=lambda cue: (cue.start, cue.name)))


def _cut_out(cue: Cue, whole: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a cue is only cut out of a longer word: 管 of 下水管网."""
    return any(start <= cue.start and cue.end <= end for start, end in whole)


def _only_compares(cue: Cue, other: Cue) -> bool:
    """Tell whether who asks is only a word of a comparison: 新增学位汶上和钟楼谁多."""
    asks_who = (cue.name, cue.value) == ("ask", "unit") and cue.text == "谁"
    compares = (other.name, other.value) == ("op", "which") and other.start == cue.start
    return asks_who and compares and len(other.text) == len("谁多")


def read_cues(data: DataFolder) -> CueTable:
    """Read questions/cues.csv.

    Words that end with $ ask, or fill, only at the end of a clause; … stands for some characters
    between.

    Raises:
        GraphError: the table is missing or malformed.
    """
    rows = [
        (row["cue"], row["value"], words)
        for row in data.rows("questions/cues.csv")
        for words in row["words"].split("|")
    ]
    said = (row for row in rows if row[0] not in (FILL, KEEP))
    read = [_read(name, value, words) for name, value, words in said]
    fills = [words for name, _, words in rows if name == FILL]
    filling = alternation(words for words in fills if not words.endswith("$"))
    ending = alternation(words.removesuffix("$") for words in fills if words.endswith("$"))
    return CueTable(
        tuple(sorted(read, key=lambda words: -words.length)),
        re.compile(f"(?:{filling})|(?:{ending})+{_END}" if ending else filling),
        re.compile(alternation(words for name, _, words in rows if name == KEEP) or "(?!)"),
    )


def _read(name: str, value: str, words: str) -> Words:
    bare = words.removesuffix("$")
    end = _END if words.endswith("$") else ""
    parts = bare.split("…")
    begin = _COUNTING if name == "count" else ""
    if bare.startswith("没有"):
        begin = "(?<!有)"  # 有没有 leaves it open
    if name == "without" and bare.startswith("不"):
        begin = "(?<!是)"  # 是不是由水务局牵头 does as well
    if bare.isascii():  # hi is no part of which
        begin, end = r"(?<![a-z])", rf"(?![a-z]){end}"
    pattern = begin + _BETWEEN.join(map(re.escape, parts)) + end
    return Words(name, value, pattern, parts[0], sum(map(len, parts)))
