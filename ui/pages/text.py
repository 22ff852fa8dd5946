"""原文: a stored text with what was read from it marked where it stands.

?start=&end= marks some characters and shows the facts in them; ?hide= leaves kinds out. Every
source link of the product leads here.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import RedirectResponse

from ui.pages.correcting import addable, choices
from ui.pages.marks import KINDS_SHOWN, MISSED, Mark, contents, marks_of, pieces, with_anchors
from ui.site import Asked, NotThereError, Shown

_FIRST = 400  # documents listed on one page


def first(asked: Asked) -> Shown | RedirectResponse:
    """Lead to the only document, or list them."""
    documents = list(asked.build.documents)
    if len(documents) == 1 and not asked.value("all"):
        return RedirectResponse(asked.href("text", key=documents[0]), 307)
    listed = list(asked.build.documents.values())[:_FIRST]
    return Shown("texts.html", asked.say("page_texts"), {"documents": listed})


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
    cut = pieces(text, [mark for mark in marks if mark.kind not in hidden], start, end)
    entries = contents(asked.build, key, text)
    title = asked.build.documents[key]["title"] or key
    return Shown(
        "text.html",
        title,
        {
            "key": key,
            "record": asked.build.documents[key],
            "pieces": with_anchors(cut, entries),
            "contents": entries,
            "legend": _legend(marks),
            "hidden": sorted(hidden),
            "missed": MISSED,
            "facts": chosen,
            "start": start,
            "end": end,
            "marked": text[start:end],
            "around": _around(marks, hidden, start, end),
            "may_correct": asked.site.rebuilding is not None and asked.role == "editor",
            "choices": choices,
            "addable": addable(),
            "noted": asked.number("noted"),
        },
    )


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
