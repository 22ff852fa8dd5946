"""Which tasks and sections an ordinal means: 第66条, 最后三条, 下一条, 第五部分."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.text.numerals import to_int
from qa.execution.scope import Scope

# 最后三 of 最后三条
_LAST = re.compile(r"最后(?P<several>[一二三四五六七八九十两\d]+)")
# 倒数第二
_FROM_END = re.compile(r"倒数第(?P<nth>[一二三四五六七八九十\d]+)")
_BESIDE = {"上一": -1, "前一": -1, "下一": 1, "后一": 1}


def tasks_numbered(ordinal: str, scope: Scope) -> list[str]:
    """Return the tasks an ordinal means: those so printed, else those so counted.

    最后三 are the last three of each document; 下一 is the one after the task told before.
    """
    if ordinal in _BESIDE:
        return _beside(_BESIDE[ordinal], scope)
    end = _LAST.fullmatch(ordinal)
    if end is not None:
        several = to_int(end["several"]) or 1
        return [t for key in scope.keys for t in scope.among([key]).tasks()[-several:]]
    back = _FROM_END.fullmatch(ordinal)
    if back is not None:
        at = to_int(back["nth"]) or 1
        return [t for key in scope.keys for t in scope.among([key]).tasks()[-at:][:1]]
    wanted = _number(ordinal)
    tasks = scope.tasks()
    ordinals = scope.build.tasks.headings(tasks)
    printed = [task for task in tasks if _number(ordinals[task][0]) == wanted]
    if printed:
        return printed
    counted = frozenset(scope.build.tasks.numbered(wanted))
    return [task for task in tasks if task in counted]


def _beside(step: int, scope: Scope) -> list[str]:
    """Return the task before or after the one that was told, in its document."""
    told = [item.iri for item in scope.told("task")][:1]
    for task in told:
        own = scope.among([scope.document_of(task)]).tasks()
        at = own.index(task) + step if task in own else -1
        return [own[at]] if 0 <= at < len(own) else []
    return []


def section_numbered(ordinal: str, names: Sequence[str]) -> list[str]:
    """Return the section an ordinal means, of those of a document in their order."""
    end = _LAST.fullmatch(ordinal)
    at = len(names) if end is not None else to_int(_number(ordinal)) or 0
    return [names[at - 1]] if 0 < at <= len(names) else []


def _number(ordinal: str) -> str:
    """Return a printed number in digits: （六十六） and 第66条 are 66."""
    bare = ordinal.strip("（）()第条项任务、.． ")
    value = to_int(bare)
    return bare if value is None else str(value)
