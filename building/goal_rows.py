"""What must be reached, granted or done by a date, and which policies are named: rows for serving.

A goal is a target, a benefit or a time limit; the pages of planners filter, sort and add them up
over a whole build, which no query of the graph does in time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]
Row = tuple[object, ...]
# lists of a record, and the class of what they hold
_GOALS = (("targets", "Target"), ("benefits", "Benefit"), ("time_limits", "TimeLimit"))


def goal_rows(entry: Record) -> Iterator[Row]:
    """Yield the goals of a document of tasks.json; those of no task have "" for it."""
    key = entry["document"]["key"]
    for record in (entry, *entry["tasks"]):
        for field, kind in _GOALS:
            for fact in record.get(field, ()):
                yield kind, record.get("id", ""), key, *_goal(fact)


def _goal(fact: Record) -> Row:
    """Return name, comparator, amount, measure unit, … of a goal; what it lacks is ""."""
    due, assumed = fact.get("deadline") or fact.get("due"), fact.get("assumed_deadline")
    printed = f"{fact['value']}{fact['unit_text']}" if fact.get("value") is not None else ""
    return (
        fact.get("indicator") or fact.get("metric") or fact.get("text") or "",
        fact.get("comparator") or "",
        fact.get("value_norm"),
        fact.get("unit") or "",
        fact.get("kind") or "",
        printed,
        fact.get("modality") or "",
        fact.get("beneficiary") or "",
        due or assumed or "",
        int(not due and bool(assumed)),
        fact["start"],
        fact["end"],
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
