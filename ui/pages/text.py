"""原文: a stored text with what was read from it marked where it stands.

?start=&end= marks some characters and shows the facts in them; ?hide= leaves kinds out. Every
source link of the product leads here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from starlette.responses import RedirectResponse

from ui.pages.collection.correcting import (
    FILLED,
    addable,
    built_marks,
    choices,
    not_built,
    waiting_at,
)
from ui.pages.marks import KINDS_SHOWN, MISSED, Mark, contents, marks_of, pieces, with_anchors
from ui.refusals import NotThereError
from ui.site import Asked, Shown

_FIRST = 400  # documents listed on one page
LONGEST = 20_000  # characters of a text that one page shows


def first(asked: Asked) -> Shown | RedirectResponse:
    """Lead to the only document, or list those of the place that is chosen."""
    listed = asked.listed
    if len(listed) == 1 and not asked.value("all"):
        return RedirectResponse(asked.href("text", key=listed[0]["key"]), 307)
    return Shown("texts.html", asked.say("page_texts"), {"documents": listed[:_FIRST]})


def view(asked: Asked) -> Shown:
    """Return the page of one document."""
    key = asked.path["key"]
    if key not in asked.build.documents:
        raise NotThereError(asked.say("text_unknown"))
    text = asked.build.text(key)
    marks = marks_of(asked.build, key)
    start = min(asked.number("start"), len(text))
    end = max(start, min(asked.number("end"), len(text)))
    hidden = set(asked.values("hide"))
    chosen = _chosen(marks, start, end)
    entries = contents(asked.build, key, text)
    parts = parts_of(text, [entry.start for entry in entries])
    part = _part_of(parts, start) if end else min(max(asked.number("part", 1), 1), len(parts)) - 1
    shown = [mark for mark in marks if mark.kind not in hidden and mark.start < parts[part][1]]
    cut = pieces(text, shown, start, end, parts[part])
    title = asked.build.documents[key]["title"] or key
    return Shown(
        "text.html",
        title,
        {
            "key": key,
            "record": asked.build.documents[key],
            "pieces": with_anchors(cut, entries),
            "contents": [(entry, _part_of(parts, entry.start) + 1) for entry in entries],
            "part": part + 1,
            "parts": len(parts),
            "legend": _legend(marks),
            "hidden": sorted(hidden),
            "missed": MISSED,
            "facts": chosen,
            "start": start,
            "end": end,
            "marked": text[start:end],
            "around": _around(marks, hidden, start, end),
            "may_correct": asked.may_correct,
            "correcting": asked.number("correct"),
            "filled": {name: asked.value(name) for name in FILLED},
            "waiting": waiting_at(asked, key, start, end),
            "built": built_marks(asked),
            "not_built": not_built(asked),
            "choices": partial(choices, asked),
            "addable": addable(asked),
            "noted": asked.number("noted"),
        },
    )


def parts_of(text: str, headings: Sequence[int]) -> list[tuple[int, int]]:
    """Return where a long text is cut for reading: before a heading, where one is near.

    Args:
        text: the stored text.
        headings: where its sections and tasks begin, in order.
    """
    cuts = [0]
    while len(text) - cuts[-1] > LONGEST:
        low, high = cuts[-1] + LONGEST // 2, cuts[-1] + LONGEST
        near = [start for start in headings if low < start <= high]
        line = text.rfind("\n", low, high) + 1
        cuts.append(near[-1] if near else line or high)
    return list(pairwise([*cuts, len(text)])) if text else [(0, 0)]


def _part_of(parts: Sequence[tuple[int, int]], start: int) -> int:
    """Return the index of the part that a character is in."""
    return max(bisect_right(parts, start, key=lambda bounds: bounds[0]) - 1, 0)


def _legend(marks: Sequence[Mark]) -> list[tuple[str, int]]:
    """Return the kinds that are there, in their order, each with its number of marks."""
    return [
        (kind, count) for kind in KINDS_SHOWN if (count := sum(mark.kind == kind for mark in marks))
    ]


def _chosen(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    """Return the marks that share a character with what is marked, the longest first."""
    found = [mark for mark in marks if mark.start < end and start < mark.end]
    return sorted(found, key=lambda mark: (mark.start - mark.end, mark.start))


def _around(
    marks: Sequence[Mark], hidden: set[str], start: int, end: int
) -> tuple[Mark | None, Mark | None]:
    """Return the marks before and after what is marked."""
    shown = [mark for mark in marks if mark.kind not in hidden]
    before = [mark for mark in shown if mark.start < start]
    after = [mark for mark in shown if mark.start >= max(end, start + 1)] if end else shown
    return before[-1] if before else None, after[0] if after else None
