"""A line of HTML that tells what to do, its words escaped."""

from __future__ import annotations

from html import escape


def hint(text: str) -> str:
    """Return a line that tells what to do."""
    return f'<p class="zt-hint">{escape(text)}</p>'
