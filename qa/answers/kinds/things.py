"""Projects, policies, documents and places in words."""

from __future__ import annotations

from qa.answer import Statement
from qa.answers.kinds.document_facts import document_facts
from qa.answers.speaker import LINES, Said, Speaker
from qa.evidence.rows import PolicyCitation
from qa.execution.results import Found


def things_said(found: Found, speaker: Speaker) -> Said:
    """Say how many things there are, and the sentence that names each."""
    names = [item.name for item in found.items]
    # of one it is not said that there are no more: a text may name others in other words
    phrase = "thing" if len(names) == 1 else "things"
    head = speaker.say(phrase, count=len(names), names=speaker.names(names))
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


def policies_said(found: Found, speaker: Speaker) -> Said:
    """Say the titles and numbers of policies, and what names them."""
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


def documents_said(found: Found, speaker: Speaker) -> Said:
    """Say what documents say of themselves, if that is asked; else which documents there are."""
    return document_facts(found, speaker) or places_said(found, speaker)


def places_said(found: Found, speaker: Speaker) -> Said:
    """Say which places or documents, or how each of them does it."""
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
