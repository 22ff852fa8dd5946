"""Words that point at some of what was told: 前者, 后一个, 第二项, 前三项, 这两个, 总数.

What is told in a row is a list; a pointer is a piece of it. Words of data/questions/pointers.csv,
and forms with a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder
from kg.text.numerals import to_int

TABLE = "questions/pointers.csv"
PRONOUNS = "questions/pronouns.csv"
SAME_AGAIN = "questions/same_again.csv"
_MARKS = r"[\s,，。.？?！!、]"
T = TypeVar("T")
_N = r"[两俩二三四五六七八九十]|\d{1,2}"
_OF = r"(?:个|项|条|家|件|样|种)(?!月|季度|五年|小时|工作日|百分点|部分|板块|层次)"
# 前三项 · 最后两条 · 第二项 · 最后一项; not 第二条, which is a printed number, nor 目前三项
_FORMS = (
    ("first", re.compile(rf"(?<![目之以年月此上日])前(?P<n>{_N}){_OF}")),
    ("last", re.compile(rf"最?后(?P<n>{_N}|一)(?!条){_OF}")),
    ("nth", re.compile(rf"第(?P<n>一|{_N})(?!条|部分)(?:个|项|样|种)(?!月|季度|五年|百年)")),
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that point at some of what was told.

    Attributes:
        start: where in the clause.
        end: one past the last character.
        which: former, latter, first, last, nth, whole, every or it.
        count: the number it says: 3 in 前三项, 2 in 第二项.
    """

    start: int
    end: int
    which: str
    count: int = 1

    def of(self, told: Sequence[T]) -> tuple[T, ...]:
        """Return what is meant of what was told one after the other; nothing if it is too few."""
        if not told or self.count > len(told) or (self.which == "former" and len(told) < 2):
            return ()
        pieces = {
            "former": told[-2:-1],
            "latter": told[-1:],
            "it": told[-1:],
            "whole": told[:1],
            "first": told[: self.count],
            "last": told[-self.count :],
            "nth": told[self.count - 1 : self.count],
        }
        return tuple(pieces.get(self.which, told))


@dataclass(frozen=True, slots=True)
class Pointers:
    """The words that point.

    Attributes:
        words: matches those of the table, each kind as a group of its name.
    """

    words: re.Pattern[str]

    def find(self, text: str) -> Pointer | None:
        """Return what a clause points at, if it does; forms with a number first."""
        for which, form in _FORMS:
            match = form.search(text)
            if match is not None:
                count = to_int(match["n"]) or 1
                return Pointer(*match.span(), which, count)
        match = self.words.search(text)
        return Pointer(*match.span(), str(match.lastgroup)) if match else None


def read_pointers(data: DataFolder) -> Pointers:
    """Read questions/pointers.csv.

    Raises:
        GraphError: the table is missing or malformed.
    """
    words: dict[str, list[str]] = {}
    for row in data.rows(TABLE):
        words.setdefault(row["which"], []).extend(row["words"].split("|"))
    groups = (f"(?P<{which}>{alternation(of)})" for which, of in words.items())
    return Pointers(re.compile("|".join(groups)))


def read_same_again(data: DataFolder) -> re.Pattern[str]:
    """Read questions/same_again.csv: what matches words that only say that it is asked again.

    Raises:
        GraphError: the table is missing or malformed.
    """
    words = [word for row in data.rows(SAME_AGAIN) for word in row["words"].split("|")]
    return re.compile(f"(?:{alternation(words)}|{_MARKS})*")


# 它|还负责哪几个项目, where the tasks of a unit would be asked otherwise
_DOES = "(?=还[有在]?要?(?:管|负责|牵头|参与|配合|承担)[^，。]{0,8}(?:项目|工程))"


def read_pronouns(data: DataFolder) -> dict[str, re.Pattern[str]]:
    """Read questions/pronouns.csv: what stands for a person, or for a unit with more projects.

    他 is somebody, but not in 其他.

    Raises:
        GraphError: the table is missing or malformed.
    """
    words: dict[str, list[str]] = {}
    for row in data.rows(PRONOUNS):
        words.setdefault(row["of"], []).extend(row["words"].split("|"))
    behind = {"person": "(?![们人])", "unit": _DOES}
    return {
        kind: re.compile(f"(?<![其吉])(?:{alternation(of)}){behind[kind]}")
        for kind, of in words.items()
    }
