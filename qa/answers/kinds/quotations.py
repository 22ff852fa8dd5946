"""Sentences quoted as they stand."""

from __future__ import annotations

from dataclasses import replace

from qa.answers.kinds.quoted import quoted_line
from qa.answers.kinds.units import units_line
from qa.answers.speaker import Said, Speaker
from qa.execution.results import Found

_AS_LIKELY = 0.5  # of the best quotation's chance: others that are quoted below it
_WORTH_SAYING = 0.2  # … the same where it is asked what is done


def sentences_said(found: Found, speaker: Speaker) -> Said:
    """Quote the nearest sentences."""
    best = found.items[0]
    share = _WORTH_SAYING if "description" in found.find.show else _AS_LIKELY
    near = [item for item in found.items if item.score >= share * best.score]
    head, *lines = (quoted_line(item, speaker) for item in near)
    tasks = tuple(item.iri for item in near)
    rows = speaker.scope.rows.assignments(tasks[:1]) if speaker.scope.is_task(tasks[0]) else ()
    if rows:  # who does it comes with it
        who = units_line(tasks[0], rows, speaker)
        lines.insert(0, replace(who, citations=(*head.citations, *who.citations)))
    return Said(head.text, tuple(lines), None, tasks, quoted=True)
