"""HTML of the page, every value escaped: documents and users are not trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from kg.network.traversal import Relation
from ui.site import Asked

Record = dict[str, Any]


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


def _table(at: Asked, heads: Iterable[str], rows: str) -> str:
    """Return a table: the messages that head its columns, and its rows as HTML."""
    cells = "".join(f"<th>{escape(at.say(head))}</th>" for head in heads)
    return f'<table class="zt-table"><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>'


def text_link(at: Asked, document: str, start: int, end: int, label: str | None = None) -> str:
    """Return a link to the exact characters in the stored text."""
    shown = label or at.say("see_text")
    href = escape(at.source(document, start, end))
    return f'<a class="zt-source" href="{href}">{escape(shown)}</a>'


# --- the graph's tables ----------------------------------------------------------------------


def search_results(at: Asked, text: str, found: Sequence[tuple[str, str, str]]) -> str:
    """Return the nodes a search found, as buttons: (node, kind, label)."""
    if not found:
        return hint(at.say("find_none", text=text))
    rows = "".join(
        f'<li><span class="zt-kind">{escape(kind)}</span>{link(at, node, label)}</li>'
        for node, kind, label in found
    )
    return hint(at.say("find_found", count=len(found))) + f'<ul class="zt-found">{rows}</ul>'


def node_panel(
    at: Asked,
    label: str,
    kind: str,
    notes: Sequence[tuple[str, str]],
    relations: str,
    facts: str,
) -> str:
    """Return what is known of one node: its name, notes, relations and sources."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in notes)
    return (
        f'<section class="zt-panel"><h3>{escape(label)}</h3><span class="zt-kind">{escape(kind)}</span>'
        f"<dl>{rows}</dl><h4>{escape(at.say('relations'))}</h4>{relations}"
        f"<h4>{escape(at.say('facts'))}</h4>{facts}</section>"
    )


def relation_table(at: Asked, steps: Iterable[Relation], terms: dict[str, str]) -> str:
    """Return the steps from a node as a table."""
    rows = "".join(
        f"<tr><td>{escape(terms[s.relation])}{'' if s.outgoing else ' ←'}</td>"
        f"<td>{escape(terms[s.kind])}</td><td>{link(at, s.node, s.label)}</td></tr>"
        for s in steps
    )
    return _table(at, ("relation", "kind", "thing"), rows)


def fact_table(at: Asked, facts: Sequence[Record], terms: dict[str, str]) -> str:
    """Return statements with the characters they were read from."""
    if not facts:
        return hint(at.say("no_facts"))
    rows = "".join(
        f"<tr><td>{escape(terms[f['class']])}</td><td>{escape(f['exact'])}</td>"
        f"<td>{text_link(at, f['document'], f['start'], f['end'], at.say('chars', start=f['start'], end=f['end']))}</td></tr>"
        for f in facts
    )
    return _table(at, ("kind", "fact_words", "fact_where"), rows)
