"""Units and persons in words: who has which part in each task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Statement
from qa.answers.kinds.tasks import task_line
from qa.answers.phrases import listed
from qa.answers.speaker import LINES, Said, Speaker
from qa.answers.who_does_it import who_does_it
from qa.evidence.rows import Assignment, InCharge
from qa.execution.results import Found, Item
from qa.query.tree import Find, Related

_PERSONS = 3  # lines of who is in charge in the first sentence


def units_said(found: Found, speaker: Speaker) -> Said:
    """Say who does each task, roles in order; units without a task by name."""
    rows = [r for item in found.items for r in item.rows if isinstance(r, Assignment)]
    tasks = list(dict.fromkeys(row.task for row in rows))
    if not tasks or len(tasks) > 3:
        names = [item.name for item in found.items]
        called = [speaker.called("unit", name) for name in names]
        head = speaker.say("units_alone", units=speaker.names(called))
        each = tuple(
            Statement(item.name, tuple(map(speaker.cite, item.rows[:1])), ((item.name, item.iri),))
            for item in found.items[:LINES]
        )
        return Said(head, each, names, tuple(tasks))
    lines = [units_line(t, [r for r in rows if r.task == t], speaker) for t in tasks]
    head = lines[0].text
    if len(tasks) == 1:  # it is said: the line shows where
        lines = [replace(lines[0], text=speaker.scope.task_line(tasks[0]))]
    values = list(dict.fromkeys(row.name for row in rows))
    if len(tasks) > 1 and not _by_meaning(found):
        head = "".join(line.text for line in lines)
    return Said(head, tuple(lines), values, tuple(tasks))


def _by_meaning(found: Found) -> bool:
    """Tell whether words led to the tasks, nearest first, and no name and nothing told before."""
    inner = (c.to for c in found.find.where if isinstance(c, Related))
    return any(to.about for to in inner if isinstance(to, Find))


def persons_said(found: Found, speaker: Speaker) -> Said:
    """Say who is in charge of each task, under the label of the document."""
    rows = [row for item in found.items for row in item.rows if isinstance(row, InCharge)]
    lines = []
    for (task, label), own in _by_task_and_label(rows).items():
        names = listed(
            speaker.language, [f"{r.name}（{r.post}）" if r.post else r.name for r in own]
        )
        name = speaker.task(task)
        text = speaker.say("in_charge", task=name, label=label, names=names)
        cited = tuple(map(speaker.cite, own))
        lines.append(Statement(text, cited, tuple((r.name, r.person) for r in own)))
    head = "".join(line.text for line in lines[:_PERSONS])
    tasks = tuple(dict.fromkeys(row.task for row in rows))
    return Said(head, tuple(lines[:LINES]), list(dict.fromkeys(r.name for r in rows)), tasks)


def _by_task_and_label(rows: Sequence[InCharge]) -> dict[tuple[str, str], list[InCharge]]:
    found: dict[tuple[str, str], list[InCharge]] = {}
    for row in rows:
        found.setdefault((row.task, row.label), []).append(row)
    return found


def units_of_task(item: Item, speaker: Speaker) -> Said:
    """Say who does a task, and show the sentence that led to it."""
    rows = speaker.scope.rows.assignments([item.iri])
    lines = (task_line(item, speaker),)
    head = units_line(item.iri, rows, speaker)
    names = list(dict.fromkeys(row.name for row in rows))
    return Said(head.text, (*lines, head), names, (item.iri,))


def units_line(task: str, rows: Sequence[Assignment], speaker: Speaker) -> Statement:
    """Return who has which role in a task, as a line."""
    build, language = speaker.scope.build, speaker.language
    text = who_does_it(rows, speaker.task(task), build, language)
    return Statement(text, tuple(map(speaker.cite, rows)), tuple((r.name, r.unit) for r in rows))
