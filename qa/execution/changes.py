"""What changed between two years of a place: tasks that came and went, numbers that moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from kg.comparison.alignment import TaskChange
from kg.comparison.comparison import Comparison, compare, read_renamed_units
from kg.comparison.sides import ComparedDocument, ComparedTarget, ComparedTask, Side
from kg.comparison.target_changes import Setting, TargetChange
from kg.export.comparisons.compared_sides import SideReader
from qa.evidence.rows import Number, Quote, Sentence
from qa.execution.results import Found, Item
from qa.execution.scope import Scope
from qa.query.tree import Find, Since

Meant = Callable[[str], bool]  # whether a task is of what was asked about


def changed(find: Find, since: Since, scope: Scope, meant: Meant) -> Found:
    """Return what changed as a tree asks; its count is None where there are no two years.

    Args:
        find: the tree: of tasks or targets.
        since: which change, between which years.
        scope: where.
        meant: tells which tasks are of what is asked about.
    """
    comparisons = list(_comparisons(since, scope))
    if not comparisons:
        return Found(find)
    pairs = [
        pair
        for comparison in comparisons
        for pair in (
            _numbers(comparison, since, scope)
            if find.kind == "target"
            else _tasks(comparison, since, scope)
        )
        if any(item is not None and meant(item.tasks[0]) for item in pair)
    ]
    items = tuple(new or old for old, new in pairs if new or old)
    before = tuple(old if new else None for old, new in pairs)
    return Found(find, items, count=len(items), before=before)  # type: ignore[arg-type]


def _comparisons(since: Since, scope: Scope) -> Iterator[Comparison]:
    """Yield the comparison of two years of each place: those that are said, else the last two."""
    documents = scope.build.documents
    by_place: dict[str, dict[int, list[str]]] = {}
    for key in scope.keys:
        place, year = "".join(documents[key]["jurisdiction"]), documents[key]["year"]
        if year is not None:
            by_place.setdefault(place, {}).setdefault(year, []).append(key)
    renamed = read_renamed_units(scope.build.knowledge.data)
    for years in by_place.values():
        for old, new in list(pairwise(sorted(years)))[-1:] if not since.years else [since.years]:
            if old in years and new in years:
                one, other = (_side(str(year), years[year], scope) for year in (old, new))
                yield compare(one, other, renamed)


def _side(label: str, keys: list[str], scope: Scope) -> Side:
    build = scope.build
    reader = SideReader(build.tables, build.tasks.of_document, build.text)
    return reader.side(label, [build.documents[key] for key in keys])


Pair = tuple[Item | None, Item | None]  # the earlier and the later side


def _tasks(comparison: Comparison, since: Since, scope: Scope) -> Iterator[Pair]:
    for change in comparison.tasks:
        if change.change == since.change:
            yield from _sides(change, scope)


def _sides(change: TaskChange, scope: Scope) -> Iterator[Pair]:
    for old in change.old or (None,):
        for new in change.new or (None,):
            yield _task(old, scope), _task(new, scope)


def _task(task: ComparedTask | None, scope: Scope) -> Item | None:
    if task is None:
        return None
    record = scope.build.tasks[task.iri]
    quote = Quote(task.document, record["start"], record["end"])
    row = Sentence(task.iri, scope.words_at(quote), 1.0, quote)
    return Item("task", task.iri, scope.task_name(task.iri), (row,))


def _numbers(comparison: Comparison, since: Since, scope: Scope) -> Iterator[Pair]:
    for change in comparison.targets:
        if change.change == _DIRECTIONS.get(since.change):
            yield _number(change, "old", scope), _number(change, "new", scope)


# how the words for tasks are meant of numbers
_DIRECTIONS = {
    "raised": "raised",
    "lowered": "lowered",
    "kept": "same",
    "new": "added",
    "dropped": "removed",
}


def _number(change: TargetChange, side: str, scope: Scope) -> Item | None:
    """Return a number of one side: of a task as the graph has it, or a headline goal."""
    setting: Setting | None = getattr(change, f"{side}_in")
    target: ComparedTarget | None = getattr(change, side)
    if setting is None or target is None:
        return None
    if isinstance(setting, ComparedDocument):
        row = _headline(setting, target)
        return Item(
            "target", f"{setting.iri}/text#char={target.start},{target.end}", target.metric, (row,)
        )
    rows = [row for row in scope.rows.numbers([setting.iri]) if _is(row, target)]
    return Item("target", rows[0].target, target.metric, tuple(rows[:1])) if rows else None


def _headline(document: ComparedDocument, target: ComparedTarget) -> Number:
    """Return a headline goal as a row; its document stands where else its task does."""
    return Number(
        task=document.iri,
        metric=target.metric,
        comparator=target.comparator,
        amount=target.amount,
        printed=target.printed,
        unit=target.unit,
        kind=target.kind,
        text=target.text,
        quote=Quote(document.document, target.start, target.end),
    )


def _is(row: Number, target: ComparedTarget) -> bool:
    return (row.text, row.metric, row.amount) == (target.text, target.metric, target.amount)
