"""What was found in words: a way for each kind of thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from qa.answer import Citation, Statement
from qa.answers.phrases import listed
from qa.answers.speaker import LINES, Said, Speaker, structured
from qa.context import citation
from qa.evidence.rows import (
    Assignment,
    Benefit,
    Limit,
    NamedThing,
    Number,
    PolicyCitation,
    Sentence,
)
from qa.execution.benefits import told_together
from qa.execution.results import Found, Item
from qa.query.tree import Not, Related

# 2023-07-17
_DATE = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)")
_AS_GOOD = 0.85  # of the best benefit's score: what other places grant that is told with it
_SHORT = 30  # characters of a heading
_FEW = 3  # tasks that the first sentence names
_ROLE_ORDER = ("lead", "responsible", "assist")


def _tasks(found: Found, speaker: Speaker) -> Said:
    theirs = not any(isinstance(condition, Not) for condition in found.find.where)
    subject = listed(speaker.language, [m.text for m in speaker.context.question.units])
    only = any(isinstance(c, Related) and c.only for c in found.find.where)
    key = ("only_of" if only else "tasks_of") if subject and theirs else "tasks"
    head = speaker.say(key, count=len(found.items), subject=subject)
    if len(found.items) <= _FEW and headed(found, speaker):
        names = listed(speaker.language, [item.name for item in found.items])
        head = speaker.say("named", head=head.rstrip("。."), names=names)
    statements = tuple(_task_line(item, speaker) for item in found.items[:LINES])
    tasks = tuple(item.iri for item in found.items)
    return Said(head, statements, _task_numbers(tasks, speaker), tasks)


def headed(found: Found, speaker: Speaker) -> bool:
    """Tell whether all tasks have a heading short enough to be named in a sentence."""
    records = (speaker.scope.build.tasks[item.iri] for item in found.items)
    return all(0 < len(record["title"] or "") <= _SHORT for record in records)


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
            for item in found.items[:LINES]
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
        number_line(item, row, speaker, whole=not i) for i, (item, row) in enumerate(numbers[:5])
    )
    return Said(head, lines, structured(best), tuple(dict.fromkeys(n.task for _, n in numbers)))


def number_line(item: Item, row: Number, speaker: Speaker, *, whole: bool = False) -> Statement:
    """Return a number as a line: itself, or the whole sentence it stands in."""
    name = speaker.scope.task_name(row.task)
    text = f"{speaker.place(item)}{row.metric} {speaker.value(row)}"
    if whole:
        text = f"{name}：{speaker.sentence(row)}"
    return Statement(text, (speaker.cite(row),), ((name, row.task),))


def _benefits(found: Found, speaker: Speaker) -> Said:
    """Say what each place grants that speaks of it as much as the best, and quote where."""
    places: dict[str, list[Item]] = {}
    least = _AS_GOOD * found.items[0].score
    for item in found.items:
        if item.score >= least:
            places.setdefault(speaker.place(item), []).append(item)
    told = {place: told_together(items) for place, items in places.items()}
    mark = "；" if speaker.language == "zh" else "; "
    head = mark.join(f"{place}{granted(items, speaker)}" for place, items in told.items())
    lines = {
        line.text: line for items in told.values() for i in items for line in [_grant(i, speaker)]
    }
    first = next(iter(told.values()))
    best = next(row for row in first[0].rows if isinstance(row, Number))
    tasks = dict.fromkeys(task for items in told.values() for i in items for task in i.tasks)
    end = "。" if speaker.language == "zh" else "."
    return Said(f"{head}{end}", tuple(lines.values())[:LINES], structured(best), tuple(tasks))


def granted(items: Sequence[Item], speaker: Speaker) -> str:
    """Return the words that grant some benefits; a number by itself where no fact holds it."""
    said = []
    for item in items:
        benefit = next((row for row in item.rows if isinstance(row, Benefit)), None)
        number = next(row for row in item.rows if isinstance(row, Number))
        said.append(benefit.text if benefit else speaker.printed(number))
    return listed(speaker.language, list(dict.fromkeys(said)))


def _grant(item: Item, speaker: Speaker) -> Statement:
    """Return the sentence that grants a benefit, as a line."""
    row = item.rows[0]
    name = speaker.scope.task_name(row.task)
    where = f"{speaker.place(item).rstrip('：: ')}{name}"
    text = speaker.say("quoted", where=where, text=speaker.sentence(row))
    return Statement(text, (speaker.cite(row),), ((name, row.task),))


def _things(found: Found, speaker: Speaker) -> Said:
    names = [item.name for item in found.items]
    head = speaker.say("things", count=len(names), names=speaker.names(names))
    lines = []
    for item in found.items[:LINES]:
        row = item.rows[0]
        sentence = speaker.sentence(row)
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
    return Said(head, lines[:LINES], values, tasks)


def _limits(found: Found, speaker: Speaker) -> Said:
    rows = [row for item in found.items for row in item.rows if isinstance(row, Limit | Number)]
    words = [row.limit if isinstance(row, Number) else row.text for row in rows]
    name = speaker.scope.task_name(rows[0].task)
    head = speaker.say("limits", task=name, limits=speaker.names(list(dict.fromkeys(words))))
    lines = tuple(
        Statement(f"{word}：{speaker.sentence(row)}", (speaker.cite(row),), ())
        for word, row in zip(words, rows, strict=True)
    )
    return Said(head, lines[:LINES], rows[0].due or words[0], (rows[0].task,))


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
    return Said(parts[0], tuple(lines[:LINES]), values)


def _printed(value: str) -> str:
    """Return a date as documents print it; other values as they are."""
    date = _DATE.fullmatch(value)
    return f"{date['y']}年{int(date['m'])}月{int(date['d'])}日" if date else value


def _places(found: Found, speaker: Speaker) -> Said:
    names = [item.name for item in found.items]
    lines = []
    for item in found.items[:LINES]:
        if item.rows:
            text = speaker.sentence(item.rows[0])
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
