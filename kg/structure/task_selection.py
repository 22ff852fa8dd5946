"""Which numbered items are tasks, and the stable key of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.structure.document import DocumentMetadata
from kg.structure.outline import Item

# Kinds of document whose numbered items are work to be done even where no unit is named.
_WORK = re.compile(r"方案|计划|措施|要点|任务|分工|意见|安排|清单|举措")
_NO_WORK = re.compile(r"条例|办法|规定|规则|章程|报告|批复|公告|解读|法$|函$")


def select_tasks(roots: Sequence[Item], metadata: DocumentMetadata) -> list[Item]:
    """Return the items that are tasks, in document order.

    An item is a task if it carries an attribution, or has the style of those that do. An item
    whose parts carry attributions of their own is a section. In a text without attributions
    the innermost items of a plan are tasks; a law or a report has none.
    """
    items = [item for root in roots for item in root.walk() if item.style != "plan"]
    attributed = [item for item in items if item.attributions]
    if attributed:
        share = _attributed_share(items)
        return [item for root in roots for item in _attributed_tasks(root, share)]
    title = metadata.title.value if metadata.title else ""
    if (
        not _WORK.search(title)
        or _NO_WORK.search(title)
        or any(i.style == "article" for i in items)
    ):
        return []
    return [item for item in items if _is_innermost(item)]


def _attributed_share(items: Sequence[Item]) -> dict[str, float]:
    """Return, per style, the share of its items that carry an attribution."""
    every = Counter(item.style for item in items)
    with_one = Counter(item.style for item in items if item.attributions)
    return {style: with_one[style] / count for style, count in every.items()}


def _attributed_tasks(item: Item, share: dict[str, float]) -> Iterator[Item]:
    below = [child for child in item.children if any(x.attributions for x in child.walk())]
    if item.style != "plan":
        if _closes_for_parent(item, below, share):
            yield item
            return
        if not below and (item.attributions or share[item.style] >= 0.5):
            yield item
            return
        if not below and not item.children:
            if _has_task_siblings(item, share):
                yield item
            return
        if item.attributions:
            yield item
    for child in item.children:
        yield from _attributed_tasks(child, share)


def _closes_for_parent(item: Item, below: list[Item], share: dict[str, float]) -> bool:
    """Tell whether the only attribution stands at the end of the last part, for the whole."""
    return (
        not item.attributions
        and len(item.children) > 1
        and below == item.children[-1:]
        and share[below[0].style] < 0.5
    )


def _has_task_siblings(item: Item, share: dict[str, float]) -> bool:
    """Tell whether an item without attribution stands where tasks stand."""
    return share[item.style] >= 0.3 or (
        item.parent is not None and any(sibling.attributions for sibling in item.parent.children)
    )


def _is_innermost(item: Item) -> bool:
    """Tell whether an item states work: the innermost 一、（一） 1. with text of its own."""
    if item.style in {"arabic_bracket", "circled", "chapter", "article"}:
        return False
    return not any(child.style in {"han", "han_bracket", "arabic"} for child in item.children)


def task_keys(items: Sequence[Item]) -> list[str]:
    """Return the printed numbers, prefixed by enclosing numbers as far as they repeat."""
    groups: dict[int, list[list[int]]] = {}
    for item in items:
        above = list(item.ancestors())
        plan = above[-1].number if above and above[-1].style == "plan" else 0
        path = [item.number, *(a.number for a in above if a.style != "plan")]
        groups.setdefault(plan, []).append(path)
    several = len(groups) > 1
    keys = [
        f"{plan}.{key}" if several and plan else key
        for plan, paths in groups.items()
        for key in _shortest_unique(paths)
    ]
    seen: Counter[str] = Counter()
    for position, key in enumerate(keys):
        seen[key] += 1
        if seen[key] > 1:  # the same number printed twice
            keys[position] = f"{key}-{seen[key]}"
    return keys


def _shortest_unique(paths: Sequence[Sequence[int]]) -> list[str]:
    """Write each path, innermost number first, as far as all of them need to differ."""
    keys: list[str] = []
    for depth in range(1, max(map(len, paths)) + 1):
        keys = [".".join(str(n) for n in reversed(path[:depth])) for path in paths]
        if len(set(keys)) == len(keys):
            break
    return keys
