"""Tasks in words: how many, which, what they say, cells of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa.answer import Citation, Statement
from qa.answers.phrases import listed
from qa.answers.speaker import LINES, Said, Speaker
from qa.evidence.cells import fields_of
from qa.evidence.rows import Cell, NamedThing, Sentence
from qa.execution.results import Found, Item
from qa.query.tree import Either, Find, Not, Numbered, Related, Within

_SHORT = 30  # characters of a heading
FEW = 9  # tasks of which the first sentence names all …
_FIRST = 4  # … and how many it names of more
_LONG = 240  # characters of what a task says
_TOLD_WHOLE = 2  # numbered tasks of which is told what they say


def tasks_said(found: Found, speaker: Speaker) -> Said:
    """Say how many tasks there are and which, or what one or two of them say."""
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
        names = [_called(i, speaker, short=short) for i in found.items[: FEW + 1]]
        some = _some(names, speaker)
        if len(found.items) > LINES and _of_section(found):  # 从第几项到第几项
            some += speaker.say("last_of", name=_called(found.items[-1], speaker, short=short))
        head = speaker.say("named", head=head, names=some)
    line = _content_line if content else task_line
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
    head = "".join(line.text for line in lines[:FEW])
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
    if len(names) <= FEW:
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
    records = (tasks[item.iri] for item in found.items[: max(FEW, _FIRST)])
    return all(0 < len(record["title"] or "") <= _SHORT for record in records)


def task_line(item: Item, speaker: Speaker) -> Statement:
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
