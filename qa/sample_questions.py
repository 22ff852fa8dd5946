"""Questions to begin with, made from what is loaded; each was asked, and is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

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


def sample_questions(build: Build, language: str, most: int = _MOST) -> tuple[str, ...]:
    """Return questions about what is loaded that it answers.

    Args:
        build: an opened build.
        language: zh or en.
        most: how many at most.
    """
    made: dict[str, None] = {}
    for candidates in (_of_tasks, _of_units, _of_numbers, _of_pairs, _everyday):
        share = most - len(made) if candidates is _everyday else 1
        own = (q for q in candidates(build, language) if q)
        answered = (q for q in own if ask(build, q).grade in _GOOD)
        made |= dict.fromkeys(islice(answered, share))
    return tuple(made)


def _of_tasks(build: Build, language: str) -> Iterator[str]:
    for task in islice(build.tasks.values(), _TRIED):
        if task["title"]:
            yield _said(language, "next_units", task=task["title"])


def _of_units(build: Build, language: str) -> Iterator[str]:
    rows = build.tables.rows("SELECT id, label FROM units ORDER BY rowid LIMIT ?", _TRIED)
    for node, label in rows:
        yield _said(language, "next_tasks", unit=_called(build, node, label))


def _of_pairs(build: Build, language: str) -> Iterator[str]:
    rows = build.tables.rows("SELECT one, other FROM pairs ORDER BY tasks DESC LIMIT ?", _TRIED)
    for nodes in rows:
        one, other = (_called(build, node, build.label(node) or node) for node in nodes)
        yield _said(language, "next_shared", one=one, other=other)


def _of_numbers(build: Build, language: str) -> Iterator[str]:
    for task in islice(build.tasks, 4 * _TRIED):
        for row in islice(build.facts.targets(task), 1):
            if len(row["metric"]) <= _LONGEST:
                yield _said(language, "next_number", metric=row["metric"])


def _everyday(_: Build, language: str) -> Iterator[str]:
    yield from (_said(language, key) for key in _EVERYDAY)


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
