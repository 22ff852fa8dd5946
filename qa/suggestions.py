"""Questions that lead on from an answer; each is one the program answers."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer import RankedItem
from qa.answers.in_english import unit_in_english
from qa.answers.named_units import several_places, unit_name
from qa.context import Context
from qa.query.tree import Asks, Compare, Reading, Tree
from qa.query.vocabulary import Kind
from qa.wording import say

_CANDIDATES = 4  # units of different places offered to go on with
_OF_UNIT: dict[Kind, str] = {
    "unit": "next_partners",
    "task": "next_tasks",
    "target": "next_unit_targets",
}


def suggestions(
    context: Context, reading: Reading, ranked: Sequence[RankedItem]
) -> tuple[str, ...]:
    """Return what may be asked after an answer, without what was just asked.

    Args:
        context: the question before its build.
        reading: how it was read.
        ranked: the tasks it led to, best first.
    """
    if not isinstance(reading, Asks):
        return ()
    language = context.language
    asked = {_kind(tree) for tree in reading.trees}
    unclear = several_places(context)
    if unclear:
        return tuple(say(language, "next_all", unit=unit) for unit in unclear.value[:_CANDIDATES])
    units = [mention for mention in context.question.units if mention.nodes]
    if units:
        unit = _called(unit_name(context, units[0]), language)
        return tuple(say(language, key, unit=unit) for k, key in _OF_UNIT.items() if k not in asked)
    task = next((item for item in ranked if item.title), None)
    keys = [] if task is None or "unit" in asked else ["next_units"]
    if task and "target" not in asked and context.facts.targets(task.id):
        keys.append("next_targets")
    found = [say(language, key, task=task.title) for key in keys if task]
    led = next((name for name, role in task.units if role == "lead"), "") if task else ""
    if "unit" in asked and led and len(context.build.documents) == 1:
        found.append(say(language, "next_tasks", unit=_called(led, language)))
    return (*found, *(() if "policy" in asked else (say(language, "next_basis"),)))


def _called(unit: str, language: str) -> str:
    """Return a unit as a question in the language writes it."""
    return unit_in_english(unit) if language == "en" else unit


def _kind(tree: Tree) -> Kind:
    """Return what a tree finds; for a comparison, what its first side does."""
    return _kind(tree.trees[0]) if isinstance(tree, Compare) else tree.kind
