"""What each part of a question got, and all of it as one answer.

A part that nothing answers is named in the answer: nobody takes half of it for the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, TypeGuard

from qa.answer import Statement
from qa.answers.speaker import Said, Speaker
from qa.answers.wording import said
from qa.execution.results import Found, Result
from qa.query.tree import Find, Tree
from qa.reading.clause import Clause


@dataclass(frozen=True, slots=True)
class Part:
    """What a clause of a question got.

    Attributes:
        clause: with what it goes on from.
        found: its trees and what they found; none where nothing says what it asks.
        asked: its words, to be named where nothing was found; "" where it hardly asks.
        beside: what the item that answers the part before it says, where nothing was found.
    """

    clause: Clause
    found: tuple[tuple[Tree, Result], ...] = ()
    asked: str = ""
    beside: str = ""


def whole(
    parts: Sequence[Part], speaker: Speaker, absent: Mapping[int, str] | None = None
) -> Said | None:
    """Return the answers to all parts as one; None where no part has any.

    Args:
        parts: of the question, in order.
        speaker: puts results into words.
        absent: what is missing for some parts, by their index; what they found does not count.
    """
    missing = absent or {}
    told: list[Said] = []
    trees: set[Tree] = set()
    for i, part in enumerate(parts):
        if i in missing:
            told += [Said(missing[i], quoted=True)] if missing[i] else []
            continue
        new = [(tree, result) for tree, result in _with_facts(parts, i) if tree not in trees]
        later = [result for other in parts[i + 1 :] for _, result in other.found]
        told += [said(result, speaker) for _, result in new if not _told_by(result, later)]
        trees |= {tree for tree, _ in new}
        quotes = bool(told) and told[-1].quoted and bool(told[-1].tasks)  # and may hold it
        if part.asked and not quotes:
            key = "unanswered_beside" if part.beside else "unanswered"
            said_so = speaker.say(key, asked=part.asked, text=part.beside)
            told.append(Said(said_so, quoted=True))
    return _joined(told) if trees else None


def _with_facts(parts: Sequence[Part], index: int) -> Sequence[tuple[Tree, Result]]:
    """Return what a part found; what several parts ask of the same documents is told at once."""
    found: list[tuple[Tree, Result]] = []
    for tree, result in parts[index].found:
        if not (_is_fact(tree) and isinstance(result, Found)):
            found.append((tree, result))
            continue
        alike = [
            (i, other)
            for i, part in enumerate(parts)
            for other, _ in part.found
            if _is_fact(other) and replace(other, show=tree.show) == tree
        ]
        if alike[0][0] == index:
            whole_ = replace(tree, show=tuple(f for _, other in alike for f in other.show))
            found.append((whole_, replace(result, find=whole_)))
    return found


def _is_fact(tree: Tree) -> TypeGuard[Find]:
    return isinstance(tree, Find) and tree.kind == "document" and bool(tree.show)


def _told_by(result: Result, later: Sequence[Result]) -> bool:
    """Tell whether later results name all of its things again, and say more of them.

    哪些地方减免房租，各减几个月 · 依据国务院哪个文件，文号是多少
    """
    if not isinstance(result, Found) or result.find.show:
        return False
    names = {item.name for item in result.items}
    others = [other for other in later if isinstance(other, Found)]
    if result.count is not None:  # 挑头几件事，都是啥
        lists = (o for o in others if o.count is None and o.total is None and not o.groups)
        return any(names == {item.name for item in other.items} for other in lists)
    if result.find.kind == "policy":
        shown = (other for other in others if other.find.kind == "policy" and other.find.show)
        return any(names == {item.name for item in other.items} for other in shown)
    each = (other.groups for other in others if other.groups)
    of_places = result.find.kind == "jurisdiction"
    return of_places and any(names <= {group.name for group, _ in groups} for groups in each)


def _joined(parts: list[Said]) -> Said:
    """Return several answers as one: first sentences after each other, then all lines."""
    if len(parts) == 1:
        return parts[0]
    heads = list(dict.fromkeys(part.head for part in parts))
    head = (" " if all(said.isascii() or said.endswith(".") for said in heads) else "").join(heads)
    lines: list[Statement] = []
    for part in parts:
        lines += [line for line in part.statements if line.text not in {x.text for x in lines}]
    tasks = tuple(dict.fromkeys(task for part in parts for task in part.tasks))
    values = [part.value for part in parts if part.value is not None]
    lists = bool(values) and all(isinstance(value, list) for value in values)
    value = list(chain.from_iterable(values)) if lists else next(iter(values), None)
    quoted = all(part.quoted for part in parts)
    return Said(head, tuple(lines), _each_once(value), tasks, quoted)


def _each_once(value: Any) -> Any:
    """Return a list of names or numbers with each once; what is no such list as it is."""
    plain = isinstance(value, list) and all(isinstance(one, str | int) for one in value)
    return list(dict.fromkeys(value)) if plain else value
