"""Numbers that a sentence gives in a row to things named in a row.

对获得国家级一、二、三等奖的，分别给予25万元、10万元、3万元: 国家级三等奖, 3万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from embeddings.lexical import simplify
from qa.evidence.rows import Number, Sentence
from qa.execution.reckoning.quantities import numbers_in
from qa.execution.scope import Scope

IN_ROW = "in a row"  # kind of such a number
_EACH = re.compile("分别|各为|依次")
_STOPS = "。；\n"
_LIST = re.compile("[，,]")
_JOINED = re.compile("、|和|及|以及|与")
# 对|获得|国家级一: what leads to the first
_LEADS = re.compile(
    "^(?:对|经|向|将|给|按|由|把)?(?:新|首次)?(?:获得|获评|评为|认定为|认定|入选|取得|达到|符合|属于)?(?:为)?"
)
_TRAILS = re.compile("(?:的|者|人员)?$")
_LONGER = 2  # characters by which the first of a row may be longer than the others
_BETWEEN = 2  # characters between two numbers of a row, besides what stands in brackets
_BRACKETS = re.compile("（[^（）]*）")


def aligned(sentence: Sentence, scope: Scope) -> Iterator[Number]:
    """Yield the numbers of a sentence that are given one by one to things named in a row.

    Each with the thing it is of as its metric: 国家级三等奖, 3万元.
    """
    text = scope.words_at(sentence.quote)
    if not _EACH.search(text):
        return
    numbers = list(numbers_in(sentence, scope))
    start = sentence.quote.start
    for match in _EACH.finditer(text):
        end = min((i for mark in _STOPS if (i := text.find(mark, match.end())) >= 0), default=-1)
        after = text[match.end() : end if end >= 0 else len(text)]
        row = _row(after, numbers, match.end() + start)
        names = _names(text[: match.start()], len(row))
        for name, (number, own) in zip(names, row, strict=False):
            said = f"{name}{own}"
            yield replace(number, metric=simplify(name), text=said, kind=IN_ROW)


def _row(after: str, numbers: Sequence[Number], at: int) -> list[tuple[Number, str]]:
    """Return the numbers that follow each other after 分别, each with its bound: 不超过25万元."""
    found: list[tuple[Number, str]] = []
    bound, last = "", 0
    for number in numbers:
        if not number.quote.start - 1 <= at + len(after):
            continue
        where = after.find(number.printed, last)
        if where < 0 or not number.quote.start <= at + where < number.quote.end:
            continue
        between = _BRACKETS.sub("", after[last:where])
        if found and len(between) > _BETWEEN:
            break
        if not found:
            bound = between
        found.append((number, f"{bound}{number.printed}"))
        last = where + len(number.printed)
    return found


def _names(before: str, count: int) -> list[str]:
    """Return what so many numbers are of: 国家级一等奖, 国家级二等奖 …; [] where unclear."""
    piece = before[max(before.rfind(mark) for mark in _STOPS) + 1 :]
    for clause in reversed(_LIST.split(piece)):
        members = [m for m in _JOINED.split(clause) if m]
        if len(members) > 1:
            return _whole_names(members) if len(members) == count else []
    return []


def _whole_names(members: list[str]) -> list[str]:
    """Return names that share their beginning and their end, each whole."""
    first, *middle, last = members
    first = _LEADS.sub("", first)
    size = len(middle[0]) if middle else min(len(first), len(last))
    alike = size > 1 and len(first) <= size + _LONGER  # 国家级、省级、市级 begin alike in nothing
    head = first[:-size] if len(first) > size and not alike else ""
    tail = last[size:] if len(last) > size else ""
    cores = [first[len(head) :], *middle, last[: len(last) - len(tail)]]
    return [_TRAILS.sub("", f"{head}{core}{tail}") for core in cores]
