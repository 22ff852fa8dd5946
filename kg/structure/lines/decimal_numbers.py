"""Headings with decimal numbers: 1 · 1.1 · 1.1.1, told from figures by how they follow each other.

A view has no spaces, so 1.2 of 1.2 建设园区 looks like that of 1.2 万亩; only what continues the
numbers before it is a heading. Where an item begins with a digit or a letter, as 1.1.1 5G基站, the
space that the stored text has there tells where the number ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_LONGEST_HEADING = 40  # characters of a heading with a bare number
_NUMBER = r"(?P<parts>\d{1,2}(?:[.．]\d{1,2}){1,3})"
# 1.1|培育规上企业 · 1.1.|培育规上企业 · 1.1.2、|5G基站
_DECIMAL = re.compile(rf"(?m)^#{{0,6}}+{_NUMBER}(?:[.．]?(?=[\u4e00-\u9fff“《【（])|、(?=[^\n]))")
# 1.1.1|5G基站: digits or letters behind a number
_RUNNING = re.compile(r"(?m)^#{0,6}+(?P<run>\d{1,2}[.．]\d[\d.．、]*)(?=[^\n])")
_ALONE = re.compile(f"{_NUMBER}[.．、]?")
# 1|稳住工业经济 · 1|摸清家底，编好规划: a whole line
_BARE = re.compile(
    rf"(?m)^#{{0,6}}+(?P<parts>\d{{1,2}})(?=[\u4e00-\u9fff])(?![年月日])[^\n。；：]{{2,{_LONGEST_HEADING}}}$"
)
# 6保障措施|⏎（1）加强领导: its parts have brackets
_FIRST = re.compile(r"\n（1）")
_DOT = re.compile("[.．]")


class DecimalNumber(NamedTuple):
    """The number of a heading: how deep it is (decimal1 …), its last part, where it ends."""

    style: str
    number: int
    content: int


def decimal_numbers(text: str, offsets: Sequence[int] = ()) -> dict[int, DecimalNumber]:
    """Return the decimal numbers of a view's text, by where each begins.

    Args:
        text: of the view.
        offsets: of the view, which tell where the stored text has a space; without them, nowhere.
    """
    found = [*_DECIMAL.finditer(text), *_BARE.finditer(text), *_spaced(text, offsets)]
    at_starts = {match.start("parts"): match for match in found}  # the last of a place counts
    matches = [at_starts[start] for start in sorted(at_starts)]
    chosen = list(_in_sequence([(match, _parts(match)) for match in matches]))
    if sum(len(parts) > 1 for _, parts in chosen) < 2:
        return {}
    return {
        match.start("parts"): DecimalNumber(
            f"decimal{len(parts)}",
            parts[-1],
            match.end() if len(parts) > 1 else match.end("parts"),
        )
        for match, parts in chosen
    }


def _spaced(text: str, offsets: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield the numbers that a space parts from what is behind them, whatever that is."""
    if not offsets:
        return
    for running in _RUNNING.finditer(text):
        start, end = running.span("run")
        gap = next((at for at in range(start + 1, end + 1) if _is_gap(offsets, at)), None)
        match = gap and _ALONE.fullmatch(text, start, gap)
        if match:
            yield match


def _is_gap(offsets: Sequence[int], at: int) -> bool:
    """Tell whether something is left out before a character of a view."""
    return offsets[at] > offsets[at - 1] + 1


_Numbered = tuple[re.Match[str], tuple[int, ...]]


def _parts(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(part) for part in _DOT.split(match["parts"]))


def _in_sequence(found: list[_Numbered]) -> Iterator[_Numbered]:
    """Yield the numbers that continue those before; a bare one only if its first part follows it.

    Between the two may be the next bare number, of which the same holds: 1 目标 ⏎ 2 任务 ⏎ 2.1 …
    """
    last: tuple[int, ...] = ()
    for (match, parts), leads in zip(found, _leads([parts for _, parts in found]), strict=True):
        if len(parts) == 1:
            if leads or (
                last and parts[0] == last[0] + 1 and _FIRST.match(match.string, match.end())
            ):
                yield match, parts
        elif _begins(parts, last) or (last and _follows(parts, last)):
            yield match, parts
            last = parts


def _leads(numbers: list[tuple[int, ...]]) -> list[bool]:
    """Tell of each number whether it is bare, and its first part or the next such one follows."""
    found = [False] * len(numbers)
    for at in range(len(numbers) - 2, -1, -1):
        own, following = numbers[at], numbers[at + 1]
        if len(own) == 1:
            is_part = following[:1] == own and set(following[1:]) == {1}
            is_next = following == (own[0] + 1,) and found[at + 1]
            found[at] = is_part or is_next
    return found


def _begins(parts: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Tell whether a number is the first, or the first of an annex: 1.1."""
    return set(parts[1:]) == {1} and (not last or parts[0] == 1)


def _follows(parts: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Tell whether a number is the next one: 1.2 or 1.1.1 or 2.1 behind 1.1."""
    if parts == (*last, 1):
        return True
    same = next((at for at, (a, b) in enumerate(zip(parts, last, strict=False)) if a != b), None)
    return (
        same is not None
        and parts[same] == last[same] + 1
        and all(part == 1 for part in parts[same + 1 :])
    )
