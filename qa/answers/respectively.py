"""The member of an enumeration that a question asks of, with the value that is given to it.

对获得国家级一、二、三等奖的，分别给予最高不超过25万元、10万元、3万元: |国家级三等奖| is 3万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_EACH = re.compile("分别|依次|各自")
_VALUE = (
    r"\d+(?:\.\d+)?\s*(?:个?百分点|%|％|[千百]?[万亿]?[元人个家名户处所座亩吨天年月次件项套张名])"
)
_VALUES = re.compile(rf"{_VALUE}(?:（[^（）]*）)?(?:(?:、|和|，){_VALUE}(?:（[^（）]*）)?)+")
_ONE = re.compile(_VALUE)
_LABEL = re.compile("（([^（）]*)）")
_PARTS = re.compile("[；;。]")
_PIECES = re.compile("[，,：:]")
_LONGEST = 8  # characters of a member at the edge of the list
_FULL = 2  # characters of a member that name it by themselves; 二 needs 等 behind it
_SHARED = 2  # characters that members of one character share: 等奖
_ALL = re.compile("各|分别|都|、|和|以及|依次")  # a question that asks of several members
_FAR = 2  # marks between the list and what is given to its members


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an enumeration, and its value.

    Attributes:
        name: as a question may call it.
        value: what is given to it, as printed.
        piece: the words its list stands in.
    """

    name: str
    value: str
    piece: str


def members_of(sentence: str) -> Iterator[tuple[Member, ...]]:
    """Yield each enumeration of a sentence whose members are given one value each."""
    for part in _PARTS.split(sentence):
        for each in _EACH.finditer(part):
            values = _VALUES.search(part, each.end())
            given = _ONE.findall(values[0]) if values else []
            labels = _LABEL.findall(values[0]) if values else []
            if len(given) > 1 and len(labels) == len(
                given
            ):  # 500万元（达到A类）、200万元（达到B类）
                pairs = zip(labels, given, strict=True)
                yield tuple(Member(name, value, part) for name, value in pairs)
                continue
            pieces = [p for p in _PIECES.split(part[: each.start()]) if p][-_FAR:]
            piece = next((p for p in reversed(pieces) if p.count("、") == len(given) - 1), "")
            if len(given) > 1 and piece:
                yield tuple(_members(piece, given))


def _members(piece: str, given: list[str]) -> Iterator[Member]:
    """Yield the members of a list: 一等奖, 二等奖, 三等奖 of 国家级一、二、三等奖."""
    first, *middle, last = piece.split("、")
    length = len(middle[0]) if middle else 0
    if middle and length < _FULL and len(last) > length:
        shared = last[length : length + _SHARED]
        names = [f"{first[-length:]}{shared}", *(f"{m}{shared}" for m in middle)]
        names.append(f"{last[:length]}{shared}")
    else:
        names = [first[-_LONGEST:], *middle, last[:_LONGEST]]
    for name, value in zip(names, given, strict=True):
        yield Member(name, value, piece)


def member_asked(asked: str, sentences: list[str]) -> Member | None:
    """Return the member of an enumeration that a question names, and no other one of it.

    Args:
        asked: the words of the question.
        sentences: where it may be; of several the one that says more of the question's words.
    """
    found: list[Member] = []
    if _ALL.search(asked):
        return None
    for members in (members for sentence in sentences for members in members_of(sentence)):
        named = [(_named(asked, member.name), member) for member in members]
        most = max(len(name) for name, _ in named)
        best = [replace(member, name=name) for name, member in named if len(name) == most]
        if most >= _FULL and len(best) == 1:
            found.append(best[0])
    return max(found, key=lambda member: len(set(asked) & set(member.piece)), default=None)


def _named(asked: str, name: str) -> str:
    """Return what a question says of a member's name, from either of its ends; "" if nothing."""
    if len(name) <= _FULL + 1 and name[:_FULL] in asked:
        return name
    sizes = range(len(name), 1, -1)
    ends = (end for n in sizes for end in (name[:n], name[-n:]))
    return next((end for end in ends if end in asked), "")
