"""Hide characters of a text, each behind one other, so that every position stays where it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.text.span import Span

VEIL = "某"
# 13800000000 · 0537-7200000 · 电话：7200000
_TELEPHONE = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-—－ ]?\d{7,8})(?!\d)|(?<=电话[：:])[ ]?\d{7,8}(?!\d)"
)
_DIGIT = re.compile(r"\d")
_SEEN = re.compile(r"\S")


def without_telephones(text: str) -> str:
    """Return a text in which * stands for each digit of a telephone number."""
    return _TELEPHONE.sub(lambda match: _DIGIT.sub("*", match[0]), text)


def veiled(text: str, spans: Iterable[Span], names: Iterable[str] = ()) -> str:
    """Return a text in which 某 stands for each character of some spans and of some names."""
    characters = list(text)
    for span in spans:
        start, end = max(span.start, 0), max(span.end, 0)
        characters[start:end] = _SEEN.sub(VEIL, text[start:end])
    hidden = "".join(characters)
    for name in names:
        hidden = hidden.replace(name, VEIL * len(name))
    return hidden
