"""Say what is granted: in the words that grant it, place by place, with the sentences."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer import Statement
from qa.answers.phrases import listed
from qa.answers.speaker import LINES, Said, Speaker, structured
from qa.evidence.rows import Benefit, Number
from qa.execution.benefits import told_together
from qa.execution.results import Found, Item

_LONG = 110  # characters of a sentence with its condition
_SHORT = 40  # characters of a clause
_AS_GOOD = 0.85  # of the best benefit's score: what other places grant that is told with it


def benefits(found: Found, speaker: Speaker) -> Said:
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
    if len(items) > 1 and speaker.language == "zh":  # for whom each is stands before it
        each = list(dict.fromkeys(_for_whom(item, speaker) for item in items))
        last = [own for own in each if not any(o != own and o.startswith(own) for o in each)]
        if all(each) and (len(last) > 1 or len(each) > 1):
            return "；".join(last)
    said = []
    for item in items:
        benefit = next((row for row in item.rows if isinstance(row, Benefit)), None)
        number = next(row for row in item.rows if isinstance(row, Number))
        said.append(benefit.text if benefit else _clause(number, speaker))
    return listed(speaker.language, list(dict.fromkeys(said)))


def _for_whom(item: Item, speaker: Speaker) -> str:
    """Return a sentence up to the words that grant something, which says to whom; "" if long.

    对疫情防控相关企业，担保费率降至1%以下 · 截至4月底职工人数增长20%及以上的，一次性给予…50%的补贴
    """
    row = next(row for row in item.rows if isinstance(row, Number))
    sentence = speaker.sentence(row)
    end = sentence.find(row.text.strip()) + len(row.text.strip())
    said = sentence[:end] if row.text.strip() in sentence else sentence
    return said.rstrip("；。;，, ") if len(said) <= _LONG else ""


def _clause(number: Number, speaker: Speaker) -> str:
    """Return the clause of a number, so that one reads what it is of; alone in English."""
    said = number.text.strip()
    short = speaker.language == "zh" and len(said) <= _SHORT
    return said if short else speaker.printed(number)


def _grant(item: Item, speaker: Speaker) -> Statement:
    """Return the sentence that grants a benefit, as a line."""
    row = item.rows[0]
    name = speaker.scope.task_name(row.task)
    where = f"{speaker.place(item).rstrip('：: ')}{name}"
    text = speaker.say("quoted", where=where, text=speaker.sentence(row))
    return Statement(text, (speaker.cite(row),), ((name, row.task),))
