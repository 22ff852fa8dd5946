"""Who does a task, in words: each unit in its role, under the label that the document prints.

A document that only lists 责任单位 names nobody who leads: the graph counts them as lead units, so
that every document can be asked who does what, and an answer says 责任单位 as it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.answers.in_english import unit_in_english
from qa.answers.phrases import listed, phrase
from qa.build import UNIT_ROLES, Build
from qa.evidence.rows import Assignment

_REACH = 400  # characters before a unit in which its label is looked for
_CLOSES = "。\n"  # what ends a list of units
Group = tuple[str, str]  # role and printed label, "" where it says no other role


def who_does_it(rows: Sequence[Assignment], task: str, build: Build, language: str = "zh") -> str:
    """Return who has which role in a task: 「…」由甲牵头，乙配合, 「…」的责任单位是甲、乙.

    Args:
        rows: who does it.
        task: how the answer calls it.
        build: the opened build.
        language: zh or en.
    """
    groups = _grouped(rows, build)
    if len(groups) == 1:
        (((_, label), names),) = groups.items()
        if label:
            units = listed(language, [_called(name, language) for name in names])
            return phrase(language, "units_labelled", task=task, label=label, units=units)
    parts = [_part(group, names, language) for group, names in groups.items()]
    return phrase(language, "units", task=task, units=phrase(language, "and_role").join(parts))


def _grouped(rows: Sequence[Assignment], build: Build) -> dict[Group, tuple[str, ...]]:
    """Return the names of units by role and label, roles in order."""
    labels = [_label(row, build) for row in rows]
    roles = build.knowledge.lexicon.labels
    told = {
        label: {r.role for r, own in zip(rows, labels, strict=True) if own == label}
        for label in labels
    }
    found: dict[Group, dict[str, None]] = {}
    for role in UNIT_ROLES:
        for row, label in zip(rows, labels, strict=True):
            if row.role == role:
                # 责任单位：甲（牵头）、乙 says itself who leads
                other = roles.get(label) == "responsible" and len(told[label]) == 1
                found.setdefault((role, label if other else ""), {})[row.name] = None
    return {group: tuple(names) for group, names in found.items()}


def _label(row: Assignment, build: Build) -> str:
    """Return the label that the document prints before a unit's list; "" without one."""
    text = build.text(row.quote.document)[max(0, row.quote.start - _REACH) : row.quote.start]
    text = text[max(text.rfind(mark) for mark in _CLOSES) + 1 :]
    printed = [match["label"] for match in build.unit_labels.finditer(text)]
    return printed[-1] if printed else ""


def _part(group: Group, names: Iterable[str], language: str) -> str:
    """Return units with their role: 甲、乙牵头 · 责任单位为甲、乙."""
    role, label = group
    units = listed(language, [_called(name, language) for name in names])
    return phrase(language, "as_labelled" if label else f"as_{role}", label=label, units=units)


def _called(name: str, language: str) -> str:
    return unit_in_english(name) if language == "en" else name
