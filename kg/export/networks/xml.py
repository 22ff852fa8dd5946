"""Text as XML holds it."""

from __future__ import annotations

from xml.sax.saxutils import escape

from kg.text.allowed import xml_text


def quoted(value: object) -> str:
    """Return a value as the inside of an element or of an attribute in double quotes."""
    return escape(xml_text(str(value)), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
