"""Hide characters of a text, each behind one other, so that every position stays where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from kg.text.span import Span

VEIL = "某"
_SEEN = re.compile(r"\S")


def in_strings(record: Any, change: Callable[[str], str]) -> Any:
    """Return a record of lists and dictionaries with every string in it changed."""
    if isinstance(record, str):
        return change(record)
    if isinstance(record, list):
        return [in_strings(part, change) for part in record]
    if isinstance(record, dict):
        return {key: in_strings(part, change) for key, part in record.items()}
    return record


def is_veiled(text: str) -> bool:
    """Tell whether nothing of a text is seen."""
    return not text.replace(VEIL, "").strip()


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
