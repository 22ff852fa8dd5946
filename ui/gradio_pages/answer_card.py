"""The answer card: the sentence first, a table of what supports it, and the document at the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from kg.rdf.named_queries import QUERIES
from qa.answer import Answer, Citation, RankedItem, Statement
from ui.gradio_pages.choosing import chosen_questions
from ui.gradio_pages.citing import citation_of
from ui.pages.topics import concept_name
from ui.planning.goals import task_title
from ui.site import Asked

Record = Mapping[str, Any]
_ROWS = 8  # shown at once; the rest unfolds
_RELATED, _NEAREST = 5, 2  # texts below an answer, and where there is none
_NEAR, _LEAST = 0.6, 0.3  # of the best one's score, and at all: what is called related
_LONGEST = 900  # characters after it, where its task is long
_LIMITS = 2  # printed limits of a task that a row shows
_UNITS = 4  # of a task that a row shows; answer.html counts the others
_SIGNS = "：: 「」“”"  # between the name of a task and what is said of it
_AROUND = 260  # characters of the document shown before and after what is cited


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: one statement.

    Attributes:
        said: what is said, without what other cells of the row say: the task's name and units.
        task: IRI and name of its task; "" where it is about none.
        names: things in it, with their IRIs.
        units: those of the task, the leading ones first: (role, name, IRI or "").
        due: its time limit as printed, or what is assumed of it.
        cited: the words that say it.
    """

    said: str
    task: tuple[str, str]
    names: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str, str], ...]
    due: str
    cited: Citation | None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a document, opened at what is cited: before, the words, after."""

    document: str
    start: int
    end: int
    before: str
    words: str
    after: str


def answer_card(at: Asked, answer: Answer, prose: str = "") -> Markup:
    """Return the whole answer as HTML.

    Args:
        at: the page.
        answer: as qa.answering.ask gives it.
        prose: what the user's own language model made of the evidence, if there is one.
    """
    lines = lines_of(at, answer)
    related = _related(answer)
    cited = next((c for s in answer.statements for c in s.citations), None)
    place = (cited.document, cited.start, cited.end, cited.item) if cited else _place(related)
    html = at.site.render(
        "answer.html",
        at,
        answer=answer,
        prose=prose,
        lines=lines[:_ROWS],
        rest=lines[_ROWS:],
        columns=_columns(lines),
        excerpt=excerpt(at, *place) if place and not answer.abstain else None,
        related=[
            (item, _title(at, item), _named_units(at, item), highlighted(item)) for item in related
        ],
        topics={item.id: _topics(at, item.id) for item in related},
        choices=chosen_questions(at.build, answer),
        queries=[QUERIES[name] for name in answer.found.queries],
        cite=lambda cited: citation_of(at, cited, answer.ranked),
        may_note=at.role == "editor" and at.site.rebuilding is not None,
    )
    return Markup(html)


def _columns(lines: Sequence[Line]) -> list[str]:
    """Return the columns that some line has something for, in their order."""
    filled = {
        "task": any(line.task[0] for line in lines),
        "says": any(line.said or line.names for line in lines),
        "units": any(line.units for line in lines),
        "due": any(line.due for line in lines),
        "source": any(line.cited for line in lines),
    }
    return [name for name, is_filled in filled.items() if is_filled]


def _place(related: Sequence[RankedItem]) -> tuple[str, int, int, str] | None:
    for item in related[:1]:
        return item.document, item.evidence.start, item.evidence.end, item.id
    return None


def _related(answer: Answer) -> list[RankedItem]:
    """Return the texts to show below: those cited, and of the others what is really near."""
    cited = {c.item for statement in answer.statements for c in statement.citations}
    if answer.grade == "reply" or not answer.ranked:
        return []
    best = max(item.score for item in answer.ranked)
    near = max(_LEAST, _NEAR * best) if not answer.abstain else _LEAST / 2
    shown = [
        item
        for item in answer.ranked
        if item.id in cited or (answer.found.retrieval and item.score >= near)
    ]
    most = _NEAREST if answer.abstain else _RELATED
    return (shown or ([] if answer.statements else list(answer.ranked[:1])))[:most]


def lines_of(at: Asked, answer: Answer) -> list[Line]:
    """Return the rows of an answer; one place that stands before every task is said above them."""
    lines = [_line(at, statement) for statement in answer.statements]
    places = {line.said.partition("：")[0] for line in lines}
    place = places.pop() if len(places) == 1 and places <= set(at.build.places) else ""
    return [replace(line, said=line.said.removeprefix(place).strip(_SIGNS)) for line in lines]


def _line(at: Asked, statement: Statement) -> Line:
    cited = statement.citations[0] if statement.citations else None
    record: Record = at.build.tasks.get(cited.item, {}) if cited else {}
    name = task_title(record) if record else ""
    names = tuple(pair for pair in statement.names if pair[0] not in (name, statement.text))
    units = tuple((u["role"], u["name"], u["id"] or "") for u in record.get("units", ()))
    before, _, behind = statement.text.partition(name) if name else ("", "", statement.text)
    said = "：".join(filter(None, (before.strip(_SIGNS), behind.strip(_SIGNS))))
    shown = {iri for _, _, iri in units[:_UNITS]}
    if name in statement.text and names and {iri for _, iri in names} <= shown:
        said, names = "", ()  # that some units have the task, which its cell of units says
    for label, _ in names:  # stands behind it, as a link
        said = said.removeprefix(label).strip(_SIGNS)
    task = (cited.item, task_title(record)) if cited and record else ("", "")
    return Line(said, task, names, units, _due(at, record, cited), cited)


def _due(at: Asked, record: Record, cited: Citation | None) -> str:
    """Return the time limit of the target that is cited, else the first ones printed in the task."""
    for target in record.get("targets", ()):
        if cited and target["start"] <= cited.start and cited.end <= target["end"]:
            assumed = target.get("assumed_deadline")
            said = at.say("due_assumed", due=assumed) if assumed else ""
            return str(target.get("deadline_text") or said)
    limits = [(limit["start"], limit["text"]) for limit in record.get("time_limits", ())]
    limits += [
        (t["start"], t["deadline_text"]) for t in record.get("targets", ()) if t["deadline_text"]
    ]
    return "、".join(list(dict.fromkeys(text for _, text in sorted(limits)))[:_LIMITS])


def _title(at: Asked, item: RankedItem) -> str:
    """Return how a ranked task is called, or that it is a paragraph."""
    record = at.build.tasks.get(item.id)
    return task_title(record) if record else at.say("paragraph")


def _named_units(at: Asked, item: RankedItem) -> list[tuple[str, str, str]]:
    """Return the units of a ranked item: (role, name, IRI or "")."""
    record = at.build.tasks.get(item.id, {})
    known = {unit["name"]: unit["id"] or "" for unit in record.get("units", ())}
    return [(role, unit, known.get(unit, "")) for unit, role in item.units]


def _topics(at: Asked, task: str) -> list[tuple[str, str]]:
    record = at.build.tasks.get(task)
    concepts = at.site.topics.of_task(record) if record else ()
    return [(concept, concept_name(at, concept)) for concept in concepts]


def excerpt(at: Asked, document: str, start: int, end: int, task: str) -> Excerpt | None:
    """Return a document's text around some characters, to the bracket of units that ends a task."""
    if document not in at.build.documents:
        return None
    text = at.build.text(document)
    until = min(at.build.tasks.get(task, {}).get("end", 0), end + _LONGEST)
    first, last = max(0, start - _AROUND), min(len(text), max(until, end + _AROUND))
    first = max(first, text.find("\n", first, start) + 1)
    cut = text.rfind("\n", end, last)
    last = cut if cut > end and max(cut, until) == cut and last < len(text) else last
    return Excerpt(document, start, end, text[first:start], text[start:end], text[end:last])


def highlighted(item: RankedItem) -> tuple[str, str, str]:
    """Return an item's text before its evidence, the evidence, and after; what is long is cut."""
    text, evidence = item.text, item.evidence
    start = text.find(evidence.text)
    if start < 0:
        return "", evidence.text, ""
    end = start + len(evidence.text)
    before, after = text[:start], text[end:]
    bracket = after[after.rfind("（") :] if after.rstrip().endswith("）") else ""
    before = before if len(before) <= 90 else "…" + before[-80:]
    if len(after) > 120:  # the bracket of units at the end stays
        after = after[: max(0, 110 - len(bracket))] + "…" + bracket
    return before, text[start:end], after
