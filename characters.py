"""Simplified characters for traditional ones: the table of OpenCC, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def simplified(text: str) -> str:
    """Return a text in simplified characters, one for one.

    >>> simplified("節約型機關")
    '节约型机关'
    """
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    """Map traditional to simplified characters (source: OpenCC, TSCharacters)."""
    table = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in table.splitlines())
    return {ord(r[0]): r[1] for r in rows if len(r) > 1 and len(r[0]) == len(r[1]) == 1}
