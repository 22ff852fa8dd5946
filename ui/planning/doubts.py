"""Why facts are doubtful, as their records in tasks.json say it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.entities.kinds import KINDS
from kg.export.build_folder import Record


def doubt_said(fact: Record) -> tuple[str, ...]:
    """Return why a fact is doubtful, in Chinese and English; empty if it is not."""
    doubt = fact.get("doubt")
    return (doubt["zh"], doubt["en"]) if doubt else ()


def doubts_of(tasks: Iterable[Record]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return the doubtful facts of some tasks of one document: their characters, and why."""
    facts = (fact for task in tasks for kind in KINDS for fact in task.get(kind.key or "", ()))
    return {(fact["start"], fact["end"]): doubt_said(fact) for fact in facts if fact.get("doubt")}
