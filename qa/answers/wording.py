"""Put results into words: a way for each kind of thing, and one for each operation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qa.answer import Citation, Statement
from qa.answers.phrases import listed, phrase
from qa.context import Context, citation
from qa.evidence.rows import Assignment, Limit, NamedThing, Number, PolicyCitation, Row, Sentence
from qa.execution.results import Amount, Compared, Found, Item, Result
from qa.execution.scope import Scope
from qa.query.tree import Count, Each, Exists, Not, Sum, Top

_SHOWN = 12  # names in a sentence
_LINES = 12  # statements below it
_SIGNS = {
    ">=": "at_least",
    "<=": "at_most",
    ">": "more_than",
    "<": "less_than",
    "~": "about",
    "=": "exactly",
}
# 2023-07-17
_DATE = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)")
_ROLE_ORDER = ("lead", "responsible", "assist")
_WHOLES = ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万"))


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in words.

    Attributes:
        head: the first sentence.
        statements: its lines, each with what supports it.
        value: the structured answer.
        tasks: the tasks it speaks of.
        quoted: whether the head only quotes.
    """

    head: str
    statements: tuple[Statement, ...] = ()
    value: Any = None
    tasks: tuple[str, ...] = ()
    quoted: bool = False


@dataclass(frozen=True)
class Speaker:
    """What puts results into words: the language, and where names and sentences come from."""

    context: Context
    scope: Scope

    @property
    def language(self) -> str:
        """Zh or en."""
        return self.context.question.language

    def say(self, key: str, **values: object) -> str:
        """Return a phrase in the language of the answer."""
        return phrase(self.language, key, **values)

    def names(self, names: Sequence[str]) -> str:
        """Return names as a list, complete or with how many there are."""
        if len(names) <= _SHOWN:
            return listed(self.language, list(names))
        first = self.say("first", count=len(names), shown=_SHOWN)
        return first + listed(self.language, list(names[:_SHOWN]))

    def place(self, item: Item) -> str:
        """Return the place an item's evidence is of, where several places are loaded."""
        if len(self.scope.build.own_places) < 2 or not item.tasks:
            return ""
        place = self.scope.place_of(self.scope.document_of(item.tasks[0]))
        return self.say("in_place", place=place) if place else ""

    def cite(self, row: Row) -> Citation:
        """Return the citation of a row."""
        quote = row.quote
        text = self.scope.words_at(quote)
        build = self.scope.build
        ordinal = build.tasks[row.task]["ordinal"] if row.task in build.tasks else ""
        return citation(build, row.task, quote.document, ordinal, text, quote.start, quote.end)

    def value(self, number: Number) -> str:
        """Return a number in words: 不少于 30亿元，6月底前（力争）."""
        printed = self.say(_SIGNS[number.comparator], printed=number.printed)
        by = self.say("by", limit=number.limit) if number.limit else ""
        held = self.say("commitment", word=number.commitment) if number.commitment else ""
        return f"{printed}{by}{held}"

    def amount(self, amount: Amount) -> str:
        """Return an amount as people write it: 175亿元."""
        for whole, word in _WHOLES:
            if amount.number >= whole and amount.number % (whole / 100) == 0:
                return f"{_plain(amount.number / whole)}{word}{amount.unit}"
        return f"{_plain(amount.number)}{amount.unit}"


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


# --- by kind -----------------------------------------------------------------------------------


def _tasks(found: Found, speaker: Speaker) -> Said:
    theirs = not any(isinstance(condition, Not) for condition in found.find.where)
    subject = listed(speaker.language, [m.text for m in speaker.context.question.units])
    key = "tasks_of" if subject and theirs else "tasks"
    head = speaker.say(key, count=len(found.items), subject=subject)
    statements = tuple(_task_line(item, speaker) for item in found.items[:_LINES])
    tasks = tuple(item.iri for item in found.items)
    return Said(head, statements, _task_numbers(tasks, speaker), tasks)


def _task_line(item: Item, speaker: Speaker) -> Statement:
    named = ((item.name, item.iri),)
    text = f"{speaker.place(item)}{item.name}"
    for row in item.rows:  # the sentence that meaning found, or that names the thing, says why
        if isinstance(row, Sentence | NamedThing):
            whole = isinstance(row, Sentence)
            scope = speaker.scope
            said = scope.words_at(row.quote) if whole else scope.words_around(row.quote)
            return Statement(f"{text}：{said.strip()}", (speaker.cite(row),), named)
    line = f"{speaker.place(item)}{speaker.scope.task_line(item.iri)}"
    return Statement(line, (_cite_task(item.iri, speaker),), named)


def _cite_task(task: str, speaker: Speaker) -> Citation:
    return speaker.context.cite_task(task)


def _task_numbers(tasks: Sequence[str], speaker: Speaker) -> list[Any]:
    return [speaker.context.number(task) for task in tasks]


def _units(found: Found, speaker: Speaker) -> Said:
    """Say who does each task, roles in order; units without a task by name."""
    rows = [r for item in found.items for r in item.rows if isinstance(r, Assignment)]
    tasks = list(dict.fromkeys(row.task for row in rows))
    if not tasks or len(tasks) > 3:
        names = [item.name for item in found.items]
        head = speaker.say("units_alone", units=speaker.names(names))
        lines = tuple(
            Statement(item.name, tuple(map(speaker.cite, item.rows[:1])), ((item.name, item.iri),))
            for item in found.items[:_LINES]
        )
        return Said(head, lines, names, tuple(tasks))
    heads, statements = [], []
    for task in tasks:
        own = [row for row in rows if row.task == task]
        name = speaker.scope.task_name(task)
        heads.append(speaker.say("units", task=name, units=_roles_of(own, speaker)))
        statements.append(
            Statement(
                heads[-1], tuple(map(speaker.cite, own)), tuple((r.name, r.unit) for r in own)
            )
        )
    values = list(dict.fromkeys(row.name for row in rows))
    return Said(heads[0], tuple(statements), values, tuple(tasks))


def _roles_of(rows: Sequence[Assignment], speaker: Speaker) -> str:
    """Return units by role: 县教育局牵头、县财政局配合."""
    parts = []
    for role in _ROLE_ORDER:
        names = list(dict.fromkeys(row.name for row in rows if row.role == role))
        if names:
            parts.append(speaker.say(f"as_{role}", units=listed(speaker.language, names)))
    return "，".join(parts) if speaker.language == "zh" else "; ".join(parts)


def _numbers(found: Found, speaker: Speaker) -> Said:
    numbers = [(item, row) for item in found.items for row in item.rows if isinstance(row, Number)]
    item, best = numbers[0]
    head = speaker.place(item) + speaker.say(
        "number", metric=best.metric, value=speaker.value(best)
    )
    lines = tuple(
        _number_line(item, row, speaker, whole=not i) for i, (item, row) in enumerate(numbers[:5])
    )
    return Said(head, lines, _structured(best), tuple(dict.fromkeys(n.task for _, n in numbers)))


def _number_line(item: Item, row: Number, speaker: Speaker, *, whole: bool = False) -> Statement:
    name = speaker.scope.task_name(row.task)
    text = f"{speaker.place(item)}{row.metric} {speaker.value(row)}"
    if whole:
        text = f"{name}：{speaker.scope.words_around(row.quote).strip()}"
    return Statement(text, (speaker.cite(row),), ((name, row.task),))


def _structured(number: Number) -> dict[str, Any]:
    return {
        "value": _json_number(number.amount),
        "unit": number.unit,
        "comparator": number.comparator,
        "text": number.text,
        "metric": number.metric,
        "deadline": number.due or None,
        "assumed_deadline": number.assumed_due or None,
        "commitment": number.commitment or None,
    }


def _benefits(found: Found, speaker: Speaker) -> Said:
    """Say the number, and quote the sentence it stands in."""
    item = found.items[0]
    best = next(row for row in item.rows if isinstance(row, Number))
    name = speaker.scope.task_name(best.task)
    value = speaker.say(_SIGNS[best.comparator], printed=best.printed)
    sentence = speaker.scope.words_around(best.quote).strip()
    where = f"{speaker.place(item).rstrip('：: ')}{name}"
    line = Statement(
        speaker.say("quoted", where=where, text=sentence),
        (speaker.cite(best),),
        ((name, best.task),),
    )
    head = f"{speaker.place(item)}{value}。" if speaker.language == "zh" else f"{value}."
    return Said(head, (line,), _structured(best), (best.task,))


def _things(found: Found, speaker: Speaker) -> Said:
    names = [item.name for item in found.items]
    head = speaker.say("things", count=len(names), names=speaker.names(names))
    lines = []
    for item in found.items[:_LINES]:
        row = item.rows[0]
        sentence = speaker.scope.words_around(row.quote).strip()
        text = f"{speaker.place(item)}{item.name}：{sentence}"
        lines.append(Statement(text, (speaker.cite(row),), ((item.name, item.iri),)))
    tasks = dict.fromkeys(task for item in found.items for task in item.tasks)
    return Said(head, tuple(lines), names, tuple(tasks))


def _policies(found: Found, speaker: Speaker) -> Said:
    rows = [next(r for r in i.rows if isinstance(r, PolicyCitation)) for i in found.items]
    titles = [f"《{row.title}》{f'（{row.wenhao}）' if row.wenhao else ''}" for row in rows]
    head = speaker.say("policies", titles=speaker.names(titles))
    lines = tuple(
        Statement(
            f"{speaker.place(item)}{speaker.scope.task_name(row.subject)}：{row.trigger}{row.text}",
            (speaker.cite(row),),
            ((title, row.policy),),
        )
        for item, row, title in zip(found.items, rows, titles, strict=True)
    )
    tasks = tuple(t for row in rows if speaker.scope.is_task(t := row.subject))
    numbers = [row.wenhao for row in rows if row.wenhao]
    titled = "wenhao" not in found.find.show or not numbers
    values = [row.title for row in rows] if titled else numbers
    return Said(head, lines[:_LINES], values, tasks)


def _limits(found: Found, speaker: Speaker) -> Said:
    rows = [row for item in found.items for row in item.rows if isinstance(row, Limit | Number)]
    words = [row.limit if isinstance(row, Number) else row.text for row in rows]
    name = speaker.scope.task_name(rows[0].task)
    head = speaker.say("limits", task=name, limits=speaker.names(list(dict.fromkeys(words))))
    lines = tuple(
        Statement(
            f"{word}：{speaker.scope.words_around(row.quote).strip()}", (speaker.cite(row),), ()
        )
        for word, row in zip(words, rows, strict=True)
    )
    return Said(head, lines[:_LINES], rows[0].due or words[0], (rows[0].task,))


def _documents(found: Found, speaker: Speaker) -> Said:
    """Say what documents say of themselves, if that is asked; else which documents there are."""
    build, shown = speaker.scope.build, found.find.show
    parts: list[str] = []
    lines: list[Statement] = []
    values: list[str] = []
    for item in found.items if shown else ():
        key = build.documents_by_id[item.iri]
        for value in (str(v) for f in shown if (v := build.documents[key].get(f))):
            parts.append(speaker.say("document_fact", title=item.name, value=value))
            values.append(value)
            printed = _printed(value)
            start = build.text(key).find(printed)
            if start < 0:  # put together from several places: the title stands for them
                printed = str(build.documents[key]["title"] or "")
                start = max(0, build.text(key).find(printed))
            end = start + len(printed)
            cited = citation(build, item.iri, key, "", build.text(key)[start:end], start, end)
            lines.append(Statement(parts[-1], (cited,), ((item.name, item.iri),)))
    if not parts:
        return _places(found, speaker)
    return Said(parts[0], tuple(lines[:_LINES]), values)


def _printed(value: str) -> str:
    """Return a date as documents print it; other values as they are."""
    date = _DATE.fullmatch(value)
    return f"{date['y']}年{int(date['m'])}月{int(date['d'])}日" if date else value


def _places(found: Found, speaker: Speaker) -> Said:
    names = [item.name for item in found.items]
    lines = []
    for item in found.items[:_LINES]:
        if item.rows:
            text = speaker.scope.words_around(item.rows[0].quote).strip()
            lines.append(Statement(f"{item.name}：{text}", (speaker.cite(item.rows[0]),), ()))
    tasks = dict.fromkeys(task for item in found.items for task in item.tasks)
    head = speaker.say("places", names=speaker.names(names))
    return Said(head, tuple(lines), names, tuple(tasks))


def _sentences(found: Found, speaker: Speaker) -> Said:
    """Quote the nearest sentences."""
    best = found.items[0]
    near = [item for item in found.items[:2] if item.score >= 0.9 * best.score]
    statements = tuple(_quoted_line(item, speaker) for item in near)
    return Said(statements[0].text, statements[1:], None, tuple(i.iri for i in near), quoted=True)


def _quoted_line(item: Item, speaker: Speaker) -> Statement:
    where = f"{speaker.place(item).rstrip('：: ')}{item.name}".strip()
    quoted = " … ".join(speaker.scope.words_at(row.quote).strip() for row in item.rows)
    text = speaker.say("quoted", where=where, text=quoted)
    return Statement(text, tuple(map(speaker.cite, item.rows)), ((item.name, item.iri),))


# --- by operation ------------------------------------------------------------------------------


def _counted(found: Found, speaker: Speaker) -> Said:
    kind, count = found.find.kind, found.count or 0
    names = speaker.names([item.name for item in found.items])
    key = (
        f"counted_{kind}"
        if kind in ("unit", "project", "jurisdiction", "document")
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
    lines = tuple(_number_line(item, row, speaker) for item, row in numbers)
    value = {
        "value": _json_number(found.total.number),
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
            number=_plain(amount.number),
        )
        if counted
        else speaker.amount(amount)
    )
    head = speaker.say("top", name=speaker.names(ties), extreme=extreme, amount=shown)
    lines = tuple(
        Statement(
            f"{item.name}：{_plain(other.number)}{other.unit}",
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
        number = _first_number(inner)
        if number is None:
            continue
        value = speaker.say(_SIGNS[number.comparator], printed=number.printed)
        parts.append(speaker.say("side", name=group.name, value=f" {value}"))
        sentence = speaker.scope.words_around(number.quote).strip()
        name = speaker.scope.task_name(number.task)
        text = f"{speaker.say('in_place', place=group.name)}{sentence}"
        lines.append(Statement(text, (speaker.cite(number),), ((name, number.task),)))
        rows.append({"of": group.name, **_structured(number), "task": number.task})
    head = speaker.say("listed_sides", sides="；".join(parts))
    tasks = tuple(dict.fromkeys(str(row["task"]) for row in rows))
    return Said(head, tuple(lines[:_LINES]), rows, tasks)


def _compared(result: Compared, speaker: Speaker) -> Said:
    names = [_side_name(i, result, speaker) for i in range(len(result.sides))]
    inner = [said(side, speaker) if not side.is_empty else None for side in result.sides]
    numbers = [_first_number(side) for side in result.sides]
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
    value = [{"of": n, **_structured(x)} for n, x in zip(names, numbers, strict=True) if x]
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
    number = _first_number(side)
    place = speaker.place(side.items[0]).rstrip("：: ") if side.items else ""
    places = {speaker.place(s.items[0]) for s in result.sides if s.items}
    if len(places) > 1 and place:
        return place
    return number.metric if number else (side.items[0].name if side.items else "—")


def _first_number(found: Found) -> Number | None:
    return next((r for item in found.items for r in item.rows if isinstance(r, Number)), None)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _json_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


BY_KIND: dict[str, Callable[[Found, Speaker], Said]] = {
    "task": _tasks,
    "unit": _units,
    "target": _numbers,
    "benefit": _benefits,
    "limit": _limits,
    "policy": _policies,
    "document": _documents,
    "jurisdiction": _places,
    "section": _places,
    "sentence": _sentences,
    **dict.fromkeys(
        ("project", "campaign", "honour", "enterprise", "place", "person", "concept"),
        _things,
    ),
}
__all__ = ["NamedThing", "Said", "Speaker", "said"]
