"""Which kinds of things a clause may ask for, likeliest first."""

from __future__ import annotations

from collections.abc import Iterator

from qa.query.tree import Kind
from qa.reading.parts import Clause

COMPARING = ("sum", "difference", "same", "which")
# kinds that examples of questions know
_KNOWN: tuple[Kind, ...] = ("unit", "task", "project", "target", "policy")


def kinds_of(clause: Clause) -> Iterator[Kind]:
    """Yield what a clause may ask for: by its cues, and by the examples that it is most like.

    Cues come first where they ask for something of which there are no examples, or compare.
    """
    told = tuple(_told(clause))
    likely = _likely(clause)
    if clause.has("op", *COMPARING) or (told and told[0] not in _KNOWN):
        yield from told
    if likely is not None:
        yield likely
    yield from told
    if likely is None and clause.things:
        yield "task"  # a name alone: the tasks that speak of it
    yield "sentence"


def _likely(clause: Clause) -> Kind | None:
    """Return what the examples say; a number of tasks where a unit is named and nothing else."""
    if clause.likely == "target" and clause.named("Unit") and not clause.topic:
        return "task" if clause.measure in ("", "个") else "target"
    return clause.likely


def _told(clause: Clause) -> Iterator[Kind]:
    counted = clause.values("count")
    asked = [value for value in clause.values("ask") if value not in ("what", "document")]
    if "unit" in asked and not clause.named("Unit"):
        yield "unit"
    if "place" in asked:
        yield from ("place", "project")  # a river may be named by its works alone
    yield from (*asked, *counted)  # type: ignore[misc]
    if clause.has("rel", "basis", "to_issue", "cited_with"):
        yield "policy"
    if clause.measure and not counted:
        yield "target"
    if clause.has("with", "target") or clause.has("without"):
        yield "task"
    if (clause.named("Unit") or clause.described) and not asked:
        yield "task"
    yield from _numbers(clause, asked)


def _numbers(clause: Clause, asked: list[str]) -> Iterator[Kind]:
    compared = clause.has("op", *COMPARING)
    if compared:
        yield "target"
    if "target" in asked or clause.measure or compared:
        yield "benefit"
