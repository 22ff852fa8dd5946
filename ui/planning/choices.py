"""What the forms of planners offer: units, places, headings, commitments, months."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ui.planning.unit_names import told_apart
from ui.planning.wanted import Wanted, kept
from ui.site import Asked

_MOST = 200  # of a kind offered; the address takes every other one too
_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen.

    Attributes:
        units: (IRI, name), those with most tasks first, and the chosen ones.
        places: names.
        sections: headings of the chosen documents.
        commitments: as printed.
        months: 2023-01 … that goals fall due in, every month of these years.
    """

    units: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    sections: tuple[str, ...]
    commitments: tuple[str, ...]
    months: tuple[str, ...]


def choices(asked: Asked, wanted: Wanted) -> Choices:
    """Return what the form of a filter offers."""
    rows = asked.build.tables.rows
    among = json.dumps(sorted(wanted.documents or asked.build.documents))
    found: dict[str, str] = dict(rows("SELECT id, label FROM units ORDER BY rowid LIMIT ?", _MOST))
    label = asked.build.stored_network.label
    found |= {unit: label(unit) for unit in wanted.units if unit not in found}
    sections = rows(
        "SELECT section FROM tasks WHERE section <> '' AND document IN "
        "(SELECT value FROM json_each(?)) GROUP BY section ORDER BY min(rowid) LIMIT ?",
        among,
        _MOST,
    )
    said = rows("SELECT DISTINCT commitment FROM goals WHERE commitment <> '' ORDER BY 1")
    return Choices(
        tuple(told_apart(asked.build, found.items()).items()),
        asked.build.own_places[:_MOST],
        tuple(section for (section,) in sections),
        tuple(word for (word,) in said),
        _months(asked),
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
    if asked.document:
        title = asked.build.documents[asked.document]["title"] or asked.document
        found.append((title, kept(asked, doc=[])))
    return found


def _months(asked: Asked) -> tuple[str, ...]:
    years = asked.build.tables.rows(
        "SELECT DISTINCT substr(due, 1, 4) FROM goals WHERE due <> '' ORDER BY 1"
    )
    months = [f"{year}-{month:02}" for (year,) in years for month in range(1, 13)]
    return tuple(months[:_MONTHS])
