"""Questions to begin with, made from what is loaded; each was asked, and is answered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, islice

from qa.answering import ask
from qa.build import Build
from qa.understanding.unplaced import scope_in, unplaced_document
from qa.wording import say

_MOST = 7
_TRIED = 3  # units, pairs and tasks from which questions are made
_LONGEST = 14  # characters of a metric that a question names
_EVERYDAY = ("next_children", "next_projects", "next_busiest", "next_basis")
_GOOD = ("stated", "quoted")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def sample_questions(
    build: Build,
    language: str,
    most: int = _MOST,
    documents: Collection[str] | None = None,
) -> tuple[str, ...]:
    """Return questions about what is loaded that it answers.

    Args:
        build: an opened build.
        language: zh or en.
        most: how many at most.
        documents: only these documents' keys, if given.
    """
    made: dict[str, None] = {}
    tasks = build.tasks if documents is None else build.tasks.within(documents)
    first = tuple(islice(tasks, 4 * _TRIED))
    units = _units(build, first if documents is not None else None)
    candidates = (
        _of_tasks(build, language, first),
        (_said(language, "next_tasks", unit=_called(build, *unit)) for unit in units),
        _of_numbers(build, language, first),
        _of_pairs(build, language, units if documents is not None else None),
        (_said(language, key) for key in _EVERYDAY),
    )
    for own in candidates:
        share = most - len(made) if own is candidates[-1] else 1
        answered = (q for q in own if q and ask(build, q, documents=documents).grade in _GOOD)
        made |= dict.fromkeys(islice(answered, share))
    return tuple(made)


def _of_tasks(build: Build, language: str, tasks: Sequence[str]) -> Iterator[str]:
    for task in tasks[:_TRIED]:
        if build.tasks[task]["title"]:
            yield _said(language, "next_units", task=build.tasks[task]["title"])


def _units(build: Build, tasks: Sequence[str] | None) -> list[tuple[str, str]]:
    """Return the units with most tasks, or those named first in some tasks: (IRI, name)."""
    if tasks is None:
        return build.tables.rows("SELECT id, label FROM units ORDER BY rowid LIMIT ?", _TRIED)
    named = (unit["id"] for task in tasks for unit in build.tasks[task]["units"] if unit["id"])
    return [(node, build.label(node) or node) for node in islice(dict.fromkeys(named), _TRIED)]


def _of_pairs(
    build: Build, language: str, units: Sequence[tuple[str, str]] | None
) -> Iterator[str]:
    """Yield questions about the pairs that share most tasks, or the pairs of some units."""
    pairs: Iterable[Sequence[str]] = combinations([node for node, _ in units or ()], 2)
    if units is None:
        pairs = build.tables.rows(
            "SELECT one, other FROM pairs ORDER BY tasks DESC LIMIT ?", _TRIED
        )
    for nodes in pairs:
        one, other = (_called(build, node, build.label(node) or node) for node in nodes)
        yield _said(language, "next_shared", one=one, other=other)


def _of_numbers(build: Build, language: str, tasks: Sequence[str]) -> Iterator[str]:
    for task in tasks:
        for row in islice(build.facts.targets(task), 1):
            if len(row["metric"]) <= _LONGEST:
                yield _said(language, "next_number", metric=row["metric"])


def _called(build: Build, node: str, label: str) -> str:
    """Return how a unit is called: with its place where several places are loaded."""
    if len(build.own_places) < 2:
        return label
    if unplaced_document(build, node):
        return label  # no place to call it by
    place = scope_in(node)
    return place + label[1:] if label[:1] == place[-1:] else f"{place}{label}"


def _said(language: str, key: str, **names: str) -> str:
    """Return a question in a language; "" where its words, but the names in it, are of another."""
    bare = say(language, key, **dict.fromkeys(names, ""))
    is_foreign = language != "zh" and _CHINESE.search(bare)
    return "" if is_foreign else say(language, key, **names)
