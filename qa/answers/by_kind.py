"""What was found in words: a way for each kind of thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from qa.answer import Citation, Statement
from qa.answers.document_facts import document_facts
from qa.answers.granted import benefits
from qa.answers.phrases import listed
from qa.answers.speaker import LINES, Said, Speaker, structured
from qa.evidence.cells import fields_of
from qa.evidence.rows import (
    Assignment,
    Cell,
    InCharge,
    Limit,
    NamedThing,
    Number,
    PolicyCitation,
    Sentence,
)
from qa.execution.results import Found, Item
from qa.query.tree import Either, Find, Not, Numbered, Related, Within

_AS_LIKELY = 0.5  # of the best quotation's chance: others that are quoted below it
_WORTH_SAYING = 0.2  # … the same where it is asked what is done
_SHORT = 30  # characters of a heading
_FEW = 9  # tasks of which the first sentence names all …
_FIRST = 4  # … and how many it names of more
_LONG = 240  # characters of what a task says
_TOLD_WHOLE = 2  # numbered tasks of which is told what they say
_PERSONS = 3  # lines of who is in charge in the first sentence
_ROLE_ORDER = ("lead", "responsible", "assist")


def _tasks(found: Found, speaker: Speaker) -> Said:
    cells = [row for item in found.items for row in item.rows if isinstance(row, Cell)]
    if fields_of(found.find.show) and cells:
        return _cells(cells, speaker)
    head = _tasks_head(found, speaker).rstrip("。.")
    content = "sentence" in found.find.show  # what is done is asked
    few = len(found.items) <= _TOLD_WHOLE + content  # 那前三项都讲什么
    short = headed(found, speaker)
    if any(isinstance(c, Numbered | Either) for c in found.find.where) and few:
        said = [(speaker.task(i.iri), _content(i, speaker)) for i in found.items]
        head = "".join(
            speaker.say("says", name=name, text=text) if text else speaker.ended(name)
            for name, text in said
        )
    elif few and (content or not short):
        told = [_numbered_content(item, speaker) for item in found.items]
        head = speaker.say("named", head=head, names="".join(told).rstrip("。"))
    else:
        names = [_called(i, speaker, short=short) for i in found.items[: _FEW + 1]]
        some = _some(names, speaker)
        if len(found.items) > LINES and _of_section(found):  # 从第几项到第几项
            some += speaker.say("last_of", name=_called(found.items[-1], speaker, short=short))
        head = speaker.say("named", head=head, names=some)
    line = _content_line if content else _task_line
    statements = tuple(line(item, speaker) for item in found.items[:LINES])
    tasks = tuple(item.iri for item in found.items)
    return Said(head, statements, _task_numbers(tasks, speaker), tasks)


def _called(item: Item, speaker: Speaker, *, short: bool) -> str:
    """Return a task in a sentence: its heading, or its number and the first words it says."""
    return speaker.task(item.iri) if short else speaker.scope.brief_name(item.iri)


def _numbered_content(item: Item, speaker: Speaker) -> str:
    """Return a task's number and what it says; its heading where that is all."""
    text = _content(item, speaker)
    if not text:
        return speaker.ended(speaker.task(item.iri))
    return f"{speaker.scope.number_of(item.iri)}{text}"


def _content_line(item: Item, speaker: Speaker) -> Statement:
    """Return a task as a line that says what is done."""
    text = speaker.say("says", name=speaker.task(item.iri), text=_content(item, speaker))
    named = ((item.name, item.iri),)
    return Statement(f"{speaker.place(item)}{text}", (_cite_task(item.iri, speaker),), named)


def _cells(cells: Sequence[Cell], speaker: Speaker) -> Said:
    """Say what the rows of a table say of tasks, by their columns."""
    lines = []
    for cell in cells:
        name = speaker.task(cell.task)
        text = speaker.say("cell", task=name, column=cell.column, text=cell.text.rstrip("。"))
        lines.append(Statement(text, (speaker.cite(cell),), ((name, cell.task),)))
    head = "".join(line.text for line in lines[:_FEW])
    tasks = tuple(dict.fromkeys(cell.task for cell in cells))
    return Said(head, tuple(lines[:LINES]), [cell.text for cell in cells], tasks)


def _tasks_head(found: Found, speaker: Speaker) -> str:
    """Say how many tasks there are: of a unit, of a section, of anything."""
    where = found.find.where
    theirs = not any(isinstance(condition, Not) for condition in where)
    subject = listed(speaker.language, speaker.units(found.find))
    only = any(isinstance(c, Related) and c.only for c in where)
    key = ("only_of" if only else "tasks_of") if subject and theirs else "tasks"
    if _of_section(found):
        key, subject = "tasks_in", _part_of([item.iri for item in found.items], speaker)
    return speaker.say(key, count=len(found.items), subject=subject)


def _of_section(found: Found) -> bool:
    """Tell whether tasks are those of a section."""
    inner = (c.operand for c in found.find.where if isinstance(c, Within))
    return any(isinstance(operand, Find) and operand.kind == "section" for operand in inner)


def _part_of(tasks: Sequence[str], speaker: Speaker) -> str:
    """Return the section that all of some tasks are of, or the plan it is in."""
    records = [speaker.scope.build.tasks[task] for task in tasks]
    sections = {record["section"] for record in records}
    return str(records[0]["section" if len(sections) == 1 else "plan"] or "")


def _some(names: Sequence[str], speaker: Speaker) -> str:
    """Return names as a list: all of a few, the first of many."""
    if len(names) <= _FEW:
        return listed(speaker.language, list(names))
    return speaker.say("first_of", names=listed(speaker.language, list(names[:_FIRST])))


def _content(item: Item, speaker: Speaker) -> str:
    """Return what a task says, whole sentences of it."""
    text = str(speaker.scope.build.tasks[item.iri]["text"]).strip()
    if len(text) <= _LONG:
        return text
    end = max(text.rfind(mark, 0, _LONG) for mark in "。；")
    return text[: end + 1] if end > 0 else f"{text[:_LONG]}…"


def headed(found: Found, speaker: Speaker) -> bool:
    """Tell whether all tasks have a heading short enough to be named in a sentence."""
    tasks = speaker.scope.build.tasks
    # of many, those that are named
    records = (tasks[item.iri] for item in found.items[: max(_FEW, _FIRST)])
    return all(0 < len(record["title"] or "") <= _SHORT for record in records)


def _task_line(item: Item, speaker: Speaker) -> Statement:
    """Return a task as a line: why it was found, or its heading; what it says where it has none."""
    named = ((item.name, item.iri),)
    text = f"{speaker.place(item)}{item.name}"
    for row in item.rows:  # the sentence that meaning found, or that names the thing, says why
        if isinstance(row, Sentence | NamedThing):
            whole = isinstance(row, Sentence)
            scope = speaker.scope
            said = scope.words_at(row.quote) if whole else scope.words_around(row.quote)
            if said.strip() in item.name:
                break  # the heading alone
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
        called = [speaker.called("unit", name) for name in names]
        head = speaker.say("units_alone", units=speaker.names(called))
        each = tuple(
            Statement(item.name, tuple(map(speaker.cite, item.rows[:1])), ((item.name, item.iri),))
            for item in found.items[:LINES]
        )
        return Said(head, each, names, tuple(tasks))
    lines = [_units_line(t, [r for r in rows if r.task == t], speaker) for t in tasks]
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


def _roles_of(rows: Sequence[Assignment], speaker: Speaker) -> str:
    """Return units by role: 县教育局牵头、县财政局配合."""
    parts = []
    for role in _ROLE_ORDER:
        own = dict.fromkeys(row.name for row in rows if row.role == role)
        names = [speaker.called("unit", name) for name in own]
        if names:
            parts.append(speaker.say(f"as_{role}", units=listed(speaker.language, names)))
    return "，".join(parts) if speaker.language == "zh" else "; ".join(parts)


def _numbers(found: Found, speaker: Speaker) -> Said:
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


def _things(found: Found, speaker: Speaker) -> Said:
    names = [item.name for item in found.items]
    head = speaker.say("things", count=len(names), names=speaker.names(names))
    lines = []
    for item in found.items[:LINES]:
        row = item.rows[0]
        sentence = speaker.sentence(row)
        if sentence == item.name and speaker.scope.is_task(row.task):  # the heading of a row
            sentence = str(speaker.scope.build.tasks[row.task]["text"]) or sentence
        text = f"{speaker.place(item)}{item.name}：{sentence}"
        lines.append(Statement(text, (speaker.cite(row),), ((item.name, item.iri),)))
    tasks = dict.fromkeys(task for item in found.items for task in item.tasks)
    return Said(head, tuple(lines), names, tuple(tasks))


def _persons(found: Found, speaker: Speaker) -> Said:
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


def _policies(found: Found, speaker: Speaker) -> Said:
    rows = [next(r for r in i.rows if isinstance(r, PolicyCitation)) for i in found.items]
    level = "level" in found.find.show
    titles = [
        f"《{row.title}》{f'（{row.wenhao}）' if row.wenhao else ''}"
        + (speaker.say(f"level_{row.level or 'unknown'}") if level else "")
        for row in rows
    ]
    head = speaker.say("policies", titles=speaker.names(titles))
    alone = len(rows) == 1  # it is said: the line shows where
    lines = tuple(
        Statement(
            f"{speaker.place(item)}{speaker.task(row.subject)}"
            + ("" if alone else f"：{row.trigger}{row.text}"),
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
        for task, words in list(limits.items())[:_FEW]
    )
    first = next(iter(next(iter(limits.values()))))
    return Said(head, tuple(lines[:LINES]), rows[0].due or first, tuple(limits))


def _documents(found: Found, speaker: Speaker) -> Said:
    """Say what documents say of themselves, if that is asked; else which documents there are."""
    return document_facts(found, speaker) or _places(found, speaker)


def _places(found: Found, speaker: Speaker) -> Said:
    names = [item.name for item in found.items]
    lines = []
    for item in found.items[:LINES]:
        if item.rows:
            text = speaker.brief(item.rows[0], found.find)
            lines.append(Statement(f"{item.name}：{text}", (speaker.cite(item.rows[0]),), ()))
    tasks = dict.fromkeys(task for item in found.items for task in item.tasks)
    head = speaker.say("places", names=speaker.names(names))
    if "sentence" in found.find.show and lines:  # how each of them does it is asked
        head = "".join(speaker.ended(line.text.rstrip("。.")) for line in lines)
    return Said(head, tuple(lines), names, tuple(tasks))


def _sentences(found: Found, speaker: Speaker) -> Said:
    """Quote the nearest sentences."""
    best = found.items[0]
    share = _WORTH_SAYING if "description" in found.find.show else _AS_LIKELY
    near = [item for item in found.items if item.score >= share * best.score]
    head, *lines = (quoted_line(item, speaker) for item in near)
    tasks = tuple(item.iri for item in near)
    rows = speaker.scope.rows.assignments(tasks[:1]) if speaker.scope.is_task(tasks[0]) else ()
    if rows:  # who does it comes with it
        who = _units_line(tasks[0], rows, speaker)
        lines.insert(0, replace(who, citations=(*head.citations, *who.citations)))
    return Said(head.text, tuple(lines), None, tasks, quoted=True)


def units_of_task(item: Item, speaker: Speaker) -> Said:
    """Say who does a task, and show the sentence that led to it."""
    rows = speaker.scope.rows.assignments([item.iri])
    lines = (_task_line(item, speaker),)
    head = _units_line(item.iri, rows, speaker)
    names = list(dict.fromkeys(row.name for row in rows))
    return Said(head.text, (*lines, head), names, (item.iri,))


def _units_line(task: str, rows: Sequence[Assignment], speaker: Speaker) -> Statement:
    """Return who has which role in a task, as a line."""
    text = speaker.say("units", task=speaker.task(task), units=_roles_of(rows, speaker))
    return Statement(text, tuple(map(speaker.cite, rows)), tuple((r.name, r.unit) for r in rows))


def quoted_line(item: Item, speaker: Speaker) -> Statement:
    """Return the sentences of an item as a line that quotes them."""
    where = f"{speaker.place(item).rstrip('：: ')}{speaker.scope.place_in(item.iri)}".strip()
    quoted = " … ".join(speaker.scope.words_at(row.quote).strip() for row in item.rows)
    text = speaker.say("quoted" if where else "quoted_of_document", where=where, text=quoted)
    return Statement(text, tuple(map(speaker.cite, item.rows)), ((item.name, item.iri),))


BY_KIND: dict[str, Callable[[Found, Speaker], Said]] = {
    "task": _tasks,
    "unit": _units,
    "target": _numbers,
    "benefit": benefits,
    "limit": _limits,
    "person": _persons,
    "policy": _policies,
    "document": _documents,
    "jurisdiction": _places,
    "section": _places,
    "sentence": _sentences,
    **dict.fromkeys(
        ("project", "campaign", "honour", "enterprise", "place", "concept"),
        _things,
    ),
}
