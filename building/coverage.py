"""Coverage: how much of a document was understood, and what was missed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.mentions import DocumentFacts
from kg.knowledge.csv_tables import alternation
from kg.knowledge.lexicon import Lexicon
from kg.structure.document import DocumentMetadata, MetadataValue
from kg.text.span import Span
from kg.text.view import View

_CONTEXT = 12  # characters shown on either side


@dataclass(frozen=True, slots=True)
class Unexplained:
    """Characters that look like a fact and are part of none.

    Attributes:
        kind: quantity, title, name or attribution.
        text: the characters.
        line: 1-based.
        context: the characters around them, on one line.
        start: offset in the stored text.
    """

    kind: str
    text: str
    line: int
    context: str
    start: int


def unexplained(facts: DocumentFacts, lexicon: Lexicon) -> Iterator[Unexplained]:
    """Yield quantities, 《titles》, names and attributions that no fact explains, in order."""
    text = facts.document.text
    view = View.of(text)
    spans = _Spans(_explained(facts))
    lines = [m.start() for m in re.finditer("\n", text)]
    found = sorted(
        (view.span(*match.span("it")), kind)
        for kind, pattern in _patterns(lexicon).items()
        for match in pattern.finditer(view.text)
    )
    for span, kind in found:
        if not spans.touch(span):
            around = text[max(0, span.start - _CONTEXT) : span.end + _CONTEXT]
            line = bisect_right(lines, span.start) + 1
            shown = " ".join(around.split())
            yield Unexplained(kind, text[span.start : span.end], line, shown, span.start)


def coverage(facts: DocumentFacts) -> float:
    """Return the share of characters, except white space, in a task, heading or metadata."""
    document = facts.document
    covered = bytearray(len(document.text))
    for span in _understood(facts):
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    counted = [i for i, c in enumerate(document.text) if not c.isspace()]
    return sum(covered[i] for i in counted) / len(counted) if counted else 1.0


def _understood(facts: DocumentFacts) -> Iterator[Span]:
    """Yield the spans of tasks, headings, metadata and the policies a document rests on."""
    metadata = facts.document.metadata
    yield from (task.span for task in facts.document.tasks)
    yield from (section.span for section in facts.document.sections)
    yield from (policy.span for policy in facts.basis)
    for value in (*_common(metadata), metadata.disclosure, *metadata.addressees, *metadata.cc):
        if value:
            yield from value.spans


def _common(metadata: DocumentMetadata) -> tuple[MetadataValue | None, ...]:
    return (
        metadata.title,
        metadata.notice_title,
        metadata.wenhao,
        metadata.issuer,
        metadata.date,
    )


def _patterns(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    """Return what looks like a fact, by kind; `it` is the fact."""
    units = alternation(lexicon.targets.units)
    labels = alternation(lexicon.labels)
    return {
        # 新建水闸5座
        "quantity": re.compile(rf"(?<![\dA-Za-z.])(?P<it>\d+(?:\.\d+)?(?:万|亿)?(?:{units}))"),
        # 《东河市水网规划》
        "title": re.compile(r"(?P<it>《[^《》\n]{2,60}》)"),
        # 县财政局 between 、 and 等
        "name": re.compile(
            r"(?<=[，。、；（：\n])(?P<it>[\u4e00-\u9fff]{3,14}?(?:(?<![布格全结])局|委员会|办公室|中心|集团|公司|工程|项目))(?=[，。、；）\n]|等)"
        ),
        # 牵头单位：市水务局
        "attribution": re.compile(rf"(?P<it>(?:{labels})：[^\n。；）]{{0,20}})"),
    }


def _explained(facts: DocumentFacts) -> Iterator[Span]:
    metadata = facts.document.metadata
    for value in (*_common(metadata), metadata.approved_by, *metadata.addressees, *metadata.cc):
        if value:
            yield from value.spans
    yield from (policy.span for policy in facts.basis)
    for task in facts.tasks:
        yield from (attribution.span for attribution in task.task.attributions)
        yield task.task.title_span
        for mention in task.mentions:
            yield mention.span


class _Spans:
    """Explained spans, to be asked whether one of them touches another span."""

    def __init__(self, spans: Iterator[Span]) -> None:
        ordered: Sequence[Span] = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach: list[int] = []
        reach = 0
        for span in ordered:
            reach = max(reach, span.end)
            self._reach.append(reach)

    def touch(self, span: Span) -> bool:
        """Tell whether an explained span shares a character with this one."""
        position = bisect_left(self._starts, span.end)
        return position > 0 and self._reach[position - 1] > span.start
