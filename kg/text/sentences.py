"""Sentences: the stretches of a text that search and answers point to."""

from __future__ import annotations

from collections.abc import Iterator

from kg.text.span import Span


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of a span, without the white space around them."""
    start = span.start
    for position in range(span.start, span.end):
        if text[position] in "。；\n！？" or position == span.end - 1:
            begin, end = start, position + 1
            while begin < end and text[begin] in " \n\t\u3000。；":
                begin += 1
            if end - begin > 3:
                yield Span(begin, end)
            start = position + 1


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence that holds text[start:end], without white space at its ends."""
    left = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
    ends = [at for mark in "。；\n" if (at := text.find(mark, end)) >= 0]
    right = min(ends) + 1 if ends else len(text)
    sentence = text[left:right]
    return left + len(sentence) - len(sentence.lstrip()), right - len(sentence) + len(
        sentence.rstrip()
    )
