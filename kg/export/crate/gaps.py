"""What is not in: documents that are cited and were not read, numbers an issuer skipped, failures.

How complete a collection is cannot be told from inside; what can be is named one by one.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator

from kg.export.excerpt.excerpt import Excerpt
from kg.export.tables.filling import Filled

Gap = tuple[str, str, str, str]  # kind, what, place or issuer, why or how often
HEAD = ("kind", "what", "where", "note")
# 汶政办字〔2023〕29号 · 国发[2022]18号
_WENHAO = re.compile(r"(?P<issuer>.{1,60}?)[〔\[［（(](?P<year>\d{4})[〕\]］）)](?P<number>\d+)号")
_MOST = 200  # numbers of one issuer and year that are listed; more are counted


def gaps(excerpt: Excerpt, tables: Filled) -> Iterator[Gap]:
    """Yield what is known not to be in."""
    yield from _cited(tables)
    yield from _numbers(tables)
    report = json.loads(excerpt.build.file("report.json"))
    for failure in report["failures"]:
        yield "failed", failure["file"], "", failure["message"]
    for passed in report["passed_over"]:
        yield "passed over", passed["file"], "", passed["reason"]
    if not excerpt.only.is_whole:
        for (record,) in excerpt.build.tables.each("SELECT record FROM documents ORDER BY rowid"):
            document = json.loads(record)
            if document["id"] not in excerpt.documents:
                place = (document["jurisdiction"] or [""])[-1]
                yield "left out", document["key"], place, f"not of {excerpt.only.said}"


def _cited(tables: Filled) -> Iterator[Gap]:
    """Yield policies that documents cite, of which only the title is known."""
    query = """
        SELECT coalesce(wenhao || ' ', '') || title, level, count(citation)
        FROM policies JOIN citations USING (policy)
        WHERE NOT is_read GROUP BY policy ORDER BY count(citation) DESC, policy
    """
    for what, level, times in tables.select(query):
        yield "cited, not read", what, level or "", f"cited {times} time(s)"


def _numbers(tables: Filled) -> Iterator[Gap]:
    """Yield the numbers below the highest of an issuer and year that was read."""
    read: dict[tuple[str, str], set[int]] = defaultdict(set)
    for (wenhao,) in tables.select("SELECT wenhao FROM documents WHERE wenhao IS NOT NULL"):
        if match := _WENHAO.fullmatch(wenhao):
            read[match["issuer"], match["year"]].add(int(match["number"]))
    for (issuer, year), numbers in sorted(read.items()):
        missing = sorted(set(range(1, max(numbers))) - numbers)
        if missing:
            listed = _runs(missing) if len(missing) <= _MOST else f"{len(missing)} numbers"
            note = f"{len(numbers)} read, the highest is {max(numbers)}"
            yield "number not in", f"{issuer}〔{year}〕{listed}号", issuer, note


def _runs(numbers: list[int]) -> str:
    """Return numbers as runs.

    >>> _runs([1, 2, 3, 5, 7, 8])
    '1-3, 5, 7-8'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
