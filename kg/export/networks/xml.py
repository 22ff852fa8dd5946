"""Text as XML holds it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

# what XML 1.0 has no way to write
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return a text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def quoted(value: object) -> str:
    """Return a value as the inside of an element or of an attribute in double quotes."""
    return escape(printable(str(value)), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
