"""Two documents, years or places of a build to compare, and what is read of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from errors import GraphError
from kg.comparison.sides import ComparedTarget, Side, side_of
from kg.export.build_tables import Record, Tables

_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年?")  # 2024 · 2024年
_NAMES = ("id", "key", "file", "wenhao", "title")  # of a record: what may name a document
_LISTED = 8  # documents that a message names
_DOCUMENTS = "SELECT record FROM documents ORDER BY rowid"
_HEADLINE_GOALS = """
    SELECT name, comparator, amount, printed, measure_unit, measured, due, start, "end"
    FROM goals WHERE document = ? AND task = '' AND kind = 'Target' ORDER BY start
"""


@dataclass(frozen=True, slots=True)
class SideReader:
    """Reads sides of a build.

    Attributes:
        tables: of the build.
        tasks: the records of the tasks of a document, by its key, as they may be shown.
        text: the stored text of a document, by its key, as it may be shown.
    """

    tables: Tables
    tasks: Callable[[str], Iterable[Record]]
    text: Callable[[str], str]

    def side(self, label: str, documents: Sequence[Record]) -> Side:
        """Return a side of some documents, by their records."""
        tasks = ((d["key"], record) for d in documents for record in self.tasks(d["key"]))
        return side_of(label, [(d, [*self._goals(d["key"])]) for d in documents], tasks)

    def _goals(self, document: str) -> Iterator[ComparedTarget]:
        """Yield the headline goals of a document."""
        rows = self.tables.rows(_HEADLINE_GOALS, document)
        text = self.text(document) if rows else ""
        for name, comparator, amount, printed, unit, kind, due, start, end in rows:
            yield ComparedTarget(
                metric=name,
                indicator=name,
                comparator=comparator,
                amount=Decimal(str(amount)),
                printed=printed,
                unit=unit,
                kind=kind,
                due=due,
                text=text[start:end],
                start=start,
                end=end,
            )


@dataclass(frozen=True, slots=True)
class Selected:
    """What was asked to be compared.

    Attributes:
        pairs: the earlier and the later side; for two years one pair for each place.
        alone: places that have documents of one of two years only.
    """

    pairs: tuple[tuple[Side, Side], ...]
    alone: tuple[str, ...] = ()


def selected(reader: SideReader, old: str, new: str) -> Selected:
    """Return two sides, each named by a document, a year or a place.

    Two years are compared place by place, as only tasks of one place follow each other.

    Args:
        reader: of the build.
        old: a key, 文号, file, title or IRI of a document, a year, or the name of a place.
        new: the same for the later side.

    Raises:
        GraphError: one of them names nothing, or both name the same.
    """
    documents = [json.loads(record) for (record,) in reader.tables.rows(_DOCUMENTS)]
    earlier, later = _named(old, documents), _named(new, documents)
    if earlier == later:
        raise GraphError(f"{old} and {new} are the same; name two documents, years or places")
    if not (_YEAR.fullmatch(old) and _YEAR.fullmatch(new)):
        return Selected(((reader.side(old, earlier), reader.side(new, later)),))
    ours, theirs = _by_place(earlier), _by_place(later)
    pairs = [
        (reader.side(f"{place} {old}", ours[place]), reader.side(f"{place} {new}", theirs[place]))
        for place in ours
        if place in theirs
    ]
    return Selected(tuple(pairs), tuple(sorted(set(ours) ^ set(theirs))))


def following_years(reader: SideReader, documents: Iterable[Record]) -> Iterator[tuple[Side, Side]]:
    """Yield each two years of a place of which the later is the next that there is.

    Documents of which place or year is not known are in none.
    """
    for place, named in _by_place(documents).items():
        years: dict[int, list[Record]] = {}
        for document in named if place else ():
            if document["year"] is not None:
                years.setdefault(document["year"], []).append(document)
        for old, new in pairwise(sorted(years)):
            yield (
                reader.side(f"{place} {old}", years[old]),
                reader.side(f"{place} {new}", years[new]),
            )


def _named(name: str, documents: list[Record]) -> list[Record]:
    """Return the documents that a name means: one, or all of a year or a place.

    Raises:
        GraphError: it means none, or is the 文号 or title of several.
    """
    year = _YEAR.fullmatch(name)
    ways = (
        (True, (d for d in documents if name in (d[field] for field in _NAMES))),
        (False, (d for d in documents if year and d["year"] == int(year["year"]))),
        (False, (d for d in documents if d["jurisdiction"] and d["jurisdiction"][-1] == name)),
        (True, (d for d in documents if name in (d["title"] or ""))),
    )
    is_one, found = next(((one, named) for one, way in ways if (named := list(way))), (False, []))
    if not found:
        known = "; ".join(d["wenhao"] or d["title"] or d["key"] for d in documents[:_LISTED])
        raise GraphError(f"{name} is no document, year or place of this build, which has: {known}")
    if is_one and len(found) > 1:
        known = "; ".join(d["key"] for d in found[:_LISTED])
        raise GraphError(f"{name} is several documents; name one by its key: {known}")
    return found


def _by_place(documents: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for document in documents:
        found.setdefault("".join(document["jurisdiction"]), []).append(document)
    return found
