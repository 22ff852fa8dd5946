"""What must be reached, granted or done by a date, and which policies are named: rows for serving.

A goal is a target, a benefit or a time limit; the pages of planners filter, sort and add them up
over a whole build, which no query of the graph does in time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Record = dict[str, Any]
Row = tuple[object, ...]


def goal_rows(entry: Record) -> Iterator[Row]:
    """Yield the goals of a document of tasks.json; those of no task have "" for it."""
    key = entry["document"]["key"]
    for record in (entry, *entry["tasks"]):
        for field, kind, row in _GOALS:
            for fact in record.get(field, ()):
                yield kind, record.get("id", ""), key, *row(fact), fact["start"], fact["end"]


def _target(fact: Record) -> Row:
    assumed = fact["assumed_deadline"]
    return (
        fact.get("indicator") or fact["metric"],
        fact["comparator"],
        fact["value_norm"],
        fact["unit"],
        fact["kind"],
        f"{fact['value']}{fact['unit_text']}",
        fact["modality"] or "",
        "",
        fact["deadline"] or assumed or "",
        int(not fact["deadline"] and bool(assumed)),
    )


def _benefit(fact: Record) -> Row:
    printed = "" if fact["value"] is None else f"{fact['value']}{fact['unit_text']}"
    said = (fact["comparator"], fact["value_norm"], fact["unit"], "", printed)
    return fact["text"], *said, "", fact["beneficiary"] or "", "", 0


def _limit(fact: Record) -> Row:
    return fact["text"], "", None, "", "", "", "", "", fact["due"] or "", 0


# a list of a record, the class of what it holds, and name, comparator, amount, measure unit, what
# kind of number it is, as printed, commitment, beneficiary, due and whether that is assumed
_GOALS: tuple[tuple[str, str, Callable[[Record], Row]], ...] = (
    ("targets", "Target", _target),
    ("benefits", "Benefit", _benefit),
    ("time_limits", "TimeLimit", _limit),
)


def citation_rows(entry: Record) -> Iterator[Row]:
    """Yield which policy is named by a document ("" for the task) or its tasks, and how."""
    document = entry["document"]
    of_tasks = ((record["id"], record["policies"]) for record in entry["tasks"])
    for task, facts in (("", document["upstream_policies"]), *of_tasks):
        for fact in facts:
            named = (fact["id"], fact["title"], fact["wenhao"] or "", fact["level"] or "")
            said = (fact["relation"], fact["verb"] or "", fact["start"], fact["end"])
            yield *named, task, document["key"], *said
