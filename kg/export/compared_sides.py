"""Two documents, years or places of a build to compare, and their comparison as a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from errors import GraphError
from kg.comparison.comparison import Comparison
from kg.comparison.comparison_rows import COLUMNS, comparison_rows
from kg.comparison.sides import Side, side_of
from kg.export.build_tables import Record, Tables, TaskRecords
from kg.export.tables.csv_files import csv_text

_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年?")  # 2024 · 2024年
_NAMES = ("id", "key", "file", "wenhao", "title")  # of a record: what may name a document
_LISTED = 8  # documents that a message names


@dataclass(frozen=True, slots=True)
class Selected:
    """What was asked to be compared.

    Attributes:
        pairs: the earlier and the later side; for two years one pair for each place.
        alone: places that have documents of one of two years only.
    """

    pairs: tuple[tuple[Side, Side], ...]
    alone: tuple[str, ...] = ()


def selected(tables: Tables, records: TaskRecords, old: str, new: str) -> Selected:
    """Return two sides, each named by a document, a year or a place.

    Two years are compared place by place, as only tasks of one place follow each other.

    Args:
        tables: of the build.
        records: the tasks, as they may be shown.
        old: a key, 文号, file, title or IRI of a document, a year, or the name of a place.
        new: the same for the later side.

    Raises:
        GraphError: one of them names nothing, or both name the same.
    """
    documents = [json.loads(record) for (record,) in tables.rows(_DOCUMENTS)]
    earlier, later = _named(old, documents), _named(new, documents)
    if earlier == later:
        raise GraphError(f"{old} and {new} are the same; name two documents, years or places")
    if not (_YEAR.fullmatch(old) and _YEAR.fullmatch(new)):
        return Selected(((_side(old, earlier, records), _side(new, later, records)),))
    ours, theirs = _by_place(earlier), _by_place(later)
    pairs = [
        (
            _side(f"{place} {old}", ours[place], records),
            _side(f"{place} {new}", theirs[place], records),
        )
        for place in ours
        if place in theirs
    ]
    return Selected(tuple(pairs), tuple(sorted(set(ours) ^ set(theirs))))


_DOCUMENTS = "SELECT record FROM documents ORDER BY rowid"


def _named(name: str, documents: list[Record]) -> list[Record]:
    """Return the documents that a name means."""
    year = _YEAR.fullmatch(name)
    ways = (
        (d for d in documents if name in (d[field] for field in _NAMES)),
        (d for d in documents if year and d["year"] == int(year["year"])),
        (d for d in documents if d["jurisdiction"] and d["jurisdiction"][-1] == name),
        (d for d in documents if name in (d["title"] or "")),
    )
    found = next((named for way in ways if (named := list(way))), [])
    if not found:
        known = "; ".join(d["wenhao"] or d["title"] or d["key"] for d in documents[:_LISTED])
        raise GraphError(f"{name} is no document, year or place of this build, which has: {known}")
    return found


def _by_place(documents: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for document in documents:
        found.setdefault("".join(document["jurisdiction"]), []).append(document)
    return found


def _side(label: str, documents: list[Record], records: TaskRecords) -> Side:
    tasks = [
        (document["key"], records[iri])
        for document in documents
        for iri in records.within([document["key"]])
    ]
    return side_of(label, documents, tasks)


def comparison_table(comparisons: Iterable[Comparison]) -> str:
    """Return comparisons as CSV; what the columns hold is in kg.comparison.comparison_rows."""
    rows = (row for comparison in comparisons for row in comparison_rows(comparison))
    return csv_text([list(COLUMNS), *rows])
