"""Sentences: the stretches of a text that search and answers point to."""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import Document, Span


def sentences(document: Document, span: Span) -> Iterator[Span]:
    """Yield the sentences of a span, without the white space around them."""
    start = span.start
    for position in range(span.start, span.end):
        if document.text[position] in "。；\n！？" or position == span.end - 1:
            begin, end = start, position + 1
            while begin < end and document.text[begin] in " \n\t\u3000。；":
                begin += 1
            if end - begin > 3:
                yield Span(begin, end)
            start = position + 1
