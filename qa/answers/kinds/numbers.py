"""Targets and time limits in words."""

from __future__ import annotations

from qa.answer import Statement
from qa.answers.kinds.tasks import FEW
from qa.answers.speaker import LINES, Said, Speaker, structured
from qa.evidence.rows import Limit, Number
from qa.execution.results import Found, Item


def numbers_said(found: Found, speaker: Speaker) -> Said:
    """Say the first number, or all where nothing says which, and where each stands."""
    numbers = [(item, row) for item in found.items for row in item.rows if isinstance(row, Number)]
    item, best = numbers[0]
    head = speaker.place(item) + speaker.say(
        "number", metric=best.metric, value=speaker.value(best)
    )
    if len(numbers) > 1 and found.find.about is None:
        every = [f"{row.metric} {speaker.value(row)}" for _, row in numbers]
        head = speaker.say("listed_sides", sides=speaker.names(every))
    lines = tuple(
        number_line(item, row, speaker, whole=not i) for i, (item, row) in enumerate(numbers[:5])
    )
    return Said(head, lines, structured(best), tuple(dict.fromkeys(n.task for _, n in numbers)))


def number_line(item: Item, row: Number, speaker: Speaker, *, whole: bool = False) -> Statement:
    """Return a number as a line: itself, or the whole sentence it stands in."""
    name = speaker.task(row.task)
    text = f"{speaker.place(item)}{row.metric} {speaker.value(row)}"
    if whole:
        text = f"{speaker.say('in_place', place=name)}{speaker.sentence(row)}"
    return Statement(text, (speaker.cite(row),), ((name, row.task),))


def limits_said(found: Found, speaker: Speaker) -> Said:
    """Say by when each task must be done, with the sentences that say so."""
    limits: dict[str, dict[str, None]] = {}
    lines: list[Statement] = []
    rows = [row for item in found.items for row in item.rows if isinstance(row, Limit | Number)]
    for row in rows:
        words = row.limit if isinstance(row, Number) else row.text
        limits.setdefault(row.task, {})[words] = None
        name = speaker.task(row.task)
        text = f"{name}：{speaker.sentence(row)}"
        lines.append(Statement(text, (speaker.cite(row),), ((name, row.task),)))
    head = "".join(
        speaker.say("limits", task=speaker.task(task), limits=speaker.names(list(words)))
        for task, words in list(limits.items())[:FEW]
    )
    first = next(iter(next(iter(limits.values()))))
    return Said(head, tuple(lines[:LINES]), rows[0].due or first, tuple(limits))
