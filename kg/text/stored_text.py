"""A stored text with its view, which is derived once, and the ways between the two."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.text.span import Bounds, Span
from kg.text.view import View


def stored_spans(view: View, ranges: Iterable[Bounds]) -> list[Span]:
    """Return the stored spans of ranges of a view, in their order."""
    offsets = view.offsets
    return [
        Span(offsets[start], offsets[end - 1] + 1 if start < end else offsets[start])
        for start, end in ranges
    ]


@dataclass(frozen=True)
class StoredText:
    """The text of a document as it is stored (kg.text.view.normalise).

    Attributes:
        text: code points; every span of the document counts them.
        unread: what the view leaves out, in order: heads of pages, breaks inside a sentence.
    """

    text: str
    unread: tuple[Span, ...] = ()

    @cached_property
    def view(self) -> View:
        """The text as rules match on it."""
        return View.of(self.text).outside(self.unread)

    def read(self, span: Span) -> str:
        """Return the stored characters of a span as they are read: without what is unread."""
        first = bisect_right(self.unread, span.start, key=lambda unread: unread.end)
        last = bisect_left(self.unread, span.end, key=lambda unread: unread.start)
        pieces: list[str] = []
        start = span.start
        for unread in self.unread[first:last]:
            pieces.append(self.text[start : unread.start])
            start = unread.end
        return "".join((*pieces, self.text[start : span.end]))

    def readings(self, spans: Iterable[Span]) -> list[str]:
        """Return what is read at some spans, in their order."""
        return [self.read(span) for span in spans]

    def slice(self, span: Span) -> str:
        """Return the stored characters of a span."""
        return self.text[span.start : span.end]

    def trimmed_spans(self, ranges: Iterable[Bounds]) -> list[Span]:
        """Return the stored spans of ranges of the view, without white space at their ends."""
        return [_trimmed(self.text, span) for span in stored_spans(self.view, ranges)]

    def gaps(self, ranges: Iterable[Bounds]) -> list[tuple[int, ...]]:
        """Return the positions of each range of the view that white space was before."""
        text, offsets = self.text, self.view.offsets
        return [
            tuple(
                at
                for at in range(start + 1, end)
                if offsets[at] - offsets[at - 1] > 1 and text[offsets[at] - 1].isspace()
            )
            for start, end in ranges
        ]

    def lines_of(self, offsets: Iterable[int]) -> list[int]:
        """Return the 1-based line of each offset."""
        breaks = [line_break.start() for line_break in re.finditer("\n", self.text)]
        return [bisect_left(breaks, offset) + 1 for offset in offsets]


def _trimmed(text: str, span: Span) -> Span:
    """Return the span without white space at either end."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
