"""Which part of a task the units of a bracket answer for.

一是加大投放（责任单位：甲）；二是降低成本（责任单位：乙）
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.structure.document import Task
from kg.text.span import Span

_FEWEST = 4  # characters of a part that says something
_NUMERAL = "[一二三四五六七八九十]{1,3}"
# 一是|加大投放 · （二）|税费减免 · 3.|降低成本 · 金融支持：|…, where a line or a sentence begins
_OPENING = re.compile(
    rf"(?:^|(?<=[\n。；：]))[ \t\u3000]*"
    rf"(?=其?{_NUMERAL}(?:是|要)|[（(](?:{_NUMERAL}|\d{{1,2}})[）)]"
    rf"|(?:{_NUMERAL}|\d{{1,2}})[、.．](?!\d)|[①-⑳]|[\u4e00-\u9fff]{{2,10}}：)"
)
_AROUND = " \t\n\u3000；;，,。、"


def parts_of_task(task: Task, text: str, places: Sequence[Span]) -> list[Span | None]:
    """Return what the units at each place answer for; None where that is all of the task.

    Where units stand at one place they answer for the whole task, and so do those behind its
    heading, whose parts have units of their own below.

    Args:
        task: with the places in it.
        text: stored text of its document.
        places: of attributions with units between which something is said, in order.
    """
    if len(places) < 2 or task.cells:
        return [None] * len(places)
    named = task.title and task.title_span.end + _FEWEST <= places[0].start
    begin = task.title_span.end if named else task.content.start
    starts = [begin, *(place.end for place in places)]
    parts = [_part(text, start, place) for start, place in zip(starts, places, strict=False)]
    if parts[0] is None:  # units come before what they do
        return [None] * len(places)
    if _is_heading(task, text, places[0]):
        parts[0] = None
    return parts


def _part(text: str, start: int, place: Span) -> Span | None:
    """Return what is said before a place, from where a part is opened, if that is anything."""
    opening = _OPENING.search(text[start : place.start])
    start += opening.end() if opening else 0
    said = text[start : place.start]
    begin = start + len(said) - len(said.lstrip(_AROUND))
    end = start + len(said.rstrip(_AROUND))
    return Span(begin, end) if end - begin >= _FEWEST else None


def _is_heading(task: Task, text: str, first: Span) -> bool:
    """Tell whether units stand on the line of a task's heading, which is no sentence."""
    line_end = text.find("\n", task.content.start)
    before = text[task.content.start : first.start]
    alone = line_end >= 0 and not text[first.end : line_end].strip(_AROUND)
    return alone and line_end >= first.end and not re.search("[。；]", before)
