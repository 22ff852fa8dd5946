"""HTML of the page, every value escaped: documents and users are not trusted."""

from __future__ import annotations

from html import escape

from ui.site import Asked


def hint(text: str) -> str:
    """Return a line that tells what to do."""
    return f'<p class="zt-hint">{escape(text)}</p>'


def link(at: Asked, node: str, label: str, css: str = "zt-link") -> str:
    """Return a link to a node of the graph; the graph's page opens it without loading anew."""
    href = escape(at.href("thing", iri=node))
    return f'<a class="{css}" href="{href}" data-node="{escape(node)}">{escape(label)}</a>'


def topic_link(at: Asked, concept: str, label: str) -> str:
    """Return a link to a concept's page."""
    href = escape(at.href("topics", concept=concept))
    return f'<a class="zt-topic" href="{href}">{escape(label)}</a>'


def text_link(at: Asked, document: str, start: int, end: int, label: str | None = None) -> str:
    """Return a link to the exact characters in the stored text."""
    shown = label or at.say("see_text")
    href = escape(at.source(document, start, end))
    return f'<a class="zt-source" href="{href}">{escape(shown)}</a>'
