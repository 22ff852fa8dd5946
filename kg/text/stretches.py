"""Stretches of a stored text as rules match on them, with the way back as data."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from kg.text.span import Span
from kg.text.stored_text import StoredText


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a stored text as rules match on it, and the way back.

    What was found at text[start:end] is stored at Span(starts[start], ends[end]).

    Attributes:
        text: of its view, without line breaks.
        stored: the whole stored text.
        starts: where each character of `text` begins in the stored text.
        ends: where the characters before each place of `text` end in the stored text.
    """

    text: str
    stored: str
    starts: Sequence[int]
    ends: Sequence[int]


def stretches(stored: StoredText, spans: Sequence[Span], *, without: str = "\n") -> list[Stretch]:
    """Return the stretches at some spans of a stored text.

    Args:
        stored: the text with its view.
        spans: where the stretches are.
        without: characters to leave out.
    """
    whole = stored.view
    views = [whole.within(span).without(without) for span in spans]
    starts = [view.offsets for view in views]
    ends = [array("l", (first[0], *(start + 1 for start in first[:-1]))) for first in starts]
    return [
        Stretch(view.text, stored.text, first, last)
        for view, first, last in zip(views, starts, ends, strict=True)
    ]
