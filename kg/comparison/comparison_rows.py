"""A comparison as one table: a row for each task, number, unit and policy, and for each doubt."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg.comparison.alignment import Doubt, TaskChange
from kg.comparison.comparison import Comparison, NameChange
from kg.comparison.target_changes import Setting, TargetChange

Cells = dict[str, object]
# the columns of comparison.csv, with what they hold
COLUMNS = {
    "old_side": "the earlier side: a document, a year, a place",
    "new_side": "the later side",
    "part": (
        "task; target: a number of tasks; goal: a headline number of a document; unit; policy; "
        "doubt: two tasks to look at; nothing: no other row, as nothing was found to compare"
    ),
    "change": (
        "task: kept, renamed, split, merged, dropped, new; target, goal: raised, lowered, "
        "same, added, removed; unit, policy: kept, renamed, dropped, new; "
        "doubt: taken as one, apart"
    ),
    "old": "IRI on the earlier side; of a target: of its task; of a goal: of its document",
    "old_number": "running number of the task in its document",
    "old_name": "heading of the task, name of the unit, title of the policy",
    "new": "IRI on the later side",
    "new_number": "running number of the task",
    "new_name": "heading, name or title",
    "likeness": "of two tasks, 0 to 1",
    "metric": "what the number measures",
    "measure_unit": "its unit",
    "old_value": "the earlier number, multiplied out",
    "new_value": "the later number",
    "difference": "the later less the earlier",
    "old_text": "the characters that say the earlier number",
    "new_text": "the characters that say the later number",
    "source": "what says that a unit took the place of another",
}


def comparison_rows(comparison: Comparison) -> Iterator[list[object]]:
    """Yield the rows of a comparison, cells in the order of COLUMNS."""
    sides = {"old_side": comparison.old.label, "new_side": comparison.new.label}
    for cells in _cells(comparison):
        row = {**sides, **cells}
        yield [row.get(column, "") for column in COLUMNS]


def nothing(comparison: Comparison | None = None) -> list[object]:
    """Return the row of a comparison without rows, or of none: that there is nothing to tell."""
    sides = (comparison.old.label, comparison.new.label) if comparison else ("", "")
    row = dict(zip(("old_side", "new_side"), sides, strict=True)) | {"part": "nothing"}
    return [row.get(column, "") for column in COLUMNS]


def _cells(comparison: Comparison) -> Iterator[Cells]:
    for change in comparison.tasks:
        yield from _task_cells(change)
    for target in comparison.targets:
        yield _target_cells(target)
    for name in (*comparison.units, *comparison.policies):
        yield _name_cells(name)
    for doubt in comparison.doubts:
        yield _doubt_cells(doubt)


def _task_cells(change: TaskChange) -> Iterator[Cells]:
    for old in change.old or (None,):
        for new in change.new or (None,):
            likeness = change.likeness if old and new else ""
            yield {
                "part": "task",
                "change": change.change,
                "likeness": likeness,
                **_called(old, new),
            }


def _called(old: Setting | None, new: Setting | None) -> Cells:
    cells: Cells = {}
    for side, it in (("old", old), ("new", new)):
        if it:
            called = {side: it.iri, f"{side}_number": it.number, f"{side}_name": it.heading}
            cells.update(called)
    return cells


def _target_cells(target: TargetChange) -> Cells:
    cells: Cells = {
        "part": "goal" if target.is_headline else "target",
        "change": target.change,
        **_called(target.old_in, target.new_in),
        "metric": target.shown.metric,
        "measure_unit": target.shown.unit,
        "difference": "" if target.difference is None else plain(target.difference),
    }
    for side, number in (("old", target.old), ("new", target.new)):
        if number:
            cells.update({f"{side}_value": plain(number.amount), f"{side}_text": number.text})
    return cells


def _name_cells(name: NameChange) -> Cells:
    return {
        "part": name.of,
        "change": name.change,
        "old": name.old,
        "old_name": name.old_name,
        "new": name.new,
        "new_name": name.new_name,
        "source": name.source,
    }


def _doubt_cells(doubt: Doubt) -> Cells:
    return {
        "part": "doubt",
        "change": "taken as one" if doubt.taken else "apart",
        "likeness": doubt.likeness,
        **_called(doubt.old, doubt.new),
    }


def plain(number: Decimal) -> Decimal:
    """Return a number as a cell: no exponent, no trailing zeros, no text (-5 is no formula).

    >>> plain(Decimal("1E+2")), plain(Decimal("-0.70"))
    (Decimal('100'), Decimal('-0.7'))
    """
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
