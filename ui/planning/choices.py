"""What the forms of planners offer: units, places, documents, headings, commitments, months."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ui.planning.goals import months
from ui.planning.unit_names import told_apart
from ui.planning.wanted import Wanted, kept
from ui.site import Asked

_MOST = 200  # of a kind offered; the address takes every other one too


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen.

    Attributes:
        units: (IRI, name), those with most tasks first, and the chosen ones.
        places: names.
        documents: (key, title), of the chosen place.
        sections: headings of the document, where one alone is meant.
        commitments: as printed.
        months: 2023-01 … in which goals of the rest of the filter fall due.
    """

    units: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    documents: tuple[tuple[str, str], ...]
    sections: tuple[str, ...]
    commitments: tuple[str, ...]
    months: tuple[str, ...]


def choices(asked: Asked, wanted: Wanted) -> Choices:
    """Return what the form of a filter offers."""
    rows = asked.build.tables.rows
    found: dict[str, str] = dict(rows("SELECT id, label FROM units ORDER BY rowid LIMIT ?", _MOST))
    label = asked.build.stored_network.label
    found |= {unit: label(unit) for unit in wanted.units if unit not in found}
    said = rows("SELECT DISTINCT commitment FROM goals WHERE commitment <> '' ORDER BY 1")
    return Choices(
        tuple(told_apart(asked.build, found.items()).items()),
        asked.build.own_places[:_MOST],
        _documents(asked),
        _sections(asked, wanted),
        tuple(word for (word,) in said),
        tuple(month.month for month in months(asked.build, replace(wanted, after="", due=""))),
    )


def chips(asked: Asked, wanted: Wanted) -> list[tuple[str, dict[str, Any]]]:
    """Return what of a filter the form does not show, each with the address without it."""
    label = asked.build.stored_network.label
    found = []
    if len(wanted.units) > 1:
        for unit in wanted.units:
            rest = [other for other in wanted.units if other != unit]
            found.append((label(unit), kept(asked, unit=rest)))
    if wanted.metric:
        found.append((wanted.metric, kept(asked, metric=[])))
    if wanted.after:
        found.append((asked.say("from_day", day=wanted.after), kept(asked, after=[])))
    return found


def _documents(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Return the documents of the chosen place, or all; and the chosen one."""
    found = [
        (key, record["title"] or record["file"])
        for key, record in asked.build.documents.items()
        if not asked.place or asked.place in record["jurisdiction"] or key == asked.document
    ]
    return tuple(found[:_MOST])


def _sections(asked: Asked, wanted: Wanted) -> tuple[str, ...]:
    """Return the headings of the document that is meant; those of several say nothing together."""
    meant = asked.build.documents if wanted.documents is None else wanted.documents
    if len(meant) != 1:
        return ()
    rows = asked.build.tables.rows(
        "SELECT section FROM tasks WHERE section <> '' AND document = ? "
        "GROUP BY section ORDER BY min(rowid) LIMIT ?",
        next(iter(meant)),
        _MOST,
    )
    return tuple(section for (section,) in rows)
