"""What changed between two years, in words."""

from __future__ import annotations

from qa.answer import Statement
from qa.answers.phrases import listed
from qa.answers.speaker import LINES, Said, Speaker, json_number
from qa.evidence.rows import Number
from qa.execution.results import Amount, Found, Item
from qa.query.tree import Since


def changes_said(found: Found, speaker: Speaker) -> Said:
    """Return what changed: how many, which, and a line for each with both sides."""
    since = found.find.over
    assert isinstance(since, Since)
    numbers = found.find.kind == "target"
    kind = "targets" if numbers else "tasks"
    key = f"changed_{since.change}_{kind}" if found.items else f"changed_none_{kind}"
    pairs = list(zip(found.items, found.before, strict=True))
    named = [_name(item, before) for item, before in pairs[:LINES]]
    names = listed(speaker.language, named) + "…" * (len(pairs) > LINES)
    head = speaker.say(key, count=len(pairs), names=names)
    lines = tuple(_line(item, before, speaker) for item, before in pairs[:LINES])
    values: list[object] = [
        _value(item, before) if numbers else speaker.context.number(item.iri)
        for item, before in pairs
    ]
    return Said(head, lines, values, tuple(dict.fromkeys(i.tasks[0] for i in found.items)))


def _name(item: Item, before: Item | None) -> str:
    """Return a change as it is named in a sentence: 高新技术企业（100家→118家）."""
    if item.kind != "target":
        return f"{before.name} → {item.name}" if before else item.name
    return f"{item.name}（{_moved(item, before)}）"


def _moved(item: Item, before: Item | None) -> str:
    sides = [one for one in (before, item) if one]
    return "→".join(row.printed for one in sides for row in one.rows if isinstance(row, Number))


def _line(item: Item, before: Item | None, speaker: Speaker) -> Statement:
    sides = [one for one in (before, item) if one]
    cited = tuple(speaker.cite(row) for one in sides for row in one.rows)
    named = tuple((speaker.scope.task_name(one.tasks[0]), one.tasks[0]) for one in sides)
    text = speaker.place(item) + _name(item, before)
    if item.kind == "target" and (difference := _difference(item, before, speaker)):
        text = f"{text}，{difference}" if speaker.language == "zh" else f"{text}, {difference}"
    return Statement(text, cited, named)


def _difference(item: Item, before: Item | None, speaker: Speaker) -> str:
    """Return by how much a number moved: +18家, -3个百分点."""
    new, old = _row(item), _row(before)
    if new is None or old is None:
        return ""
    moved = new.amount - old.amount
    unit = speaker.say("points") if new.unit == "%" else new.unit
    sign = "+" if moved > 0 else "-"
    return f"{sign}{speaker.amount(Amount(abs(moved), unit))}" if moved else ""


def _row(item: Item | None) -> Number | None:
    rows = item.rows if item else ()
    return next((row for row in rows if isinstance(row, Number)), None)


def _value(item: Item, before: Item | None) -> dict[str, object]:
    new, old = _row(item), _row(before)
    shown = new or old
    assert shown is not None
    return {
        "of": shown.metric,
        "value": json_number(shown.amount),
        "before": json_number(old.amount) if old else None,
        "unit": shown.unit,
        "comparator": shown.comparator,
        "text": shown.text,
    }
