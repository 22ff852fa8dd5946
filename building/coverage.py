"""Coverage: what a document says that no fact explains. Nobody else tells what was missed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.mentions import DocumentFacts
from kg.knowledge.csv_tables import alternation
from kg.knowledge.lexicon import Lexicon
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
        context: what stands around them, on one line.
        start: offset in the stored text.
    """

    kind: str
    text: str
    line: int
    context: str
    start: int


def unexplained(facts: DocumentFacts, lexicon: Lexicon) -> Iterator[Unexplained]:
    """Yield quantities, 《titles》, names and attributions no fact explains, in document order."""
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


def _patterns(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    units = alternation(lexicon.targets.units)
    labels = alternation(lexicon.labels)
    return {
        "quantity": re.compile(rf"(?<![\dA-Za-z.])(?P<it>\d+(?:\.\d+)?(?:万|亿)?(?:{units}))"),
        "title": re.compile(r"(?P<it>《[^《》\n]{2,60}》)"),
        "name": re.compile(
            r"(?<=[，。、；（：\n])(?P<it>[\u4e00-\u9fff]{3,14}?(?:(?<![布格全结])局|委员会|办公室|中心|集团|公司|工程|项目))(?=[，。、；）\n]|等)"
        ),
        "attribution": re.compile(rf"(?P<it>(?:{labels})：[^\n。；）]{{0,20}})"),
    }


def _explained(facts: DocumentFacts) -> Iterator[Span]:
    metadata = facts.document.metadata
    fields = (
        metadata.title,
        metadata.notice_title,
        metadata.wenhao,
        metadata.issuer,
        metadata.date,
    )
    for field in (*fields, metadata.approved_by, *metadata.addressees, *metadata.cc):
        if field:
            yield from field.spans
    yield from (policy.span for policy in facts.basis)
    for task in facts.tasks:
        yield from (attribution.span for attribution in task.task.attributions)
        yield task.task.title_span
        for mention in task.mentions:
            yield mention.span


class _Spans:
    """Explained spans, asked whether any of them touches another one."""

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
