"""Apply corrections to the facts of a document, before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar, cast

from errors import GraphError
from kg.corrections.corrections_file import ADD, REMOVE, TEXT, Correction
from kg.corrections.fields import ADDED, FIELDS, Values, read_value, said
from kg.entities.kinds import KINDS
from kg.extraction.mentions import (
    CampaignMention,
    Corrected,
    DocumentFacts,
    EnterpriseMention,
    HonourMention,
    Mention,
    PlaceMention,
    ProjectMention,
    TaskFacts,
    UnitMention,
)
from kg.structure.document import ParseWarning
from kg.text.span import Span

RULE = "correction"
_NEARBY = 200  # characters on either side in which other characters are looked for
AnyMention = TypeVar("AnyMention", bound=Mention)
# what a fact that is added says besides its name, until it is corrected in turn
_NEW: dict[str, tuple[type[Mention], dict[str, Any]]] = {
    "Unit": (UnitMention, {"kind": "named"}),
    "KeyProject": (ProjectMention, {"stage": "advance"}),
    "Campaign": (CampaignMention, {}),
    "Honour": (HonourMention, {"status": "goal"}),
    "Enterprise": (EnterpriseMention, {}),
    "NamedPlace": (PlaceMention, {}),
}


def apply(facts: DocumentFacts, corrections: Iterable[Correction]) -> DocumentFacts:
    """Return the facts as corrected, in the order made; of two about the same the last holds.

    A correction that fits no more (the text changed, or the fact is read otherwise by now) changes
    nothing and becomes a warning of the document.
    """
    rows = tuple(corrections)
    last = {row.about: row for row in rows}
    for correction in rows:
        later = last[correction.about]
        if later != correction:
            facts = _warned(
                facts, correction, f"gives way to a later one, which says {later.new!r}"
            )
            continue
        try:
            facts = _applied(facts, correction)
        except GraphError as error:
            facts = _warned(facts, correction, f"no longer fits: {error}")
    return facts


def _warned(facts: DocumentFacts, correction: Correction, message: str) -> DocumentFacts:
    """Return the facts with a warning of what became of a correction."""
    document = facts.document
    line = document.text.count("\n", 0, max(correction.start, 0)) + 1
    said = f"the correction of {correction.text[:40]!r} {message}"
    warnings = (*document.warnings, ParseWarning(line, said))
    return replace(facts, document=replace(document, warnings=warnings))


def _applied(facts: DocumentFacts, correction: Correction) -> DocumentFacts:
    span = _found_again(facts.document.text, correction)
    if correction.field == ADD:
        return _with_added(facts, correction, span)
    changed = {
        mention: _changed(mention, correction, facts)
        for mention in _all_mentions(facts)
        if _is_meant(mention, correction, span)
    }
    if not changed:
        raise GraphError(f"no {correction.kind} is read there that says {correction.old!r}")
    if len(changed) > 1 and not correction.old:
        raise GraphError("several facts are read there; say by the old value which is meant")

    def now(mentions: Iterable[AnyMention]) -> tuple[AnyMention, ...]:
        kept = (changed.get(mention, mention) for mention in mentions)
        return cast(tuple[AnyMention, ...], tuple(m for m in kept if m is not None))

    tasks = tuple(replace(task, mentions=now(task.mentions)) for task in facts.tasks)
    return replace(facts, basis=now(facts.basis), targets=now(facts.targets), tasks=tasks)


def _all_mentions(facts: DocumentFacts) -> Iterator[Mention]:
    yield from facts.basis
    yield from facts.targets
    yield from (mention for task in facts.tasks for mention in task.mentions)


def _found_again(text: str, correction: Correction) -> Span:
    """Return where a correction's characters are: at the old place, or at the only other one."""
    span, wanted = correction.span, correction.text
    if not wanted:
        raise GraphError("it quotes no characters")
    if text[max(span.start, 0) : max(span.end, 0)] == wanted:
        return span
    place = text.find(wanted)
    if place < 0:
        raise GraphError("the text does not hold these characters any more")
    if text.find(wanted, place + 1) >= 0:
        raise GraphError("the text holds these characters several times, none at the old place")
    return Span(place, place + len(wanted))


def _changed(mention: Mention, correction: Correction, facts: DocumentFacts) -> Mention | None:
    """Return a mention as corrected; None if there is no such fact."""
    if correction.field == REMOVE:
        return None
    values = (
        _other_characters(mention, correction.new, facts.document.text)
        if correction.field == TEXT
        else read_value(correction.kind, correction.field, correction.new)
    )
    return replace(mention, **values, corrected=_note(correction, mention))


def _other_characters(mention: Mention, new: str, text: str) -> Values:
    """Return what changes where other characters name the fact: they must stand nearby."""
    wanted, reach = new.strip(), mention.span
    low = max(reach.start - _NEARBY, 0)
    starts = [m.start() for m in re.finditer(re.escape(wanted), text[low : reach.end + _NEARBY])]
    if not wanted or not starts:
        raise GraphError(f"{new[:40]!r} does not stand nearby in the document")
    start = min((low + place for place in starts), key=lambda place: abs(place - reach.start))
    values: dict[str, Any] = {"text": wanted, "span": Span(start, start + len(wanted))}
    return values | ({"name": wanted} if hasattr(mention, "name") else {})


def _is_meant(mention: Mention, correction: Correction, span: Span) -> bool:
    field = correction.field
    if mention.span != span or correction.kind not in FIELDS:
        return False
    if not KINDS[correction.kind].holds(mention):
        return False
    if field in (REMOVE, TEXT) or field not in FIELDS[correction.kind] or not correction.old:
        return True
    return said(mention, correction.kind, field) == correction.old


def _with_added(facts: DocumentFacts, correction: Correction, span: Span) -> DocumentFacts:
    """Return the facts with one that was not read, in the task its characters are in."""
    if correction.kind not in ADDED:
        raise GraphError(f"a {correction.kind} cannot be added")
    tasks = list(facts.tasks)
    for place, of_task in enumerate(tasks):
        if of_task.task.span.start <= span.start and span.end <= of_task.task.span.end:
            mention = _added(correction, span, of_task)
            mentions = sorted((*of_task.mentions, mention), key=lambda m: m.span.start)
            tasks[place] = replace(of_task, mentions=tuple(mentions))
            return replace(facts, tasks=tuple(tasks))
    raise GraphError("these characters are in no task")


def _added(correction: Correction, span: Span, of_task: TaskFacts) -> Mention:
    mention, values = _NEW[correction.kind]
    given = read_value(correction.kind, ADDED[correction.kind], correction.new or correction.text)
    if mention is UnitMention:
        units = sum(isinstance(m, UnitMention) for m in of_task.mentions)
        values = values | {"order": units + 1}
    values = {**values, **given, "corrected": _note(correction, None)}
    return mention(text=correction.text, span=span, rule=RULE, **values)


def _note(correction: Correction, mention: Mention | None) -> Corrected:
    """Return when and why a fact was corrected, and what was read before."""
    was = mention.text if mention else ""
    if mention and correction.field in FIELDS[correction.kind]:
        was = said(mention, correction.kind, correction.field)
    return Corrected(correction.when, correction.why, was)
