"""Units and persons in words: who has which part in each task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from embeddings.lexical import simplify
from qa.answer import Statement
from qa.answers.judging.nearness import topics_of
from qa.answers.kinds.quoted import quoted_line
from qa.answers.kinds.tasks import task_line
from qa.answers.phrases import listed
from qa.answers.speaker import LINES, Said, Speaker
from qa.answers.who_does_it import who_does_it
from qa.evidence.rows import Assignment, InCharge
from qa.execution.ranking.sentences import best_sentences
from qa.execution.results import Found, Item
from qa.query.tree import Find, Related

_OF_IT = 0.4  # of the words of a question: a sentence that says who does something is of it
# 市发展改革委和|市市场监管局负责组织…
_SAYS_WHO = re.compile(
    r"(?:局|委|办|厅|院|中心|办公室|政府|管委会|部门|公司|银行)(?:要|应)?(?:具体)?"
    r"(?:负责|牵头|统筹|组织|会同|联合)"
)
_PERSONS = 3  # lines of who is in charge in the first sentence


def units_said(found: Found, speaker: Speaker) -> Said:
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
    lines = [units_line(t, [r for r in rows if r.task == t], speaker) for t in tasks]
    head = lines[0].text
    named = _named_by_sentence(tasks[0], found, speaker) if len(tasks) == 1 else None
    if named is not None:
        values = list(dict.fromkeys(row.name for row in rows))
        return Said(f"{named.text}{head}", (named, lines[0]), values, tuple(tasks))
    if len(tasks) == 1:  # it is said: the line shows where
        lines = [replace(lines[0], text=speaker.scope.task_line(tasks[0]))]
    values = list(dict.fromkeys(row.name for row in rows))
    if len(tasks) > 1 and not _by_meaning(found):
        head = "".join(line.text for line in lines)
    return Said(head, tuple(lines), values, tuple(tasks))


def _named_by_sentence(task: str, found: Found, speaker: Speaker) -> Statement | None:
    """Return the sentence of a task that says who does what is asked, where one does, quoted.

    谁组织超市签承诺书: 市发展改革委和市市场监管局负责组织…, of the four units that the task lists.
    """
    about = next(topics_of(found.find), None)
    if about is None:
        return None
    scope = speaker.scope
    hit = next((hit for hit in scope.search(about.words) if hit.item == task), None)
    rows = best_sentences(hit, about.words, scope) if hit else ()
    covered = scope.asked(about.words).covered
    own = [row for row in rows if _SAYS_WHO.search(simplify(scope.words_at(row.quote)))]
    own = [row for row in own if covered(simplify(scope.words_at(row.quote))) >= _OF_IT]
    if not own:
        return None
    item = Item("sentence", task, scope.task_name(task), (own[0],))
    return quoted_line(item, speaker)


def _by_meaning(found: Found) -> bool:
    """Tell whether words led to the tasks, nearest first, and no name and nothing told before."""
    inner = (c.to for c in found.find.where if isinstance(c, Related))
    return any(to.about for to in inner if isinstance(to, Find))


def persons_said(found: Found, speaker: Speaker) -> Said:
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


def units_of_task(item: Item, speaker: Speaker) -> Said:
    """Say who does a task, and show the sentence that led to it."""
    rows = speaker.scope.rows.assignments([item.iri])
    lines = (task_line(item, speaker),)
    head = units_line(item.iri, rows, speaker)
    names = list(dict.fromkeys(row.name for row in rows))
    return Said(head.text, (*lines, head), names, (item.iri,))


def units_line(task: str, rows: Sequence[Assignment], speaker: Speaker) -> Statement:
    """Return who has which role in a task, as a line."""
    build, language = speaker.scope.build, speaker.language
    text = who_does_it(rows, speaker.task(task), build, language)
    return Statement(text, tuple(map(speaker.cite, rows)), tuple((r.name, r.unit) for r in rows))
