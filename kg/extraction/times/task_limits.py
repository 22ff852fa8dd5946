"""Time limits of whole tasks: labelled, in a closing bracket or clause, or over one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.extraction.mentions import TimeLimitMention
from kg.extraction.times.reader import closing_limits, find_limits, read_limits
from kg.extraction.times.time_limit import Moment, TimeLimit
from kg.knowledge.time_lexicon import TimeLexicon
from kg.structure.document import Document, Task
from kg.text.numerals import to_iso_date
from kg.text.span import Span
from kg.text.stretches import Stretch, stretches

_NOTHING = re.compile(r"[。；，\s]*")
# 9月底前完成方案|。推进建设
_SENTENCE_END = re.compile(r"[。；！？](?=.)")
_LABELLED, _SENTENCE = "attribution/deadline", "time/sentence"
_CLOSING = {"bracket": "time/bracket", "clause": "time/closing"}


class _Found(NamedTuple):
    """A limit in a stretch, and the rule that found it."""

    part: Stretch
    limit: TimeLimit
    rule: str


def read_time_limits(
    document: Document, moment: Moment, words: TimeLexicon
) -> list[tuple[TimeLimitMention, ...]]:
    """Return the time limits of each task, in order: those that bound all of it."""
    reader = _LimitReader(document, moment, words)
    found = zip(reader.labelled(), reader.own(), strict=True)
    return [tuple(map(_mention, (*labelled, *own))) for labelled, own in found]


@dataclass(frozen=True, slots=True)
class _LimitReader:
    """Reads the limits of the tasks of one document, step by step for all of them."""

    document: Document
    moment: Moment
    words: TimeLexicon

    def labelled(self) -> list[list[_Found]]:
        """Return the limits of each task that a label says; several of one each by itself."""
        spans = [list(_labelled_spans(task)) for task in self.document.tasks]
        parts = self._parts([span for of_task in spans for span in of_task])
        limits = read_limits([part.text for part in parts], self.moment, self.words)
        found = iter([_of_label(*row) for row in zip(parts, limits, strict=True)])
        return [[limit for _ in of_task for limit in next(found)] for of_task in spans]

    def own(self) -> list[list[_Found]]:
        """Return the limits of each task that its own title and text say."""
        text = self.document.stored.text
        parts = self._parts([span for task in self.document.tasks for span in _pieces(task, text)])
        texts = [part.text for part in parts]
        limits = find_limits(texts, self.moment, self.words)
        closing = closing_limits(texts, self.moment, self.words)
        found = [
            [_Found(part, near[0], _CLOSING[near[1]])] if near else self._opening(part, far)
            for part, near, far in zip(parts, closing, limits, strict=True)
        ]
        return [[*title, *body] for title, body in zip(found[::2], found[1::2], strict=True)]

    def _parts(self, spans: Sequence[Span]) -> list[Stretch]:
        return stretches(self.document.stored, spans)

    def _opening(self, part: Stretch, limits: Sequence[TimeLimit]) -> list[_Found]:
        """Return the one limit that opens a text of one sentence and bounds all of it.

        9月底前建成服务站1处 · 年底前，新建…，改造…
        """
        text = part.text
        if len(limits) != 1 or limits[0].kind != "date" or _SENTENCE_END.search(text):
            return []
        opens = self.words.closing_before.fullmatch(text, 0, limits[0].start)
        alone = "，" not in text.strip("，。；") or text.startswith("，", limits[0].end)
        return [_Found(part, limits[0], _SENTENCE)] if opens and alone else []


def _labelled_spans(task: Task) -> Iterator[Span]:
    for attribution in task.attributions:
        for clause in attribution.clauses:
            if clause.role == "deadline":
                yield from (name.span for name in clause.names)


def _of_label(part: Stretch, limits: Sequence[TimeLimit]) -> list[_Found]:
    """Return the limits of a labelled place; a single one is all of it, whatever it says."""
    if len(limits) > 1:
        return [_Found(part, limit, _LABELLED) for limit in limits]
    whole = replace(limits[0] if limits else TimeLimit(0, 0, ""), start=0, end=len(part.text))
    return [_Found(part, whole, _LABELLED)]


def _pieces(task: Task, text: str) -> tuple[Span, Span]:
    """Return the title of a task, and its text."""
    start = task.title_span.end if task.title else task.content.start
    title = Span(task.title_span.start, start) if task.title else Span(start, start)
    gap = _NOTHING.match(text, start, task.content.end)
    return title, Span(gap.end() if gap else start, task.content.end)


def _mention(found: _Found) -> TimeLimitMention:
    part, limit, rule = found
    span = Span(part.starts[limit.start], part.ends[limit.end])
    return TimeLimitMention(
        text=part.stored[span.start : span.end],
        span=span,
        rule=rule,
        value=to_iso_date(part.text[limit.start : limit.end]),
        kind=limit.kind or None,
        begins=limit.begins,
        due=limit.due,
        every=limit.every,
        after=limit.after,
    )
