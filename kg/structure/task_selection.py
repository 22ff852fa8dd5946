"""Which numbered items are tasks, where each ends, and its stable key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from kg.knowledge.lexicon import Lexicon
from kg.structure.lists.unnumbered import HEADING
from kg.structure.outline import Item

_MOSTLY = 0.5  # a style of which this share carries attributions is the style of tasks
_OFTEN = 0.3
_FEW = 0.15  # of the items that state work; below, attributions do not tell the tasks
_PARTS = frozenset({"plan", "annex"})
_DECIMALS = ("decimal1", "decimal2", "decimal3", "decimal4")
_WORKS = frozenset({"han", "han_bracket", "arabic", *_DECIMALS})  # styles of items that state work
_BRACKETED = frozenset({"arabic_bracket"})  # 6 保障措施 ⏎ （1）…


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items are tasks.

    Attributes:
        keys: of each task, in document order.
        ends: where each task ends: with its parts, unless those are tasks of their own.
        plans: key of the plan or annex that each task is in, None outside of any.
        headings: items that are neither tasks nor parts of one, in document order.
        sections: key of each item as a section: 2.1, 附件1.2, t3 for a category of a table.
    """

    keys: dict[Item, str]
    ends: dict[Item, int]
    plans: dict[Item, str | None]
    headings: tuple[Item, ...]
    sections: dict[Item, str]


def select_tasks(text: str, items: Sequence[Item], title: str, lexicon: Lexicon) -> Selection:
    """Tell which items are tasks.

    An item is a task if it carries an attribution, or has the style of those that do. An item
    whose parts carry attributions of their own is a section. In a text without attributions
    the innermost items of a plan are tasks; a law or a report has none. What frames the work
    (总体要求, with all that is under it) has none either, however it is numbered; what is under
    保障措施 is a task beside others.

    Args:
        text: a view's text.
        items: of the outline.
        title: of the document, "" without one.
        lexicon: kinds of documents whose items are work.
    """
    stated = _tasks(items, title, lexicon)
    safeguards = _safeguards(text, items, frozenset(stated), lexicon)
    tasks = _unframed(text, sorted((*stated, *safeguards), key=_start), lexicon)
    chosen = set(tasks)
    whole = {item for item in tasks if chosen.isdisjoint(item.below)}
    ends = {item: item.last_end if item in whole else item.end for item in tasks}
    outside = (i for i in items if i not in chosen and whole.isdisjoint(i.ancestors))
    return Selection(
        keys=dict(zip(tasks, _keys(tasks), strict=True)),
        ends=ends,
        plans={item: _part_key(item) for item in tasks},
        headings=tuple(outside),
        sections={item: _section_key(item) for item in items},
    )


def _tasks(items: Sequence[Item], title: str, lexicon: Lexicon) -> list[Item]:
    """Return the tasks of the text before its annexes and of each annex, looked at alone."""
    parts = [list(part) for _, part in groupby(items, _annex)]
    attributed = any(item.attributions for item in items)
    found: list[Item] = []
    for part in parts:
        annex = _annex(part[0])
        if annex is None and attributed and not any(item.attributions for item in part):
            continue  # the tasks are in the annexes
        found.extend(_tasks_of_part(part, annex.title if annex else title, lexicon))
    return found


def _unframed(text: str, tasks: Sequence[Item], lexicon: Lexicon) -> list[Item]:
    """Return the tasks that no heading such as 总体要求 frames; all, where it frames every one."""
    frame = lexicon.documents.frame

    def is_frame(item: Item) -> bool:
        return frame.fullmatch(_heading(text, item)) is not None and not _is_attributed(item)

    kept = [task for task in tasks if not any(is_frame(x) for x in (task, *task.ancestors))]
    return kept or list(tasks)


def _safeguards(
    text: str, items: Sequence[Item], tasks: Set[Item], lexicon: Lexicon
) -> Iterator[Item]:
    """Yield what is under 保障措施 beside tasks, where none of it is a task by itself.

    Those who do it are seldom named, and it is often numbered in a style of its own.
    """
    parts = {_annex(task) for task in tasks}
    for item in items:
        beside = _annex(item) in parts and tasks.isdisjoint((item, *item.below, *item.ancestors))
        if beside and lexicon.documents.safeguard.fullmatch(_heading(text, item)):
            works = _WORKS if any(x.style in _WORKS for x in item.below) else _BRACKETED
            yield from (below for below in item.below if _is_innermost(below, works))


def _heading(text: str, item: Item) -> str:
    return text[item.content : item.heading_end].strip().partition("。")[0]


def _start(item: Item) -> int:
    return item.start


def _annex(item: Item) -> Item | None:
    """Return the annex that an item is, or is in."""
    outermost = item.ancestors[-1] if item.ancestors else item
    return outermost if outermost.style == "annex" else None


def _tasks_of_part(items: Sequence[Item], title: str, lexicon: Lexicon) -> list[Item]:
    numbered = [item for item in items if item.style not in _PARTS]
    is_work = _states_work(title, lexicon)
    listing = lexicon.documents.listing.search(title) is not None
    stated = _innermost(numbered, is_list=listing) if is_work else []
    if _are_attributed(numbered, stated):
        share = _attributed_share(numbered)
        roots = (item for item in items if not item.ancestors)
        return [item for root in roots for item in _attributed_tasks(root, share)]
    return stated


def _are_attributed(numbered: Sequence[Item], stated: Sequence[Item]) -> bool:
    """Tell whether attributions say which items are tasks: one of twenty says nothing of them."""
    with_one = [item for item in numbered if item.attributions or item.style == "row"]
    few = len(with_one) < _FEW * len(stated) and set(with_one) <= set(stated)
    return bool(with_one) and not few


def _states_work(title: str, lexicon: Lexicon) -> bool:
    """Tell whether a document of this title lists work: a plan does, a regulation does not."""
    words = lexicon.documents
    if words.work.search(title) is None or words.no_work.search(title) is not None:
        return False
    return words.made_known.search(title) is None or words.listing.search(title) is not None


def _attributed_share(items: Sequence[Item]) -> dict[str, float]:
    """Return, per style, the share of its items that carry an attribution."""
    every = Counter(item.style for item in items)
    with_one = Counter(item.style for item in items if item.attributions)
    return {style: with_one[style] / count for style, count in every.items()}


def _attributed_tasks(item: Item, share: dict[str, float]) -> Iterator[Item]:
    below = [child for child in item.children if _is_attributed(child)]
    if item.style not in _PARTS:
        if (
            _goes_on_in_parts(item)
            or _closes_for_parent(item, below, share)
            or (not below and _is_task(item, share))
        ):
            yield item
            return
        if item.attributions:
            yield item
    for child in item.children:
        yield from _attributed_tasks(child, share)


def _is_task(item: Item, share: dict[str, float]) -> bool:
    """Tell whether an item without attributions under it is a task."""
    if item.attributions or item.style == "row" or share[item.style] >= _MOSTLY:
        return True
    return not item.children and _has_task_siblings(item, share)


def _is_attributed(item: Item) -> bool:
    """Tell whether an item or anything under it carries an attribution."""
    return any(x.attributions for x in (item, *item.below))


def _goes_on_in_parts(item: Item) -> bool:
    """Tell whether an item's own paragraph numbers its parts: 治水。①修堤（甲）；②清淤（乙）."""
    first = item.children[0] if item.children else None
    return first is not None and first.style == "circled" and first.start == item.heading_end


def _closes_for_parent(item: Item, below: list[Item], share: dict[str, float]) -> bool:
    """Tell whether the only attribution is at the end of the last part, for the whole."""
    return (
        not item.attributions
        and len(item.children) > 1
        and below == item.children[-1:]
        and below[0].style != "row"
        and share[below[0].style] < _MOSTLY
    )


def _has_task_siblings(item: Item, share: dict[str, float]) -> bool:
    """Tell whether an item without attribution is among tasks."""
    parent = item.ancestors[0] if item.ancestors else None
    return share[item.style] >= _OFTEN or (
        parent is not None and any(sibling.attributions for sibling in parent.children)
    )


def _innermost(items: Sequence[Item], *, is_list: bool) -> list[Item]:
    """Return the items that state work; a law (第一条) has none.

    In a list of works （1） is one too, unless it is a part of 1.
    """
    if any(item.style == "article" for item in items):
        return []
    bracketed = is_list and all(item.style != "arabic" for item in items)
    works = _WORKS | {"arabic_bracket"} if bracketed else _WORKS
    return [item for item in items if _is_innermost(item, works)]


def _is_innermost(item: Item, works: Set[str]) -> bool:
    """Tell whether an item states work: the innermost 一、（一） 1. with text of its own."""
    return item.style in works and not any(child.style in works for child in item.children)


def _part_key(item: Item) -> str | None:
    """Return the key of the plan or annex that an item is in: 2, 附件1."""
    part = next((above for above in item.ancestors if above.style in _PARTS), None)
    return _section_key(part) if part else None


def _section_key(item: Item) -> str:
    """Return the key of an item as a section: 2.1, 附件1.2, t3 for a category of a table."""
    marks = {"annex": "附件", "category": "t", HEADING: "h"}
    return ".".join(
        f"{marks.get(x.style, '')}{x.number}" for x in reversed((item, *item.ancestors))
    )


def _keys(items: Sequence[Item]) -> list[str]:
    """Return the printed numbers, prefixed by enclosing numbers as far as they repeat."""
    groups: dict[str, list[list[str]]] = {}
    for item in items:
        own = item.row.printed if item.row and item.row.printed else str(item.number)
        path = [own, *(str(a.number) for a in item.ancestors if a.style not in _PARTS)]
        groups.setdefault(_part_key(item) or "", []).append(path)
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


def _shortest_unique(paths: Sequence[Sequence[str]]) -> list[str]:
    """Write each path, innermost number first, as far as all of them need to differ."""
    keys: list[str] = []
    for depth in range(1, max(map(len, paths)) + 1):
        keys = [".".join(reversed(path[:depth])) for path in paths]
        if len(set(keys)) == len(keys):
            break
    return keys
