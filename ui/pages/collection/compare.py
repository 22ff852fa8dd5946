"""对比: two documents, years or places beside each other (?a=, ?b=): tasks, numbers, units, policies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from starlette.responses import Response

from errors import GraphError
from kg.comparison.comparison import Comparison, compare, read_renamed_units
from kg.export.comparisons.compared_sides import SideReader, selected
from kg.export.comparisons.comparison_file import comparison_table
from ui.refusals import WrongValueError
from ui.site import Asked, Shown

MOST = 1500  # tasks of both sides: every pair is looked at, 6 s of processor time for 750 and 750
_CHANGES = ("new", "dropped", "renamed", "split", "merged", "kept")
_MOVES = ("raised", "lowered", "same", "added", "removed")


def view(asked: Asked) -> Shown:
    """Return the page."""
    old, new = asked.value("a"), asked.value("b")
    values: dict[str, object] = {"choices": _choices(asked), "old": old, "new": new}
    values |= {"comparisons": [], "alone": (), "wanted": asked.value("change"), "same": False}
    values["apart"] = _apart(asked, old, new)
    if old and new and old == new:
        values["same"] = True
    elif old and new:
        comparisons, alone = _compared(asked, old, new)
        values |= {
            "comparisons": comparisons,
            "alone": alone,
            "changes": [_counted(c.tasks, _CHANGES) for c in comparisons],
            "moves": [_counted(c.targets, _MOVES) for c in comparisons],
        }
    return Shown("compare.html", asked.say("page_compare"), values)


def _apart(asked: Asked, old: str, new: str) -> tuple[str, ...]:
    """Return the names of two places that are compared, () for two states of one place."""
    places = [_place(asked, side) for side in (old, new)]
    return tuple(places) if all(places) and places[0] != places[1] else ()


def _place(asked: Asked, side: str) -> str:
    """Return the place that a side is of: itself, or that of a document; "" for a year."""
    if side in asked.build.documents:
        return next(reversed(asked.build.documents[side]["jurisdiction"]), "")
    return side if side in asked.build.places else ""


def file(asked: Asked) -> Response:
    """Return the whole comparison as CSV."""
    comparisons, _ = _compared(asked, asked.value("a"), asked.value("b"))
    return Response(
        comparison_table(comparisons).encode(),
        media_type="text/csv",
        headers={"Content-Disposition": 'attachment; filename="comparison.csv"'},
    )


def _compared(asked: Asked, old: str, new: str) -> tuple[Sequence[Comparison], tuple[str, ...]]:
    """Return the comparisons, and the places that stand in one of two years only.

    Raises:
        WrongValueError: they are not named, name nothing, or hold too much to be compared on a page.
    """
    if not old or not new:
        raise WrongValueError(asked.say("compare_hint"))
    build = asked.build
    try:
        reader = SideReader(build.tables, build.tasks.of_document, build.text)
        found = selected(reader, old, new)
    except GraphError as error:
        raise WrongValueError(asked.say("compare_unknown", old=old, new=new), "a", "b") from error
    if sum(len(side.tasks) for pair in found.pairs for side in pair) > MOST:
        raise WrongValueError(asked.say("compare_large", count=MOST), "a", "b")
    renamed = read_renamed_units(build.knowledge.data)
    return [compare(earlier, later, renamed) for earlier, later in found.pairs], found.alone


def _counted(changes: Iterable[object], names: Sequence[str]) -> list[tuple[str, int]]:
    counts = Counter(str(getattr(change, "change")) for change in changes)  # noqa: B009
    return [(name, counts[name]) for name in names if counts[name]]


def _choices(asked: Asked) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what may be compared: (kind, [(name in the address, label)])."""
    documents = list(asked.build.documents.values())
    years = sorted({str(d["year"]) for d in documents if d["year"]})
    places = sorted({d["jurisdiction"][-1] for d in documents if d["jurisdiction"]})
    titles = [
        (d["key"], f"{d['title'] or d['key']} {d['wenhao'] or ''}".strip()) for d in documents
    ]
    groups = [
        ("compare_documents", titles),
        ("compare_years", [(year, year) for year in years]),
        ("compare_places", [(place, place) for place in places]),
    ]
    return [(kind, rows) for kind, rows in groups if len(rows) > 1]
