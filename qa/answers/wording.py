"""Put results into words: what each operation says; what was found is put by its kind."""

from __future__ import annotations

from typing import Any

from qa.answer import Statement
from qa.answers.by_kind import BY_KIND, number_line
from qa.answers.phrases import listed
from qa.answers.speaker import LINES, Said, Speaker, first_number, json_number, plain, structured
from qa.evidence.rows import Number
from qa.execution.results import Compared, Found, Result
from qa.query.tree import Count, Each, Exists, Sum, Top


def said(result: Result, speaker: Speaker) -> Said:
    """Return a result in words."""
    if isinstance(result, Compared):
        return _compared(result, speaker)
    if result.steps:
        return _connected(result, speaker)
    match result.find.over:
        case Count():
            return _counted(result, speaker)
        case Sum() if result.total is not None:
            return _summed(result, speaker)
        case Top() if result.measured:
            return _topped(result, speaker)
        case Each() if result.groups:
            return _each(result, speaker)
        case Exists():
            listed_ = BY_KIND[result.find.kind](result, speaker)
            head = listed_.head if listed_.quoted else speaker.say("exists", rest=listed_.head)
            return Said(head, listed_.statements, listed_.value, listed_.tasks, listed_.quoted)
    return BY_KIND[result.find.kind](result, speaker)


def _counted(found: Found, speaker: Speaker) -> Said:
    kind, count = found.find.kind, found.count or 0
    names = speaker.names([item.name for item in found.items])
    key = (
        f"counted_{kind}"
        if kind in ("unit", "project", "section", "jurisdiction", "document")
        else "counted_other"
    )
    if kind == "task":
        subject = speaker.names([m.text for m in speaker.context.question.units])
        head = speaker.say("counted_tasks", subject=subject, count=count)
    else:
        head = speaker.say(key, count=count, names=names)
    lines = BY_KIND[kind](found, speaker).statements if kind != "task" and found.items else ()
    tasks = [i.iri for i in found.items] if kind == "task" else []
    return Said(head, lines, count, tuple(tasks))


def _summed(found: Found, speaker: Speaker) -> Said:
    assert found.total is not None
    numbers = [(i, r) for i in found.items for r in i.rows if isinstance(r, Number)]
    parts = listed(speaker.language, [f"{n.metric}{speaker.value(n)}" for _, n in numbers])
    head = speaker.say("sum", total=speaker.amount(found.total), parts=parts)
    lines = tuple(number_line(item, row, speaker) for item, row in numbers)
    value = {
        "value": json_number(found.total.number),
        "unit": found.total.unit,
        "comparator": found.total.comparator,
    }
    return Said(head, lines, value, tuple(dict.fromkeys(n.task for _, n in numbers)))


def _topped(found: Found, speaker: Speaker) -> Said:
    over = found.find.over
    assert isinstance(over, Top)
    amount = found.measured[0]
    ties = [
        item.name
        for item, other in zip(found.items, found.measured, strict=True)
        if other.number == amount.number
    ]
    counted = not amount.unit
    extreme = speaker.say(
        ("many" if over.extreme == "max" else "few")
        if counted
        else ("high" if over.extreme == "max" else "low")
    )
    shown = (
        speaker.say(
            "tasks_unit" if found.find.kind == "unit" else "units_unit",
            number=plain(amount.number),
        )
        if counted
        else speaker.amount(amount)
    )
    head = speaker.say("top", name=speaker.names(ties), extreme=extreme, amount=shown)
    lines = tuple(
        Statement(
            f"{item.name}：{plain(other.number)}{other.unit}",
            tuple(map(speaker.cite, item.rows[:1])),
            ((item.name, item.iri),),
        )
        for item, other in list(zip(found.items, found.measured, strict=True))[:5]
    )
    return Said(head, lines, ties, found.items[0].tasks)


def _connected(found: Found, speaker: Speaker) -> Said:
    """Say the way from one thing to another, step by step."""
    column = 0 if speaker.language == "zh" else 1
    way = found.items[0].name
    for step in found.steps:
        name = speaker.scope.build.terms[step.relation][column]
        way += f" —{name}→ {step.label}" if step.outgoing else f" ←{name}— {step.label}"
    tasks = tuple(item.iri for item in found.items if speaker.scope.is_task(item.iri))
    names = tuple((item.name, item.iri) for item in found.items)
    lines = (Statement(way, tuple(map(speaker.context.cite_task, tasks)), names),)
    head = speaker.say("connected", count=len(found.steps), way=way)
    return Said(head, lines, [item.name for item in found.items[1:]], tasks)


def _each(found: Found, speaker: Speaker) -> Said:
    """Say what was found for each place, unit … by itself."""
    parts: list[str] = []
    lines: list[Statement] = []
    rows: list[dict[str, Any]] = []
    for group, inner in found.groups:
        number = first_number(inner)
        if number is None:
            continue
        value = speaker.printed(number)
        parts.append(speaker.say("side", name=group.name, value=f" {value}"))
        sentence = speaker.sentence(number)
        name = speaker.scope.task_name(number.task)
        text = f"{speaker.say('in_place', place=group.name)}{sentence}"
        lines.append(Statement(text, (speaker.cite(number),), ((name, number.task),)))
        rows.append({"of": group.name, **structured(number), "task": number.task})
    head = speaker.say("listed_sides", sides="；".join(parts))
    tasks = tuple(dict.fromkeys(str(row["task"]) for row in rows))
    return Said(head, tuple(lines[:LINES]), rows, tasks)


def _compared(result: Compared, speaker: Speaker) -> Said:
    names = [_side_name(i, result, speaker) for i in range(len(result.sides))]
    inner = [said(side, speaker) if not side.is_empty else None for side in result.sides]
    numbers = [first_number(side) for side in result.sides]
    values = [speaker.value(number) if number else "—" for number in numbers]
    if result.compare.by is None:
        values = [speaker.names([i.name for i in side.items[:3]]) for side in result.sides]
    sides = "；".join(
        speaker.say("side", name=n, value=f"：{v}" if result.compare.by is None else f" {v}")
        for n, v in zip(names, values, strict=True)
    )
    head = _comparison(result, names, sides, speaker)
    if "difference" in result.compare.ask and result.difference is not None:
        head += speaker.say("difference", amount=speaker.amount(result.difference))
    statements = tuple(line for part in inner if part for line in part.statements[:2])
    tasks = tuple(dict.fromkeys(task for part in inner if part for task in part.tasks))
    value = [{"of": n, **structured(x)} for n, x in zip(names, numbers, strict=True) if x]
    return Said(head, statements, value or None, tasks)


def _comparison(result: Compared, names: list[str], sides: str, speaker: Speaker) -> str:
    if "same" in result.compare.ask:
        if result.compare.by is None:
            same = bool(result.shared)
            shared = speaker.names([item.name for item in result.shared])
            return (
                speaker.say("same_task", names=shared)
                if same
                else speaker.say("other_task", sides=sides)
            )
        amounts = {(a.number, a.unit) for a in result.amounts if a}
        whole = all(result.amounts) and len(amounts) == 1
        return speaker.say("equal" if whole else "unequal", sides=sides)
    if result.largest is not None:
        return speaker.say(
            "larger", name=names[result.largest], extreme=speaker.say("high"), sides=sides
        )
    return speaker.say("listed_sides", sides=sides)


def _side_name(index: int, result: Compared, speaker: Speaker) -> str:
    side = result.sides[index]
    number = first_number(side)
    place = speaker.place(side.items[0]).rstrip("：: ") if side.items else ""
    places = {speaker.place(s.items[0]) for s in result.sides if s.items}
    if len(places) > 1 and place:
        return place
    return number.metric if number else (side.items[0].name if side.items else "—")
