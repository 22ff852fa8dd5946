"""Put results into words: what each operation says; what was found is put by its kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qa.answer import Statement
from qa.answers.changing import changes_said
from qa.answers.comparing import compared
from qa.answers.kinds.by_kind import BY_KIND
from qa.answers.kinds.document_facts import printed_date
from qa.answers.kinds.granted import granted
from qa.answers.kinds.numbers import number_line
from qa.answers.kinds.tasks import headed
from qa.answers.kinds.units import units_of_task
from qa.answers.phrases import listed
from qa.answers.respectively import member_asked
from qa.answers.speaker import LINES, Said, Speaker, first_number, json_number, plain, structured
from qa.evidence.rows import Limit, Number
from qa.execution.benefits import told_together
from qa.execution.restrictions import lacks_role
from qa.execution.results import Amount, Compared, Found, Result
from qa.query.tree import Count, Each, Exists, Holds, Not, Since, Sum, Top

_AVERAGE = "平均"  # asks for a sum by how many it is of, beside the sum
_BRIEFLY = 4  # places … from which on their lines only name the task
_BEST = 3  # things found first whose sentences may enumerate
_ENUMERATING = ("benefit", "sentence", "target")
_NAMED = 8  # tasks that are named below their number


def said(result: Result, speaker: Speaker) -> Said:
    """Return a result in words."""
    if isinstance(result, Compared):
        return compared(result, speaker, said)
    if result.steps:
        return _connected(result, speaker)
    if isinstance(result.find.over, Since):
        return changes_said(result, speaker)
    return _none(result, speaker) if result.is_empty else _done(result, speaker)


def _done(result: Found, speaker: Speaker) -> Said:
    """Say what was found, by what was done over it."""
    match result.find.over:
        case Count():
            return _counted(result, speaker)
        case Sum() if result.total is not None:
            return _summed(result, speaker)
        case Top() if result.measured:
            return _topped(result, speaker)
        case Each("jurisdiction") if _of_one_place(result, speaker):
            inner = result.groups[0][1]
            return BY_KIND[inner.find.kind](inner, speaker)
        case Each() if result.groups:
            return _each(result, speaker)
        case Exists() | Holds():
            return _whether(result, speaker)
    return _with_member(BY_KIND[result.find.kind](result, speaker), result, speaker)


def _with_member(told: Said, found: Found, speaker: Speaker) -> Said:
    """Say first what the one member of an enumeration gets that is asked of: 三等奖：3万元."""
    if found.find.kind not in _ENUMERATING or speaker.language != "zh":
        return told
    rows = [row for item in found.items[:_BEST] for row in item.rows]
    sentences = list(dict.fromkeys(speaker.sentence(row) for row in rows))
    member = member_asked(speaker.context.question.plain, sentences)
    if member is None:
        return told
    first = speaker.ended(f"{member.name}：{member.value}")
    return replace(told, head=f"{first}{told.head}")


def _of_one_place(found: Found, speaker: Speaker) -> bool:
    """Tell whether what was asked of each place is of the only one there is."""
    only = len(found.groups) == 1 and len(speaker.scope.build.own_places) < 2
    return only and not found.measured and found.groups[0][1].count is None


def _whether(found: Found, speaker: Speaker) -> Said:
    """Say whether there is one, or whether what was claimed holds, and what the document says."""
    if found.holds is None:
        if found.find.kind == "limit" and found.items and isinstance(found.find.over, Exists):
            return _whether_dated(found, speaker)
        told = BY_KIND[found.find.kind](found, speaker)
        exists = isinstance(found.find.over, Exists) and not told.quoted
        return replace(told, head=speaker.say("exists", rest=told.head)) if exists else told
    first = replace(found, items=found.items[:1])
    if found.find.kind == "task":
        told = units_of_task(found.items[0], speaker)
    else:
        told = BY_KIND[found.find.kind](first, speaker)
    answer = speaker.say("yes" if found.holds else "no")
    return replace(told, head=f"{answer}{told.head}")


def _whether_dated(found: Found, speaker: Speaker) -> Said:
    """Say whether there is a date by which it is done: not for what is 持续推进."""
    best = found.items[0]
    own = tuple(item for item in found.items if item.tasks == best.tasks)
    told = BY_KIND["limit"](replace(found, items=own), speaker)
    fixed = any(isinstance(row, Limit | Number) and row.due for i in own for row in i.rows)
    head = speaker.say("exists" if fixed else "no_date", rest=told.head)
    return replace(told, head=head)


def _none(found: Found, speaker: Speaker) -> Said:
    """Say that nothing meets what was asked: no task that a unit leads alone."""
    kind = found.find.kind
    key = f"none_{kind}" if kind in ("task", "unit", "target", "project") else "none_other"
    role = lacks_role(found.find) if kind == "unit" else None
    key = f"none_{role}" if role else key
    return Said(speaker.say(key), (), [] if found.count is None else 0)


def _counted(found: Found, speaker: Speaker) -> Said:
    kind, count = found.find.kind, found.count or 0
    names = speaker.names([speaker.called(kind, item.name) for item in found.items])
    key = (
        f"counted_{kind}"
        if kind in ("unit", "project", "jurisdiction", "document", "policy", "section")
        else "counted_other"
    )
    if kind == "task":
        theirs = not any(isinstance(condition, Not) for condition in found.find.where)
        subject = speaker.names(speaker.units(found.find) if theirs else [])
        key = "counted_tasks" if subject else "tasks"
        head = speaker.say(key, subject=subject, count=count)
    else:
        head = speaker.say(key, count=count, names=names)
    few = kind != "task" or (count <= _NAMED and headed(found, speaker))
    lines = BY_KIND[kind](found, speaker).statements if few and found.items else ()
    tasks = [i.iri for i in found.items] if kind == "task" else []
    return Said(head, lines, count, tuple(tasks))


def _summed(found: Found, speaker: Speaker) -> Said:
    assert found.total is not None
    numbers = [(i, r) for i in found.items for r in i.rows if isinstance(r, Number)]
    parts = listed(speaker.language, [f"{n.metric}{speaker.value(n)}" for _, n in numbers])
    head = speaker.say("sum", total=speaker.compared(found.total), parts=parts)
    if len(numbers) > 1 and _AVERAGE in speaker.context.question.plain:
        share = Amount(found.total.number / len(numbers), found.total.unit)
        head += speaker.say("for_each_of", amount=speaker.rounded(share), count=len(numbers))
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
    if over.by == "due":
        return _dated(found, ties, speaker)
    counted = not amount.unit
    many = counted or found.find.kind == "task"  # what costs most
    extreme = speaker.say(
        ("many" if over.extreme == "max" else "few")
        if many
        else ("high" if over.extreme == "max" else "low")
    )
    shown = (
        speaker.say(
            "units_unit" if found.find.kind == "task" else "tasks_unit",
            number=plain(amount.number),
        )
        if counted
        else speaker.amount(amount)
    )
    names = speaker.names([speaker.called(found.find.kind, name) for name in ties])
    head = speaker.say("top", name=names, extreme=extreme, amount=shown)
    lines = tuple(
        Statement(
            speaker.say("in_place", place=speaker.called(found.find.kind, item.name))
            + (speaker.amount(other) if other.unit else plain(other.number)),
            tuple(map(speaker.cite, item.rows[:1])),
            ((item.name, item.iri),),
        )
        for item, other in list(zip(found.items, found.measured, strict=True))[:5]
    )
    return Said(head, lines, ties, found.items[0].tasks)


def _dated(found: Found, ties: list[str], speaker: Speaker) -> Said:
    """Say which document or task is the first or the last, and when each is dated or due."""
    over, documents = found.find.over, found.find.kind == "document"
    assert isinstance(over, Top)
    key = "earliest" if over.extreme == "min" else "latest"
    dates = [printed_date([_iso(amount)], speaker) for amount in found.measured]
    named = [f"《{name}》" if documents else name for name in ties]
    head = speaker.say(key, names=speaker.names(named), date=dates[0])
    pairs = list(zip(found.items, dates, strict=True))[:LINES]
    cite = speaker.context.cite_task
    lines = tuple(
        Statement(
            f"{item.name}：{date}", () if documents else (cite(item.iri),), ((item.name, item.iri),)
        )
        for item, date in pairs
    )
    tasks = () if documents else tuple(item.iri for item in found.items[: len(ties)])
    return Said(head, lines, ties, tasks)


def _iso(amount: Amount) -> str:
    """Return the date that an amount of days stands for: 20190531 is 2019-05-31."""
    days = plain(amount.number)
    return f"{days[:4]}-{days[4:6]}-{days[6:]}"


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
        if inner.count is not None:
            value = speaker.say("tasks_unit", number=str(inner.count))
            rows.append({"of": group.name, "value": inner.count, "task": inner.items[0].iri})
        elif number is not None:
            told = told_together(inner.items)
            benefits = inner.find.kind == "benefit"
            value = granted(told, speaker) if benefits else speaker.value(number)
            name = speaker.scope.task_name(number.task)
            shown = speaker.sentence(number) if len(found.groups) < _BRIEFLY else name
            text = f"{speaker.say('in_place', place=group.name)}{shown}"
            lines.append(Statement(text, (speaker.cite(number),), ((name, number.task),)))
            rows.append({"of": group.name, **structured(number), "task": number.task})
        else:
            continue
        parts.append(speaker.say("side", name=group.name, value=f" {value}"))
    sides = ("；" if speaker.language == "zh" else "; ").join(parts)
    head = speaker.say("listed_sides", sides=sides)
    if found.measured:
        head = _foremost(found, sides, speaker)
    tasks = tuple(dict.fromkeys(str(row["task"]) for row in rows))
    return Said(head, tuple(lines[:LINES]), rows, tasks)


def _foremost(found: Found, sides: str, speaker: Speaker) -> str:
    """Say which place … has most, and what all have."""
    over = found.find.over
    assert isinstance(over, Each)
    assert isinstance(over.do, Top)
    best = found.measured[0]
    pairs = zip(found.groups, found.measured, strict=False)
    names = [group.name for (group, _), amount in pairs if amount.number == best.number]
    lasting = over.do.by == "duration"
    words = ("long", "short") if lasting else ("high", "low")
    extreme = speaker.say(words[0] if over.do.extreme == "max" else words[1])
    amount = speaker.amount(best)
    return speaker.say("top", name=speaker.names(names), extreme=extreme, amount=amount) + (
        speaker.say("listed_sides", sides=sides)
    )
