"""Text as it is stored, and the derived view that rules match on.

The stored text is the decoded file without BOM, with LF line ends, in NFC, and nothing else.
Rules match on a `View`: simplified characters, half-width letters and digits, full-width
brackets, commas and colons, no spaces. A view keeps the way back to the stored text, so what
a rule finds is always a stored span.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from characters import simplified
from kg.text.allowed import whole_characters
from kg.text.span import Bounds, Span

_FULL_WIDTH_FORM = dict(zip("():,;?!", "（）：，；？！", strict=True))
_KEPT_BETWEEN_DIGITS = frozenset(",:")  # 1,000 and 10:30
_FULL_WIDTH_MARK = re.compile("[，：]")  # what they are in a view
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


def normalise(text: str) -> str:
    """Return the stored form of a decoded text: no BOM, LF line ends, NFC, whole characters."""
    text = whole_characters(text).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


@cache
def view_character(character: str) -> str:
    """Return what a stored character looks like in a view; "" when it is left out.

    >>> view_character("８"), view_character("後"), view_character("("), view_character(" ")
    ('8', '后', '（', '')
    """
    if character == "\n":
        return character
    if character.isspace() or character in _INVISIBLE:
        return ""
    if character in _FULL_WIDTH_FORM:
        return _FULL_WIDTH_FORM[character]
    if "\uff01" <= character <= "\uff5e" and character not in _FULL_WIDTH_FORM.values():
        return unicodedata.normalize("NFKC", character)
    return simplified(character)


@dataclass(frozen=True, slots=True)
class View:
    """A derived text and, for each of its characters, the offset it came from.

    Attributes:
        text: the derived text rules match on.
        offsets: stored offset of each character of text, and the end of the range viewed.
    """

    text: str
    offsets: array[int]

    @classmethod
    def of(cls, stored: str, span: Span | None = None) -> View:
        """Return the view of a stored text, or of one span of it."""
        span = span or Span(0, len(stored))
        piece = stored[span.start : span.end]
        forms = {ord(c): view_character(c) for c in set(piece)}
        left_out = "".join(chr(c) for c, form in forms.items() if not form)
        offsets = array("l")
        for start, end in _runs(piece, left_out):
            offsets.extend(range(span.start + start, span.start + end))
        text = _restored(stored, offsets, piece.translate(forms))
        offsets.append(span.end)
        return cls(text, offsets)

    def span(self, start: int, end: int) -> Span:
        """Return the stored span of view[start:end]."""
        if start >= end:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def gaps(self, start: int, end: int) -> list[int]:
        """Return where in view[start:end] something was left out: 甲|乙 of the text 甲 乙."""
        own = self.offsets[start:end]
        return [start + at for at in range(1, len(own)) if own[at] > own[at - 1] + 1]

    def slice(self, start: int, end: int) -> View:
        """Return the view of view[start:end]."""
        return View(self.text[start:end], self.offsets[start : end + 1])

    def within(self, span: Span) -> View:
        """Return the part of the view that comes from a stored span."""
        last = len(self.text)
        start = bisect_left(self.offsets, span.start, 0, last)
        end = bisect_left(self.offsets, span.end, 0, last)
        return View(self.text[start:end], self.offsets[start:end] + array("l", [span.end]))

    def outside(self, spans: Sequence[Span]) -> View:
        """Return the view without what comes from some stored spans, which are in order."""
        if not spans:
            return self
        last, begin = len(self.text), 0
        pieces: list[str] = []
        offsets = array("l")
        for span in (*spans, Span(self.offsets[last], self.offsets[last])):
            start = bisect_left(self.offsets, span.start, begin, last)
            pieces.append(self.text[begin:start])
            offsets.extend(self.offsets[begin:start])
            begin = bisect_left(self.offsets, span.end, start, last)
        offsets.append(self.offsets[last])
        return View("".join(pieces), offsets)

    def without(self, characters: str) -> View:
        """Return the view with some characters taken out."""
        if not any(character in self.text for character in characters):
            return self
        pieces: list[str] = []
        offsets = array("l")
        for start, end in _runs(self.text, characters):
            pieces.append(self.text[start:end])
            offsets.extend(self.offsets[start:end])
        offsets.append(self.offsets[-1])
        return View("".join(pieces), offsets)


def _runs(text: str, left_out: str) -> Iterable[Bounds]:
    """Return the stretches of a text between some characters, which may be none."""
    if not left_out:
        return ((0, len(text)),)
    return (run.span() for run in re.finditer(f"[^{re.escape(left_out)}]+", text))


def _restored(stored: str, offsets: array[int], text: str) -> str:
    """Return the text of a view with the half-width mark of 1,000 and 10:30 given back."""
    pieces: list[str] = []
    begin = 0
    for match in _FULL_WIDTH_MARK.finditer(text, 1, len(text) - 1):
        at = match.start()
        mark = stored[offsets[at]]
        if mark in _KEPT_BETWEEN_DIGITS and text[at - 1].isdigit() and text[at + 1].isdigit():
            pieces += text[begin:at], mark
            begin = at + 1
    return "".join((*pieces, text[begin:]))
